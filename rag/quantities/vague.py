"""Reads words that tell a number without saying it: several hundred, tens of thousands."""

from rag.quantities.match import Numeral
from rag.quantities.number_words import DETERMINERS, PLURAL_SCALES, SCALES
from rag.quantities.tokens import Tokens, word_set

_VAGUE_UNITS = word_set(
    "seconds minutes hours days weeks months years decades centuries "
    "metres meters kilometres kilometers miles feet dollars euros pounds"
)
"""Units that make a quantity of a vague determiner: several weeks."""


def vague(tokens: Tokens, index: int) -> Numeral | None:
    """A number word without a number: several hundred, tens of thousands."""
    word = tokens.word(index)
    if word in PLURAL_SCALES:
        return _plural_scale(tokens, index, index)
    for determiner in DETERMINERS:
        if tokens.words(index, index + len(determiner)) == determiner:
            return _determined(tokens, index, index + len(determiner))
    return None


def _plural_scale(tokens: Tokens, first: int, index: int) -> Numeral | None:
    last = index + 1
    while tokens.word(last) == "of" and tokens.word(last + 1) in PLURAL_SCALES:
        last += 2
    alone = last == index + 1
    if alone and tokens.word(index) in {"tens", "scores"} and tokens.word(last) != "of":
        return None
    return Numeral(first, last, None)


def _determined(tokens: Tokens, first: int, index: int) -> Numeral | None:
    if tokens.word(index) in PLURAL_SCALES:
        return _plural_scale(tokens, first, index)
    last = index
    while tokens.word(last) in SCALES:
        last += 1
    if last > index or tokens.word(index) in _VAGUE_UNITS:
        return Numeral(first, last, None)
    return None
