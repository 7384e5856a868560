"""Whether a sentence can stand alone in a note, and how to tell it so that it can."""

import itertools
import re
from enum import IntEnum
from typing import Final

from rag.briefing.words import (
    CONNECTIVES,
    OPENING_QUOTES,
    PRONOUNS,
    TIMES,
    Token,
    tokens,
)
from rag.chunking.leaning import POINTING_BACK

_SHORTEST: Final = 5
_NEAR_THE_START: Final = 10
_EARLY: Final = 8
_SUBJECTS: Final = frozenset(("he", "she", "they"))
_THINGS: Final = frozenset(("it", "them", "him", "her", "this", "that"))
_ASIDE: Final = 2
"""The place of the comma behind an opening such as "Including it"."""
_POINTING: Final = frozenset(("this", "these", "those", "such", "that"))
_NO_CONNECTIVE_AFTER_ALL: Final = re.compile(
    r"(?:Later (?:on|in|that)|So (?:far|many|much)|Yet another)\b"
)
_STATEMENT_END: Final = re.compile(r"[.!…][\"”’')\]]*$|[\"”’]$")
_MONTH: Final = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|January|February|March|April|June|"
    r"July|August|September|October|November|December)\.?"
)
_DATELINE: Final = re.compile(
    r"[A-Z][A-Z]+[A-Z .,'’/-]*(?:, [A-Z][a-z.]+){0,2}(?: \([A-Za-z ]+\))?(?:\s[—–-]+\s|:\s)(?=\S)|"
    r"[A-Z][\w.,’' ]{2,40} \([A-Z]{2,9}\) ?(?:--|—|–|-) ?(?=\S)|"
    rf"[A-Z][\w.’' -]{{1,40}}, (?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}})(?:,? \d{{4}})?"
    r" (?:\([A-Za-z ]+\) ?)?(?:--|—|–|-) (?=\S)"
)
_NOTE_MARKS: Final = re.compile(
    r"(?:(?:\[\d{1,3}\]|\(\d{1,3}\))(?:\s*[,–-]?\s*(?:\[\d{1,3}\]|\(\d{1,3}\)))*\s*\.?\s+"
    rf"|\d{{1,3}}(?:,\s\d{{1,3}})+\s+(?!{_MONTH}\b)"
    r"|\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\s+(?=(?:The|A|An|In|Our|We|It|This|These|However)\b))(?=[A-Z])"
)
"""Numbers of notes that belong to the sentence before: `13, 14 The impact …`."""

_AUTHOR: Final = (
    r"[A-Z][\w'’-]*[a-z](?:,? (?:[A-Z]\.?[ -]?){1,3}|[A-Z]{1,3})(?=[,;.:&)(]| and | et )"
)
_AUTHORS: Final = re.compile(
    rf"(?:\[?\d{{1,3}}[.\])]?\s+)?{_AUTHOR}(?:(?:,|;|,? and|,? &)\s+{_AUTHOR})+|"
    rf"(?:\[?\d{{1,3}}[.\])]?\s+)?{_AUTHOR},? et al\b"
)
_PUBLISHED: Final = re.compile(
    r"\bet al\b|\bdoi\b|\b(?:1[89]|20)\d\d[a-z]?\b|\b\d+\s?\(\d+\):\s?\w?\d|:\s?\d+[–-]\d+",
    re.IGNORECASE,
)
_ISSUE: Final = re.compile(r"\b(?:1[89]|20)\d\d\s?;\s?\d+(?:\s?\(\w+\))?\s?:\s?\w?\d")

_NO_TELLING: Final = re.compile(
    r"\[[^\]]*\]$|(?:Present|Absent|Apologies|Attendees|Attending|In attendance|Authors?):\s|By [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3}(?:, an? | and [A-Z][\w.’'-]+ [A-Z])"
)
"""An aside of the page, who was there, and who wrote it."""
_LEAST_SPELLED: Final = 0.5
"""Least share of words among what stands between the spaces of a sentence."""


class Standing(IntEnum):
    """How well a sentence stands alone; higher is better."""

    DANGLES = 0
    LEANS = 1
    STANDS = 2


