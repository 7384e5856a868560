"""The persons a sentence mentions, be they named or told by what they are.

Made to see a person too many rather than one too few: what is found here keeps a pronoun
from being given a name.
"""

from dataclasses import dataclass
from typing import Final

from rag.briefing.speakers import BODIES, ROLES
from rag.briefing.words import (
    DETERMINERS,
    FUNCTION_WORDS,
    OPENING_QUOTES,
    TIMES,
    WEEKDAYS,
    Token,
    tokens,
    word_set,
)

_PERSONS: Final = ROLES | word_set(
    "man woman boy girl child baby teenager father mother son daughter brother sister husband wife "
    "uncle aunt cousin friend neighbour neighbor colleague boss aide assistant deputy guest victim "
    "witness suspect defendant accountant architect athlete captain chef clerk coach cook critic "
    "dean doctor expert guard guide host imam inspector journalist king lord nurse nun patient pilot "
    "pope priest prince princess queen rabbi bishop saint student surgeon survivor tenant vet widow "
    "accomplice activist agent applicant attendant consultant detective diplomat mechanic medic "
    "migrant negotiator opponent paramedic parent person physicist politician premier professional "
    "rival servant sergeant lieutenant soldier sergeant speaker citizen resident civilian fan hero "
    "judge lady gentleman pastor nephew niece heir partner spouse predecessor successor"
)
_PERSON_ENDS: Final = ("er", "or", "ist", "man", "woman", "eer", "ologist", "ician", "arian")
_THINGS: Final = word_set(
    "number river water winter summer paper letter tower computer other another order border "
    "harbour harbor power matter member-state offer answer paper cover corner centre center quarter "
    "water weather newspaper chapter fever fire-fighter-plane cancer disaster ever never over under "
    "after later earlier further either neither rather together whether former latter bigger older "
    "newer larger smaller higher lower longer shorter greater fewer better inner outer upper per "
    "proper eager clever sober bitter super trailer ladder layer shoulder finger dinner lever meter "
    "liter filter folder container freighter tanker cruiser boiler cooler motor sector factor error "
    "horror terror door floor minor major senior junior interior exterior prior poor color odor "
    "favor labor vapor tumor rumor corridor mirror tractor reactor sensor elevator generator list "
    "exist consist assist insist resist persist twist waist mist fist gist human german roman "
    "register transfer encounter trigger charter shelter counter thunder gender tender murder "
    "slaughter laughter hunger anger danger wonder september october november december easter "
    "semester buffer barrier carrier frontier pier premier-league tier"
)
_OPENERS: Final = word_set(
    "however meanwhile yet still thus therefore hence moreover furthermore nevertheless indeed "
    "nonetheless instead besides otherwise likewise plus perhaps there today yesterday tomorrow "
    "no not nobody nothing none every everybody everyone six seven eight nine ten much more most "
    "police officials experts residents rescuers witnesses traffic rescue firefighters"
)
_SINGLES: Final = frozenset(
    ("a", "an", "the", "his", "her", "their", "its", "one", "this", "that")
)
_IN_PLACES: Final = word_set("in at near across throughout into inside outside around towards")
_COMPASS: Final = word_set("north south east west northern southern eastern western united new")
_PEOPLES: Final = ("an", "ish", "ese", "ch", "ic", "i")
_HIM: Final = frozenset(("he", "she", "him", "himself", "herself"))
_REACH: Final = 5
_MEN: Final = word_set("he him himself his mr sir king prince lord")
_SHE_WORDS: Final = word_set("she herself mrs ms lady queen princess")


@dataclass(frozen=True, slots=True)
class Person:
    """A person mentioned, at `text[start:end]`."""

    start: int
    end: int


def persons(text: str) -> tuple[Person, ...]:
    """Whoever is mentioned in `text`, in order; one of whom it says two things, once."""
    words = tokens(text)
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        end = _name_end(words, at) if words[at].is_name else at
        if end > at:
            follows_person = bool(found) and found[-1][1] == at - 1
            if _may_name_a_person(words, at, end, follows_person=follows_person):
                found.append((at, end))
            at = end
            continue
        if _is_person_noun(words, at) or words[at].lower in _HIM or _is_object(words, at):
            found.append((at, at + 1))
        at += 1
    return tuple(
        Person(words[first].start, words[last - 1].end) for first, last in _joined(words, found)
    )


