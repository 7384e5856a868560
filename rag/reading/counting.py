"""What a figure counts, held against what a question counts: 84 patents, 19 laboratories."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum, auto
from typing import Final

from rag.domain import Kind, Quantity
from rag.questions import Question, carries_meaning, is_plural_noun, stem
from rag.reading.extracts import Likeness

UNLIKE: Final = 0.3
"""Cosine below which two things counted are told apart.

Of figures that answer questions of squad2 and covid_qa, one in eleven counts something less like
what is asked for; of pairs such as countries and laboratories about a fifth are less alike.
"""
_COUNTED: Final = frozenset({Kind.COUNT, Kind.OTHER})
_WORD: Final = re.compile(r"[\"“‘'(]?([^\W\d_](?:[\w’'.\-]*\w)?)[\"”’')]?")
_FIRST_WORD: Final = re.compile(r"[\"'”’»)]*\s+")
_MOST_WORDS: Final = 5
_ASKED: Final = re.compile(
    r"\b(?:how\s+many|(?:what|which)\s+(?:is\s+|was\s+)?(?:the\s+)?(?:total\s+)?number\s+of)\s+(?:of\s+)?"
    r"(?:the\s+|these\s+|those\s+|more\s+|other\s+|different\s+)*",
    re.IGNORECASE,
)
_AMONG_THEM: Final = re.compile(
    r"[\s,;(–—-]*(?:\w+\s+){0,2}(?:of\s+(?:whom|which|them|these|those)|among\s+them|including)[\s,:]*(?:\w+\s+){0,2}",
    re.IGNORECASE,
)


class Counts(StrEnum):
    """What a figure counts, as far as the words behind it show."""

    ASKED = auto()
    UNSAID = auto()
    OTHER = auto()


def asked_thing(question: Question) -> str | None:
    """What a question wants counted: `patents` of `how many patents were filed?`."""
    asked = _ASKED.search(question.text)
    return _thing(question.text, asked.end()) if asked else None


def counting(
    mentions: Sequence[Quantity], text: str, question: Question, likeness: Likeness | None = None
) -> dict[Quantity, Counts]:
    """The mentions without those that count something else, and what each of them counts.

    Where none counts what is asked for by name, those stay whose thing is at all like it.
    """
    asked = asked_thing(question)
    if asked is None:
        return dict.fromkeys(mentions, Counts.UNSAID)
    things = dict(zip(mentions, _things(mentions, text), strict=True))
    told = {mention: _counts(thing, asked) for mention, thing in things.items()}
    others = tuple(mention for mention in mentions if told[mention] is Counts.OTHER)
    if Counts.ASKED in told.values():
        dropped = set(others)
    elif likeness:
        cosines = likeness([things[mention] or "" for mention in others])
        dropped = {one for one, cosine in zip(others, cosines, strict=True) if cosine < UNLIKE}
    else:
        dropped = set()
    return {mention: counts for mention, counts in told.items() if mention not in dropped}


def _things(mentions: Sequence[Quantity], text: str) -> Iterator[str | None]:
    """What each mention counts; `310, of whom 12` counts for both what the first does."""
    before: Quantity | None = None
    thing: str | None = None
    for mention in mentions:
        own = _own_thing(mention, text)
        inherits = before is not None and _AMONG_THEM.search(text[before.end : mention.start])
        thing = own or (thing if inherits else None)
        before = mention
        yield thing


def _own_thing(mention: Quantity, text: str) -> str | None:
    """What stands behind the figure; a unit where it has one, as in `209-acre` and `20kb`."""
    if mention.kind not in _COUNTED:
        return None
    return _thing(text, _behind(text, mention)) or mention.unit


def _behind(text: str, mention: Quantity) -> int:
    gap = _FIRST_WORD.match(text, mention.figure_end)
    return gap.end() if gap else len(text)


def _thing(text: str, start: int) -> str | None:
    """The words from `start` to the first plural noun, None where there is none near."""
    words: list[str] = []
    position = start
    while len(words) < _MOST_WORDS and (match := _WORD.match(text, position)):
        word = match[1].lower()
        if not carries_meaning(word) or word in _PREPOSITIONS:
            return None
        words.append(word)
        if is_plural_noun(word):
            return " ".join(words)
        if not text[match.end() : match.end() + 1].isspace():
            return None
        position = match.end() + 1
    return None


_PREPOSITIONS: Final = frozenset(
    "after against among before between by during into over per since through under until upon within without".split()
)


def _counts(thing: str | None, asked: str) -> Counts:
    if thing is None:
        return Counts.UNSAID
    same = stem(thing.rpartition(" ")[2]) == stem(asked.rpartition(" ")[2])
    return Counts.ASKED if same else Counts.OTHER
