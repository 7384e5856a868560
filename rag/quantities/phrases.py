"""Tables of phrases, looked up token by token, the longest first."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from rag.quantities.tokens import Tokens

Meaning = TypeVar("Meaning")


class Phrases(Generic[Meaning]):
    """What each phrase of a closed table means, found forwards or backwards from a token."""

    def __init__(self, table: Mapping[str, Meaning]) -> None:
        """Cut the phrases of `table` as texts are cut."""
        self._meanings = {_cut(phrase): meaning for phrase, meaning in table.items()}
        self._firsts = frozenset(words[0] for words in self._meanings)
        self._lasts = frozenset(words[-1] for words in self._meanings)
        self._lengths = tuple(sorted({len(words) for words in self._meanings}, reverse=True))

    def at(self, tokens: Tokens, first: int) -> tuple[Meaning, int] | None:
        """The meaning of the longest phrase from token `first`, and the index after it."""
        if tokens.word(first) not in self._firsts:
            return None
        for length in self._lengths:
            meaning = self._meanings.get(tokens.words(first, first + length))
            if meaning is not None and first + length <= len(tokens):
                return meaning, first + length
        return None

    def before(self, tokens: Tokens, last: int) -> tuple[Meaning, int] | None:
        """The meaning of the longest phrase that ends before token `last`, and its first index."""
        if tokens.word(last - 1) not in self._lasts:
            return None
        for length in self._lengths:
            meaning = self._meanings.get(tokens.words(last - length, last))
            if meaning is not None and last >= length:
                return meaning, last - length
        return None


def _cut(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as `Tokens` cuts them; plain words need only their spaces."""
    if phrase.replace(" ", "").isalpha():
        return tuple(phrase.lower().split())
    return tuple(token.word for token in Tokens(phrase).all())


def inverted(table: Mapping[str, str]) -> dict[str, str]:
    """Each comma-separated phrase of the values, mapped to its key."""
    return {phrase.strip(): name for name, listed in table.items() for phrase in listed.split(",")}
