"""The way from a question to an answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from rag import grounding
from rag.answering.judging import Findings, Judge, followed
from rag.answering.refusing import refusal_for
from rag.answering.signalling import signals
from rag.answering.tables import with_headings
from rag.answering.telling import Told, disagreements, merged, stated, told
from rag.citing import Citations
from rag.domain import Answer, Candidate, Citation, Mode, SourceAnswer, Statement
from rag.errors import UsageError
from rag.evidence import branches, rank
from rag.ports import Branch, Catalogue, Encoder, LanguageModel, VectorStore
from rag.prompts import Prompt, Prompts
from rag.questions import Question, analyse
from rag.retrieval import Retriever, few_documents, spread, worth_reading
from rag.stopwatch import Stopwatch

if TYPE_CHECKING:
    from rag.composing import Composer
    from rag.composing.drafting import Composed

FOUND: Final = 50
"""How many candidates are looked at when choosing those that the model reads."""
LONGEST_QUESTION: Final = 1500
"""Characters of the longest question, so that passages fit beside it."""
SPAN_ROOM: Final = 256
"""Tokens kept free for the spans that are followed."""

OnEvidence: TypeAlias = Callable[[tuple[Citation, ...]], None]


@dataclass(frozen=True, slots=True)
class _Script:
    """What is put to the model: examples that never change, then a sentence and the question."""

    examples: Prompt
    reading: Prompt

    @classmethod
    def load(cls, prompts: Prompts) -> "_Script":
        return cls(
            examples=prompts.load("reading_examples", frozenset({"end"})),
            reading=prompts.load("reading", frozenset({"sentence", "question"})),
        )


@dataclass(frozen=True)
class Answerer:
    """Answers questions from one library; the language model is asked for only when needed.

    Whether the sources say enough is decided in one way for both modes; then the answer is
    quoted, or written by `composer` where there is one and the model is one that writes.
    """

    catalogue: Catalogue
    vectors: VectorStore
    encoder: Encoder
    model: Callable[[], LanguageModel]
    prompts: Prompts
    composer: "Composer | None" = None

    def ask(
        self,
        question: str,
        *,
        top_k: int = 5,
        among: Sequence[int] | None = None,
        on_evidence: OnEvidence | None = None,
        cited: Sequence[Citation] = (),
    ) -> Answer:
        """The answer from the documents `among` (default all), every claim cited.

        `on_evidence` is called once, before the model reads, with the passages found. What was
        `cited` before keeps its number.

        Raises:
            UsageError: the question is empty, or too long for the model.
            PromptError: a prompt template is missing or its placeholders are wrong.
            ModelError: the language model cannot be used.
        """
        asked = analyse(question)
        _check(asked)
        watch = Stopwatch()
        script = _Script.load(self.prompts)
        citations = Citations(self.catalogue, cited)
        with watch("retrieval"):
            retriever = Retriever(self.catalogue, self.vectors, self.encoder)
            found = retriever.candidates(asked, max(FOUND, top_k), among=among)
            heard = among is not None or few_documents(found)
            near = worth_reading(found, each_document=heard)
            candidates = with_headings(near, self.catalogue)
            citations.cite_all((item.sentence, item.dense) for item in spread(found, top_k))
        if on_evidence:
            on_evidence(citations.all)
        with watch("model"):
            model = self.model()
        with watch("reading"):
            findings = self._read(asked, candidates, model, script=script, of_chosen=heard)
        return self._answer(asked, findings, citations, model=model, watch=watch)

    def _read(
        self,
        asked: Question,
        candidates: Sequence[Candidate],
        model: LanguageModel,
        *,
        script: "_Script",
        of_chosen: bool,
    ) -> Findings:
        """The candidates ranked, and those worth following read, best first."""
        if not candidates:
            return Findings()
        judge = Judge.of(asked, self.catalogue, candidates, encoder=self.encoder)
        shared = script.examples.fill(end=model.end_of_turn)
        room = model.context_length - model.tokens(shared)
        parts = _fitting(branches(script.reading, asked, candidates), model, room=room)
        candidates = candidates[: len(parts) - 1]
        wordings = [judge.wording(item) for item in candidates]
        with model.read(shared, parts) as reading:
            ranked = rank(reading.likelihoods, candidates, wordings=wordings, question=asked)
            chosen = followed(asked, ranked, of_chosen=of_chosen)
            read = judge.read(reading, chosen)
        best_first = sorted(read, key=lambda item: (-item.score, item.evidence.branch))
        return Findings(ranked, tuple(best_first), each_heard=of_chosen)

    def _answer(
        self,
        asked: Question,
        findings: Findings,
        citations: Citations,
        *,
        model: LanguageModel,
        watch: Stopwatch,
    ) -> Answer:
        refusal = refusal_for(asked, findings, citations)
        found = () if refusal else told(asked, findings, citations)
        ranked = signals(findings, citations)
        composed = None
        if self._composes(model) and not refusal:
            composed = self._composed(asked, findings, citations, model=model, watch=watch)
        with watch("grounding"):
            answers, statements = _printed(found, composed, citations)
            figures = grounding.ledger(statements, citations.all)
        quotes = composed.composition.fell_back if composed else not self._composes(model)
        return Answer(
            question=asked.text,
            understood=asked.text,
            answer="\n".join(item.text for item in answers),
            answers=answers,
            mode=Mode.QUOTE if quotes else Mode.COMPOSE,
            refusal=refusal,
            sentences=statements,
            citations=citations.all,
            figures=figures,
            disagreements=disagreements(asked, found, citations),
            timings=dict(watch.seconds),
            model=model.card,
            encoder=self.encoder.card,
            signals=ranked,
            composition=composed.composition if composed else None,
        )

    def _composes(self, model: LanguageModel) -> bool:
        return self.composer is not None and self.composer.applies(model.card)

    def _composed(
        self,
        asked: Question,
        findings: Findings,
        citations: Citations,
        *,
        model: LanguageModel,
        watch: Stopwatch,
    ) -> "Composed | None":
        if self.composer is None:
            return None
        evidence = findings.evidence
        return self.composer.compose(asked.text, evidence, citations, model=model, watch=watch)


def _printed(
    found: Sequence[Told], composed: "Composed | None", citations: Citations
) -> tuple[tuple[SourceAnswer, ...], tuple[Statement, ...]]:
    """The answers and their statements: what was composed, or where that is nothing, quotations."""
    if composed and composed.statements:
        written = composed.statements
        return tuple(SourceAnswer(one.text, one.text, one.citations) for one in written), written
    answers = merged(found)
    return answers, grounding.checked([stated(item) for item in answers], citations.all)


def _check(asked: Question) -> None:
    if not asked.words:
        raise UsageError("the question is empty", 'Ask something: ask "how many were hurt?"')
    if len(asked.text) > LONGEST_QUESTION:
        raise UsageError(
            f"the question has {len(asked.text):,} characters, more than {LONGEST_QUESTION:,}",
            "Ask in a few sentences.",
        )


def _fitting(parts: Sequence[Branch], model: LanguageModel, *, room: int) -> tuple[Branch, ...]:
    """The first branches that fit into `room` tokens together with the last, the prior's.

    Raises:
        UsageError: not one of them fits.
    """
    *candidates, prior = parts
    left = room - SPAN_ROOM - _size(prior, model)
    kept: list[Branch] = []
    for part in candidates:
        left -= _size(part, model)
        if left < 0:
            break
        kept.append(part)
    if not kept:
        raise UsageError("the question is too long for the model", "Ask in fewer words.")
    return (*kept, prior)


def _size(part: Branch, model: LanguageModel) -> int:
    return sum(model.tokens(text) for text in (part.before, part.scored, part.after))
