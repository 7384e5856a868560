"""What figures count: each quantity with its noun phrase, its clause and the event it tells of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rag.briefing.denials import is_denied
from rag.briefing.words import (
    ADVERBS,
    AUXILIARIES,
    CLOSING_QUOTES,
    DETERMINERS,
    OPENING_QUOTES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SAYING,
    TIMES,
    WEEKDAYS,
    Token,
    tokens,
    word_set,
)
from rag.domain import Kind, Quantity
from rag.quantities.events import EVENTS

_LONGEST_NOUN: Final = 6
_LONGEST_TELLING: Final = 16
_LONGEST_OWNER: Final = 7
_AMOUNTS: Final = (Kind.MONEY, Kind.PERCENT)
_COUNTED: Final = (Kind.COUNT, Kind.MONEY, Kind.PERCENT)
_ARTICLES: Final = frozenset(("a", "an", "the"))
_VAGUE: Final = word_set("several many some few a an one dozens both")
_NOUN_ENDS: Final = (
    AUXILIARIES | PREPOSITIONS | RELATIVES | PRONOUNS | ADVERBS | SAYING | WEEKDAYS
) | frozenset(("and", "or", "each", "there"))
_NO_NOUN: Final = word_set("per this that these those every v vs versus")
_CLAUSE_MARKS: Final = frozenset((*",;:—–()-", "--"))
_CLAUSE_WORDS: Final = frozenset(("that", "while", "which", "who", "although", "though", "but"))
_TELLING_ENDS: Final = (
    word_set("since after before when as during because following earlier amid despite") | WEEKDAYS
)
_TELLING_TAILS: Final = PREPOSITIONS | ADVERBS | DETERMINERS | {"and", "or", "late", "early"}
_ASIDES: Final = word_set("with among amongst for by from between despite unlike without")
_OWNERS: Final = word_set("its their his her these those")
_TOLD: Final = word_set("said says told tells wrote writes warned insisted argued denied denies")
"""Verbs that begin what another clause tells, never what is said of a figure before them."""
_ONE: Final = r"one|two|three|four|five|six|seven|eight|nine|ten|half|most|some|none|all|many|few"
_OF_THE: Final = re.compile(
    r"\s+(?:out\s+of|of|in)\s+(?:(?:the|its|their|his|her|all|every|these|those)\s+){0,2}",
    re.IGNORECASE,
)
_IS_WHOLE: Final = re.compile(
    rf"\b(?:{_ONE}|[\d.,]*\d%?|\w+(?:th|rd)s?|per\s?cent|quarters?|dozens|hundreds|majority|part)"
    r"\s+(?:out\s+of|of|in)\s+(?:(?:the|its|their|his|her|all|every|these|those)\s+){0,2}$"
    r"|\b(?:in|on|by|at|of|from|until|after|before|during)\s+(?:year|day|week|month)\s+$",
    re.IGNORECASE,
)
"""What stands before the 40 in "12 of the 40", or the 1 in "in year 1": no figures of their own."""
_FROM: Final = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_TO: Final = re.compile(r"\s+(?:\w+\s+)?to\s+\S*\d", re.IGNORECASE)
_PER: Final = re.compile(
    r"\s+(?:an?|each|every)\s+(second|minute|hour|day|night|week|month|quarter|season|year|decade|"
    r"person|head|piece|tonne|ton|kilo|litre|liter|barrel|share|household)\b"
    r"(?!\s+(?:earlier|ago|before|previously|later))"
    r"|\s+per\s+(\w+)|\s+(annual|year|month|week|dai|hour)ly\b",
    re.IGNORECASE,
)
_FEWEST_SAID: Final = 3
"""Words to be told of a number that counts nothing by name."""
_LARGE: Final = re.compile(
    r"\d[,.\u00a0\u202f ]\d{3}\b|\b(?:hundred|thousand|million|billion|trillion)s?\b",
    re.IGNORECASE,
)
_NUMBER_OF: Final = frozenset(("number", "toll", "total", "tally", "count", "figure"))


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure in one sentence, offsets into the sentence's text."""

    sentence: int
    quantity: Quantity
    phrase: str
    """The figure with the noun phrase it counts, or with its clause where no noun follows."""
    telling: str
    """The figure with what is said of it."""
    noun: str
    """What is counted, in the source's words; empty where none is found."""
    clause: str
    """The clause without the figure, for comparing what two figures measure."""
    events: tuple[tuple[str, str], ...]
    """Kinds of event in the clause, each with the source's word for it."""
    is_denied: bool = False
    """Whether the sentence tells the figure as not so."""
    per: str = ""
    """What the figure is told for each of: `year` of "5 million a year"."""
    is_former: bool = False
    """Whether it is the 40 of "from 40 to 50"."""

    @property
    def event_kinds(self) -> frozenset[str]:
        """The kinds of event the clause tells of."""
        return frozenset(kind for kind, _ in self.events)

    @property
    def head(self) -> str:
        """The noun itself, roughly in the singular and lower case."""
        last = self.noun.split()[-1].lower() if self.noun else ""
        return last[:-1] if last.endswith("s") and len(last) > 3 else last


