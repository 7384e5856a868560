"""Who can be a speaker, and where the speaker of a reporting verb stands."""

from typing import Final

from rag.briefing.words import (
    ADVERBS,
    AUXILIARIES,
    CLOSING_QUOTES,
    DETERMINERS,
    NEGATIONS,
    OPENING_QUOTES,
    PERSONAL,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SAYING,
    TIMES,
    WEEKDAYS,
    Token,
    tokens,
    word_set,
)

LONGEST_SPEAKER: Final = 12
_LONGEST_ASIDE: Final = 30
_CLAUSE_STARTS: Final = frozenset(("and", "but", "while", "that", "though", "although", "as"))
_NO_SPEAKERS: Final = NEGATIONS | ADVERBS | word_set("today yesterday tonight tomorrow initially")
_INNER: Final = frozenset(("of", "for", "from", "within", "at", "and", "on", "with", "to", "in"))
_NOBODY: Final = word_set(
    "nobody none few no-one nothing everybody everyone somebody someone anyone there "
    "what many some most all others critics-not reports-not"
)
TELLINGS: Final = frozenset(("reports", "estimates", "claims"))
"""Verbs that are nouns where a speaker is told: according to multiple reports."""
_QUOTES: Final = OPENING_QUOTES | CLOSING_QUOTES


def is_person(speaker: str) -> bool:
    """Whether "he" or "she" can mean this speaker: a name or a role, no body or paper."""
    words = [token for token in tokens(speaker) if token.is_word]
    if _is_named_after_role(words):
        return True
    if not words or speaker.isupper() or words[-1].lower in BODIES or words[0].lower == "the":
        return bool(words) and words[-1].lower in ROLES
    names = [word for word in words if word.is_name]
    if any(word.lower in ROLES for word in words):
        return True
    ends_in_name = len(words) <= 5 and words[-1].is_name
    return (
        ends_in_name
        and (len(names) == len(words) or words[-2].is_name)
        and not any(word.lower in BODIES or word.lower.endswith("maker") for word in words)
    )


def _is_named_after_role(words: list[Token]) -> bool:
    """`the engineer Tom Vale`: a plain noun, then a name, no body among them."""
    if len(words) < 3 or words[0].lower not in ("the", "a", "an"):
        return False
    start = len(words)
    while start > 1 and words[start - 1].is_name:
        start -= 1
    named = 1 <= len(words) - start <= 4 and start > 1
    return (
        named
        and words[start - 1].lower not in PREPOSITIONS | {"of", "and"}
        and not any(word.lower in BODIES or word.lower.endswith("maker") for word in words)
        and not all(word.text.isupper() for word in words[start:])
    )


BODIES: Final = word_set(
    "service agency ministry department committee council party government house court "
    "office bureau police army union association group company commission coalition "
    "administration senate congress parliament officials sources experts reports "
    "statement report reports news times post journal reuters firm "
    "giant retailer bank airline startup watchdog charity club team network magazine "
    "newspaper website university school hospital institute foundation fund register "
    "centre center centres centers authority board"
)
ROLES: Final = word_set(
    "president minister lawmaker spokesperson spokesman spokeswoman official general senator "
    "governor mayor chief commander-in-chief commander secretary chairman chairwoman chair "
    "director officer attorney judge professor analyst representative leader ambassador "
    "congressman congresswoman sheriff lawyer prosecutor candidate executive"
)


def plain_speaker(words: tuple[Token, ...], first: int) -> tuple[int, int] | None:
    """The tokens of the speaker that ends right before `first`, where its verb begins."""
    first = _before_time(words, first)
    start = first
    while start > 0 and not _boundary(words, start - 1):
        start -= 1
    if first - start > LONGEST_SPEAKER or _in_a_list(words, start):
        return None
    return (start, first) if speaks(words[start:first]) else None


def _before_time(words: tuple[Token, ...], end: int) -> int:
    """`end` moved before a closing "on Tuesday", which is no part of the name."""
    if end > 2 and words[end - 1].lower in WEEKDAYS:
        return end - 2 if words[end - 2].lower == "on" else end - 1
    return end


