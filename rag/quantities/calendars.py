"""The calendar's words, and what tells a year or day from a count of things."""

from rag.quantities.number_words import SCALES
from rag.quantities.tokens import Tokens, word_list, word_set
from rag.quantities.units import unit_at

_MONTHS = word_list(
    "january february march april may june july august september october november december"
)
_ABBREVIATED = {month[:3]: number for number, month in enumerate(_MONTHS, start=1)} | {"sept": 9}
_NUMBERS = _ABBREVIATED | {month: number for number, month in enumerate(_MONTHS, start=1)}

MONTH_WORDS = frozenset(_NUMBERS)
WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
PARTS_OF_DAY = word_set("morning afternoon evening night")
AMBIGUOUS_MONTHS = word_set("march may april june august mar jan jun sep oct dec")
"""Months that are also verbs, names or fragments: dates alone only after such words as "in"."""
BEFORE_MONTHS = word_set(
    "in by since until till from during of last this next every each early late mid before after "
    "between and to through for on"
)
_PEOPLE = word_set("people men women children police cattle sheep fish aircraft dead")
_NOT_PLURAL = word_set("is was has as its this us s thus across perhaps")
_VERBS = word_set("were are have had")


def month_number(text: str) -> int | None:
    """The number of a month written with a capital, or None."""
    return _NUMBERS.get(text.lower()) if text[:1].isupper() else None


def counts_things(tokens: Tokens, index: int) -> bool:
    """Whether what stands at `index` is counted by the number before it."""
    token = tokens[index]
    if unit_at(tokens, index) or token.word in SCALES or token.word in _PEOPLE:
        return True
    plural = token.word.endswith("s") and not token.word.endswith("ss")
    return (
        tokens.is_word(index)
        and token.text.islower()
        and plural
        and (token.word not in _NOT_PLURAL)
    )


def are_counted(tokens: Tokens, index: int) -> bool:
    """Whether the verb at `index` shows that several things were meant: 2000 were killed."""
    return tokens.word(index) in _VERBS
