"""Writes a briefing note over documents: every statement theirs or checked, all of them cited."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, TypeAlias

from rag.briefing import caveats, gaps, points, sections, selection
from rag.briefing.coverage import Drawn, coverage, note_sources, recent, title_of
from rag.briefing.findings import Findings, measures_of
from rag.briefing.material import Material, gather
from rag.briefing.ranking import ranked
from rag.briefing.request import Request
from rag.briefing.shortening import shorter
from rag.briefing.telling import Ledger
from rag.domain import Note, StoredDocument
from rag.errors import RefusedError
from rag.ports import Catalogue, Encoder, LanguageModel

if TYPE_CHECKING:
    from rag.briefing.prose import Prose
    from rag.composing import Composer

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

    def _compare(self, material: Material, wanted: Request, clock: "_Clock") -> Findings:
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
        return Findings(order, chosen, measures_of(material, order), caveats.find(material, order))

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
        found: Findings,
        wanted: Request,
        older: tuple[StoredDocument, ...],
        ledger: Ledger,
        prose: "Prose | None",
    ) -> Note:
        """The note: what is told first is cited first."""
        material, encoder, scale = ledger.material, self._encoder, wanted.scale
        told = points.tell(
            material, found, prose or ledger, encoder=encoder, brief_length=scale.brief
        )
        rest = sections.tell(found, ledger, encoder=encoder, scale=scale)
        drawn = Drawn(ledger.cited, frozenset(found.ranked.about) if wanted.focus else None)
        return Note(
            title=wanted.title or title_of(material, found.ranked.scores.tolist(), wanted.focus),
            sources=note_sources(material, drawn),
            brief=told.brief,
            key_points=told.key_points,
            topics=told.topics,
            figures=rest.figures,
            timeline=rest.timeline,
            attributions=rest.attributions,
            disagreements=rest.disagreements,
            caveats=rest.caveats,
            gaps=gaps.missing(material, found.facts, wanted, rest),
            coverage=coverage(material, drawn, rest.shown, older),
            citations=ledger.citations,
            timings={},
            model=self._model.card,
            facts=told.facts,
            speakers=rest.speakers,
            length=wanted.length,
            focus=wanted.focus,
            since=wanted.since,
            composition=prose.composition if prose else None,
        )


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