def find(sentence: int, text: str, quantities: Sequence[Quantity]) -> tuple[Measure, ...]:
    """The counts, amounts and percentages among the quantities of `text` that matter."""
    counted = [quantity for quantity in quantities if quantity.kind in _COUNTED]
    if not counted:
        return ()
    words = tokens(text)
    found = (
        _measure(sentence, text, words, (quantity, _whole(text, quantity, counted)))
        for quantity in counted
        if not _IS_WHOLE.search(text[: quantity.start])
    )
    return tuple(measure for measure in found if _matters(measure))


def _matters(measure: Measure) -> bool:
    """Whether the figure is worth a row: no "two countries", no bare "several officials"."""
    quantity = measure.quantity
    if quantity.kind is not Kind.COUNT or measure.events:
        return True
    bare = quantity.text.lower() in _VAGUE
    small = isinstance(quantity.value, (int, float)) and abs(quantity.value) < 10
    spelled = not any(character.isdigit() for character in quantity.text)
    return (bool(measure.noun) or _weighs(measure)) and not bare and not (small and spelled)


def _weighs(measure: Measure) -> bool:
    """Whether a bare number is an amount of which something is told: `keeps the number at 15,000`.

    `Section 230` is a name.
    """
    quantity = measure.quantity
    is_amount = quantity.qualifier or quantity.value_high or _LARGE.search(quantity.text)
    said = measure.telling.replace(quantity.text, " ").split()
    return bool(is_amount) and len(said) >= _FEWEST_SAID


def _whole(text: str, part: Quantity, counted: Sequence[Quantity]) -> int:
    """Where "12 of the 40" ends, of which `part` is the 12; where `part` ends by itself."""
    for quantity in counted:
        if quantity.start > part.end and _OF_THE.fullmatch(text[part.end : quantity.start]):
            return quantity.end
    return part.end


def _measure(
    index: int, text: str, words: tuple[Token, ...], figure: tuple[Quantity, int]
) -> Measure:
    quantity, whole = figure
    start, after = _bounds(words, quantity, whole)
    noun_end = _noun_end(words, after)
    clause_start, clause_end = _clause(words, start, noun_end)
    nouns = [word for word in words[after:noun_end] if word.is_word]
    first = _opening(text, words, start, quantity)
    clause = text[words[clause_start].start : words[clause_end - 1].end]
    limit = noun_end if nouns and _is_aside(words, start) else clause_end
    per = _PER.match(text[whole:])
    former = _FROM.search(text[: quantity.start])
    former = former if _TO.match(text[quantity.end :]) else None
    told_from, told_to = _telling(words, (first, clause_start, after, noun_end, limit))
    told_from = min(told_from, _owner(words, start, clause_start, quantity))
    if former:
        told_from = min(told_from, former.start())
    phrase = told = text[told_from:told_to]
    if per:
        phrase = text[first : whole + per.end()]
    elif nouns or quantity.kind is not Kind.COUNT:
        phrase = text[first : words[noun_end - 1].end if nouns else whole]
    return Measure(
        sentence=index,
        quantity=quantity,
        phrase=_tidy(phrase),
        telling=_tidy(told),
        noun=text[nouns[0].start : nouns[-1].end] if nouns else "",
        clause=" ".join(clause.replace(text[quantity.start : quantity.end], " ").split()),
        events=_events(clause),
        is_denied=is_denied(
            text, quantity, told_from=told_from, clause_from=words[clause_start].start
        ),
        per=next(filter(None, per.groups())).lower() if per else "",
        is_former=former is not None,
    )


def _owner(words: tuple[Token, ...], start: int, clause_start: int, quantity: Quantity) -> int:
    """Where is told what an amount is of (`a profit of 5 million`) or what befell (`killing 50`)."""
    before = words[start - 1].lower if start > clause_start else ""
    if before.endswith("ing") and any(event.search(before) for event in EVENTS.values()):
        return words[start - 1].start
    near = before == "of" and 1 < start - clause_start <= _LONGEST_OWNER
    return words[clause_start].start if near and quantity.kind in _AMOUNTS else quantity.start


