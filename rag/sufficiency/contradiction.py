"""Ways in which a sentence is about what a question asks and yet says something else.

Questions that a document nearly answers differ from those it answers in small words: a "not",
"least" for "most", another year. Words in common and nearness in meaning do not show it.
"""

import re
from dataclasses import dataclass
from typing import Final

from rag.opposites import negated_form, opposites, stem

_NEGATION: Final = re.compile(
    r"\b(?:not|never|cannot|without|nor|neither|except|no|no longer|fail(?:s|ed)? to|lack(?:s|ed)?"
    r"|\w+n['’]t|(?:is|are|was|were|do|does|did|has|have|had|ca|wo)nt)\b"
)
"""In small letters: Quintet No. 2 and Nor Hachn deny nothing."""
_WORD: Final = re.compile(r"[a-z]+(?:-[a-z]+)*")
_NUMBER: Final = re.compile(r"\d[\d,.]*\d|\d")
_SHORTEST: Final = 4


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What sets a sentence against a question."""

    negated: bool
    """The question denies something and the sentence does not."""
    opposite: bool
    """Instead of a word of the question the sentence has one that says the opposite."""
    number: bool
    """A number in the question is not in the sentence."""


def contradiction(question: str, sentence: str) -> Contradiction:
    """What sets `sentence` against `question`."""
    return Contradiction(
        negated=_denies(question) and not _denies(sentence),
        opposite=_opposed(question.lower(), sentence.lower()),
        number=not _numbers(question) <= _numbers(sentence),
    )


def _numbers(text: str) -> set[str]:
    """The numbers in `text`; 1,000 and 1000 are one, and 20 is not in 2019."""
    return {number.replace(",", "") for number in _NUMBER.findall(text)}


def _denies(text: str) -> bool:
    return _NEGATION.search(text[:1].lower() + text[1:]) is not None


def _opposed(question: str, sentence: str) -> bool:
    asked, told = set(_WORD.findall(question)), set(_WORD.findall(sentence))
    asked_stems, told_stems = set(map(stem, asked)), set(map(stem, told))
    missing = [word for word in asked if stem(word) not in told_stems]
    return any(
        any(
            not _derived(other, word)
            for other in (opposites(stem(word)) - asked_stems) & told_stems
        )
        or (len(word) >= _SHORTEST and any(negated_form(word, other) for other in told))
        for word in missing
    )


def _derived(told: str, asked: str) -> bool:
    """Whether a word told is made of the word asked: the employee, of whom it employs."""
    return stem(asked) == asked and told.startswith(asked)
