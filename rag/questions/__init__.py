"""What a question asks for: its kind, the words that matter in it, and the names it holds."""

import re
from dataclasses import dataclass
from typing import Final

from rag.questions.kinds import QuestionKind, asks_for_several, kind_of
from rag.questions.words import (
    STOP_WORDS,
    WORD,
    carries_meaning,
    content_words,
    is_plural_noun,
    stem,
    stems,
    unpossessed,
)

__all__ = [
    "Question",
    "QuestionKind",
    "analyse",
    "carries_meaning",
    "content_words",
    "is_plural_noun",
    "stem",
    "stems",
]

_COUNTED: Final = re.compile(
    r"\bhow (?:many|much)\s+(?:of\s+)?(?:the\s+)?((?:[^\W\d_][\w’'\-]*\s+){0,3}?)"
    r"(?=(?:were|was|are|is|did|do|does|have|has|had|will|would|can|could|that|who|in|of|on|per|there|took|lost|died|live[ds]?)\b|[^\w\s]|$)",
    re.IGNORECASE,
)

_COPULAR: Final = re.compile(
    r"\W*(?:who|what|which)\s+(?:is|was|are|were)\s+(?:the\s+name\s+of\s+)?(?:.*['’]s?\s+|the\s+|an?\s+)"
    r"(?P<head>[^,;?]+?)(?=\s+(?:of|in|for|at|on|to|from|by|with|that|who|which|when|during)\b|\W*$)",
    re.IGNORECASE,
)

_MOST_ASKED_WORDS: Final = 3
_TIME_NOUNS: Final = frozenset("year years date dates day month decade century".split())
_FUNCTION: Final = (
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|may|might|must|should"
    r"|of|in|for|at|on|to|from|by|with|that|who|which)\b"
)
_ASKED_FOR: Final = re.compile(
    r"\b(?:what|which)\s+(?:(?:types?|kinds?|sorts?|names?)\s+of\s+)?"
    rf"((?:(?!{_FUNCTION})[\w'’\-]+\s+){{1,3}})(?={_FUNCTION})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart; `words` and `counted` are as typed, `entities` capitalised."""

    text: str
    kind: QuestionKind
    words: tuple[str, ...]
    """Content words in lower case, in order, without repeats."""
    entities: tuple[str, ...]
    """Names, as far as capital letters show them."""
    counted: tuple[str, ...]
    """Of a count: the words for what is counted (`how many tanks` gives `tanks`)."""
    head: str | None = None
    """Of `who is the X of Y`: the X that must be stated, in lower case."""
    asked_for: str | None = None
    """What the answer is to be one of: `sport` of `what sport is`, `profession` of `her profession`."""
    several: bool = False
    """Whether more than one thing is to be named."""


def analyse(text: str) -> Question:
    """The question's kind, content words, names, and what it counts."""
    cleaned = " ".join(text.split())
    kind = kind_of(cleaned)
    return Question(
        text=cleaned,
        kind=kind,
        words=_told_words(cleaned, kind),
        entities=_entities(cleaned),
        counted=_counted(cleaned),
        head=_head(cleaned),
        asked_for=_asked_for(cleaned),
        several=asks_for_several(cleaned, kind),
    )


def _entities(text: str) -> tuple[str, ...]:
    """Runs of capitalised words; the first word counts only beyond question words."""
    runs: list[list[str]] = []
    previous_end = -2
    for match in WORD.finditer(text):
        word = unpossessed(match.group())
        if not word[:1].isupper() or word.lower() in STOP_WORDS or word.lower() in _LEADERS:
            continue
        if match.start() == previous_end + 1 and text[previous_end] == " ":
            runs[-1].append(word)
        else:
            runs.append([word])
        previous_end = match.end() if word == match.group() else -2
    return tuple(dict.fromkeys(" ".join(run) for run in runs))


_LEADERS: Final = frozenset(
    "describe explain list compare summarise summarize discuss define identify".split()
)


def _head(text: str) -> str | None:
    """The noun whose holder or value a question with `is` asks for."""
    match = _COPULAR.match(text)
    words = content_words(match["head"]) if match else ()
    return words[-1] if words and words[-1] not in STOP_WORDS else None


def _told_words(text: str, kind: QuestionKind) -> tuple[str, ...]:
    """The content words, but for "year" and its like where a date is asked for."""
    words = content_words(text)
    if kind is not QuestionKind.DATE:
        return words
    return tuple(word for word in words if word not in _TIME_NOUNS) or words


def _asked_for(text: str) -> str | None:
    """The noun that the answer is an instance of, with its adjectives."""
    named = _ASKED_FOR.search(text)
    if named:
        return named[1].strip()
    holder = _COPULAR.match(text)
    words = holder["head"].split() if holder else []
    return " ".join(words) if 0 < len(words) <= _MOST_ASKED_WORDS else None


def _counted(text: str) -> tuple[str, ...]:
    match = _COUNTED.search(text)
    if not match:
        return ()
    return tuple(word for word in match[1].lower().split() if word not in STOP_WORDS)
