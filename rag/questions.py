"""What a question asks for: its kind, the words that matter in it, and the names it holds."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+(?:[.,’'\-&][^\W_]+)*", re.UNICODE)
_STOP_WORDS: Final = frozenset(
    """a about all an and any are as at be been being by can could did do does doing for from get
    give given had has have he her him his how i if in into is it its many may me might more most
    much must my no not of on or our please say says shall she should so some such tell than that
    the their them then there these they this those to us was we were what when where whether which
    while who whom whose why will with would you your happen happened happening kind sort name""".split()
)
_QUANTITY_NOUNS: Final = (
    r"number|amount|percentage|proportion|share|rate|total|size|cost|price|length|height|weight|"
    r"population|distance|speed|area|value|figure|budget|toll|salary|income|revenue|profit|age|depth|width|temperature"
)


class QuestionKind(StrEnum):
    """What would answer the question."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    DURATION = "duration"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    YES_NO = "yes_no"
    REASON = "reason"
    LIST = "list"
    DESCRIPTION = "description"
    FACT = "fact"

    @property
    def is_quantity(self) -> bool:
        """Whether only a figure or date answers it."""
        return self in _QUANTITIES

    @property
    def wants_sentences(self) -> bool:
        """Whether it asks for more than a fact, so that whole sentences answer it."""
        return self in _SENTENCES


_QUANTITIES: Final = frozenset(
    {
        QuestionKind.COUNT,
        QuestionKind.MONEY,
        QuestionKind.PERCENT,
        QuestionKind.DURATION,
        QuestionKind.DATE,
    }
)
_SENTENCES: Final = frozenset(
    {
        QuestionKind.YES_NO,
        QuestionKind.REASON,
        QuestionKind.LIST,
        QuestionKind.DESCRIPTION,
    }
)

_AUXILIARY: Final = (
    r"is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must"
)
_KINDS: Final = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            QuestionKind.MONEY,
            r"\bhow much (?:money|did|does|do|was|is|were|are|will|would|has|have|had|can|could|may|might|should)\b.*\b(?:cost|pay|paid|spen[dt]|worth|earn|owe|raise|invest|charge|price)|\bhow much money\b|\b(?:cost|price|salary|revenue|budget) of\b|\bhow expensive\b",
        ),
        (
            QuestionKind.PERCENT,
            r"\bwhat (?:percentage|per ?cent|proportion|share|fraction)\b|\bhow many per ?cent\b",
        ),
        (
            QuestionKind.DURATION,
            r"\bhow long\b(?! is the| was the (?:river|bridge|road|wall|border))|\bhow many (?:seconds|minutes|hours|days|weeks|months|years|decades|centuries)\b",
        ),
        (
            QuestionKind.DATE,
            r"^\W*(?:and |but |so )?(?:since |until |till |by )?when\b|\bwhen (?:did|was|were|is|are|do|does|has|have|had|will|would|can|could)\b|\b(?:what|which|in what|in which|on what) (?:exact )?(?:year|date|day|month|decade|century|time)\b",
        ),
        (
            QuestionKind.COUNT,
            rf"\bhow (?:many|much|far|big|large|tall|high|deep|heavy|old|fast|wide|often)\b|\bwhat (?:is|was|are|were) the (?:\w+ ){{0,2}}(?:{_QUANTITY_NOUNS})\b|\bat what (?:{_QUANTITY_NOUNS})\b",
        ),
        (
            QuestionKind.REASON,
            r"\bwhy\b|\bhow come\b|\bfor what (?:reason|purpose)s?\b|\bwhat (?:\w+ ){0,2}(?:reasons?|caused|causes|led to)\b",
        ),
        (
            QuestionKind.PERSON,
            r"\bwho(?:m|se)?\b|\bwhat (?:is|was) the name of (?:the |his |her )?(?:\w+ ){0,3}(?:person|man|woman|author|president|minister|leader|lawmaker|king|queen|general|official)\b|\b(?:which|what) (?:person|man|woman|lawmaker|president|minister|author|leader|king|queen|general)\b",
        ),
        (
            QuestionKind.PLACE,
            r"\bwhere\b|\b(?:what|which) (?:country|countries|city|cities|town|region|place|state|location|continent|province|village|area)\b",
        ),
        (
            QuestionKind.LIST,
            r"^\W*(?:list|name (?:all|the|some|two|three|four))\b|\b(?:what|which) are (?:all |some |the )|\bwho are the\b",
        ),
        (
            QuestionKind.DESCRIPTION,
            r"^\W*(?:describe|explain|tell me|summari[sz]e|compare|discuss)\b|\bwhat (?:happened|is happening|has happened|do we know|is known|are people saying)\b|\bwhat (?:did|does|do|has|have) .+ (?:say|said|think|thought|argue|believe)\b|\bhow (?:do|does|did|is|are|was|were|can|could|has|have|will|would)\b|\bwhat (?:is|are|was|were) (?:the )?(?:difference|relationship|background|situation|significance|impact|effects?|consequences?)\b",
        ),
        (QuestionKind.YES_NO, rf"^\W*(?:{_AUXILIARY})(?:n['’]t)?\b"),
    )
)
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


