"""Names of speakers: what of their words is the name, and when two spellings mean one name."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Final

from rag.briefing.speakers import BODIES, ROLES
from rag.briefing.words import (
    AUXILIARIES,
    DETERMINERS,
    FUNCTION_WORDS,
    PREPOSITIONS,
    SAYING,
    TIMES,
    TITLES,
    WEEKDAYS,
    Token,
    tokens,
    word_set,
)

_HONORIFICS: Final = (
    TITLES
    | ROLES
    | word_set(
        "president prime minister chancellor senator representative secretary justice king queen "
        "prince princess pope bishop lord lady sir dame vice deputy former acting press sheriff "
        "house majority minority speaker leader cllr councillor judge captain colonel major "
        "lieutenant sergeant admiral detective inspector superintendent constable"
    )
)
_ACRONYM: Final = re.compile(r"\(([A-Z]{2,})\)")
_ASIDE: Final = re.compile(r"\s*\([^()]*\)")
_SOUNDS: Final = (("ck", "k"), ("ph", "f"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"))
_LETTERS: Final = str.maketrans("qcz", "kks")
_VOWELS: Final = re.compile(r"[aeiouyhw]")
_DOUBLED: Final = re.compile(r"(.)\1+")
_LEAST_ALIKE: Final = 0.65
"""Least share of letters in common, in order, between two spellings with the same consonants."""
_SHORTEST, _SHORTEST_PART = 5, 4
"""Letters of a single name, and of a part of one, below which two spellings are two names."""
_NO_NAMES: Final = _HONORIFICS | DETERMINERS | FUNCTION_WORDS | TIMES | WEEKDAYS
_GROUPS: Final = word_set(
    "experts officials sources analysts reports authorities police critics witnesses residents "
    "researchers scientists doctors lawyers prosecutors investigators observers supporters "
    "opponents organisers organizers lawmakers economists activists workers"
)
"""Capitalised only because they begin a sentence."""
_AMOUNTS: Final = word_set("dozens scores hundreds thousands millions people work police")
"""Other nouns that need no article."""
_JOINING: Final = frozenset(("of", "for"))
_DATELINE: Final = re.compile(r"\s*[A-Z][A-Z .,'’-]+(?:\([^()]*\)\s*)?(?::|\s[-–—])\s")
"""`NEW DELHI:` at the head of a report."""
_BEFORE_NAMES: Final = frozenset((".", "!", "?", ":", "“", '"'))
"""Marks after which a word has a capital whatever it is."""
_PEOPLES: Final = frozenset(
    ("", "a", "e", "s", "y", "n", "an", "ia", "ian", "ine", "ese", "ish", "i", "er", "ce", "k",
     "land", "en", "ay", "egian", "o")
)  # fmt: skip
"""How the names of a country and its people end: Korea, Korean; Sweden, Swedish."""
_ROOT: Final = 4
"""Letters that such names have in common at least."""
_ONE_COUNTRY: Final = (
    word_set("us usa american americans america washington"),
    word_set("uk british britain britons"),
    word_set("france french"),
    word_set("netherlands dutch holland"),
    word_set("denmark danish danes"),
    word_set("spain spanish spaniards"),
    word_set("poland polish poles"),
    word_set("ireland irish"),
    word_set("wales welsh"),
    word_set("eu european europe"),
)


@dataclass(frozen=True, slots=True)
class SpeakerName:
    """The words for a speaker taken apart: `a South Korean lawmaker` `Lee Seong-kweun`."""

    words: str
    """As the source has them."""
    role: str
    """What stands before the name, without article; all of it where there is no name."""
    name: str
    """Empty for `a South Korean lawmaker`."""

    @property
    def parts(self) -> tuple[str, ...]:
        """The name's words, folded, so that `Kim Jong-un` and `Kim Jong Un` are equal."""
        return folded(self.name)


def parse(speaker: str) -> SpeakerName:
    """The role and the name in the words for a speaker."""
    words = " ".join(speaker.split())
    bare = _ASIDE.sub("", words)
    found = tokens(bare)
    end = next((at for at in range(1, len(found) + 1) if _ends_name(found, at)), 0)
    start = end
    while start > 0 and _is_name(found[start - 1]):
        start -= 1
    several = end == start + 1 and found[start].lower in _GROUPS
    if end == start or several or _belongs_to_role(found, start):
        return SpeakerName(words, _without_article(bare), "")
    name = bare[found[start].start : found[_with_place(found, end) - 1].end]
    role = bare[: found[start].start].strip(" ,")
    return SpeakerName(words, _without_article(role), name.removesuffix("'s"))


def _ends_name(found: tuple[Token, ...], end: int) -> bool:
    """Whether a name ends before token `end`: at a mark, a preposition or the end."""
    closes = end == len(found) or not found[end].is_word or found[end].lower in _JOINING
    return closes and _is_name(found[end - 1])


def _belongs_to_role(found: tuple[Token, ...], start: int) -> bool:
    """Whether what reads like a name says whose role it is: a spokesperson for the Pentagon."""
    before = start - 1
    while before >= 0 and found[before].lower in DETERMINERS:
        before -= 1
    return before >= 0 and found[before].lower in PREPOSITIONS | {"of"}


def _with_place(found: tuple[Token, ...], end: int) -> int:
    """The end of `University of Oxford`, which is one name, and of `Department of Justice`."""
    if end + 1 >= len(found) or found[end].lower not in _JOINING:
        return end
    is_body = any(word.lower in BODIES for word in found[:end])
    last = end + 1
    while last < len(found) and _goes_on(found, last, is_body=is_body):
        last += 1
    return last if last > end + 1 and _has_capital(found[last - 1]) else end


