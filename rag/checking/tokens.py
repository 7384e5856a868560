"""The words of a sentence as they are held against those of another."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rag.checker.words import FUNCTION_WORDS, folded
from rag.opposites import stem

_TOKEN: Final = re.compile(
    r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:/]\d+)*(?:[^\W\d_]+)?|[^\W_]+(?:['’][^\W_]+)*|[%$€£¥]"
)
_MARKS: Final = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:/]\d+)*|[^\W\d_]+|[^\w\s]|\d")
_QUOTES: Final = dict.fromkeys(map(ord, "\"“”„«»‘’'`´‚‹›"), None)
_DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_SPELLINGS: Final = (
    ("isation", "ization"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("ises", "izes"),
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign of a unit, `text[start:end]` of its sentence."""

    text: str
    start: int
    end: int
    key: str
    """Folded: case, accents, full stops and the possessive taken away."""
    stem: str

    @property
    def means(self) -> bool:
        """Whether it carries content."""
        return self.key not in FUNCTION_WORDS and (len(self.key) > 1 or self.key.isdigit())


@lru_cache(maxsize=20_000)
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of `text`, hyphened words in their parts."""
    return tuple(_token(found) for found in _TOKEN.finditer(text))


def _token(found: re.Match[str]) -> Token:
    key = folded(found.group()) or found.group()
    for british, american in _SPELLINGS:
        if key.endswith(british) and len(key) > len(british) + 2:
            key = key.removesuffix(british) + american
    return Token(found.group(), found.start(), found.end(), key, stem(key))


@lru_cache(maxsize=20_000)
def letters(text: str) -> tuple[str, ...]:
    """Words and marks as they must agree in a quotation.

    Quotation marks do not count, dashes are one; marks at the ends do not count either.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES).translate(_DASHES)
    found = tuple(_MARKS.findall(plain.replace("…", " ")))
    start, end = 0, len(found)
    while start < end and not found[start][0].isalnum():
        start += 1
    while end > start and not found[end - 1][0].isalnum() and found[end - 1] not in "%€$£":
        end -= 1
    return found[start:end]
