"""Scores of summaries and the tables that are printed of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from bench.summary_items import Item
from bench.summary_systems import NOTE
from bench.summary_texts import cut, sentences_of
from rag.briefing.words import FUNCTION_WORDS, tokens
from rag.evaluation.statistics import Interval, bootstrap

if TYPE_CHECKING:
    from rouge_score.rouge_scorer import RougeScorer

ROUGE = {
    "rouge1": "ROUGE-1",
    "rouge2": "ROUGE-2",
    "rougeL": "ROUGE-L",
    "rougeLsum": "ROUGE-Lsum",
}
CONTENT = "content"
"""ROUGE-1 over the words that mean something and are not the question's: what is told anew."""
MEASURES = {**ROUGE, CONTENT: "content"}
_COMPARED = ("rouge1", "rouge2", "rougeL", CONTENT)
Row = Mapping[str, Any]
"""A line of the file of results."""


@dataclass(frozen=True, slots=True)
class Difference:
    """By how much the note is better, in the mean, and the interval of that mean."""

    mean: float
    interval: Interval

    def __str__(self) -> str:
        low, high = self.interval
        return f"{100 * self.mean:+.1f} ({100 * low:+.1f} to {100 * high:+.1f})"


def scores(sentences: Sequence[str], item: Item) -> dict[str, float]:
    """F1 of the summary, cut to the reference's length, against the reference; words stemmed."""
    kept = "\n".join(cut(sentences, item.words))
    found = dict(_scorer().score("\n".join(sentences_of(item.reference)), kept))
    told = (content_words(text, item.question or "") for text in (item.reference, kept))
    found[CONTENT] = _scorer().score(*told)["rouge1"]
    return {name: round(found[name].fmeasure, 5) for name in MEASURES}


def content_words(text: str, question: str) -> str:
    """The words of `text` that mean something, without those of the question."""
    asked = frozenset(_words(question))
    return " ".join(word for word in _words(text) if word not in asked)


def _words(text: str) -> tuple[str, ...]:
    found = (token.lower for token in tokens(text) if token.is_word)
    return tuple(word for word in found if word not in FUNCTION_WORDS)


def difference(
    note: Mapping[str, float], other: Mapping[str, float], origins: Mapping[str, str]
) -> Difference:
    """The mean difference over the items both have, drawn again by origin."""
    gained: dict[str, float] = defaultdict(float)
    counts: dict[str, float] = defaultdict(float)
    for name in note.keys() & other.keys():
        gained[origins[name]] += note[name] - other[name]
        counts[origins[name]] += 1
    pairs = [(gained[origin], counts[origin]) for origin in sorted(counts)]
    return Difference(sum(gained.values()) / sum(counts.values()), bootstrap(pairs))


def comparison(rows: Sequence[Row], items: Sequence[Item]) -> Iterator[str]:
    """The Markdown table of every system's means and of the note's differences from it."""
    origins = {item.id: item.origin for item in items}
    by_system: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_system[row["system"]].append(row)
    heads = [*MEASURES.values(), "words", "seconds"]
    heads += [f"note − it, {MEASURES[name]}" for name in _COMPARED]
    yield f"| system | items | {' | '.join(heads)} |"
    yield "| --- |" + " ---: |" * (len(heads) + 1)
    for system, own in by_system.items():
        cells = [system, str(len(own))]
        cells += [f"{100 * _mean(row['scores'][name] for row in own):.1f}" for name in MEASURES]
        cells += [f"{_mean(row['words'] for row in own):.0f}"]
        cells += [f"{_mean(row['seconds'] for row in own):.2f}"]
        for name in _COMPARED:
            beside = system != NOTE and NOTE in by_system
            note, other = (_scores_of(by_system.get(one, ()), name) for one in (NOTE, system))
            cells.append(str(difference(note, other, origins)) if beside else "")
        yield f"| {' | '.join(cells)} |"


def contents(rows: Iterable[Row]) -> Iterator[str]:
    """The Markdown table of what the notes hold besides their sentences."""
    facts = [row["facts"] for row in rows if row["system"] == NOTE]
    if not facts:
        return
    yield "| notes with | notes | of |"
    yield "| --- | ---: | --- |"
    for criterion in ("numbers", "digits"):
        named = "count, an amount or a percentage" if criterion == "numbers" else "digit"
        sourced = [one for one in facts if one[f"sources_have_{criterion}"]]
        shown = sum(one["figures"] > 0 for one in sourced)
        yield f"| figures | {shown} | {len(sourced)} whose sources have a {named} |"
    every = f"{len(facts)}"
    yield f"| figures | {sum(one['figures'] > 0 for one in facts)} | {every} |"
    yield f"| a disagreements key | {sum(one['has_disagreements_key'] for one in facts)} | {every} |"
    yield f"| any disagreement | {sum(one['disagreements'] > 0 for one in facts)} | {every} |"
    yield f"| nothing, being refused | {sum(one.get('refused', False) for one in facts)} | {every} |"
    yield f"| coverage | {sum(one['has_coverage'] for one in facts)} | {every} |"
    drawn = sum(one["used"] == one["documents"] for one in facts)
    yield f"| all documents drawn on | {drawn} | {every} |"
    marked = [one for one in facts if "cited" in one]
    if marked:
        cited, inside = (sum(one[key] for one in marked) for key in ("cited", "cited_in_turns"))
        yield f"| citations in the turns marked as relevant | {inside} | {cited} citations |"


def _scores_of(rows: Iterable[Row], name: str) -> dict[str, float]:
    return {row["id"]: row["scores"][name] for row in rows}


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 0.0


@cache
def _scorer() -> "RougeScorer":
    from rouge_score.rouge_scorer import RougeScorer

    return RougeScorer(list(ROUGE), use_stemmer=True)
