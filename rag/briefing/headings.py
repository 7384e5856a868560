"""Headings for groups of key points: the words of the sources that say best what a group is about.

Phrases are compared with what they are to head by their vectors, after KeyBERT (Grootendorst
2020); a phrase that would head another group as well is worth less.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from rag.briefing.speakers import is_person
from rag.briefing.words import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    FUNCTION_WORDS,
    PREPOSITIONS,
    SAYING,
    TIMES,
    WEEKDAYS,
    Token,
    tokens,
    word_set,
)
from rag.ports import Encoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.float32]

_LONGEST: Final = 4
_MOST: Final = 16
"""Phrases of a group that are compared, those told most often and longest first."""
_ELSEWHERE: Final = 0.6
_LEAST: Final = 0.15
_BEFORE: Final = DETERMINERS | PREPOSITIONS | {"the", "of", "and", "its", "their", "his", "her"}
_SUBJECT: Final = 2
"""Most words of a subject that a mark may follow."""
_PARTICIPLES: Final = word_set(
    "held made said left found lost sent built sold paid taken given alone "
    "hit put set cut struck rose fell broke hurt ran came went kept met led won saw"
)
_OBJECTS: Final = word_set("it them him me us you the its his her their this that these those")
_NO_PHRASE: Final = (
    FUNCTION_WORDS | SAYING | TIMES | WEEKDAYS | ADVERBS | AUXILIARIES | {"the", "mr", "mrs"}
)


def headings(groups: Sequence[Sequence[str]], encoder: Encoder) -> tuple[str | None, ...]:
    """A phrase for each group of sentences, each phrase once; None where none fits."""
    import numpy as np

    phrases = [_candidates(sentences) for sentences in groups]
    wanted = tuple(dict.fromkeys(phrase for own in phrases for phrase in own))
    if not wanted:
        return tuple(None for _ in groups)
    vectors = dict(zip(wanted, encoder.encode_documents(wanted), strict=True))
    centres = np.stack([_centre(encoder.encode_documents(list(own))) for own in groups])
    return tuple(_chosen(groups, phrases, vectors, centres))


def _chosen(
    groups: Sequence[Sequence[str]],
    phrases: Sequence[Sequence[str]],
    vectors: "dict[str, Rows]",
    centres: "Rows",
) -> Iterator[str | None]:
    taken: set[str] = set()
    for at in range(len(groups)):
        worth = {
            phrase: _worth(vectors[phrase] @ centres.T, at)
            for phrase in phrases[at]
            if phrase.lower() not in taken
        }
        best = max(worth, key=lambda phrase: worth[phrase], default=None)
        if best is None or worth[best] < _LEAST:
            yield None
        else:
            taken.add(best.lower())
            yield best


def _worth(likeness: "Rows", at: int) -> float:
    others = [float(value) for index, value in enumerate(likeness) if index != at]
    return float(likeness[at]) - _ELSEWHERE * max(0.0, max(others, default=0.0))


def _centre(rows: "Rows") -> "Rows":
    import numpy as np

    mean: Rows = rows.mean(axis=0)
    return mean / max(float(np.linalg.norm(mean)), 1e-9)


def _candidates(sentences: Sequence[str]) -> tuple[str, ...]:
    """The noun phrases of some sentences, told most often and longest first."""
    found = Counter(phrase for sentence in sentences for phrase in _phrases(sentence))
    ordered = sorted(found, key=lambda phrase: (-found[phrase], -len(phrase.split()), phrase))
    return tuple(ordered[:_MOST])


def _phrases(sentence: str) -> Iterator[str]:
    """Runs of words that mean something, after an article or preposition, before none."""
    words = tokens(sentence)
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and _means(words[end]):
            end += 1
        opens = start == 0 or words[start - 1].lower in _BEFORE
        if (
            opens
            and not _holds_a_verb(words, start, end)
            and 1 < end - start <= _LONGEST
            and _is_noun(words[end - 1])
        ):
            phrase = sentence[words[start].start : words[end - 1].end]
            if not is_person(phrase):
                yield phrase
        start = max(end, start) + 1


def _holds_a_verb(words: tuple[Token, ...], start: int, end: int) -> bool:
    """Whether what follows tells that a verb is among the words: `memo cites a law`.

    A sentence begins with its subject, which a comma or an object seldom follows at once.
    """
    after = words[end] if end < len(words) else None
    if after is None or words[end - 1].lower in _PARTICIPLES:
        return after is not None
    subject = start == 0 or (start == 1 and words[0].lower in DETERMINERS | {"the"})
    if subject and end - start > _SUBJECT and not after.is_word:
        return True
    return after.lower in DETERMINERS | _OBJECTS and not words[end - 1].is_name


def _means(word: Token) -> bool:
    return (
        word.is_word and word.lower not in _NO_PHRASE and not any(c.isdigit() for c in word.text)
    )


def _is_noun(word: Token) -> bool:
    """Whether a word can end a noun phrase, as far as its form says."""
    return word.is_name or not word.lower.endswith(("ed", "ing", "ly", "'s"))
