"""Words and names of a question: which of them the library or a sentence holds."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

from rag.questions import Question, stems

_DERIVED_LENGTH: Final = 4
_DERIVED_ENDING: Final = 3
_SPELLING: Final = 0.85


def absent_entities(
    question: Question, frequencies: Mapping[str, int], nearest: Iterable[str]
) -> tuple[str, ...]:
    """Names of the question none of whose words occurs in the library.

    A word also occurs where the `nearest` sentences hold one derived from it (Korea, Korean) or
    spelt nearly like it.
    """
    missing = [
        name
        for name in question.entities
        if not any(frequencies.get(word.lower(), 0) for word in name.split())
    ]
    if not missing:
        return ()
    texts = tuple(nearest)
    found = frozenset().union(*map(stems, texts))
    spelt = {word for text in texts for word in text.lower().split()}
    return tuple(
        name
        for name in missing
        if not any(
            held(word, found) or get_close_matches(word.lower(), spelt, n=1, cutoff=_SPELLING)
            for word in name.split()
        )
    )


def held(word: str, found: frozenset[str]) -> bool:
    """Whether every part of `word` is among the stems, or one derived from it: Korea, Korean."""
    return all(
        part in found or any(_derived(part, other) for other in found) for part in stems(word)
    )


def _derived(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    near = len(shorter) >= _DERIVED_LENGTH and len(longer) - len(shorter) <= _DERIVED_ENDING
    return near and longer.startswith(shorter)
