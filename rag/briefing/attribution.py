"""Who says what: the speaker and the reporting verb of a sentence, in its own words.

Rules over tokens, made to miss rather than to name the wrong speaker.
"""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

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
    WITH_OBJECT,
    Token,
    tokens,
    word_set,
)

_LONGEST_SPEAKER: Final = 12
_LONGEST_ASIDE: Final = 30
_QUOTES: Final = OPENING_QUOTES | CLOSING_QUOTES
_CLAUSE_STARTS: Final = frozenset(("and", "but", "while", "that", "though", "although", "as"))
_NOBODY: Final = word_set(
    "nobody none few no-one nothing everybody everyone somebody someone anyone there "
    "what many some most all others critics-not reports-not"
)
_AFTER_NAME: Final = frozenset((",", ".", ";", "!", "?"))
_INVERTED: Final = frozenset(("said", "says", "wrote", "tweeted"))
_INNER: Final = frozenset(("of", "for", "from", "within", "at", "and", "on", "with", "to", "in"))
Order: TypeAlias = Literal["speaker_first", "verb_first", "according", "relative"]


@dataclass(frozen=True, slots=True)
class Report:
    """A speaker and a reporting verb found in `text`, as offsets into it."""

    speaker_start: int
    speaker_end: int
    verb_start: int
    verb_end: int
    order: Order

    def speaker(self, text: str) -> str:
        """The speaker in the words of `text`."""
        return text[self.speaker_start : self.speaker_end]

    def verb(self, text: str) -> str:
        """The reporting verb with its auxiliaries and adverbs."""
        return text[self.verb_start : self.verb_end]


def find(text: str) -> tuple[Report, ...]:
    """Every report in `text` whose speaker is certain, in order."""
    words = tokens(text)
    found: list[Report] = []
    for index, word in enumerate(words):
        report = _report_at(words, index) if word.is_word else None
        if report and not any(_overlap(report, earlier) for earlier in found):
            found.append(report)
    return tuple(found)


def is_person(speaker: str) -> bool:
    """Whether "he" or "she" can mean this speaker: a name or a role, no body or paper."""
    words = [token for token in tokens(speaker) if token.is_word]
    if not words or speaker.isupper() or words[-1].lower in _BODIES or words[0].lower == "the":
        return bool(words) and words[-1].lower in _ROLES
    names = [word for word in words if word.is_name]
    return any(word.lower in _ROLES for word in words) or (
        len(names) == len(words) <= 4 and not any(word.lower in _BODIES for word in words)
    )


_BODIES: Final = word_set(
    "service agency ministry department committee council party government house court "
    "office bureau police army union association group company commission coalition "
    "administration senate congress parliament pentagon officials sources experts reports "
    "statement report news times post journal reuters"
)
_ROLES: Final = word_set(
    "president minister lawmaker spokesperson spokesman spokeswoman official general senator "
    "governor mayor chief commander-in-chief commander secretary chairman chairwoman chair "
    "director officer attorney judge professor analyst representative leader ambassador "
    "congressman congresswoman sheriff lawyer prosecutor candidate executive"
)


def _overlap(one: Report, other: Report) -> bool:
    return one.verb_start < other.verb_end and other.verb_start < one.verb_end


def _report_at(words: tuple[Token, ...], index: int) -> Report | None:
    if words[index].lower == "according" and _lower(words, index + 1) == "to":
        return _according(words, index)
    if not _reports(words, index):
        return None
    if _lower(words, index - 1) == "who":
        return _relative(words, index)
    if words[index - 1].text == "," and words[index].lower not in _INVERTED:
        return _speaker_first(words, index)
    return _verb_first(words, index) or _speaker_first(words, index)


def _lower(words: tuple[Token, ...], index: int) -> str:
    return words[index].lower if 0 <= index < len(words) else ""


def _reports(words: tuple[Token, ...], index: int) -> bool:
    """Whether the verb at `index` is followed by what it reports."""
    verb = words[index].lower
    if verb in WITH_OBJECT:
        later = words[index + 1 : index + 12]
        return any(word.lower == WITH_OBJECT[verb] for word in later)
    return verb in SAYING


def _according(words: tuple[Token, ...], index: int) -> Report | None:
    start = index + 2
    end = start
    while end < len(words) and _continues_name(words, end, start):
        end += 1
    if end == start or not _speaks(words[start:end]):
        return None
    return _report(words, (start, end), (index, index + 2), "according")


def _relative(words: tuple[Token, ...], index: int) -> Report | None:
    """`a senior official earlier this week, who confirmed that`: a role before "who"."""
    if not _has_claim(words, index) or index < 3 or words[index - 2].text != ",":
        return None
    near = range(index - 3, max(-1, index - 3 - _LONGEST_SPEAKER), -1)
    role = next((at for at in near if words[at].lower in _ROLES), None)
    if role is None or not _is_time(words[role + 1 : index - 2]):
        return None
    inside = range(role - 1, max(-1, role - _LONGEST_SPEAKER), -1)
    start = next((at for at in inside if not _plain_noun(words[at])), -1) + 1
    if start < 1 or not words[start - 1].is_word or words[start].lower in PRONOUNS:
        return None
    if words[start - 1].lower in ("a", "an", "the"):
        start -= 1
    return _report(words, (start, role + 1), (index, index + 1), "relative")


def _plain_noun(word: Token) -> bool:
    stops = (
        PREPOSITIONS | DETERMINERS | AUXILIARIES | RELATIVES | PRONOUNS | SAYING | {"and", "of"}
    )
    return word.is_word and word.lower not in stops


