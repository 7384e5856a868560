"""Which words are common nouns, verbs and adjectives rather than names."""

from functools import cache
from importlib.resources import files

from rag.opposites import stem


def is_common(key: str) -> bool:
    """Whether English texts write this folded word in lower case more often than not."""
    return stem(key) in _stems()


@cache
def _stems() -> frozenset[str]:
    listed = files("rag.checker").joinpath("common_words.txt").read_text("utf-8")
    return frozenset(listed.split())
