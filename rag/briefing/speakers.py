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
_NO_ENDS: Final = word_set("of and to most more less least")
TELLINGS: Final = frozenset(("reports", "estimates", "claims"))
"""Verbs that are nouns where a speaker is told: according to multiple reports."""
_QUOTES: Final = OPENING_QUOTES | CLOSING_QUOTES
_ARTICLES: Final = frozenset(("a", "an", "the"))
_WHOSE: Final = word_set("his her its their our my")
_DAYS: Final = word_set("today yesterday")
_ENDS: Final = frozenset((",", ".", ";", "!", "?"))
_FULL_NAME: Final = 2
"""Words from which a name behind a role is surely one."""
_NO_PART: Final = PREPOSITIONS | WEEKDAYS | TIMES | ADVERBS
"""Words that are capitalised only because a sentence begins with them, and days."""
_NO_VOICES: Final = word_set(
    "instruction instructions recommendation recommendations protocol protocols procedure "
    "procedures method methods guideline guidelines criteria manual result results size age type"
)
"""What things are done according to, and nobody says."""


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
    if first - start > LONGEST_SPEAKER or _in_a_list(words, start) or _is_as_a(words, start):
        return None
    if not speaks(words[start:first]):
        return None
    return _named_before(words, start) or (start, first)


def _is_as_a(words: tuple[Token, ...], start: int) -> bool:
    """Whether what stands before the verb may only be compared: a review of rust as a cause."""
    article = start < len(words) and words[start].lower in _ARTICLES
    return article and start > 1 and words[start - 1].lower == "as" and words[start - 2].is_word


def _named_before(words: tuple[Token, ...], start: int) -> tuple[int, int] | None:
    """The name in `Ada Lund, a professor at Bergen told …`, of which no comma closes the aside."""
    if start < 3 or words[start - 1].text != "," or words[start].lower not in _ARTICLES:
        return None
    name = start - 1
    while name > 0 and words[name - 1].is_name:
        name -= 1
    opens = name == 0 or words[name - 1].text in _QUOTES
    several = start - 1 - name >= _FULL_NAME and _is_name(words[name : start - 1])
    several = several and not any(word.lower in _NO_PART for word in words[name : start - 1])
    return (name, start - 1) if opens and several else None


def with_name_behind(words: tuple[Token, ...], start: int, end: int) -> int:
    """The end of `the centre's director, Pavel Drenko`, of which tokens `start` to `end` are the role."""
    last = end + 1
    while last < len(words) and words[last].is_name and words[last].lower not in WEEKDAYS | TIMES:
        last += 1
    closes = last >= len(words) or words[last].text in _ENDS
    is_role = end < len(words) and words[end].text == "," and not words[end - 1].is_name
    named = last - end - 1 >= _FULL_NAME and _is_name(words[end + 1 : last])
    return last if closes and is_role and named and words[start].lower in DETERMINERS else end


def _before_time(words: tuple[Token, ...], end: int) -> int:
    """`end` moved before a closing "on Tuesday", which is no part of the name."""
    if end > 2 and words[end - 1].lower in WEEKDAYS:
        return end - 2 if words[end - 2].lower == "on" else end - 1
    return end - 1 if end > 1 and words[end - 1].lower in _DAYS else end


def _boundary(words: tuple[Token, ...], index: int) -> bool:
    word = words[index]
    if word.text in "()":
        return index == 0
    if not word.is_word:
        if 0 < index < len(words) - 1 and word.text in "-–":
            return words[index - 1].end < word.start and word.end < words[index + 1].start
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
    aside = words[end + 1 : commas[1]]
    if _is_name(aside) and words[opening].lower in _WHOSE and len(aside) >= _FULL_NAME:
        opening, end = end + 1, commas[1]
    elif _is_name(aside) and not words[end - 1].is_name:
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
    numbered = lowers[0].isdigit() and lowers[1:2] and lowers[1] in PRONOUNS | DETERMINERS
    if lowers[-1] in PREPOSITIONS | _NO_ENDS or lowers[0] in _NO_SPEAKERS or numbered:
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


def is_said_by_nobody(words: tuple[Token, ...]) -> bool:
    """Whether things are done according to this, and nobody speaks: the maker's instructions."""
    plain = [word.lower for word in words if word.is_word]
    end = plain.index("of") if "of" in plain else len(plain)
    return bool(plain[:end]) and plain[end - 1] in _NO_VOICES


def _is_plural(word: str) -> bool:
    """Whether a word without article can be who speaks: officials, police."""
    return word.endswith("s") or word in ROLES or word in BODIES or word == "people"
