"""Answers in quote mode: find evidence, decide whether it suffices, read out the exact words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from rag import grounding, sufficiency
from rag.citing import Citations
from rag.domain import (
    Answer,
    Candidate,
    Citation,
    Disagreement,
    Mode,
    Piece,
    Refusal,
    RefusalReason,
    Signal,
    SourceAnswer,
    Statement,
    Verdict,
)
from rag.errors import UsageError
from rag.evidence import Evidence, branches, rank
from rag.ports import BranchReading, Catalogue, Encoder, LanguageModel, VectorStore
from rag.prompts import Prompts
from rag.questions import Question, analyse
from rag.reading import Extract, answers_type, extract
from rag.retrieval import Retriever
from rag.stopwatch import Stopwatch
from rag.sufficiency import Support

READ: Final = 8
"""How many candidates the model reads."""
FOLLOWED: Final = 3
"""In how many sentences the answer's words are looked for."""
FOLLOWED_PER_SOURCE: Final = 2
SOURCE_MARGIN: Final = 1.3
"""How far behind the best a source's evidence may lie and still answer beside it, in nats."""
SPAN_WEIGHT: Final = 0.4
"""What a span's score counts beside its sentence's."""
SENTENCES: Final = 3
"""How many sentences answer a question that asks for more than a fact."""
SENTENCE_MARGIN: Final = 1.2
NEAREST: Final = 3
"""How many passages a refusal shows."""

OnEvidence: TypeAlias = Callable[[tuple[Citation, ...]], None]


@dataclass(frozen=True, slots=True)
class _Read:
    """One followed sentence: its evidence, the words read out of it, and what supports them."""

    evidence: Evidence
    extract: Extract | None
    support: Support
    score: float

    @property
    def suffices(self) -> bool:
        """Whether this sentence alone is enough to answer."""
        return sufficiency.refusal(self.support) is None


@dataclass(frozen=True)
class Answerer:
    """Answers questions from one library; the language model is asked for only when needed."""

    catalogue: Catalogue
    vectors: VectorStore
    encoder: Encoder
    model: Callable[[], LanguageModel]
    prompts: Prompts

    def ask(
        self,
        question: str,
        *,
        top_k: int = 5,
        among: Sequence[int] | None = None,
        on_evidence: OnEvidence | None = None,
        first_citation: int = 1,
    ) -> Answer:
        """The answer from the documents `among` (default all), every claim cited.

        `on_evidence` is called once, before the model reads, with the passages found.

        Raises:
            UsageError: the question is empty.
            ModelError: the language model cannot be used.
        """
        asked = analyse(question)
        if not asked.words:
            raise UsageError("the question is empty", 'Ask something: ask "how many were hurt?"')
        watch = Stopwatch()
        citations = Citations(self.catalogue, first_citation)
        with watch("retrieval"):
            retriever = Retriever(self.catalogue, self.vectors, self.encoder)
            candidates = retriever.candidates(asked, max(READ, top_k), among=among)
            citations.cite_all((item.sentence, item.dense) for item in candidates[:top_k])
        if on_evidence:
            on_evidence(citations.all)
        with watch("model"):
            model = self.model()
        with watch("reading"):
            read = self._read(asked, candidates[:READ], model)
        return self._answer(asked, read, citations, model=model, watch=watch)

    def _read(
        self, asked: Question, candidates: Sequence[Candidate], model: LanguageModel
    ) -> tuple[_Read, ...]:
        """The candidates worth following, best first."""
        if not candidates:
            return ()
        examples = self.prompts.load("reading_examples", frozenset()).fill()
        prompt = self.prompts.load("reading", frozenset({"sentence", "question"}))
        judge = _Judge(asked, self.catalogue)
        with model.read(examples, branches(prompt, asked, candidates)) as reading:
            ranked = rank(reading.likelihoods, candidates, question=asked)
            followed = _followed(asked, ranked)
            read = [judge.read(reading, item) for item in followed]
        return tuple(sorted(read, key=lambda item: (-item.score, item.evidence.branch)))

    def _answer(
        self,
        asked: Question,
        read: tuple[_Read, ...],
        citations: Citations,
        *,
        model: LanguageModel,
        watch: Stopwatch,
    ) -> Answer:
        refusal = _refusal(asked, read, citations)
        answers, statements = ((), ()) if refusal else _told(asked, read, citations)
        with watch("grounding"):
            figures = grounding.ledger(statements, citations.all)
        return Answer(
            question=asked.text,
            understood=asked.text,
            answer="\n".join(item.text for item in answers),
            answers=answers,
            mode=Mode.QUOTE,
            refusal=refusal,
            sentences=statements,
            citations=citations.all,
            figures=figures,
            disagreements=() if refusal else _disagreements(asked, read, citations),
            timings=dict(watch.seconds),
            model=model.card,
            encoder=self.encoder.card,
            signals=tuple(_signal(item, citations) for item in read),
        )


