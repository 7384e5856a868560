"""What a note tells besides brief and key points, and how much of it there was."""

from dataclasses import dataclass

from rag.briefing import certainty, disagreements, figures, saying, timeline
from rag.briefing.findings import Findings
from rag.briefing.request import Scale
from rag.briefing.telling import Ledger, Telling
from rag.domain import Attribution, Disagreement, NoteFigure, Speaker, Statement, TimelineEntry
from rag.ports import Encoder


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections of one note; `shown` has of each how many entries it shows and were found."""

    figures: tuple[NoteFigure, ...]
    timeline: tuple[TimelineEntry, ...]
    attributions: tuple[Attribution, ...]
    speakers: tuple[Speaker, ...]
    disagreements: tuple[Disagreement, ...]
    caveats: tuple[Statement, ...]
    shown: tuple[tuple[str, int, int], ...]


def tell(found: Findings, ledger: Ledger, *, encoder: Encoder, scale: Scale) -> Sections:
    """The sections of a note of this scale, cited in `ledger` in their order."""
    material = ledger.material
    rows = figures.group(material, found.measures)
    told = figures.table(material, rows[: scale.figures], ledger)
    dated, dates = timeline.build(material, found.ranked, ledger, scale.timeline)
    said, speakers, statements = saying.collect(material, found.ranked, ledger, scale.statements)
    sure = certainty.find(material, found.facts, ledger)
    differing = disagreements.find(material, found.measures, encoder, ledger, scale.disagreements)
    hedged = tuple(_hedged(plan, ledger) for _, plan in found.doubts[: scale.caveats])
    compared = min(len(found.measures), disagreements.MOST_COMPARED)
    return Sections(
        told,
        dated,
        said,
        speakers,
        (*differing, *sure)[: scale.disagreements],
        hedged,
        (
            ("Figures", len(told), len(rows)),
            ("Figures compared", compared, len(found.measures)),
            ("Timeline", len(dated), dates),
            ("Who says what", len(said), statements),
            ("Unverified", len(hedged), len(found.doubts)),
        ),
    )


def _hedged(plan: Telling, ledger: Ledger) -> Statement:
    """A caveat, cited to the copies of its story as well."""
    alone = plan.first == plan.last
    return ledger.state(plan, ledger.material.copies_of(plan.first) if alone else ())
