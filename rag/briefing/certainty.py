"""One fact told as sure by one source and as a claim by another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rag.briefing.attribution import Report
from rag.briefing.material import Material
from rag.briefing.selection import Fact
from rag.briefing.telling import Ledger
from rag.briefing.words import word_set
from rag.domain import Disagreement, DisagreementValue

_SURE: Final = word_set(
    "confirmed confirms announced announces revealed reveals acknowledged acknowledges admitted "
    "admits disclosed discloses conceded concedes"
)
_UNSURE: Final = word_set(
    "claimed claims alleged alleges suggested suggests believe believes believed estimated "
    "estimates predicted predicts argued argues asserted asserts insisted insists contended "
    "contends"
)


@dataclass(frozen=True, slots=True)
class _Told:
    """How sure sentence `index` tells the fact, and who tells it so."""

    index: int
    report: Report
    sure: bool


def find(material: Material, facts: Sequence[Fact], ledger: Ledger) -> tuple[Disagreement, ...]:
    """Facts that sources of different origin tell with different certainty."""
    return tuple(found for fact in facts for found in _differing(material, fact, ledger))


def _differing(material: Material, fact: Fact, ledger: Ledger) -> Iterator[Disagreement]:
    told = [each for at in fact.members for each in _told(material, at)]
    for one in told:
        for other in told:
            apart = material.origin(one.index) != material.origin(other.index)
            if one.sure and not other.sure and apart:
                sides = (_side(material, one, ledger), _side(material, other, ledger))
                yield Disagreement(_measure(material, fact), "qualifier", sides)
                return


def _told(material: Material, index: int) -> Iterator[_Told]:
    """The report of a sentence that has only one, where its verb says how sure it is."""
    if len(material.reports[index]) != 1:
        return
    (report,) = material.reports[index]
    verb = report.verb(material.text(index)).lower().split()[-1]
    if verb in _SURE or verb in _UNSURE:
        yield _Told(index, report, verb in _SURE)


def _side(material: Material, told: _Told, ledger: Ledger) -> DisagreementValue:
    report = told.report
    start = min(report.speaker_start, report.verb_start)
    end = max(report.speaker_end, report.verb_end)
    words = " ".join(material.text(told.index)[start:end].split())
    verb = report.verb(material.text(told.index))
    return DisagreementValue(words, None, verb, (ledger.cite(told.index),))


def _measure(material: Material, fact: Fact) -> str:
    """What the fact is about: its figure with its noun, nothing where it has none."""
    found = (measure.phrase for at in fact.members for measure in material.measures[at])
    return next(found, "")
