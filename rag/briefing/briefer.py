"""Writes a briefing note over documents: every statement theirs, every statement cited."""

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Final, TypeAlias

from rag.briefing import (
    caveats,
    disagreements,
    figures,
    gaps,
    saying,
    selection,
    timeline,
)
from rag.briefing.coverage import coverage, note_sources, title_of
from rag.briefing.lead import brief
from rag.briefing.material import Material, gather
from rag.briefing.measures import Measure
from rag.briefing.selection import Fact
from rag.briefing.telling import Ledger, Telling
from rag.domain import Note, Statement
from rag.ports import Catalogue, Encoder, LanguageModel

if TYPE_CHECKING:
    from rag.briefing.selection import Scores

Progress: TypeAlias = Callable[[str, int, int], None]
_STAGES: Final = ("reading", "comparing", "writing")


class Briefer:
    """Makes notes from the documents of one library."""

    def __init__(self, catalogue: Catalogue, *, encoder: Encoder, model: LanguageModel) -> None:
        """Keep the library, the encoder that built it, and the model."""
        self._catalogue = catalogue
        self._encoder = encoder
        self._model = model

    def summarise(
        self,
        document_ids: Sequence[int],
        *,
        title: str | None = None,
        progress: Progress | None = None,
    ) -> Note:
        """A note over these documents, verbatim but for templates, cited to lines.

        `progress` is called with the stage (`reading`, `comparing`, `writing`), the steps
        done and their total. The same documents give the same note.
        """
        clock = _Clock(progress or _silent)
        material = gather(
            self._catalogue,
            self._encoder,
            document_ids,
            lambda done, total: clock.tell("reading", done, total),
        )
        clock.lap("reading")
        scores = selection.rank(material)
        clock.tell("comparing", 1, 2)
        facts = selection.choose(material, scores)
        found = _measures(material, scores)
        clock.tell("comparing", 2, 2)
        clock.lap("comparing")
        return self._write(material, (facts, found, scores), title, clock)

    def _write(
        self,
        material: Material,
        findings: tuple[tuple[Fact, ...], tuple[Measure, ...], "Scores"],
        title: str | None,
        clock: "_Clock",
    ) -> Note:
        facts, found, scores = findings
        clock.tell("writing", 0, 1)
        ledger = Ledger(material)
        doubtful = caveats.find(material, scores.tolist())
        opening = brief(material, facts, doubtful, ledger)
        points = _key_points(material, facts, ledger, opening)
        rows = figures.group(found)
        told = figures.table(material, rows, ledger)
        said, speakers, said_in_all = saying.collect(material, ledger, scores.tolist(), 24)
        hedged = tuple(ledger.state(plan) for _, plan in doubtful[: caveats.MOST])
        differing = disagreements.find(material, found, self._encoder, ledger)
        dated = timeline.build(material, ledger)
        left_out = (
            ("figures", len(told), len(rows)),
            ("caveats", len(hedged), len(doubtful)),
            ("statements", len(said), said_in_all),
        )
        clock.lap("writing")
        clock.tell("writing", 1, 1)
        return Note(
            title=title or title_of(material, scores.tolist()),
            sources=note_sources(material, ledger.cited),
            brief=opening,
            key_points=points,
            topics=(),
            figures=told,
            timeline=dated,
            attributions=said,
            disagreements=differing,
            caveats=hedged,
            gaps=gaps.gaps(material, facts),
            coverage=coverage(material, ledger.cited, left_out),
            citations=ledger.citations,
            timings=clock.timings,
            model=self._model.card,
            speakers=speakers,
        )


def _measures(material: Material, scores: "Scores") -> tuple[Measure, ...]:
    """Every figure that matters, those of the highest ranked sentences first."""
    found = [measure for at in material.usable for measure in material.measures[at]]
    return tuple(sorted(found, key=lambda each: (-float(scores[each.sentence]), each.sentence)))


def _key_points(
    material: Material, facts: tuple[Fact, ...], ledger: Ledger, opening: tuple[Statement, ...]
) -> tuple[Statement, ...]:
    """The key points by subject, told in other words than the brief's where there are any."""
    read = frozenset(statement.text for statement in opening)
    return tuple(
        _point(fact, ledger, read) for group in selection.topics(material, facts) for fact in group
    )


def _point(fact: Fact, ledger: Ledger, read: frozenset[str]) -> Statement:
    """The fact in its best telling, or the next best where the brief has used that one."""
    best = fact.tellings[0]
    whole = [telling for telling in fact.tellings if telling.standing >= best.standing]
    stated = [ledger.state(telling, _others(fact, telling)) for telling in whole]
    return next((statement for statement in stated if statement.text not in read), stated[0])


def _others(fact: Fact, telling: Telling) -> tuple[int, ...]:
    return tuple(at for at in fact.members if at not in telling.sentences)


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
