"""Cuts a text into the tokens that quantities are made of, in one linear pass.

Patterns are bounded or anchored at the start of a run, so that no input makes them backtrack
over itself: a hundred thousand digits cost as much as a hundred thousand letters.
"""

import re
from enum import Enum, auto
from typing import NamedTuple


class Sort(Enum):
    """What a token is."""

    NUMBER = auto()
    WORD = auto()
    DASH = auto()
    SYMBOL = auto()
    CURRENCY = auto()
    ORDINAL = auto()
    DAY = auto()
    """A whole calendar date in digits."""
    DECADE = auto()
    CLOCK = auto()
    IDENTIFIER = auto()
    """Digits that name something: a telephone number, an ISBN, a version."""
    HIDDEN = auto()
    """Not read at all: web and mail addresses, reference markers."""
    BREAK = auto()
    """An empty line or a tab: nothing is read across it."""


class Token(NamedTuple):
    """`text[start:end]`, and the same in lower case as `word`."""

    start: int
    end: int
    text: str
    word: str
    sort: Sort


_NOTHING = Token(-1, -2, "", "", Sort.BREAK)
_PADDING = 16
_DIGITS = frozenset({Sort.NUMBER, Sort.ORDINAL, Sort.DECADE, Sort.IDENTIFIER})

_PATTERN = re.compile(
    r"""
    (?P<HIDDEN>
        (?:https?|ftp)://\S+ | (?<!\w)www\.\S+
      | (?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}
      | \[\s?\d{1,4}(?:\s?[,;–-]\s?\d{1,4}){0,20}\s?\]
      | \[\^[^\s\[\]]{1,40}\] | <sup>[^<>]{1,12}</sup> | \^\[?\d{1,3}\]?\^
    )
  | (?=[\d.'’(+i0-9½¼¾⅓⅔I]) (?:
    (?P<DAY>
        (?<![\w.-])\d{4}-[01]\d-[0-3]\d
          (?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\w-])
      | (?<![\w/])\d{1,2}/\d{1,2}/\d{4}(?![\w/])
      | (?<![\w.])\d{1,2}\.\d{1,2}\.(?:19|20)\d{2}(?![\w]|\.\d)
    )
  | (?P<NUMBER0>
        (?<![\w.,])\d{1,3}(?:[.,]\d{1,6})?\s?[×·]\s?10
          (?:\^[-−–]?\d{1,2}\^?(?!\d)|<sup>[-−–]?\d{1,2}</sup>|⁻?[⁰¹²³⁴-⁹]{1,2}(?!\w))
    )
  | (?P<IDENTIFIER0>
        (?<![\w.,])(?!(?:1[5-9]|20)\d\d\D)\d[\d.,]{0,20}(?<=\d)
          (?:\^[-−–]?\d{1,4}\^?(?!\d)|<sup>[-−–]?\d{1,4}</sup>)
    )
  | (?P<DECADE> (?<!\w)[12]\d\d0['’]?s\b | (?<!\w)['’]?[1-9]0s\b )
  | (?P<ORDINAL> (?<![\w.,])\d{1,3}(?:,?\d{3}){0,3}(?i:st|nd|rd|th)\b )
  | (?P<CLOCK>
        (?<![\w:.,])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?
          (?:\s?(?i:[ap]m\b|[ap]\.\s?m\.))?(?![\w:])
      | (?<![\w:.,])(?:1[0-2]|0?[1-9])(?:\.[0-5]\d)?\s?(?i:[ap]m\b|[ap]\.\s?m\.)
    )
  | (?P<IDENTIFIER>
        (?i:isbn)(?:-1[03])?:?\s?(?:\d[\ -]?){9,12}[\dXx](?!\w)
      | (?<!\w)10\.\d{4,9}/\S*\w
      | (?<!\w)\+\d{1,3}(?:[\ .-]\(?\d{2,4}\)?){2,5}(?!\d) | (?<!\w)\+\d{9,15}(?!\d)
      | \(\d{3}\)\s?\d{3}[-.\s]\d{4}(?!\d)
      | (?<![\w.,])0\d{2,4}\ \d{3,4}\ ?\d{3,4}(?!\w)
      | (?<![\w.,])\d+(?:[-‐‑]\d+){2,}
      | (?<![\w.,])\d+-0\d+(?!\w)
    )
  | (?P<NUMBER>
        \d{1,3}(?:,\d{3})+(?![\d]|,\d|\.\d+[,.]\d)(?:\.\d+)?
      | \d{1,3}(?:\.\d{3})+,\d{1,2}(?![\d]|[.,]\d)
      | \d{1,2}(?:,\d{2})+,\d{3}(?!\d|,\d)
      | \d{1,3}(?:['’]\d{3})+(?!\d)(?:\.\d+)?
      | \d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)(?:[.,]\d+)?
      | \d{1,3}(?:\ \d{3}){0,4}\ 000(?!\d|,\d)
      | \d{1,3}(?:\.\d{3}){2,}(?![\d]|\.\d)
    )
  | (?P<IDENTIFIER2> (?<![\w.,])\d+(?:[.,]\d+){2,} | (?<![\w/])\d+(?:[/:]\d+){2,} )
  | (?P<NUMBER2>
        (?:\d{1,3}\ )?(?<![\d/])[1-4]/[2-5](?![\d/]|\.\d)
      | \d+,\d{1,2}(?!\d)(?=\s?(?:%|€|per\s?cent|thousand|million|billion|trillion|k[mg]\b))
      | (?<=€)\d+,\d{2}(?![\d]|[.,]\d)
    )
  | (?P<IDENTIFIER3> (?<![\w/])\d+(?:[/:]\d+)+(?!\d) )
  | (?P<NUMBER3>
        \d+(?:\.\d+)?[½¼¾⅓⅔]? | (?<![\w.])\.\d+ | [½¼¾⅓⅔]
    )
    )
  | (?P<CURRENCY>
        (?<![^\W_])(?:US|AU|CA|NZ|HK|NT|A|C|S|R)?\$
      | [€£¥₩₹₽₴₺₪฿₫₦₱]
      | (?<![^\W_])(?:USD|EUR|GBP|JPY|KRW|CNY|RMB|INR|AUD|CAD|CHF|RUB|UAH|SEK|NOK|DKK|PLN|BRL|ZAR)(?=\s?\d)
      | (?<![^\W_])Rs\.?(?=\s?\d)
    )
  | (?P<WORD0> (?<!\w)(?:[kcm]?m|ft|in|yd|mi)(?:\^[23](?!\d)\^?|<sup>[23]</sup>)(?!\w) )
  | (?P<WORD> [^\W\d_]+(?:[_'’](?!(?i:s)\b)[^\W\d_]+)* )
  | (?P<DASH> --+ | [-‐‑‒–—−] )
  | (?P<BREAK> \s+ )
  | (?P<SYMBOL> . )
    """,
    re.VERBOSE | re.DOTALL,
)