def _is_aside(words: tuple[Token, ...], start: int) -> bool:
    """Whether the verb that follows is not the figure's: `a firm with 9,000 employees said`."""
    before = words[start - 1].lower if start else ""
    if before in _ARTICLES | _OWNERS and start > 1:
        before = words[start - 2].lower
        return before in _ASIDES | {"of"}
    return before in _ASIDES


def _bounds(words: tuple[Token, ...], quantity: Quantity, end: int) -> tuple[int, int]:
    """Index of the quantity's first token and of the first after `end`, closing quotes skipped."""
    start = next((at for at, word in enumerate(words) if word.end > quantity.start), 0)
    after = next((at for at, word in enumerate(words) if word.start >= end), len(words))
    if after < len(words) and start and words[start - 1].text in OPENING_QUOTES:
        after += words[after].text in CLOSING_QUOTES
    return start, after


def _opening(text: str, words: tuple[Token, ...], start: int, quantity: Quantity) -> int:
    """Offset of the figure, with the quotation mark before it."""
    quoted = start > 0 and words[start - 1].text in OPENING_QUOTES
    closed = any(mark in text[quantity.end : quantity.end + 1] for mark in CLOSING_QUOTES)
    return words[start - 1].start if quoted and closed else quantity.start


def _noun_end(words: tuple[Token, ...], after: int) -> int:
    """Index after the noun phrase that begins at `after`; `after` where none does."""
    end = after
    while end < len(words) and end - after < _LONGEST_NOUN and _in_noun(words, end, after):
        end += 1
    if end == after + 1 and words[after].lower == "of":
        return after
    verb_before_object = end < len(words) and words[end].lower in _ARTICLES
    return end - (verb_before_object and end - after > 1 and not words[end - 1].is_name)


def _in_noun(words: tuple[Token, ...], index: int, after: int) -> bool:
    word = words[index]
    if index == after:
        stops = _NOUN_ENDS | _ARTICLES | DETERMINERS | _NO_NOUN
        return word.lower == "of" or (word.is_word and word.lower not in stops)
    if not word.is_word or word.lower in _NOUN_ENDS | TIMES or word.text[0].isdigit():
        return False
    if word.lower in _ARTICLES:
        return words[index - 1].lower == "of"
    return word.is_name or not word.lower.endswith("ed")


def _clause(words: tuple[Token, ...], start: int, end: int) -> tuple[int, int]:
    """The tokens around the figure up to the next comma or "that" on either side."""
    first = start
    while first > 0 and not _breaks(words[first - 1]):
        first -= 1
    last = max(end, start + 1)
    while last < len(words) and not _breaks(words[last]) and words[last].text not in ".!?":
        if words[last].lower in _TOLD and words[last - 1].lower not in AUXILIARIES | ADVERBS:
            break
        last += 1
    return first, last


def _breaks(word: Token) -> bool:
    return word.text in _CLAUSE_MARKS or word.lower in _CLAUSE_WORDS


def _telling(words: tuple[Token, ...], bounds: tuple[int, int, int, int, int]) -> tuple[int, int]:
    """Where is told the figure up to the end of its predicate, or from its clause's start without a noun."""
    first, clause_start, after, noun_end, clause_end = bounds
    end = noun_end
    limit = min(clause_end, noun_end + _LONGEST_TELLING)
    while end < limit and words[end].lower not in _TELLING_ENDS and not _goes_on(words, end):
        end += 1
    while end > noun_end and words[end - 1].lower in _TELLING_TAILS:
        end -= 1
    counted = {word.lower for word in words[clause_start:noun_end]} & _NUMBER_OF
    bare = noun_end == after and (end == after or words[after].lower in _NO_NOUN)
    if bare or counted:
        first = min(first, words[clause_start].start)
    return first, words[max(end, 1) - 1].end


def _goes_on(words: tuple[Token, ...], index: int) -> bool:
    """Whether "and" begins what else is told: `and trapping dozens`, `and with forging`."""
    following = words[index + 1].lower if index + 1 < len(words) else ""
    joins = words[index].lower in ("and", "or")
    return joins and (following.endswith("ing") or following in PREPOSITIONS)


def _events(clause: str) -> tuple[tuple[str, str], ...]:
    found = ((kind, pattern.search(clause)) for kind, pattern in EVENTS.items())
    return tuple((kind, match.group()) for kind, match in found if match)


def _tidy(phrase: str) -> str:
    return " ".join(phrase.split())
