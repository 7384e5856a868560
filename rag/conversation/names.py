"""The names in a conversation's passages, and which of them are people's."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rag.briefing import attribution
from rag.briefing.speakers import ROLES
from rag.briefing.words import TITLES
from rag.conversation import words as lists

NAME: Final = re.compile(
    r"[A-ZÀ-Þ][\w’'\-]*\w?(?: (?:of |de |van |von |al-|bin )?[A-ZÀ-Þ][\w’'\-]*\w?)*"
)
_PLACED: Final = r"\b(?:in|at|near|from|to|across|outside|around) (?:the )?{name}\b(?!['’]s)"
_TITLED: Final = re.compile(
    rf"(?:the )?((?:(?!(?:{'|'.join(lists.PREPOSITIONS | {'the'})}) )[a-z’'-]+ )+)([A-ZÀ-Þ].*)$"
)
"""A name behind what it is the name of: `the minister Ada Quist`, `the drug Velcar`."""
_BODY: Final = re.compile(
    r"\b(?:City|Town|Point|Bridge|Street|Road|Lane|University|College|Court|Hospital|School|"
    r"Council|Museum|League|Act|Bank|Company|Union|Trust|Fund|Group|Service|Party|Ministry|"
    r"Agency|Committee|Federation|Association|Institute|Office|Department|Park|River|Storm|"
    r"Island|Islands|County|State|States|North|South|East|West|Ltd|Inc|plc|Plastics|Instruments|"
    r"Ferries|Airlines|News|Times|Post|Herald|Courier|Journal|Gazette|Tribune|Telegraph|Chronicle|"
    r"Guardian|Observer|Foods|Steel|Motors|Airways|Energy|Water|Systems|Industries|Holdings|Partners|"
    r"Pharma|Media|Studios|Stores|Hotels|Records|Foundation|Society|Club|United|Standard|Corps|Army|Police|House|Kingdom)\b"
)
_ROLE: Final = (
    "|".join(sorted(ROLES))
    + "|author|manager|striker|goalkeeper|captain|leader|owner|mr|mrs|ms|dr"
)
_SAYS: Final = "|".join(sorted(lists.SAYING - {"know"}))


@dataclass(frozen=True, slots=True)
class Passages:
    """The cited passages of a conversation, newest first, as evidence of who is who."""

    texts: tuple[str, ...]

    def full(self, name: str) -> str:
        """The longest form of a person's name in the passages: `Lee` is `Lee Sung-kwon`."""
        known = [one for one in names(self.texts) if one != name and _extends(one, name)]
        return known[0] if len(set(known)) == 1 and self.is_person(known[0]) else name

    def is_person(self, name: str) -> bool:
        """Whether "he" or "she" can mean `name`, by what the passages say of it."""
        return self.personhood(name) > 0

    def personhood(self, name: str) -> int:
        """What speaks for a person less what speaks for something else."""
        words = name.split()
        titled = _TITLED.match(name)
        if titled:
            is_role = bool(set(titled[1].split()) & (ROLES | _PEOPLE))
            return 1 if is_role else min(0, self.personhood(titled[2]))
        if not words or not words[0][:1].isupper():
            return 1 if words and words[-1].lower() in ROLES | _PEOPLE else -1
        if _BODY.search(name) or name.isupper():
            return -2
        written = re.escape(words[-1])
        score = int(len(words) in (2, 3))
        told = "\n".join(self.texts)
        score += _occurs(
            rf"{written},? (?:{_SAYS})\b|\b(?:{_SAYS}) (?:\w+ )?{re.escape(name)}", told
        )
        score += _occurs(rf"\b(?i:{_ROLE})(?: of [\w ]+?)?,? {re.escape(words[0])}\b", told)
        score += _occurs(rf"{written}, (?:\d\d\b|(?:the|a|an|who)\b)", told)
        score -= 2 * _occurs(_PLACED.format(name=re.escape(name)), told)
        score -= 2 * _occurs(rf"\b[Tt]he {re.escape(name)}\b", told)
        return score


_PEOPLE: Final = frozenset(
    "man woman boy girl leader author writer manager king queen player teacher farmer doctor nurse "
    "founder owner head driver judge mother father wife husband son daughter scientist engineer "
    "trustee accountant member auditor captain coach expert striker predecessor successor rapporteur "
    "speaker student worker person actor actress singer artist soldier president".split()
)


def _occurs(pattern: str, text: str) -> bool:
    return re.search(pattern, text) is not None


def _extends(longer: str, name: str) -> bool:
    words = longer.split()
    return len(words) > len(name.split()) and (name in (words[-1], words[0], " ".join(words[-2:])))


def names(texts: Iterable[str]) -> tuple[str, ...]:
    """Runs of capitalised words that are names, in order, without repeats."""
    return tuple(dict.fromkeys(name for text in texts for name in _names(text)))


@lru_cache(maxsize=500)
def _names(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for match in NAME.finditer(text):
        name = match.group()
        first, _, rest = name.partition(" ")
        opens = match.start() == 0 or text[: match.start()].rstrip()[-1:] in '.!?:"“\n'
        if first.lower() in TITLES | _FUNCTION:
            name = rest
        elif opens and not rest:
            continue
        if name and name.lower() not in _FUNCTION | lists.TIMES:
            found.append(re.sub(r"['’]s$", "", name))
    return tuple(found)


_FUNCTION: Final = (
    lists.DETERMINERS
    | lists.PREPOSITIONS
    | lists.PRONOUNS
    | lists.CONJUNCTIONS
    | lists.QUESTION_WORDS
    | lists.AUXILIARIES
    | lists.ADVERBS
    | lists.POSSESSIVES
)


def named(words: str) -> tuple[str, ...]:
    """The names in words that are no sentence: `Ada Quist` of "The doctor, Ada Quist"."""
    found = (_without_article(match.group()) for match in NAME.finditer(words))
    return tuple(name for name in found if name and not name.endswith(("'s", "’s")))


def _without_article(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if first.lower() in _FUNCTION else name


def speakers(texts: Iterable[str]) -> tuple[str, ...]:
    """Who says something in the passages, as they are called there; pronouns left out."""
    found = (report.speaker(text) for text in texts for report in attribution.find(text))
    return tuple(dict.fromkeys(one for one in found if one.lower() not in lists.PRONOUNS))


_SITE: Final = (
    "plant|factory|mill|mine|school|hospital|prison|jail|station|club|hotel|museum|theatre|theater"
    "|library|church|camp|farm|shop|store|office|airport|harbour|harbor|port|stadium|hall|pool|yard"
    "|shipyard|depot|refinery|warehouse|laboratory|university|college|village|town|city|island|site"
)
_SITES: Final = re.compile(rf"\b[Tt]he ((?:[A-ZÀ-Þ][\w’'-]* )*(?:{_SITE}))\b")
_IS_SITE: Final = re.compile(rf"(?i)\b(?:{_SITE})$")


def sites(texts: Iterable[str]) -> tuple[str, ...]:
    """Where people work or meet, as the texts call it: `the Selby plant`."""
    return tuple(f"the {one}" for text in texts for one in _SITES.findall(text))


def is_site(words: str) -> bool:
    """Whether the words mean a place where people work or meet."""
    return _IS_SITE.search(words.partition(" of ")[0]) is not None
