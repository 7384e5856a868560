"""Writes a briefing note over documents: every statement theirs or checked, all of them cited."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Final, TypeAlias

from rag.briefing import (
    caveats,
    certainty,
    disagreements,
    facts,
    figures,
    gaps,
    saying,
    selection,
    timeline,
)
from rag.briefing.coverage import Drawn, coverage, note_sources, recent, title_of
from rag.briefing.headings import headings
from rag.briefing.lead import Lead, brief
from rag.briefing.material import Material, gather
from rag.briefing.measures import Measure
from rag.briefing.ranking import Ranked, ranked
from rag.briefing.request import Request
from rag.briefing.selection import Fact
from rag.briefing.shortening import shorter
from rag.briefing.telling import Ledger, Teller, Telling
from rag.domain import KeyFact, Note, StoredDocument, Topic
from rag.errors import RefusedError
from rag.ports import Catalogue, Encoder, LanguageModel

if TYPE_CHECKING:
    from rag.briefing.prose import Prose
    from rag.composing import Composer

_MANY: Final = 7
"""Key points from which on they are grouped under headings."""
_Group: TypeAlias = tuple[str | None, tuple[KeyFact, ...]]
Progress: TypeAlias = Callable[[str, int, int], None]


class Briefer:
    """Makes notes from the documents of one library."""

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        encoder: Encoder,
        model: LanguageModel,
        composer: "Composer | None" = None,
    ) -> None:
        """Keep the library, the encoder that built it, the model, and what lets it write."""
        self._catalogue = catalogue
        self._encoder = encoder
        self._model = model
        self._composer = composer

    def summarise(
        self,
        document_ids: Sequence[int],
        request: Request | None = None,
        *,
        progress: Progress | None = None,
    ) -> Note:
        """A note over these documents, verbatim but for templates, cited to lines.

        Where the composer lets the model write, brief and key points are its sentences as far
        as they hold.

        `progress` is called with the stage (`reading`, `comparing`, `shortening`, `writing`), the steps
        done and their total. The same documents and request give the same note.

        Raises:
            RefusedError: no document is recent enough, or none says anything of the focus.
        """
        wanted = request or Request()
        clock = _Clock(progress or _silent)
        taken, older = recent(self._catalogue, document_ids, wanted.since)
        material = gather(
            self._catalogue,
            self._encoder,
            taken,
            lambda done, total: clock.tell("reading", done, total),
        )
        clock.lap("reading")
        found = self._compare(material, wanted, clock)
        # Every fact, a doubt that may close the brief, and the rest of the note.
        steps = len(found.facts) + 2 if self._composes else 1
        clock.tell("writing", 0, steps)
        ledger = Ledger(material)
        prose = self._prose(ledger, lambda done: clock.tell("writing", done, steps))
        note = self._write(found, wanted, older, ledger, prose)
        clock.lap("writing")
        clock.tell("writing", steps, steps)
        return replace(note, timings=clock.timings)

    def _compare(self, material: Material, wanted: Request, clock: "_Clock") -> "_Findings":
        clock.tell("comparing", 0, 2)
        order = ranked(material, self._encoder, wanted.focus)
        if wanted.focus and not order.about:
            raise RefusedError(
                f"the documents say nothing of “{wanted.focus}”",
                "Use words the documents use, or leave --focus out.",
            )
        chosen = selection.choose(material, order, wanted.scale)
        clock.tell("comparing", 2, 2)
        clock.lap("comparing")
        if wanted.scale.shortens:
            chosen = shorter(material, chosen, self._model, partial(clock.tell, "shortening"))
        clock.lap("shortening")
        return _Findings(
            order, chosen, measures_of(material, order), caveats.find(material, order)
        )

    @property
    def _composes(self) -> bool:
        return self._composer is not None and self._composer.applies(self._model.card)

    def _prose(self, ledger: Ledger, told: Callable[[int], None]) -> "Prose | None":
        """What tells facts in the model's words; None where notes are quoted."""
        if self._composer is None or not self._composes:
            return None
        from rag.briefing.prose import Prose

        return Prose(self._composer.reteller(self._model), ledger, told)

    def _write(
        self,
        found: "_Findings",
        wanted: Request,
        older: tuple[StoredDocument, ...],
        ledger: Ledger,
        prose: "Prose | None",
    ) -> Note:
        scale, material, teller = wanted.scale, ledger.material, prose or ledger
        opening = brief(material, found.facts, found.doubts, teller, scale.brief)
        groups = self._topics(material, _untold(found.facts, opening), teller)
        points = tuple(fact for _, group in groups for fact in group)
        rows = figures.group(material, found.measures)
        told = figures.table(material, rows[: scale.figures], ledger)
        dated, dates = timeline.build(material, found.ranked, ledger, scale.timeline)
        said, speakers, statements = saying.collect(
            material, found.ranked, ledger, scale.statements
        )
        sure = certainty.find(material, found.facts, ledger)
        differing = disagreements.find(
            material, found.measures, self._encoder, ledger, scale.disagreements
        )
        hedged = tuple(ledger.state(plan) for _, plan in found.doubts[: scale.caveats])
        shown = (
            ("Figures", len(told), len(rows)),
            ("Figures compared", *_compared(found.measures)),
            ("Timeline", len(dated), dates),
            ("Who says what", len(said), statements),
            ("Unverified", len(hedged), len(found.doubts)),
        )
        drawn = Drawn(ledger.cited, frozenset(found.ranked.about) if wanted.focus else None)
        scores = found.ranked.scores.tolist()
        return Note(
            title=wanted.title or title_of(material, scores, wanted.focus),
            sources=note_sources(material, drawn),
            brief=tuple(lead.sentence for lead in opening),
            key_points=tuple(fact.sentence for fact in points),
            topics=_headed(groups),
            figures=told,
            timeline=dated,
            attributions=said,
            disagreements=(*differing, *sure)[: scale.disagreements],
            caveats=hedged,
            gaps=(
                *gaps.gaps(
                    material,
                    found.facts,
                    figures=len(told),
                    differences=len(differing) + len(sure),
                    focused=wanted.focus is not None,
                ),
                *gaps.unread(wanted.unread),
            ),
            coverage=coverage(material, drawn, shown, older),
            citations=ledger.citations,
            timings={},
            model=self._model.card,
            facts=(*(_row(material, lead) for lead in opening), *points),
            speakers=speakers,
            length=wanted.length,
            focus=wanted.focus,
            since=wanted.since,
            composition=prose.composition if prose else None,
        )

    def _topics(
        self, material: Material, left: tuple[Fact, ...], teller: Teller
    ) -> tuple[_Group, ...]:
        """The key points by subject, under headings where there are many; loose ones first."""
        groups = selection.topics(material, left)
        several = [group for group in groups if len(group) > 1]
        names: tuple[str | None, ...] = ()
        if len(left) >= _MANY and len(several) > 1:
            texts = [[material.text(fact.members[0]) for fact in group] for group in several]
            names = headings(texts, self._encoder)
        named = dict(zip(several, names, strict=False))
        ordered = sorted(groups, key=lambda group: named.get(group) is not None)
        return tuple(
            (named.get(group), tuple(_point(material, fact, teller) for fact in group))
            for group in ordered
        )


