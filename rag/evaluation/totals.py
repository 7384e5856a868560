"""Measures of a whole run, made of what each question scored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean, median
from types import MappingProxyType
from typing import Final

from rag.evaluation.scores import Score, Scores
from rag.evaluation.statistics import bootstrap, bootstrap_balanced, wilson


class Unit(StrEnum):
    """How a measure's scores become one figure."""

    SHARE = "share"
    MEAN = "mean"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure for a whole run: its 95 % interval, and over how many questions."""

    name: str
    title: str
    unit: Unit
    value: float
    low: float | None
    high: float | None
    questions: int


@dataclass(frozen=True, slots=True)
class Stage:
    """Seconds per question that a stage took."""

    name: str
    mean: float
    median: float
    p90: float


TITLES: Final[Mapping[str, tuple[str, Unit]]] = MappingProxyType(
    {
        "passage_recall_1": ("passage recall@1", Unit.SHARE),
        "passage_recall_5": ("passage recall@5", Unit.SHARE),
        "passage_recall_10": ("passage recall@10", Unit.SHARE),
        "evidence_hit_1": ("evidence hit@1", Unit.SHARE),
        "evidence_hit_3": ("evidence hit@3", Unit.SHARE),
        "exact_match": ("exact match", Unit.SHARE),
        "token_f1": ("token F1", Unit.SHARE),
        "gold_in_answer": ("gold in answer", Unit.SHARE),
        "answer_words": ("words per answer", Unit.MEAN),
        "answer_words_fact": ("words per answer of fact", Unit.MEAN),
        "citation_hit": ("citation hit", Unit.SHARE),
        "citation_hit_own": ("citation hit in the question's own document", Unit.SHARE),
        "gold_in_evidence": ("gold in cited evidence", Unit.SHARE),
        "right_answers_shown": ("right answers shown", Unit.SHARE),
        "both_values_shown": ("right and wrong shown where misinformed", Unit.SHARE),
        "shown_right": ("shown values that are right", Unit.SHARE),
        "shown_known": ("shown values that a document gives", Unit.SHARE),
        "refusal_precision": ("refusal precision", Unit.SHARE),
        "refusal_recall": ("refusal recall", Unit.SHARE),
        "false_refusals": ("false refusals", Unit.SHARE),
        "balanced_accuracy": ("balanced accuracy of refusal", Unit.SHARE),
        "unsupported_figures": ("unsupported figures", Unit.SUM),
        "unsupported_names": ("unsupported names", Unit.SUM),
        "composed": ("sentences composed", Unit.SUM),
        "replaced": ("sentences replaced", Unit.SUM),
        "dropped": ("sentences dropped", Unit.SUM),
        "fell_back": ("answers quoted instead", Unit.SUM),
        "edit_recall": ("edits of figures and names found", Unit.SHARE),
        "inconsistent_recall": ("inconsistent summaries found", Unit.SHARE),
        "false_alarms": ("false alarms", Unit.SHARE),
        "check_accuracy": ("balanced accuracy of the check", Unit.SHARE),
        "edit_recall_at_10": ("edits found at 10 % false alarms, by score", Unit.SHARE),
    }
)
"""Every measure in the order shown, with its title."""
_BALANCED: Final = MappingProxyType(
    {
        "balanced_accuracy": ("refusal_recall", "false_refusals"),
        "check_accuracy": ("inconsistent_recall", "false_alarms"),
    }
)
"""Measures made of a class's hits and of the other's misses."""


def measures(scored: Iterable[Scores]) -> tuple[Measure, ...]:
    """Every measure that some question has a score for, in order."""
    gathered: dict[str, list[Score]] = {}
    for scores in scored:
        for name, score in scores.items():
            gathered.setdefault(name, []).append(score)
    if "refusal_recall" not in gathered or "false_refusals" not in gathered:
        gathered.pop("refusal_precision", None)
    found = {name: _measure(name, items) for name, items in gathered.items()}
    for name, (hits, misses) in _BALANCED.items():
        if hits in gathered and misses in gathered:
            found[name] = _balanced(name, gathered[hits], gathered[misses])
    return tuple(found[name] for name in TITLES if name in found)


def stages(seconds: Sequence[Mapping[str, float]]) -> tuple[Stage, ...]:
    """Mean, median and 90th percentile of every stage, in the order of the first question."""
    names = dict.fromkeys(name for one in seconds for name in one)
    return tuple(_stage(name, [one[name] for one in seconds if name in one]) for name in names)


def _measure(name: str, scores: Sequence[Score]) -> Measure:
    title, unit = TITLES[name]
    total = sum(score.value for score in scores)
    if unit is Unit.SUM:
        return Measure(name, title, unit, total, None, None, len(scores))
    weight = sum(score.of for score in scores)
    if all(score.of == 1 and score.value in (0, 1) for score in scores):
        low, high = wilson(total, weight)
    else:
        low, high = bootstrap([(score.value, score.of) for score in scores])
    return Measure(name, title, unit, total / weight, low, high, len(scores))


def _balanced(name: str, hits: Sequence[Score], misses: Sequence[Score]) -> Measure:
    title, unit = TITLES[name]
    recalled, refused = [one.value for one in hits], [one.value for one in misses]
    low, high = bootstrap_balanced(recalled, refused)
    value = (fmean(recalled) + 1 - fmean(refused)) / 2
    return Measure(name, title, unit, value, low, high, len(hits) + len(misses))


def _stage(name: str, seconds: Sequence[float]) -> Stage:
    ordered = sorted(seconds)
    ninth = ordered[min(len(ordered) - 1, int(0.9 * len(ordered)))]
    return Stage(name, fmean(ordered), median(ordered), ninth)