def _goes_on(found: tuple[Token, ...], at: int, *, is_body: bool) -> bool:
    """Whether a name with "of" goes on at a word: `Centers for Disease Control and Prevention`."""
    word = found[at]
    if word.lower == "the" or (is_body and _has_capital(word)):
        return True
    joins = is_body and word.lower == "and" and at + 1 < len(found)
    return _is_name(word) or (joins and _has_capital(found[at + 1]))


def _has_capital(word: Token) -> bool:
    return word.is_name and word.lower not in DETERMINERS | TIMES | WEEKDAYS


def _is_name(word: Token) -> bool:
    lower = word.lower
    return word.is_name and lower not in _NO_NAMES


def _without_article(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if first.lower() in ("a", "an", "the") else text


def acronym(speaker: str) -> str | None:
    """`NIS` of `The National Intelligence Service (NIS)`."""
    found = _ACRONYM.search(speaker)
    return found[1] if found else None


def initials(name: str) -> str:
    """The capitals with which the words of a name begin."""
    return "".join(word[0] for word in name.split() if word[0].isupper())


def folded(name: str) -> tuple[str, ...]:
    """The words of a name in plain small letters, hyphens taken for spaces."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'"))
    letters = "".join(each for each in plain if not unicodedata.combining(each)).lower()
    return tuple(re.findall(r"[a-z]+", re.sub(r"'s\b|'", "", letters)))


@dataclass(frozen=True, slots=True)
class Told:
    """A name that a sentence tells."""

    name: str

    @property
    def parts(self) -> tuple[str, ...]:
        """The name's words, folded."""
        return folded(self.name)


def told(text: str) -> tuple[Told, ...]:
    """The names in a sentence: words with a capital that they do not owe to their place."""
    start = found.end() if (found := _DATELINE.match(text)) else 0
    words = tokens(text[start:])
    runs: list[list[Token]] = []
    last = -1
    for at, word in enumerate(words):
        if not _is_name(word) or not word.text[0].isalpha() or _owed(words, at):
            continue
        if runs and last == at - 1:
            runs[-1].append(word)
        else:
            runs.append([word])
        last = at
    return tuple(each for run in runs if (each := Told(" ".join(word.text for word in run))).parts)


def _owed(words: tuple[Token, ...], at: int) -> bool:
    """Whether a word may have its capital only because a sentence begins with it.

    A name in the singular has no article, and a noun has one: Kiel opened its pool.
    """
    if at and words[at - 1].text not in _BEFORE_NAMES:
        return False
    lower = words[at].lower
    if lower in _GROUPS or words[at].text.isupper():
        return lower in _GROUPS
    after = words[at + 1] if at + 1 < len(words) else None
    if after is None or _is_name(after):
        return after is None
    verb = after.lower in AUXILIARIES | SAYING or after.lower.endswith("ed")
    return lower in _AMOUNTS or lower.endswith("ly") or not (verb or "'s" in lower)


def one_name(one: Told, other: Told, documents: Sequence[str]) -> bool:
    """Whether two names in sentences may mean one: short, in full, spelled otherwise, initials.

    Initials count where a document tells them in brackets.
    """
    first, second = (tuple(part for part in each.parts if part != "s") for each in (one, other))
    if _within(first, second) or _within(second, first) or spelled_alike(first, second):
        return True
    return any(
        short.name == initials(full.name) and any(f"({short.name})" in text for text in documents)
        for short, full in ((one, other), (other, one))
    )


def _within(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(any(_one_root(own, theirs) for theirs in other) for own in one)


def _one_root(one: str, other: str) -> bool:
    """Whether two folded words are equal or name a country and its people."""
    if one == other or any(one in country and other in country for country in _ONE_COUNTRY):
        return True
    same = (own == theirs for own, theirs in zip(one, other, strict=False))
    root = sum(takewhile(bool, same))
    return root >= _ROOT and {one[root:], other[root:]} <= _PEOPLES


def abbreviates(one: SpeakerName, other: SpeakerName) -> bool:
    """Whether one is the abbreviation that the other tells in brackets: … Service (NIS)."""
    return any(
        short.name.isupper() and acronym(full.words) == short.name
        for short, full in ((one, other), (other, one))
    )


def spelled_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names may be one name written twice: Zelensky and Zelenskyy.

    They agree in a whole word, unless they have only one, and in the consonants of the rest, as
    two transliterations do. So do the names of different people: whoever joins two needs to know
    more of them.
    """
    if one == other or not one or not other:
        return bool(one) and one == other
    if any(_endings_differ(*pair) for pair in zip(one[:-1], other[:-1], strict=False)):
        return False
    common = set(one) & set(other)
    left, right = ("".join(word for word in name if word not in common) for name in (one, other))
    if not common and (len(one) > 1 or len(other) > 1):
        return False
    shortest = _SHORTEST_PART if common else _SHORTEST
    if min(len(left), len(right)) < shortest or left[0] != right[0]:
        return False
    alike = SequenceMatcher(None, left, right, autojunk=False).ratio()
    return alike >= _LEAST_ALIKE and _consonants(left) == _consonants(right)


def _endings_differ(one: str, other: str) -> bool:
    """Whether two given names differ in the vowel they end in: Daniel, Daniela; Mario, Maria."""
    return one != other and one.rstrip("aeio") == other.rstrip("aeio")


def _consonants(word: str) -> str:
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", word.translate(_LETTERS)))
