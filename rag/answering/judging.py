"""Which sentences are read for the answer, and how well each supports one."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Final

from rag import sufficiency
from rag.answering.likeness import likeness_to
from rag.domain import Candidate
from rag.evidence import Evidence, Wording
from rag.ports import Beginnings, BranchReading, Catalogue, Encoder, ScoredSpan
from rag.questions import Question, QuestionKind
from rag.reading import Extract, Likeness, answers_type, beginnings, extract, holds_name
from rag.sufficiency import Coverage, Support, contradiction

FOLLOWED: Final = 4
"""In how many sentences the answer's words are looked for."""
FOLLOWED_OF_CHOSEN: Final = 6
"""In how many where the documents were chosen: each of them is to be heard."""
SPOKEN: Final = 2
"""In how many of the best sentences they are looked for where whole sentences are told."""
FOLLOWED_PER_SOURCE: Final = 2
SOURCE_MARGIN: Final = 2.5
"""How far behind the best a sentence may lie and still be read for its words, in nats."""
SPAN_WEIGHT: Final = 0.4
"""What a span's score counts beside its sentence's."""
_ENDING: Final = re.compile(r"[.!?…][\"'”’)\]]*$")
SENTENCES: Final = 4
"""How many sentences answer a question that asks for more than a fact."""


@dataclass(frozen=True, slots=True)
class Read:
    """One followed sentence: its evidence, the words read out of it, and what supports them."""

    evidence: Evidence
    extract: Extract | None
    support: Support
    score: float

    @property
    def bearing(self) -> float:
        """How well it answers, to be held against another source's reading; in nats."""
        span = self.extract.score if self.extract else 0.0
        return self.evidence.bearing + SPAN_WEIGHT * span

    @property
    def suffices(self) -> bool:
        """Whether this sentence alone is enough to answer."""
        return sufficiency.refusal(self.support) is None

    def suffices_beside(self, likelihood: float | None = None) -> bool:
        """Whether it may answer beside a sentence that is enough alone, being as likely to."""
        return sufficiency.stands_beside(self.support, likelihood)


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found for one question: every candidate ranked, and those that were read."""

    ranked: tuple[Evidence, ...] = ()
    read: tuple[Read, ...] = ()
    each_heard: bool = False
    """Whether the documents are few or were chosen, so that each of them is to be heard."""

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Every candidate, those that were read first, best first."""
        return tuple(dict.fromkeys((*(item.evidence for item in self.read), *self.ranked)))

    @property
    def on_topic(self) -> bool:
        """Whether any candidate is about what the question is about."""
        return any(
            sufficiency.on_topic(
                gain=item.gain, dense=item.candidate.dense, coverage=item.coverage
            )
            for item in self.ranked
        )


