"""Proper names of a sentence, and whether they stand in the evidence in some form."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

from rag.checker.common import is_common
from rag.checker.words import FUNCTION_WORDS, Word, word_set

_OPENS: Final = re.compile(r"""(?:^|[.!?:;]["'”’)\]]*\s|\n)\s*["'“‘(\[*_•–—-]*$""")
_TITLES: Final = word_set(
    "dr prof professor sir dame lord lady president prime minister chancellor "
    "senator representative governor mayor secretary general colonel captain lieutenant sergeant "
    "major judge justice chairman chairwoman chief director ceo cfo king queen prince princess "
    "pope bishop reverend inc ltd llc plc corp corporation company co gmbh"
)
_CALENDAR: Final = word_set(
    "january february march april may june july august september october november december jan "
    "feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday "
    "saturday sunday am pm bc ad ce i ok mr mrs ms miss mx"
)
_NO_NAMES: Final = (
    FUNCTION_WORDS
    | _CALENDAR
    | word_set(
        "however moreover furthermore additionally meanwhile nevertheless nonetheless consequently "
        "similarly besides unfortunately fortunately although unlike overall ultimately finally "
        "specifically notably yes okay thanks hello dear xxx xxxx"
    )
)
_FAMILIES: Final = (
    "us usa america american americans unitedstates",
    "uk britain british briton britons unitedkingdom",
    "france french frenchman frenchwoman",
    "germany german germans",
    "netherlands dutch holland",
    "spain spanish spaniard spaniards",
    "switzerland swiss",
    "greece greek greeks",
    "denmark danish dane danes",
    "poland polish pole poles",
    "finland finnish finn finns",
    "sweden swedish swede swedes",
    "turkey turkish turk turks turkiye",
    "ireland irish irishman",
    "scotland scottish scots scot",
    "wales welsh",
    "england english englishman",
    "norway norwegian norwegians",
    "portugal portuguese",
    "philippines filipino filipinos philippine",
    "thailand thai thais",
    "czech czechia czechs",
    "argentina argentine argentinian argentines",
    "afghanistan afghan afghans",
    "kazakhstan kazakh kazakhs",
    "uzbekistan uzbek uzbeks",
    "pakistan pakistani pakistanis",
    "eu europeanunion",
    "un unitednations",
    "kyiv kiev",
    "moscow muscovite muscovites",
    "china chinese",
    "taiwan taiwanese",
    "vietnam vietnamese",
    "ukraine ukrainian ukrainians",
    "korea korean koreans",
    "europe european europeans",
    "congo congolese",
    "lebanon lebanese",
    "japan japanese",
    "iceland icelandic icelander",
    "israel israeli israelis",
    "iraq iraqi iraqis",
    "peru peruvian peruvians",
    "canada canadian canadians",
    "mexico mexican mexicans",
    "brazil brazilian brazilians",
    "cyprus cypriot cypriots",
    "belgium belgian belgians",
    "hungary hungarian hungarians",
    "italy italian italians",
    "russia russian russians",
    "democrat democrats democratic dem dems",
    "republican republicans gop",
)
_ROOTS: Final = {word: listed.split()[0] for listed in _FAMILIES for word in listed.split()}
_ENDINGS: Final = tuple(
    "ians ian eans ean ans an ish ese ites ite ers er ists ist ism ic ns n es s is i".split()
)
_SHORTEST_ROOT: Final = 4


class Standing(IntEnum):
    """How a name stands in a text."""

    ABSENT = 0
    VARIANT = 1
    """Only in a spelling that may be another name's."""
    DERIVED = 2
    """As a derived form or acronym: Korean for Korea, UN for United Nations."""
    EXACT = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised word of a sentence that is no ordinary word at its start."""

    word: Word
    title: bool
    """Whether it is a title or a company's form, which evidence may leave out: Mr, President."""


def names(text: str, listed: Sequence[Word]) -> tuple[Name, ...]:
    """The names among the words of `text`."""
    return tuple(
        Name(word, word.key in _TITLES)
        for word in listed
        if _may_name(word) and not _only_opens(text, word)
    )


def runs(text: str, found: Sequence[Name]) -> tuple[tuple[Name, ...], ...]:
    """The names that stand side by side, as runs: (Joe, Biden), (United, Nations)."""
    grouped: list[list[Name]] = []
    for name in found:
        between = text[grouped[-1][-1].word.end : name.word.start] if grouped else ""
        if grouped and re.fullmatch(
            r"[ \-‐‑.&]{1,3}| (?:of|de|van|von|the|of the|for|and) ", between
        ):
            grouped[-1].append(name)
        else:
            grouped.append([name])
    return tuple(tuple(run) for run in grouped)


def _may_name(word: Word) -> bool:
    if word.key == "us":
        return word.text.isupper() or "." in word.text
    return word.capital and len(word.key) > 1 and word.key not in _NO_NAMES


def _only_opens(text: str, word: Word) -> bool:
    """Whether it has its capital only because a sentence begins with it."""
    if not word.text[1:].islower() or not is_common(word.key):
        return False
    return not word.start or bool(_OPENS.search(text[max(0, word.start - 12) : word.start]))


@dataclass(frozen=True, slots=True)
class Register:
    """The words of a text in the forms that names are looked up in."""

    keys: frozenset[str]
    roots: frozenset[str]
    acronyms: frozenset[str]
    capitals: frozenset[str]

    def standing(self, key: str) -> Standing:
        """How the folded name stands here."""
        if key in self.keys:
            return Standing.EXACT
        if root(key) in self.roots or (len(key) < 7 and key in self.acronyms):
            return Standing.DERIVED
        if any(_is_variant(key, other) for other in self.capitals):
            return Standing.VARIANT
        return Standing.ABSENT


def register(text: str, listed: Sequence[Word]) -> Register:
    """The register of a text."""
    keys = {word.key for word in listed}
    capitals = frozenset(word.key for word in listed if word.capital)
    joined = {one.key + other.key for one, other in pairwise(listed)}
    initials = frozenset(_acronyms(text, listed))
    every = keys | joined
    return Register(
        frozenset(every),
        frozenset(root(key) for key in every if len(key) > 1),
        initials,
        capitals,
    )


@lru_cache(maxsize=50_000)
def root(key: str) -> str:
    """What the derived forms of a name have in common."""
    if key in _ROOTS:
        return _ROOTS[key]
    for ending in _ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) >= _SHORTEST_ROOT:
            return key.removesuffix(ending).rstrip("aeiou")
    return key.rstrip("aeiouy") if len(key.rstrip("aeiouy")) >= _SHORTEST_ROOT else key


def spelled_out(run: Sequence[Name], known: Collection[str]) -> bool:
    """Whether the initials of a run of names are among the `known` folded words."""
    return len(run) > 1 and "".join(name.word.key[0] for name in run) in known


def _acronyms(text: str, listed: Sequence[Word]) -> Iterator[str]:
    """The initials of every run of two to six capitalised words, or of three to five others."""
    run: list[str] = []
    for at, word in enumerate(listed):
        gap = text[listed[at - 1].end : word.start] if at else ""
        for length in range(3, 6):
            yield "".join(other.key[:1] for other in listed[at : at + length])
        if word.text[0].isupper() and set(gap) <= set(" -&"):
            run.append(word.key[:1])
        elif word.key in {"of", "the", "and", "for"} and run and gap == " ":
            continue
        else:
            run = [word.key[:1]] if word.text[0].isupper() else []
        for start in range(max(0, len(run) - 6), len(run) - 1):
            yield "".join(run[start:])


def _is_variant(one: str, other: str) -> bool:
    """Whether the two may be spellings of one name: Sung and Seong, Syrsky and Syrskyi."""
    if one[:1] != other[:1] or abs(len(one) - len(other)) > 2 or min(len(one), len(other)) < 4:
        return False
    if _skeleton(one) == _skeleton(other):
        return len(_skeleton(one)) > 1
    return min(len(one), len(other)) > 6 and _distance(one, other) == 1


def _skeleton(key: str) -> str:
    """The consonants, doubled ones once."""
    return re.sub(r"(.)\1", r"\1", re.sub(r"[aeiouyw']", "", key))


def _distance(one: str, other: str) -> int:
    """Levenshtein's distance."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        previous, row[0] = row[0], at
        for place, against in enumerate(other, start=1):
            previous, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, previous + (letter != against)),
            )
    return row[-1]