def analyse(text: str) -> Question:
    """The question's kind, content words, names, and what it counts."""
    cleaned = " ".join(text.split())
    return Question(
        text=cleaned,
        kind=_kind(cleaned),
        words=content_words(cleaned),
        entities=_entities(cleaned),
        counted=_counted(cleaned),
        head=_head(cleaned),
    )


def content_words(text: str) -> tuple[str, ...]:
    """The words that carry meaning, in lower case, in order, without repeats.

    All the words when none carries meaning, so that a search always has something to look for.
    """
    words = tuple(dict.fromkeys(_unpossessed(word) for word in _WORD.findall(text.lower())))
    content = tuple(word for word in words if word not in _STOP_WORDS)
    return content or words


def carries_meaning(text: str) -> bool:
    """Whether any word of `text` is more than a function or question word."""
    return any(_unpossessed(word) not in _STOP_WORDS for word in _WORD.findall(text.lower()))


def stem(word: str) -> str:
    """The word's stem after Porter, as the library's full text has it."""
    return _stemmer().stemWord(word.lower())


def stems(text: str) -> frozenset[str]:
    """The stems of every word of `text`, parts of hyphenated words included."""
    return frozenset(_stem_cached(part) for part in re.findall(r"[^\W_]+", text.lower()))


@lru_cache(maxsize=1)
def _stemmer() -> "_Stemmer":
    import snowballstemmer

    stemmer: _Stemmer = snowballstemmer.stemmer("porter")
    return stemmer


class _Stemmer:
    """The one method of a snowball stemmer that is used."""

    def stemWord(self, word: str) -> str:  # noqa: N802 - the library's name
        raise NotImplementedError


@lru_cache(maxsize=20_000)
def _stem_cached(word: str) -> str:
    return _stemmer().stemWord(word)


def _kind(text: str) -> QuestionKind:
    for kind, pattern in _KINDS:
        if pattern.search(text):
            return kind
    return QuestionKind.FACT


def _unpossessed(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)


def _entities(text: str) -> tuple[str, ...]:
    """Runs of capitalised words; the first word counts only beyond question words."""
    runs: list[list[str]] = []
    previous_end = -2
    for match in _WORD.finditer(text):
        word = _unpossessed(match.group())
        if not word[:1].isupper() or word.lower() in _STOP_WORDS or word.lower() in _LEADERS:
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
    return words[-1] if words and words[-1] not in _STOP_WORDS else None


def _counted(text: str) -> tuple[str, ...]:
    match = _COUNTED.search(text)
    if not match:
        return ()
    return tuple(word for word in match[1].lower().split() if word not in _STOP_WORDS)