@dataclass(frozen=True)
class Judge:
    """Says of one question's candidates how well each supports an answer."""

    asked: Question
    frequencies: Mapping[str, int]
    """In how many sentences each word of the question occurs."""
    sentences: int
    """How many sentences there are."""
    absent: tuple[str, ...]
    """Names of the question that the library does not hold."""
    likeness: Likeness | None = None
    """How near words are in meaning to what the question asks for."""

    @classmethod
    def of(
        cls,
        asked: Question,
        catalogue: Catalogue,
        candidates: Sequence[Candidate],
        *,
        encoder: Encoder | None = None,
    ) -> "Judge":
        """The judge of a question asked of a library."""
        named = (word.lower() for name in asked.entities for word in name.split())
        looked_up = tuple(dict.fromkeys((*asked.words, *named)))
        total = sum(document.sentences for document in catalogue.documents())
        frequencies = catalogue.word_frequencies(looked_up)
        nearest = (item.sentence.text for item in candidates)
        absent = sufficiency.absent_entities(asked, frequencies, nearest)
        likeness = likeness_to(asked, encoder) if encoder else None
        return cls(asked, frequencies, total, absent, likeness)

    def coverage(self, candidate: Candidate) -> Coverage:
        """What of the question the sentence and its heading hold."""
        text = f"{candidate.read_as} {candidate.sentence.heading or ''}"
        return sufficiency.cover(self.asked, text, self.frequencies, self.sentences)

    def wording(self, candidate: Candidate) -> Wording:
        """What its words say for the sentence and against it."""
        text = candidate.sentence.text
        against = contradiction(self.asked.text, candidate.read_as)
        figure = self.asked.kind.is_quantity and answers_type(text, self.asked, candidate.row)
        return Wording(
            coverage=self.coverage(candidate).words,
            typed=figure or (self.asked.kind.is_name and holds_name(text, self.asked)),
            contradictions=against.negated + against.opposite + against.number,
        )

    def read(self, reading: BranchReading, chosen: Sequence[Evidence]) -> tuple[Read, ...]:
        """The sentences, best first, each with its extract, support and score.

        Where whole sentences answer, words are looked for in the best few, and where yes or no
        does, in none.
        """
        spoken = SPOKEN if self.asked.kind.wants_sentences else len(chosen)
        followed = chosen[: 0 if self.asked.kind is QuestionKind.YES_NO else spoken]
        scored = reading.spans([self._beginnings(reading, item) for item in followed])
        found = map(self._extract, followed, scored)
        return tuple(map(self._read, chosen, chain(found, repeat(None))))

    def _beginnings(self, reading: BranchReading, item: Evidence) -> Beginnings:
        text, row = item.candidate.sentence.text, item.candidate.row
        return beginnings(reading, item.branch, text, question=self.asked, row=row)

    def _extract(self, item: Evidence, scored: Sequence[ScoredSpan]) -> Extract | None:
        text, row = item.candidate.sentence.text, item.candidate.row
        return extract(scored, text, question=self.asked, row=row, likeness=self.likeness)

    def _read(self, item: Evidence, found: Extract | None) -> Read:
        if self.asked.kind.wants_sentences:
            return Read(item, found, self._support(item, None), item.score)
        score = item.score + SPAN_WEIGHT * (found.score if found else 0.0)
        return Read(item, found, self._support(item, found), score)

    def foreseen(self, candidate: Candidate) -> Support:
        """What supports an answer from the sentence, as far as it is known before it is read."""
        text = candidate.sentence.text
        sentences = self.asked.kind.wants_sentences
        return Support(
            gain=0.0,
            dense=candidate.dense,
            coverage=self.coverage(candidate),
            against=contradiction(self.asked.text, candidate.read_as),
            span=None,
            has_type=sentences or answers_type(text, self.asked, candidate.row),
            has_name=not self.asked.kind.is_name or holds_name(text, self.asked),
            absent_entities=self.absent,
            stated=sufficiency.stated_outright(self.asked.text, text),
        )

    def _has_type(self, item: Evidence, found: Extract | None) -> bool:
        if found is None and not self.asked.kind.wants_sentences:
            return False
        return answers_type(item.candidate.sentence.text, self.asked, item.candidate.row)

    def _support(self, item: Evidence, found: Extract | None) -> Support:
        return Support(
            gain=item.gain,
            dense=item.candidate.dense,
            coverage=self.coverage(item.candidate),
            against=contradiction(self.asked.text, item.candidate.read_as),
            span=found.likelihood if found else None,
            has_type=self._has_type(item, found),
            has_name=not self.asked.kind.is_name
            or holds_name(item.candidate.sentence.text, self.asked),
            absent_entities=self.absent,
            stated=sufficiency.stated_outright(self.asked.text, item.candidate.sentence.text),
        )


def followed(
    asked: Question, ranked: Sequence[Evidence], *, of_chosen: bool = False
) -> tuple[Evidence, ...]:
    """The evidence in which to look for words: the best of each source, then second ones.

    Of documents that were chosen, the best of each is read however far it lies behind.
    """
    if asked.kind.wants_sentences:
        whole = [item for item in ranked if _is_whole(item)] or ranked
        reasons = [item for item in whole if item.explains]
        return tuple(reasons or whole)
    typed = [
        item
        for item in ranked
        if answers_type(item.candidate.sentence.text, asked, item.candidate.row)
    ]
    usable = typed or ranked
    turns = Counter[int]()
    order: list[tuple[int, Evidence]] = []
    for item in usable:
        turn = turns[source_of(item)]
        turns[source_of(item)] += 1
        heard = of_chosen and turn == 0
        if heard or item.score >= usable[0].score - SOURCE_MARGIN:
            order.append((turn, item))
    by_turn = sorted(order, key=lambda pair: pair[0])
    most = FOLLOWED_OF_CHOSEN if of_chosen else FOLLOWED
    return tuple(item for turn, item in by_turn if turn < FOLLOWED_PER_SOURCE)[:most]


def _is_whole(item: Evidence) -> bool:
    """Whether it ends as a sentence does; headlines name a story and do not tell it."""
    return _ENDING.search(item.candidate.sentence.text) is not None


def source_of(item: Evidence) -> int:
    """The document a sentence comes from."""
    return item.candidate.sentence.document_id
