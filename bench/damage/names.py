"""People, places and organisations in a note, and others to put in their place."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from bench.damage import gazetteer
from bench.damage.notes import Change, Line, Note

_CAPITAL: Final = r"[A-Z][a-zà-ÿ]+(?:[A-Z][a-z]+|[’'][A-Z][a-z]+)?(?:-[A-Z][a-z]+)?"
_INITIAL: Final = r"(?: [A-Z]\.)?"
_FULL: Final = re.compile(
    rf"\b(?P<given>{_CAPITAL}){_INITIAL} (?P<rest>{_CAPITAL}(?: {_CAPITAL})?)(?! [A-Z][a-z]|\w)"
)
_TITLE: Final = "|".join(re.escape(title) for title in gazetteer.TITLES)
_AFTER_TITLE: Final = re.compile(rf"\b(?:{_TITLE}) $")
_NO_PERSON: Final = frozenset(
    """House Senate White Supreme Court News Times Post Department Committee University Democrats
    Republicans Republican Democratic American Americans Street Party Justice Black Lives Act
    General Attorney Minister Secretary Tower Towers County City State States Day Park Hotel
    Organization Foundation Church School Airport Center Hospital Plan Bill Law Monday Tuesday
    Wednesday Thursday Friday Saturday Sunday Jan Feb March April May June July August September
    October November December Jr Sr Jong Un Jinping""".split()
)
_OF_THE_NOTE: Final = 0.7
"""The share of notes whose names give way to others of the same note alone; some have none."""
_LISTS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "body": gazetteer.BODIES,
    "company": gazetteer.COMPANIES,
    "country": (gazetteer.COUNTRIES,),
    "state": (gazetteer.STATES,),
    "city": (gazetteer.CITIES,),
}


@dataclass(frozen=True)
class Named:
    """A name in a text; `key` is the same for all names of one person or place."""

    start: int
    end: int
    text: str
    kind: str
    key: str


def name_changes(line: Line, note: Note, draw: Random) -> tuple[Change, ...]:
    """One change for each name that the statement has once."""
    people = surnames(note)
    found = tuple(names_in(line.text, line.start, line.end, people))
    keys = [name.key for name in found]
    changes = (
        _exchanged(name, line, note, draw)
        for name in found
        if keys.count(name.key) == 1 and line.text.count(name.key) == 1
    )
    return tuple(change for change in changes if change)


def names_in(text: str, start: int, end: int, people: frozenset[str]) -> Iterator[Named]:
    """The names between two places of a text, by place; `people` are surnames known alone."""
    taken: list[tuple[int, int]] = []
    for named in (*_people(text, people), *_listed(text)):
        inside = start <= named.start and named.end <= end
        if inside and all(named.end <= first or last <= named.start for first, last in taken):
            taken.append((named.start, named.end))
            yield named


def surnames(note: Note) -> frozenset[str]:
    """The surnames of the people that the note's quotations name in full, and of known ones."""
    found = (_surname(match) for match in _full_names(note.quoted))
    return gazetteer.KNOWN | frozenset(found)


def people_of(note: Note) -> tuple[str, ...]:
    """The people named in full in what the note quotes, one name for each surname."""
    by_surname = {_surname(match): match[0] for match in _full_names(note.quoted)}
    return tuple(sorted(by_surname.values()))


def other_person(note: Note, draw: Random, listed: tuple[str, ...], text: str) -> str:
    """A person of a list whom the note does not name, and who fits the text's pronouns."""
    absent = [one for one in listed if surname(one) not in note.text]
    fitting = [one for one in absent if fits(one, text)]
    return draw.choice(fitting or absent)


def list_for(before: str) -> tuple[str, ...]:
    """The people from whom one is drawn to follow this text, which may end with a title."""
    if re.search(r"\bPresident(?:-elect)? $", before):
        return gazetteer.PRESIDENTS
    titled = re.search(r"\b(?:Sen\.|Senator|Leader|Rep\.|Gov\.) $", before)
    return gazetteer.SENATORS if titled else gazetteer.PEOPLE


def fits(name: str, text: str) -> bool:
    """Whether a person's given name goes with the pronouns of a text."""
    woman = name.partition(" ")[0] in gazetteer.WOMEN
    she, he = re.search(r"\b(?:she|her)\b", text), re.search(r"\b(?:he|his|him)\b", text)
    return not (she and not he and not woman) and not (he and not she and woman)


def surname(name: str) -> str:
    """The last word of a name."""
    return name.rpartition(" ")[2]


