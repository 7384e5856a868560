"""What the model is shown: as much of the evidence as fits, to the token."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rag.citing import Citations
from rag.domain import Citation, Sentence
from rag.evidence import Evidence
from rag.ports import Catalogue, LanguageModel
from rag.prompts import Prompt, Prompts

MOST_TOKENS: Final = 1400
"""The longest prompt: a small machine reads it in a few seconds."""
_FENCE: Final = re.compile(r"<\s*(/?\s*sources)\s*>", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\[\s*(\d{1,4}(?:\s*[,;–-]\s*\d{1,4})*)\s*\]")
"""What a source itself has in brackets must not be taken for the number of another."""
LONGEST_ANSWER: Final = 320
"""Tokens that the model may write."""


@dataclass(frozen=True, slots=True)
class Source:
    """One numbered source: a sentence of the evidence, and its neighbours where they fitted."""

    citation: Citation
    sentence: Sentence
    before: Sentence | None = None
    after: Sentence | None = None

    @property
    def neighbours(self) -> tuple[Sentence, ...]:
        """The sentences around it that the model was shown too."""
        return tuple(sentence for sentence in (self.before, self.after) if sentence)

    @property
    def line(self) -> str:
        """How it stands in the prompt."""
        told = (self.before, self.sentence, self.after)
        text = " ".join(sentence.text for sentence in told if sentence)
        return f"[{self.citation.id}] {fenced(text)}"


@dataclass(frozen=True, slots=True)
class Packed:
    """A prompt, its length, the sources in it, and the evidence that did not fit."""

    prompt: str
    tokens: int
    sources: tuple[Source, ...]
    left_out: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """The rules, and the form in which sources and question are put."""

    rules: Prompt
    asking: Prompt

    @classmethod
    def load(cls, prompts: Prompts) -> "Script":
        """The templates `compose_rules` and `compose`.

        Raises:
            PromptError: one is missing or its placeholders are wrong.
        """
        return cls(
            prompts.load("compose_rules", frozenset()),
            prompts.load("compose", frozenset({"sources", "question"})),
        )

    def prompt(self, model: LanguageModel, question: str, sources: Sequence[Source]) -> str:
        """The whole prompt in the model's own form."""
        listed = "\n".join(source.line for source in sources)
        return model.chat(self.rules.fill(), self.asking.fill(sources=listed, question=question))


def fenced(text: str) -> str:
    """`text` in one line, without what would end the sources or number one."""
    return _NUMBER.sub(r"(\1)", _FENCE.sub(r"(\1)", " ".join(text.split())))


def pack(
    evidence: Sequence[Evidence],
    citations: Citations,
    *,
    prompt: Callable[[Sequence[Source]], str],
    size: Callable[[str], int],
    room: int,
) -> Packed:
    """The prompt with the evidence that fits into `room` tokens, best first.

    First come the sentences themselves; a long one that does not fit lets shorter ones by. Then
    each gets the sentence before it and the one after it in its passage, as far as they fit and
    are not sources themselves.
    """
    sources: list[Source] = []
    left_out: list[Citation] = []

    def fits(tried: Sequence[Source]) -> bool:
        return size(prompt(tried)) <= room

    for item in evidence:
        candidate = item.candidate
        cited = citations.cite(candidate.sentence, score=candidate.dense)
        source = Source(cited, candidate.sentence)
        if fits((*sources, source)):
            sources.append(source)
        else:
            left_out.append(cited)
    sources = _with_neighbours(sources, citations.catalogue, fits=fits)
    written = prompt(sources)
    return Packed(written, size(written), tuple(sources), tuple(left_out))


def _with_neighbours(
    sources: list[Source], catalogue: Catalogue, *, fits: Callable[[Sequence[Source]], bool]
) -> list[Source]:
    taken = {source.sentence.id for source in sources}
    for at, source in enumerate(sources):
        for neighbour in _around(source.sentence, catalogue):
            if neighbour.id in taken:
                continue
            grown = _grown(sources[at], neighbour)
            if fits((*sources[:at], grown, *sources[at + 1 :])):
                sources[at] = grown
                taken.add(neighbour.id)
    return sources


def _grown(source: Source, neighbour: Sentence) -> Source:
    if neighbour.ordinal < source.sentence.ordinal:
        return replace(source, before=neighbour)
    return replace(source, after=neighbour)


def _around(sentence: Sentence, catalogue: Catalogue) -> tuple[Sentence, ...]:
    """The sentences right before and after it in its passage."""
    passage = catalogue.passage_sentences(sentence.passage_id)
    return tuple(other for other in passage if abs(other.ordinal - sentence.ordinal) == 1)