@dataclass(frozen=True)
class _Judge:
    """Reads sentences for one question and says how well each supports an answer."""

    asked: Question
    catalogue: Catalogue

    def read(self, reading: BranchReading, item: Evidence) -> _Read:
        """The sentence with its extract, support and score."""
        text = item.candidate.sentence.text
        found = None
        if not self.asked.kind.wants_sentences:
            found = extract(reading, item.branch, text, question=self.asked)
        span = found.score if found else None
        score = item.score + SPAN_WEIGHT * (span or 0.0)
        return _Read(item, found, self._support(item, span), score)

    def _support(self, item: Evidence, span: float | None) -> Support:
        sentence = item.candidate.sentence
        frequencies = dict(self.catalogue.word_frequencies(self._looked_up()))
        total = sum(document.sentences for document in self.catalogue.documents())
        context = f"{sentence.text} {sentence.heading or ''}"
        return Support(
            gain=item.gain,
            dense=item.candidate.dense,
            coverage=sufficiency.coverage(self.asked, context, frequencies, total),
            span=span,
            has_type=answers_type(sentence.text, self.asked),
            absent_entities=sufficiency.absent_entities(self.asked, frequencies),
        )

    def _looked_up(self) -> tuple[str, ...]:
        named = (word.lower() for name in self.asked.entities for word in name.split())
        return tuple(dict.fromkeys((*self.asked.words, *named)))