def is_statement(text: str) -> bool:
    """Whether `text` is a sentence that tells something: no heading, question or fragment.

    An entry of a list of references tells where something is told, a byline who tells it; a
    formula has no words, and what stands in brackets as a whole is an aside of the page.
    """
    words = [token for token in tokens(text) if token.is_word]
    if len(words) < _SHORTEST or not _STATEMENT_END.search(text.strip()):
        return False
    spelled = sum(len(word.text) > 1 and word.text.isalpha() for word in words)
    if spelled < _LEAST_SPELLED * len(text.split()):
        return False
    if is_reference(text) or _NO_TELLING.match(text.strip()):
        return False
    return any(word.text[0].islower() for word in words) and starts_whole(text)


def is_reference(text: str) -> bool:
    """Whether `text` is an entry of a list of references, or the end of one."""
    authors = _AUTHORS.match(text.lstrip())
    return bool(authors and _PUBLISHED.search(text)) or bool(_ISSUE.search(text))


def starts_whole(text: str) -> bool:
    """Whether `text` begins as a sentence does: with a capital, a figure or a quotation."""
    first = text.lstrip().lstrip("".join(OPENING_QUOTES) + "([")[:1]
    return bool(first) and (first.isupper() or first.isdigit() or first in "$€£")


def connective_end(text: str) -> int:
    """Offset after an opening connective ("However, "), 0 where there is none."""
    if _NO_CONNECTIVE_AFTER_ALL.match(text):
        return 0
    match = CONNECTIVES.match(text)
    return match.end() if match else 0


def dateline_end(text: str) -> int:
    """Offset after what is no part of a sentence, a dateline ("LONDON — ") or numbers of notes."""
    match = _DATELINE.match(text) or _NOTE_MARKS.match(text)
    return match.end() if match else 0


def standing(text: str) -> Standing:
    """How well `text` stands alone, an opening connective counted as dangling."""
    if connective_end(text):
        return Standing.DANGLES
    return standing_without_connective(text)


def standing_without_connective(text: str) -> Standing:
    """How well `text` stands alone once its opening connective is left out."""
    told = tokens(text[connective_end(text) :].lstrip("".join(OPENING_QUOTES)))
    words = tuple(token for token in told if token.is_word)
    explained = len(told) > 1 and told[1].text == "("
    if not words or (_dangles(words) and not explained) or _early_pronoun(told):
        return Standing.DANGLES
    if _points_back(words[:_NEAR_THE_START]) or POINTING_BACK.match(text.lstrip('"“‘')):
        return Standing.LEANS
    return Standing.STANDS


def _early_pronoun(told: tuple[Token, ...]) -> bool:
    """Whether "he" is the subject before any noun it could mean, or the opening is "With it,"."""
    if len(told) > _ASIDE and told[1].lower in _THINGS and told[_ASIDE].text == ",":
        return told[0].lower not in _SUBJECTS
    early = told[1:_EARLY]
    at = next((at for at, word in enumerate(early, 1) if word.lower in _SUBJECTS), None)
    return (
        at is not None
        and not any(word.is_name for word in told[1:at])
        and any(word.text == "," for word in told[:at])
    )


def _dangles(words: tuple[Token, ...]) -> bool:
    first = words[0].lower.split("'")[0]
    if first not in PRONOUNS:
        return False
    second = words[1].lower if len(words) > 1 else ""
    return not (
        second in TIMES
        or (first == "those" and second == "who")
        or (first in ("one", "neither", "either", "both") and words[1:2] and not _refers(second))
    )


def _refers(second: str) -> bool:
    return second in ("is", "was", "has", "had", "said", "of", "were", "are", "would", "have")


def _points_back(words: tuple[Token, ...]) -> bool:
    return any(
        word.lower in _POINTING
        and following.lower not in TIMES
        and not (word.lower == "that" and index > 0)
        and not (word.lower == "those" and following.lower in ("who", "with", "in", "of"))
        for index, (word, following) in enumerate(itertools.pairwise(words))
    )
