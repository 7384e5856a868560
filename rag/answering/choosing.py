"""Which readings are told: the values that the sources give, or the sentences that answer."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from rag.answering.judging import SENTENCES, Read, source_of
from rag.quantities import agrees
from rag.questions import Question, QuestionKind

VALUE_MARGIN: Final = 2.0
"""How far behind the best another source's value may lie, in nats."""
HEARD: Final = 0.05
"""Likelihood from which a source may answer beside one that is enough alone, where the documents
were chosen or are few."""
WEAKEST_VALUE: Final = -3.0
"""Score of the weakest words that are told beside others."""
SECOND_MARGIN: Final = 1.0
"""How far behind its source's best another value of the same source may lie, in nats."""
SENTENCE_MARGIN: Final = 1.2
"""How far behind the best sentence another may lie and still be told, in nats."""
MOST_DECIDING: Final = 3
"""How many sentences decide a question that is answered with yes or no."""
LISTED_PER_SOURCE: Final = 2
"""How many sentences of one source are told in answer to a list."""
_MEASURE: Final = re.compile(
    r"\b(revenue|turnover|sales|income|profit|loss|debt|dividend|budget|salary|expenditure)s?\b",
    re.IGNORECASE,
)
_SAME_MEASURE: Final = dict.fromkeys(("turnover", "sales", "income"), "revenue")
_DENIES: Final = re.compile(
    r"\b(?:not|no|never|neither|nor|none|cannot|without|\w+n['’]t|den(?:y|ies|ied)|reject\w*|refus\w*"
    r"|fail(?:s|ed)? to|unverified|unconfirmed|false)\b",
    re.IGNORECASE,
)


def values_of(
    asked: Question, read: Sequence[Read], *, each_heard: bool = False
) -> tuple[Read, ...]:
    """The readings whose words are told, best first: each source's best within reach of the best.

    A source that gives another figure as well, or one that is asked for several things, may tell
    a second. With `each_heard` a source tells its value with less to support it.
    """
    enough = _enough(read, beside=HEARD if each_heard else None)
    told = [item for item in enough if item.extract is not None]
    best: list[Read] = []
    for item in told:
        earlier = [kept for kept in best if source_of(kept.evidence) == source_of(item.evidence)]
        if not earlier or _beside(item, earlier, asked):
            best.append(item)
    near = [item for item in best if item is best[0] or _near(item, best[0])]
    fitting = [item for item in near if item.extract and item.extract.fits]
    return tuple(fitting or near)


def sentences_of(asked: Question, read: Sequence[Read]) -> tuple[Read, ...]:
    """The readings whose whole sentences are told, best first."""
    enough = _enough(read)
    near = [item for item in enough if item.bearing >= read[0].bearing - SENTENCE_MARGIN]
    near = near or enough[:1]
    if asked.kind is QuestionKind.YES_NO:
        return tuple(_deciding(near))[:MOST_DECIDING]
    if asked.kind is QuestionKind.LIST:
        return tuple(_gathered(near))[:SENTENCES]
    return tuple(near[:SENTENCES])


def _near(item: Read, best: Read) -> bool:
    strong = item.extract is not None and item.extract.score >= WEAKEST_VALUE
    return strong and item.bearing >= best.bearing - VALUE_MARGIN


def _beside(item: Read, earlier: Sequence[Read], asked: Question) -> bool:
    """Whether a source tells this value too, beside those that it told better."""
    if len(earlier) > 1 or item.bearing < earlier[0].bearing - SECOND_MARGIN:
        return False
    if item.support.against.number and not earlier[0].support.against.number:
        # Of a table's rows the one for the year that is asked about, not its neighbour.
        return False
    if _of_another_measure(item.evidence.candidate.sentence.text, asked):
        return False
    first, second = earlier[0].extract, item.extract
    if first is None or second is None:
        return False
    if first.quantity and second.quantity:
        return agrees(first.quantity, second.quantity) == "different"
    return asked.several


def _of_another_measure(text: str, asked: Question) -> bool:
    """Whether the text tells of revenue where profit is asked for."""
    wanted, told = (
        {_SAME_MEASURE.get(word.lower(), word.lower()) for word in _MEASURE.findall(one)}
        for one in (asked.text, text)
    )
    return bool(wanted and told) and not wanted & told


def _deciding(near: Sequence[Read]) -> Iterator[Read]:
    """The best sentence of each source, and another that denies what it affirms."""
    told: set[tuple[int, bool]] = set()
    for item in near:
        denies = _DENIES.search(item.evidence.candidate.sentence.text) is not None
        if (source_of(item.evidence), denies) not in told:
            told.add((source_of(item.evidence), denies))
            yield item


def _gathered(near: Sequence[Read]) -> Iterator[Read]:
    """The best few sentences of each source."""
    told = Counter[int]()
    for item in near:
        told[source_of(item.evidence)] += 1
        if told[source_of(item.evidence)] <= LISTED_PER_SOURCE:
            yield item


def _enough(read: Sequence[Read], *, beside: float | None = None) -> list[Read]:
    """Readings that suffice, and those that may stand beside one that does."""
    if not any(item.suffices for item in read):
        return []
    return [item for item in read if item.suffices or item.suffices_beside(beside)]