def _followed(asked: Question, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The evidence in which to look for words: the best of each source, type present first."""
    if asked.kind.wants_sentences:
        return tuple(ranked[: SENTENCES + 1])
    typed = [item for item in ranked if answers_type(item.candidate.sentence.text, asked)]
    chosen: list[Evidence] = []
    for item in typed or ranked:
        near = not chosen or item.score >= chosen[0].score - SOURCE_MARGIN
        same = sum(1 for other in chosen if _source(other) == _source(item))
        if near and same < FOLLOWED_PER_SOURCE:
            chosen.append(item)
    return tuple(chosen[:FOLLOWED])


def _source(item: Evidence) -> int:
    return item.candidate.sentence.document_id


def _refusal(
    asked: Question, read: Sequence[_Read], citations: Citations
) -> Refusal | None:
    nearest = tuple(citation.id for citation in citations.all[:NEAREST])
    if not read:
        return Refusal(RefusalReason.OFF_TOPIC, _DETAILS[RefusalReason.OFF_TOPIC], nearest)
    if any(item.suffices for item in read):
        return None
    reason = sufficiency.refusal(read[0].support) or RefusalReason.TOO_WEAK
    if reason is RefusalReason.TOO_WEAK and asked.kind.is_quantity:
        reason = RefusalReason.NO_SUCH_FIGURE
    return Refusal(reason, _detail(reason, asked, read[0].support), nearest)


_DETAILS: Final = {
    RefusalReason.OFF_TOPIC: "Nothing in the documents is about this.",
    RefusalReason.ENTITY_ABSENT: "The documents do not mention {names}.",
    RefusalReason.NO_SUCH_FIGURE: "The documents give no figure or date that answers this.",
    RefusalReason.TOO_WEAK: "The nearest passages do not answer this.",
}


def _detail(reason: RefusalReason, asked: Question, support: Support) -> str:
    names = " or ".join(f"“{name}”" for name in support.absent_entities)
    if reason is RefusalReason.NO_SUCH_FIGURE and asked.counted:
        return f"The documents give no figure for “{' '.join(asked.counted)}” that answers this."
    return _DETAILS[reason].format(names=names)


def _told(
    asked: Question, read: Sequence[_Read], citations: Citations
) -> tuple[tuple[SourceAnswer, ...], tuple[Statement, ...]]:
    """The answers and the statements that print them."""
    if asked.kind.wants_sentences:
        answers = tuple(_whole(item, citations) for item in _best_sentences(read))
    else:
        answers = _merged(tuple(_spoken(item, citations) for item in _per_source(read)))
    return answers, tuple(_statement(item) for item in answers)


def _best_sentences(read: Sequence[_Read]) -> tuple[_Read, ...]:
    enough = [item for item in read if item.suffices]
    near = [item for item in enough if item.score >= enough[0].score - SENTENCE_MARGIN]
    return tuple(near[:SENTENCES])


def _per_source(read: Sequence[_Read]) -> tuple[_Read, ...]:
    """The best sufficient reading of each source within reach of the best."""
    best: dict[int, _Read] = {}
    for item in read:
        if item.suffices and item.extract is not None:
            best.setdefault(_source(item.evidence), item)
    ranked = sorted(best.values(), key=lambda item: (-item.score, item.evidence.branch))
    return tuple(item for item in ranked if item.score >= ranked[0].score - SOURCE_MARGIN)


def _spoken(item: _Read, citations: Citations) -> SourceAnswer:
    sentence = item.evidence.candidate.sentence
    assert item.extract is not None
    short, grown = item.extract.short, item.extract.grown
    return SourceAnswer(
        text=sentence.text[grown.start : grown.end],
        short=sentence.text[short.start : short.end],
        citations=_cited(item, citations),
    )


def _whole(item: _Read, citations: Citations) -> SourceAnswer:
    text = item.evidence.candidate.sentence.text
    return SourceAnswer(text=text, short=text, citations=_cited(item, citations))


def _cited(item: _Read, citations: Citations) -> tuple[int, ...]:
    candidate = item.evidence.candidate
    sentences = (candidate.sentence, *candidate.copies)
    return tuple(citations.cite(sentence, score=candidate.dense).id for sentence in sentences)


def _merged(answers: Sequence[SourceAnswer]) -> tuple[SourceAnswer, ...]:
    """The answers with those in the same words told once, with all their citations."""
    merged: dict[str, SourceAnswer] = {}
    for answer in answers:
        key = answer.text.casefold()
        first = merged.get(key)
        cited = answer.citations if first is None else (*first.citations, *answer.citations)
        merged[key] = SourceAnswer((first or answer).text, (first or answer).short, cited)
    return tuple(merged.values())


def _statement(answer: SourceAnswer) -> Statement:
    piece = Piece(answer.text, answer.citations[0])
    return Statement(answer.text, (piece,), answer.citations, Verdict.QUOTED)


def _disagreements(
    asked: Question, read: Sequence[_Read], citations: Citations
) -> tuple[Disagreement, ...]:
    if not asked.kind.is_quantity:
        return ()
    sides = tuple(
        grounding.Side(answer.text, item.extract.quantity, answer.citations)
        for item in _per_source(read)
        if item.extract
        for answer in (_spoken(item, citations),)
    )
    found = grounding.disagreement(asked.text, sides)
    return (found,) if found else ()


def _signal(item: _Read, citations: Citations) -> Signal:
    candidate = item.evidence.candidate
    return Signal(
        citation=citations.cite(candidate.sentence, score=candidate.dense).id,
        dense=candidate.dense,
        lexical=candidate.lexical,
        likelihood=item.evidence.likelihood,
        score=item.score,
    )