@dataclass(frozen=True, slots=True)
class _Findings:
    """What a comparison of the documents comes to."""

    ranked: Ranked
    facts: tuple[Fact, ...]
    measures: tuple[Measure, ...]
    doubts: tuple[tuple[int, Telling], ...]


def measures_of(material: Material, order: Ranked) -> tuple[Measure, ...]:
    """Every figure that matters, those of the highest ranked sentences first."""
    found = [measure for at in order.about for measure in material.measures[at]]
    return tuple(
        sorted(found, key=lambda each: (-float(order.scores[each.sentence]), each.sentence))
    )


def _compared(measures: tuple[Measure, ...]) -> tuple[int, int]:
    return min(len(measures), disagreements.MOST_COMPARED), len(measures)


def _untold(found: tuple[Fact, ...], opening: tuple[Lead, ...]) -> tuple[Fact, ...]:
    """The facts that the brief has not told."""
    told = {at for lead in opening for at in lead.sentences}
    return tuple(fact for fact in found if not told.intersection(fact.members))


def _headed(groups: Sequence[_Group]) -> tuple[Topic, ...]:
    """The groups that have a heading."""
    return tuple(
        Topic(heading, tuple(fact.sentence for fact in group))
        for heading, group in groups
        if heading
    )


def _point(material: Material, fact: Fact, teller: Teller) -> KeyFact:
    return facts.told(material, fact.members, teller.state(fact.tellings[0], fact.others))


def _row(material: Material, lead: Lead) -> KeyFact:
    return facts.told(material, lead.sentences, lead.sentence)


def _silent(stage: str, done: int, total: int) -> None:
    """Say nothing."""


class _Clock:
    """Seconds per stage, and the caller's progress."""

    def __init__(self, progress: Progress) -> None:
        self.timings: dict[str, float] = {}
        self.tell = progress
        self._since = perf_counter()

    def lap(self, stage: str) -> None:
        """Book the time since the last lap to `stage`."""
        now = perf_counter()
        self.timings[stage] = round(now - self._since, 4)
        self._since = now
