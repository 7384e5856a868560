"""What a verb of saying reports, and whether it is told as said at all."""

from typing import Final

from rag.briefing.words import (
    ADVERBS,
    AUXILIARIES,
    CLOSING_QUOTES,
    OPENING_QUOTES,
    PREPOSITIONS,
    SAYING,
    WEEKDAYS,
    WITH_OBJECT,
    Token,
    word_set,
)

_QUOTES: Final = OPENING_QUOTES | CLOSING_QUOTES
_IFS: Final = frozenset(("if", "whether", "unless"))
_CLAIMS: Final = word_set(
    "claim claims idea rumour rumours rumor rumors suggestion suggestions allegation allegations "
    "notion myth belief assertion assertions assumption theory report reports story stories lie "
    "impression true untrue false wrong pretend pretends pretended suppose supposing imagine"
)
_DENIALS: Final = word_set(
    "denied denies deny denying not never untrue false disputed disputes refuted nobody no"
)
_BARE_CLAUSE: Final = word_set(
    "said says told tells claimed believe believes confirmed announced argued argues "
    "reported insisted warned alleges alleged reaffirmed denied denies urged vowed "
    "tweeted wrote acknowledged conceded admitted noted estimated predicted demanded demands"
)
"""Verbs after which what is said may follow without "that"."""
_OF: Final = word_set("speaks spoke spoken")
"""Verbs that report where "of" follows at once."""
_AT: Final = word_set("put puts")
"""Verbs that report where "at" and a figure follow."""
_ELSEWHERE: Final = word_set("here elsewhere above below")
"""Before these a verb is a participle: the rates reported here."""


def lower_at(words: tuple[Token, ...], index: int) -> str:
    """The word at `index` in lower case; empty where there is none."""
    return words[index].lower if 0 <= index < len(words) else ""


def reports_at(words: tuple[Token, ...], index: int) -> bool:
    """Whether the verb at `index` is followed by what it reports."""
    verb = words[index].lower
    if words[index].is_name:
        return False
    if verb in _OF:
        return lower_at(words, index + 1) == "of"
    if verb in _AT:
        return _puts_a_figure(words, index)
    if verb in WITH_OBJECT:
        later = words[index + 1 : index + 12]
        return any(word.lower == WITH_OBJECT[verb] for word in later)
    return verb in SAYING


def verb_end(words: tuple[Token, ...], index: int) -> int:
    """Index after the verb at `index`, with the "of" that belongs to it."""
    return index + 1 + (words[index].lower in _OF)


def _puts_a_figure(words: tuple[Token, ...], index: int) -> bool:
    """Whether "at" and a figure follow soon: `put the cost at about 5 million`."""
    for at in range(index + 1, min(index + 8, len(words))):
        if words[at].lower == "at":
            near = words[at + 1 : at + 4]
            return any(word.text[0].isdigit() for word in near)
    return False


def is_supposed(words: tuple[Token, ...], start: int, end: int) -> bool:
    """Whether "Lund said" is only supposed, claimed or denied: `If Lund said`."""
    if any(word.lower in _IFS for word in words[max(0, start - 1) : end]):
        return True
    if words[start].lower == "had" or lower_at(words, start - 1) != "that":
        return words[start].lower == "had"
    before = [word.lower for word in words[: start - 1]]
    claim = bool(before) and before[-1] in _CLAIMS
    return claim or any(lower in _DENIALS for lower in before)


def has_claim(words: tuple[Token, ...], index: int) -> bool:
    """Whether a clause, a quotation or the end follows the verb, and no bare noun."""
    if words[index].lower in WITH_OBJECT or words[index].lower in _OF | _AT:
        return True
    if _is_participle(words, index):
        return False
    following = index + 1
    while lower_at(words, following) in WEEKDAYS | ADVERBS | {"on", "in"}:
        following += 1
    if following >= len(words) or words[following].lower in ("that", "how", "why", "whether"):
        return True
    mark = words[following].text
    if mark in OPENING_QUOTES | {":", ","} or (mark == "." and _ends_clause(words, index)):
        return True
    return words[index].lower in _BARE_CLAUSE


def _ends_clause(words: tuple[Token, ...], index: int) -> bool:
    return any(word.text in _QUOTES | {","} for word in words[max(0, index - 8) : index])


def _is_participle(words: tuple[Token, ...], index: int) -> bool:
    """Whether the verb tells of the noun before it: `the rate reported varied from 5 to 9`."""
    if not words[index].lower.endswith("ed") or lower_at(words, index - 1) in AUXILIARIES:
        return False
    following = lower_at(words, index + 1)
    if following in _ELSEWHERE or (words[index].lower, following) == ("admitted", "to"):
        return True
    verb = following in AUXILIARIES or following.endswith("ed")
    return verb and lower_at(words, index + 2) in PREPOSITIONS
