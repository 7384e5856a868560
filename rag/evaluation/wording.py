"""Texts compared as question answering compares them: SQuAD's normalisation, and on word bounds.

The normalisation, exact match and F1 are those of the SQuAD evaluation script (Rajpurkar et al.,
EMNLP 2016).
"""

import re
import string
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rag.domain import Span

_ARTICLES: Final = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION: Final = str.maketrans("", "", string.punctuation)
_GROUPING: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_WORD: Final = re.compile(r"\d+(?:\.\d+)+|\w+")


def normalised(text: str) -> str:
    """`text` in lower case, without punctuation and articles, words apart by single spaces."""
    plain = text.lower().translate(_PUNCTUATION)
    return " ".join(_ARTICLES.sub(" ", plain).split())


def exact_match(text: str, golds: Iterable[str]) -> float:
    """1.0 where `text` equals one of `golds` once both are normalised, else 0.0."""
    found = normalised(text)
    return float(any(found == normalised(gold) for gold in golds))


def token_f1(text: str, golds: Iterable[str]) -> float:
    """The best F1 of the words of `text` against those of one of `golds`, 0.0 to 1.0."""
    return max((_f1(text, gold) for gold in golds), default=0.0)


def contains(text: str, gold: str) -> bool:
    """Whether the words of `gold` stand in `text` one after another.

    Whole words only: "50" is not in "1,500". Words are cut as SQuAD cuts them, or else at every
    mark ("Luther" is in "Luther's"); a comma that groups digits counts as nothing.
    """
    ways = ((_squad_words(text), _squad_words(gold)), (_words(text), _words(gold)))
    return any(_holds(held, wanted) for held, wanted in ways)


def contains_any(text: str, golds: Iterable[str]) -> bool:
    """Whether `text` contains one of `golds`."""
    return any(contains(text, gold) for gold in golds)


def occurrences(text: str, gold: str) -> Iterator[Span]:
    """Where `gold` stands in `text`, whatever case and marks stand between its words."""
    words = re.findall(r"\w+", gold)
    if words:
        pattern = r"(?<!\w)" + r"\W+".join(map(re.escape, words)) + r"(?!\w)"
        for found in re.finditer(pattern, text, re.IGNORECASE):
            yield Span(found.start(), found.end())


def _f1(text: str, gold: str) -> float:
    held, wanted = normalised(text).split(), normalised(gold).split()
    if not held or not wanted:
        return float(held == wanted)
    shared = sum((Counter(held) & Counter(wanted)).values())
    return 2 * shared / (len(held) + len(wanted))


def _squad_words(text: str) -> list[str]:
    return normalised(text).split()


def _words(text: str) -> list[str]:
    return _WORD.findall(_ARTICLES.sub(" ", _GROUPING.sub("", text.lower())))


def _holds(held: Sequence[str], wanted: Sequence[str]) -> bool:
    size = len(wanted)
    return bool(wanted) and any(
        held[start : start + size] == wanted for start in range(len(held) - size + 1)
    )