def fits(pronoun: str, words: str) -> bool:
    """Whether "he" or "she" can mean a person of these words, as far as they tell."""
    told = {word.lower.removesuffix("'s") for word in tokens(words)}
    is_man = bool(told & _MEN) or any(
        word.endswith("man") and not word.endswith("woman") for word in told if word in _PERSONS
    )
    is_woman = bool(told & _SHE_WORDS) or any(
        word.endswith("woman") for word in told if word in _PERSONS
    )
    return not (is_woman if pronoun.lower() == "he" else is_man)


def _name_end(words: tuple[Token, ...], at: int) -> int:
    """Index after the capitalised words that begin at `at`."""
    if _is_no_name(words[at]):
        return at
    end = at
    while end < len(words) and words[end].is_name:
        end += 1
        if words[end - 1].lower.endswith("'s"):
            break
    return end


def _is_no_name(word: Token) -> bool:
    """Whether a word is capitalised for nothing but its place."""
    return word.lower in FUNCTION_WORDS | _OPENERS | _SINGLES or word.lower.endswith("ly")


def _may_name_a_person(
    words: tuple[Token, ...], at: int, end: int, *, follows_person: bool
) -> bool:
    run = [word for word in words[at:end] if word.lower not in TIMES | WEEKDAYS]
    lowers = [word.lower.removesuffix("'s") for word in run]
    if not run or lowers[-1] in BODIES or all(word.text.isupper() for word in run):
        return any(lower in ROLES for lower in lowers[:-1])
    if any(lower in _PERSONS for lower in lowers):
        return True
    before = words[at - 1].lower if at else ""
    if before == "the" or lowers[0] in _COMPASS:
        return False
    if len(run) == 1:
        if before in _IN_PLACES or (before == "from" and follows_person):
            return False
        followed = end < len(words) and words[end].is_word and not words[end].is_name
        noun = followed and words[end].lower not in FUNCTION_WORDS
        if noun and at and lowers[0].endswith(_PEOPLES) and before in DETERMINERS | FUNCTION_WORDS:
            return False
    return True


def _is_person_noun(words: tuple[Token, ...], at: int) -> bool:
    """Whether a singular word after "the", "a" or "her" tells of a person."""
    lower = words[at].lower.removesuffix("'s")
    if lower not in _PERSONS and (lower in _THINGS or not lower.endswith(_PERSON_ENDS)):
        return False
    if lower in FUNCTION_WORDS or len(lower) < 3:
        return False
    for before in range(at - 1, max(-1, at - _REACH), -1):
        if words[before].lower in _SINGLES or words[before].lower.endswith("'s"):
            return True
        if not words[before].is_word or words[before].lower in FUNCTION_WORDS:
            break
    return lower in ROLES and (at == 0 or words[at - 1].is_name or _name_follows(words, at))


def _name_follows(words: tuple[Token, ...], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1].is_name


def _is_object(words: tuple[Token, ...], at: int) -> bool:
    """Whether "her" is a person and not whose something is."""
    if words[at].lower != "her":
        return False
    after = words[at + 1] if at + 1 < len(words) else None
    return after is None or not after.is_word or after.lower in FUNCTION_WORDS


def _joined(words: tuple[Token, ...], found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Mentions of one person made one: "the engineer Tom Vale", "Tom Vale, the engineer,"."""
    joined: list[tuple[int, int]] = []
    for first, last in found:
        if joined and _of_one(words, joined[-1], (first, last)):
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _of_one(words: tuple[Token, ...], one: tuple[int, int], other: tuple[int, int]) -> bool:
    between = words[one[1] : other[0]]
    possessive = words[one[1] - 1].lower.endswith("'s")
    if not between or (one[0] == 0 and one[1] == 1 and _is_trade(between)):
        return not possessive
    if between[0].text != "," or any(
        word.text in OPENING_QUOTES or not word.is_word for word in between[1:]
    ):
        return False
    is_name = [words[at[0]].is_name for at in (one, other)]
    told = len(between) <= _REACH and all(
        word.lower in _SINGLES or word.lower not in FUNCTION_WORDS for word in between[1:]
    )
    closed = other[1] >= len(words) or words[other[1]].text in ",."
    return told and closed and is_name[0] != is_name[1] and not possessive


def _is_trade(between: tuple[Token, ...]) -> bool:
    """Whether only "master" stands between, as in `Harbour master Ines Calder`."""
    lower = between[0].lower
    plain = lower.endswith(_PERSON_ENDS) and lower not in _THINGS
    return len(between) == 1 and (lower in _PERSONS or plain)