def _full_names(text: str) -> Iterator[re.Match[str]]:
    for found in _FULL.finditer(text):
        words = found[0].split()
        titled = _AFTER_TITLE.search(text[: found.start()])
        given = found["given"] in gazetteer.GIVEN
        if (titled or given) and not _NO_PERSON & set(words) and not _placed(found[0]):
            yield found


def _placed(name: str) -> bool:
    return any(name.startswith(place) for place in (*gazetteer.STATES, *gazetteer.COUNTRIES))


def _surname(found: re.Match[str]) -> str:
    return surname(found["rest"])


def _people(text: str, people: frozenset[str]) -> Iterator[Named]:
    for found in _full_names(text):
        yield Named(*found.span(), found[0], "person", _surname(found))
    if not people:
        return
    alone = re.compile(rf"(?<![\w’'-])(?:{'|'.join(map(re.escape, sorted(people)))})(?![\w-])")
    for found in alone.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        titled = _AFTER_TITLE.search(before) or not re.search(r"[A-Z][\w.’'-]* $", before)
        if titled and not re.match(r"(?:[’']s)? [A-Z]", after):
            yield Named(*found.span(), found[0], "surname", found[0])


def _listed(text: str) -> Iterator[Named]:
    for kind, groups in _LISTS.items():
        longest_first = sorted(itertools.chain(*groups), key=len, reverse=True)
        pattern = rf"(?<![\w/-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w/-])"
        for found in re.finditer(pattern, text):
            if _stands_alone(text, found, kind):
                yield Named(*found.span(), found[0], kind, found[0])


def _stands_alone(text: str, found: re.Match[str], kind: str) -> bool:
    """Whether the name is no part of a longer one, as Texas of the Texas Senate is."""
    before, after = text[: found.start()], text[found.end() :]
    if re.match(r"(?:[’']s?)? [A-Z]|’ |' |\.[A-Z]", after):
        return False
    if kind == "body":
        return re.search(r"\b[Tt]he (?:U\.?S\.? )?$", before) is not None
    follows = re.search(r"[A-Z][\w.’'-]* $", before)
    return not follows or re.search(r"(?:^|[“‘\"]|\. )\w+ $", before) is not None


def _exchanged(name: Named, line: Line, note: Note, draw: Random) -> Change | None:
    if Random(f"{note.name} names").random() < _OF_THE_NOTE:
        others = _of_the_note(name, line, note)
    else:
        others = _of_the_lists(name, line, note, draw)
    other = draw.choice(others) if others else ""
    return Change(name.start, name.end, other) if other else None


def _of_the_note(name: Named, line: Line, note: Note) -> list[str]:
    """Other names of this kind in what the note quotes, none of which the line has."""
    if name.kind in ("person", "surname"):
        listed = list_for(line.text[: name.start])
        titled = None if listed is gazetteer.PEOPLE else {surname(one) for one in listed}
        full = [one for one in people_of(note) if titled is None or surname(one) in titled]
        full = [one for one in full if surname(one) not in line.text]
        full = [one for one in full if fits(one, line.statement)]
        return [_as_long(one, name) for one in full if not _alike(one, name.text)]
    found = {one.text for one in names_in(note.quoted, 0, len(note.quoted), frozenset())}
    return sorted(one for one in found & set(_group(name)) if one not in line.text)


def _of_the_lists(name: Named, line: Line, note: Note, draw: Random) -> list[str]:
    if name.kind in ("person", "surname"):
        listed = list_for(line.text[: name.start])
        return [_as_long(other_person(note, draw, listed, line.statement), name)]
    return [one for one in _group(name) if one not in note.text]


def _group(name: Named) -> tuple[str, ...]:
    """The names of the list that may stand in place of this one, all of them of others."""
    groups = (group for group in _LISTS[name.kind] if name.text in group)
    return tuple(one for one in next(groups) if not _alike(one, name.text))


def _as_long(other: str, name: Named) -> str:
    """The other person's full name or surname, as the name in the text is."""
    return other if name.kind == "person" else surname(other)


def _alike(one: str, other: str) -> bool:
    """Whether two names may be of the same: they share a word or are each other's initials."""
    words, others = set(re.findall(r"\w{2,}", one)), set(re.findall(r"\w{2,}", other))
    generic = {"Department", "of", "and", "News", "Committee", "Senate", "House", "Federal"}
    initials = {
        "".join(word[0] for word in name.split() if word[0].isupper()) for name in (one, other)
    }
    return bool((words & others) - generic) or bool(initials & {one, other})