def _is_time(words: tuple[Token, ...]) -> bool:
    return all(
        word.lower in TIMES | WEEKDAYS | {"earlier", "later", "on", "this", "last"}
        for word in words
    )


def _continues_name(words: tuple[Token, ...], index: int, start: int) -> bool:
    word = words[index]
    if word.text in "()" or index - start >= _LONGEST_SPEAKER:
        return False
    if not word.is_word or word.lower in RELATIVES | AUXILIARIES | WEEKDAYS:
        return False
    return word.lower not in (PREPOSITIONS | {"and"}) - {"of", "for"} and word.lower not in SAYING


def _verb_first(words: tuple[Token, ...], index: int) -> Report | None:
    """`…," said Lee.`: the verb follows a comma or a closing quotation mark."""
    if index == 0 or words[index - 1].text not in CLOSING_QUOTES | {","}:
        return None
    start = index + 1
    end = start
    while end < len(words) and _continues_name(words, end, start):
        end += 1
    ends_clause = (
        end == len(words)
        or words[end].text in _AFTER_NAME
        or (words[end].lower in PREPOSITIONS | WEEKDAYS | {"who"})
    )
    if end == start or not ends_clause or not _speaks(words[start:end]):
        return None
    if not (words[start].is_name or words[start].lower in DETERMINERS):
        return None
    return _report(words, (start, end), (index, index + 1), "verb_first")


def _speaker_first(words: tuple[Token, ...], index: int) -> Report | None:
    first = index
    while first > 0 and words[first - 1].lower in ADVERBS | AUXILIARIES:
        first -= 1
    if any(
        words[at].lower in ("be", "been", "being", "is", "are", "was", "were")
        for at in range(first, index)
    ):
        return None
    if not _has_claim(words, index):
        return None
    speaker = _aside_speaker(words, first) or _plain_speaker(words, first)
    return _report(words, speaker, (first, index + 1), "speaker_first") if speaker else None


def _has_claim(words: tuple[Token, ...], index: int) -> bool:
    """Whether a clause, a quotation or the end follows the verb, and no bare noun."""
    if words[index].lower in WITH_OBJECT:
        return True
    following = index + 1
    while _lower(words, following) in WEEKDAYS | ADVERBS | {"on", "in"}:
        following += 1
    if following >= len(words) or words[following].lower in ("that", "how", "why", "whether"):
        return True
    mark = words[following].text
    if mark in OPENING_QUOTES | {":", ","} or (mark == "." and _ends_clause(words, index)):
        return True
    return words[index].lower in _BARE_CLAUSE


_BARE_CLAUSE: Final = word_set(
    "said says told tells claimed believe believes confirmed announced argued argues "
    "reported insisted warned alleges alleged reaffirmed denied denies urged vowed "
    "tweeted wrote acknowledged conceded admitted noted estimated predicted"
)


def _ends_clause(words: tuple[Token, ...], index: int) -> bool:
    return any(word.text in _QUOTES | {","} for word in words[max(0, index - 8) : index])


def _plain_speaker(words: tuple[Token, ...], first: int) -> tuple[int, int] | None:
    first = _before_time(words, first)
    start = first
    while start > 0 and not _boundary(words, start - 1):
        start -= 1
    if first - start > _LONGEST_SPEAKER or _in_a_list(words, start):
        return None
    return (start, first) if _speaks(words[start:first]) else None


def _before_time(words: tuple[Token, ...], end: int) -> int:
    """`end` moved before a closing "on Tuesday", which is no part of the name."""
    if end > 2 and words[end - 1].lower in WEEKDAYS:
        return end - 2 if words[end - 2].lower == "on" else end - 1
    return end


def _boundary(words: tuple[Token, ...], index: int) -> bool:
    word = words[index]
    if word.text in "()":
        return False
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


def _aside_speaker(words: tuple[Token, ...], first: int) -> tuple[int, int] | None:
    """`Lee, speaking to reporters, revealed`: the aside between commas is stepped over."""
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
    return (opening, end) if _speaks(words[opening:end]) else None


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


def _speaks(words: tuple[Token, ...]) -> bool:
    """Whether these words can name a speaker: a noun phrase without verb or pronoun."""
    plain = [word for word in words if word.is_word]
    if not plain or len(plain) > _LONGEST_SPEAKER:
        return False
    lowers = [word.lower for word in plain]
    if lowers[0] in PRONOUNS | _NOBODY | PREPOSITIONS | {"of", "and", "or", "not"} | TIMES:
        return len(lowers) == 1 and lowers[0] in PERSONAL
    forbidden = AUXILIARIES | RELATIVES | NEGATIONS | SAYING | (PREPOSITIONS - _INNER) | WEEKDAYS
    if any(
        lower in forbidden and not word.is_name for lower, word in zip(lowers, plain, strict=True)
    ):
        return lowers[0] in ("reports", "claims") and not any(
            lower in forbidden for lower in lowers[1:]
        )
    return any(word.is_name for word in plain) or lowers[0] in DETERMINERS or len(plain) <= 3


def _report(
    words: tuple[Token, ...], speaker: tuple[int, int], verb: tuple[int, int], order: Order
) -> Report:
    return Report(
        words[speaker[0]].start,
        words[speaker[1] - 1].end,
        words[verb[0]].start,
        words[verb[1] - 1].end,
        order,
    )
