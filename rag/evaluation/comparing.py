"""Two runs over the same questions, compared question by question."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from rag.errors import UsageError
from rag.evaluation.scores import Score, Scores
from rag.evaluation.statistics import sign_test
from rag.evaluation.totals import TITLES, Unit

SCHEMA: Final = "sourceline.evaluation/1"
_LESS_IS_BETTER: Final = frozenset(
    {
        "false_refusals",
        "false_alarms",
        "unsupported_figures",
        "unsupported_names",
        "replaced",
        "dropped",
        "fell_back",
    }
)


@dataclass(frozen=True, slots=True)
class Difference:
    """How a measure moved from the baseline to this run."""

    name: str
    title: str
    before: float
    after: float
    """Both over the questions that the two runs share."""
    gained: int
    lost: int
    unchanged: int
    p_value: float
    """Of a sign test: how often chance alone splits gains and losses as unevenly."""


class _Question(msgspec.Struct):
    id: str
    scores: dict[str, tuple[float, float]]


class _Baseline(msgspec.Struct):
    schema: str
    questions: tuple[_Question, ...]


def baseline(path: Path) -> Mapping[str, Scores]:
    """The scores of an earlier run's questions by id, from what `-f json` wrote.

    Raises:
        UsageError: the file is missing or is no such run.
    """
    hint = "Write one with: rag eval SET -o FILE.json"
    try:
        found = msgspec.json.decode(path.read_bytes(), type=_Baseline)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", hint) from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is no evaluation", hint) from error
    if found.schema != SCHEMA:
        raise UsageError(f"{path} is {found.schema}, not {SCHEMA}", hint)
    return {
        question.id: {name: Score(*pair) for name, pair in question.scores.items()}
        for question in found.questions
    }


def compare(before: Mapping[str, Scores], after: Mapping[str, Scores]) -> tuple[Difference, ...]:
    """Every measure that some question has a score for in both runs."""
    shared = [(before[name], after[name]) for name in after if name in before]
    found = (_difference(name, shared) for name in TITLES if TITLES[name][1] is not Unit.MEAN)
    return tuple(one for one in found if one is not None)


def _difference(name: str, shared: list[tuple[Scores, Scores]]) -> Difference | None:
    pairs = [(one[name], other[name]) for one, other in shared if name in one and name in other]
    if not pairs:
        return None
    sign = -1 if name in _LESS_IS_BETTER else 1
    steps = [sign * (_share(new) - _share(old)) for old, new in pairs]
    gained, lost = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    return Difference(
        name=name,
        title=TITLES[name][0],
        before=_total(name, [old for old, _ in pairs]),
        after=_total(name, [new for _, new in pairs]),
        gained=gained,
        lost=lost,
        unchanged=len(steps) - gained - lost,
        p_value=sign_test(gained, lost),
    )


def _share(score: Score) -> float:
    return score.value / score.of


def _total(name: str, scores: list[Score]) -> float:
    total = sum(score.value for score in scores)
    return total if TITLES[name][1] is Unit.SUM else total / sum(score.of for score in scores)
