"""The words of a text, folded so that spellings of one word are equal."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from rag.opposites import stem

_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*")
_ACRONYMS: Final = re.compile(r"[A-Z]{2,}s")
_POSSESSIVE: Final = re.compile(r"['’]s?$")


def word_set(listed: str) -> frozenset[str]:
    """The words of a closed list."""
    return frozenset(listed.split())


FUNCTION_WORDS: Final = word_set(
    "a about above across after again against ago all along already also although am among an and "
    "another any are around as at away be because been before behind being below between both but "
    "by can could despite did do does doing done down due during each either else etc even ever "
    "every few for from further get gets getting give given gives go goes going got had has have "
    "having he hence her here hers herself him himself his how however i if in including into is "
    "it its itself just least less let like likely made make makes making many may me might more "
    "most much must my myself near neither never no nor not now of off often on once one ones only "
    "onto or other others our ours out over own per rather same several shall she should since so "
    "some such than that the their theirs them themselves then there these they thing things this "
    "those though through throughout thus to together too toward towards under until up upon us "
    "use used uses using various very via was we well were what when where whether which while "
    "who whom whose why will with within without would yet you your yours yourself it's don't"
)
"""Words whose presence or absence says nothing about what a sentence is about."""


@dataclass(frozen=True, slots=True)
class Word:
    """`text[start:end]`, its folded form and its stem."""

    text: str
    start: int
    end: int
    key: str
    """Case, accents, full stops and the possessive taken away."""
    stem: str

    @property
    def capital(self) -> bool:
        """Whether it is written like a name."""
        return any(letter.isupper() for letter in self.text)

    @property
    def means(self) -> bool:
        """Whether it carries content: no function word, no single letter, no digits."""
        return len(self.key) > 1 and self.key not in FUNCTION_WORDS and self.key.isalpha()


def words(text: str) -> tuple[Word, ...]:
    """The words of `text` in order; parts joined by a hyphen are words of their own."""
    return tuple(_word(match) for match in _WORD.finditer(text))


def folded(text: str) -> str:
    """The word without case, accents, full stops, possessive and the plural of an acronym."""
    bare = _POSSESSIVE.sub("", text).replace(".", "").replace("’", "'")
    if _ACRONYMS.fullmatch(bare):
        bare = bare[:-1]
    if bare.isascii():
        return bare.lower()
    parts = unicodedata.normalize("NFKD", bare)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()


def _word(match: re.Match[str]) -> Word:
    key = folded(match.group())
    return Word(match.group(), match.start(), match.end(), key, stem(key))
