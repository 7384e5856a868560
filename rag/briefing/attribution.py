"""Who says what: the speaker and the reporting verb of a sentence, in its own words.

Rules over tokens, made to miss rather than to name the wrong speaker.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from rag.briefing.reporting import has_claim, is_supposed, lower_at, reports_at, verb_end
from rag.briefing.speakers import (
    LONGEST_SPEAKER,
    ROLES,
    TELLINGS,
    aside_speaker,
    is_person,
    is_said_by_nobody,
    plain_speaker,
    speaks,
    with_name_behind,
)
from rag.briefing.words import (
    ADVERBS,
    AUXILIARIES,
    CLOSING_QUOTES,
    DETERMINERS,
    OPENING_QUOTES,
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

_QUOTES: Final = OPENING_QUOTES | CLOSING_QUOTES
_AFTER_NAME: Final = frozenset((",", ".", ";", "!", "?"))
_INVERTED: Final = frozenset(("said", "says", "wrote", "tweeted"))
_LY_NOUNS: Final = word_set(
    "family assembly ally supply rally bully monopoly anomaly butterfly fly"
)
_WHEN: Final = word_set("today yesterday tonight this last earlier later late early there")
_CLOSING: Final = 4
"""Words after the verb that can still be a time ("on Thursday in Seoul")."""
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

    def closes(self, text: str) -> bool:
        """Whether nothing but a time follows: what is said stands before the verb."""
        rest = tokens(text[max(self.verb_end, self.speaker_end) :])
        words = [word.lower for word in rest if word.is_word]
        quoted = bool(words) and any(word.text in _QUOTES for word in rest)
        return _is_when(words) and not quoted

    def is_aside(self, text: str) -> bool:
        """Whether it stands between commas, inside what is said: `…, Lund said on Monday, …`."""
        before, rest = text[: self.speaker_start].rstrip(), tokens(text[self.verb_end :])
        comma = next((at for at, word in enumerate(rest[:-1]) if word.text == ","), None)
        if comma is None or self.order != "speaker_first" or not before.endswith(","):
            return False
        when = [word.lower for word in rest[:comma]]
        return _is_when(when) and rest[comma + 1].text not in _QUOTES

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


def reports(text: str) -> bool:
    """Whether `text` has anybody say anything, be the speaker certain or not."""
    return "according to" in text.lower() or any(word.lower in SAYING for word in tokens(text))


def _is_when(words: Sequence[str]) -> bool:
    """Whether these words, which follow a verb of saying, can only tell when or where."""
    begins = PREPOSITIONS | WEEKDAYS | TIMES | _WHEN
    return not words or (len(words) <= _CLOSING and words[0] in begins)


def _overlap(one: Report, other: Report) -> bool:
    return one.verb_start < other.verb_end and other.verb_start < one.verb_end


def _report_at(words: tuple[Token, ...], index: int) -> Report | None:
    if words[index].lower == "according" and lower_at(words, index + 1) == "to":
        return _according(words, index)
    if not reports_at(words, index):
        return None
    if lower_at(words, index - 1) == "who":
        return _relative(words, index)
    if words[index - 1].text == "," and words[index].lower not in _INVERTED:
        return _speaker_first(words, index)
    if _follows_name_aside(words, index):
        return _speaker_first(words, index)
    return _verb_first(words, index) or _speaker_first(words, index)


def _follows_name_aside(words: tuple[Token, ...], index: int) -> bool:
    """Whether the speaker is told before the verb: `The engineer, Ada Lund, said the beams …`."""
    speaker = aside_speaker(words, index)
    return speaker is not None and is_person(
        " ".join(word.text for word in words[slice(*speaker)])
    )


def _according(words: tuple[Token, ...], index: int) -> Report | None:
    start = index + 2
    end = start
    while end < len(words) and _continues_name(words, end, start):
        end += 1
    if end == start or not speaks(words[start:end]) or is_said_by_nobody(words[start:end]):
        return None
    if lower_at(words, end) == "by":
        author = end + 1
        while author < len(words) and _continues_name(words, author, end + 1):
            author += 1
        if not speaks(words[end + 1 : author]):
            return None
        end = author
    return _report(words, (start, end), (index, index + 2), "according")


def _relative(words: tuple[Token, ...], index: int) -> Report | None:
    """`a senior official earlier this week, who confirmed that`: a role before "who"."""
    if not has_claim(words, index) or index < 3 or words[index - 2].text != ",":
        return None
    near = range(index - 3, max(-1, index - 3 - LONGEST_SPEAKER), -1)
    role = next((at for at in near if words[at].lower in ROLES), None)
    if role is None or not _is_time(words[role + 1 : index - 2]):
        return None
    inside = range(role - 1, max(-1, role - LONGEST_SPEAKER), -1)
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
    if word.text in "()" or index - start >= LONGEST_SPEAKER:
        return False
    if not word.is_word or word.lower in RELATIVES | AUXILIARIES | WEEKDAYS:
        return False
    if word.lower in TELLINGS:
        return True
    return word.lower not in (PREPOSITIONS | {"and"}) - {"of", "for"} and word.lower not in SAYING


def _verb_first(words: tuple[Token, ...], index: int) -> Report | None:
    """`…," said Calder.`: the verb follows a comma or a closing quotation mark."""
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
    if end == start or not ends_clause or not speaks(words[start:end]):
        return None
    if not (words[start].is_name or words[start].lower in DETERMINERS):
        return None
    end = with_name_behind(words, start, end)
    return _report(words, (start, end), (index, index + 1), "verb_first")


def _speaker_first(words: tuple[Token, ...], index: int) -> Report | None:
    first = index
    while first > 0 and (
        words[first - 1].lower in ADVERBS | AUXILIARIES or _is_manner(words, first)
    ):
        first -= 1
    if any(
        words[at].lower in ("be", "been", "being", "is", "are", "was", "were")
        for at in range(first, index)
    ):
        return None
    if not has_claim(words, index):
        return None
    speaker = aside_speaker(words, first) or plain_speaker(words, first)
    if speaker is None or is_supposed(words, *speaker):
        return None
    return _report(words, speaker, (first, verb_end(words, index)), "speaker_first")


def _is_manner(words: tuple[Token, ...], end: int) -> bool:
    """Whether the word before `end` tells how: angrily, and not a family."""
    word = words[end - 1]
    return word.text.islower() and word.text.endswith("ly") and word.text not in _LY_NOUNS


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