def _boundary(words: tuple[Token, ...], index: int) -> bool:
    word = words[index]
    if word.text in "()":
        return index == 0
    if not word.is_word:
        return word.text not in ("-", "–", "'", "’", "&", "$", "#")
    return word.lower in _CLAUSE_STARTS and (
        word.lower != "and" or index == 0 or words[index - 1].text == ","
    )


def _in_a_list(words: tuple[Token, ...], start: int) -> bool:
    """Whether the speaker may be the tail of "A, B and C"."""
    if start == 0 or words[start - 1].text != ",":
        return False
    opening = words[0].lower
    commas = sum(word.text == "," for word in words[:start])
    quoted = start > 1 and words[start - 2].text in _QUOTES
    if quoted or (commas == 1 and (opening in PREPOSITIONS or opening in RELATIVES)):
        return False
    return (
        words[start - 2].is_name
        and words[start].is_name
        and "," in {word.text for word in words[start : start + 8]}
    )


def aside_speaker(words: tuple[Token, ...], first: int) -> tuple[int, int] | None:
    """`Calder, speaking to reporters, revealed`: the aside between commas is stepped over."""
    if first < 3 or words[first - 1].text != ",":
        return None
    opening = _opening_of_sentence(words)
    commas = [index for index in range(opening, first) if words[index].text == ","]
    starts_outside = [
        index for index in range(opening, first) if words[index].text in _QUOTES | {";", ":"}
    ]
    if len(commas) < 2 or starts_outside or first - commas[0] > _LONGEST_ASIDE:
        return None
    end = commas[0]
    if any(word.lower in SAYING for word in words[opening:end]):
        return None
    if words[opening].lower in PREPOSITIONS:
        return None
    if _is_name(words[end + 1 : commas[1]]) and not words[end - 1].is_name:
        end = commas[1]
    return (opening, end) if speaks(words[opening:end]) else None


def _opening_of_sentence(words: tuple[Token, ...]) -> int:
    """Index after an opening connective or a short prepositional phrase."""
    opener = bool(words) and words[0].lower not in PRONOUNS
    if opener and len(words) > 2 and words[1].text == "," and words[0].lower in _OPENERS:
        return 2
    if words and words[0].lower in PREPOSITIONS:
        comma = next((at for at in range(1, min(6, len(words))) if words[at].text == ","), None)
        return comma + 1 if comma else 0
    return 0


_OPENERS: Final = word_set("however meanwhile separately additionally moreover also")


def _is_name(words: tuple[Token, ...]) -> bool:
    return 0 < len(words) <= 4 and all(word.is_name for word in words)


def speaks(words: tuple[Token, ...]) -> bool:
    """Whether these words can name a speaker: a noun phrase without verb or pronoun."""
    plain = [word for word in words if word.is_word]
    if not plain or len(plain) > LONGEST_SPEAKER:
        return False
    lowers = [word.lower for word in plain]
    if lowers[-1] in PREPOSITIONS | {"of", "and", "to"} or lowers[0] in _NO_SPEAKERS:
        return False
    if lowers[0] in PRONOUNS | _NOBODY | PREPOSITIONS | {"of", "and", "or", "not"} | TIMES:
        return len(lowers) == 1 and lowers[0] in PERSONAL
    forbidden = AUXILIARIES | RELATIVES | NEGATIONS | SAYING | (PREPOSITIONS - _INNER) | WEEKDAYS
    inside = plain[:-1] if lowers[-1] in TELLINGS else plain
    if any(word.lower in forbidden and not word.is_name for word in inside):
        return lowers[0] in TELLINGS and not any(lower in forbidden for lower in lowers[1:])
    if len(plain) == 1 and lowers[0] in DETERMINERS | PREPOSITIONS | {"the", "each"}:
        return False
    named = any(word.is_name for word in plain)
    return named or lowers[0] in DETERMINERS or (len(plain) <= 3 and _is_plural(lowers[-1]))


def _is_plural(word: str) -> bool:
    """Whether a word without article can be who speaks: officials, police."""
    return word.endswith("s") or word in ROLES or word in BODIES or word == "people"
