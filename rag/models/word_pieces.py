"""The tokens of an encoder's texts, the very ones sentence-transformers would take."""

import re
import unicodedata
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.models.native import Native

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_ENDLESS_WORD: Final = re.compile(r"[^\W_]{101}")
"""BERT takes such a word for unknown; llama.cpp cuts it into pieces."""


class WordPieces:
    """Tokenises with llama.cpp, and with the `tokenizers` library what llama.cpp gets wrong.

    The library is right throughout, but takes longer to load than a question to answer.
    """

    def __init__(self, native: Native, folder: Path, *, longest: int) -> None:
        self._native = native
        self._folder = folder
        self._longest = longest

    def tokens(self, text: str) -> tuple[int, ...]:
        """The text's tokens with its marks, the middle cut so that they are at most `longest`."""
        plain = without_accents(text)
        tokens = self._exact(text) if _is_beyond_llama(plain) else self._native.whole_tokens(plain)
        if len(tokens) <= self._longest:
            return tokens
        return (*tokens[: self._longest - 1], tokens[-1])

    def _exact(self, text: str) -> tuple[int, ...]:
        return tuple(self._library.encode(text).ids)

    @cached_property
    def _library(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        tokeniser = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokeniser.no_truncation()
        tokeniser.no_padding()
        return tokeniser


def without_accents(text: str) -> str:
    """The text decomposed, its combining marks dropped, as BERT's own normaliser does.

    llama.cpp's leaves Hangul and some kana composed, which the vocabulary does not know.
    """
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(mark for mark in decomposed if unicodedata.category(mark) != "Mn")


def _is_beyond_llama(text: str) -> bool:
    """Whether the text has spacing marks (Hindi, Tamil …), which llama.cpp drops, or endless words."""
    if len(text) > 100 and _ENDLESS_WORD.search(text):
        return True
    return not text.isascii() and any(unicodedata.category(mark)[0] == "M" for mark in text)