_UNIT = "WORD0"
"""The group of a unit to a power: `m^2`, `km<sup>2</sup>`."""
_POWER = re.compile(r"[\^<].*")


class Tokens:
    """The tokens of one text; an index a little past either end gives a break."""

    def __init__(self, text: str) -> None:
        """Cut `text`."""
        cut = _cut(text)
        self._length = len(cut)
        # Padding at the end serves small negative indices too: no reader looks further around.
        self._tokens = (*cut, *(_NOTHING,) * _PADDING)
        self._words = tuple(token.word for token in self._tokens)

    def __len__(self) -> int:
        """How many tokens there are."""
        return self._length

    def __getitem__(self, index: int) -> Token:
        """The token at `index`, or a break."""
        return self._tokens[index]

    def word(self, index: int) -> str:
        """The token at `index` in lower case; empty past either end."""
        return self._words[index]

    def is_word(self, index: int) -> bool:
        """Whether the token at `index` is made of letters."""
        return self._tokens[index].sort is Sort.WORD

    def is_digits(self, index: int) -> bool:
        """Whether the token at `index` begins with digits, whatever they mean."""
        return self._tokens[index].sort in _DIGITS

    def glued(self, index: int) -> bool:
        """Whether the token at `index` touches the one before it."""
        return index > 0 and self._tokens[index].start == self._tokens[index - 1].end

    def hyphened(self, index: int) -> bool:
        """Whether the token at `index` is a dash that touches both its neighbours."""
        dash = self._tokens[index].sort is Sort.DASH
        return dash and self.glued(index) and self.glued(index + 1)

    def after_hyphen(self, index: int) -> int:
        """`index`, or the index after it if a joining hyphen stands there."""
        return index + 1 if self.hyphened(index) else index

    def all(self) -> tuple[Token, ...]:
        """Every token in order."""
        return self._tokens[: self._length]

    def words(self, first: int, last: int) -> tuple[str, ...]:
        """The lower-case tokens from `first` up to `last`; fewer where the text ends."""
        return self._words[max(first, 0) : min(max(last, 0), self._length)]


def _cut(text: str) -> list[Token]:
    """The tokens of `text`, white space left out unless it is a break."""
    tokens = []
    for found in _PATTERN.finditer(text):
        sort = Sort[(found.lastgroup or "SYMBOL").rstrip("023")]
        part = found.group()
        if sort is Sort.BREAK and part.count("\n") < 2 and "\t" not in part:
            continue
        word = _POWER.sub(_raised, part.lower()) if found.lastgroup == _UNIT else part.lower()
        tokens.append(Token(found.start(), found.end(), part, word, sort))
    return tokens


def _raised(power: re.Match[str]) -> str:
    return "²" if "2" in power[0] else "³"


def word_list(listed: str) -> tuple[str, ...]:
    """The words of a table written with spaces between them."""
    return tuple(listed.split())


def word_set(listed: str) -> frozenset[str]:
    """The words of a table whose order means nothing."""
    return frozenset(listed.split())
