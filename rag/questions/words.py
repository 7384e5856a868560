"""The words of questions and texts: which carry meaning, and their stems."""

import re
from functools import lru_cache
from typing import Final

WORD: Final = re.compile(r"[^\W_]+(?:[.,’'\-&][^\W_]+)*", re.UNICODE)
STOP_WORDS: Final = frozenset(
    """a about all an and any are as at be been being by can could did do does doing for from get
    give given going had has have he her him his how i if in into is it its many may me might more most
    much must my no not of on or our please say says shall she should so some such tell than that
    the their them then there these they this those to us was we were what when where whether which
    while who whom whose why will with would you your happen happened happening kind sort name""".split()
)


def content_words(text: str) -> tuple[str, ...]:
    """The words that carry meaning, in lower case, in order, without repeats.

    All the words when none carries meaning, so that a search always has something to look for.
    """
    words = tuple(dict.fromkeys(unpossessed(word) for word in WORD.findall(text.lower())))
    content = tuple(word for word in words if word not in STOP_WORDS)
    return content or words


def carries_meaning(text: str) -> bool:
    """Whether any word of `text` is more than a function or question word."""
    return any(unpossessed(word) not in STOP_WORDS for word in WORD.findall(text.lower()))


def is_plural_noun(word: str) -> bool:
    """Whether a noun in lower case means several: ships, firemen, police."""
    if word in _PLURALS or (word.endswith("men") and word not in _NOT_MEN):
        return True
    return word.endswith("s") and not word.endswith(_SINGULAR_ENDINGS) and word not in _SINGULARS


_PLURALS: Final = frozenset(
    """people children police cattle sheep fish feet teeth mice staff personnel crew troops media
    data criteria phenomena alumni larvae fungi bacteria oxen geese""".split()
)
_NOT_MEN: Final = frozenset(("specimen", "regimen", "abdomen", "omen", "semen", "acumen"))
_SINGULAR_ENDINGS: Final = ("ss", "us", "is", "'s", "’s")
_SINGULARS: Final = frozenset(("gas", "news", "s"))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The word's stem after Porter, as the library's full text has it."""
    return _stemmer().stemWord(word.lower())


def stems(text: str) -> frozenset[str]:
    """The stems of every word of `text`, parts of hyphenated words included."""
    return frozenset(stem(part) for part in re.findall(r"[^\W_]+", text.lower()))


@lru_cache(maxsize=1)
def _stemmer() -> "_Stemmer":
    import snowballstemmer

    stemmer: _Stemmer = snowballstemmer.stemmer("porter")
    return stemmer


class _Stemmer:
    """The one method of a snowball stemmer that is used."""

    def stemWord(self, word: str) -> str:  # noqa: N802 - the library's name
        raise NotImplementedError


def unpossessed(word: str) -> str:
    """The word without a possessive ending."""
    return re.sub(r"['’]s?$", "", word)
