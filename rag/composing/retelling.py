"""One fact of a note in the model's words: written from what tells it, then checked."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from rag.citing import Citations
from rag.composing.cutting import Cutter, Written
from rag.composing.packing import MOST_TOKENS, Source, fenced
from rag.composing.verifying import FITS, Verifier, key, leans, says_nothing
from rag.domain import Statement, Verdict
from rag.ports import Encoder, LanguageModel
from rag.prompts import Prompt, Prompts

LONGEST_TELLING: Final = 160
"""Tokens that the model may write on one fact."""
_MOST_SHOWN: Final = 6
"""Of those that tell one fact; the others are only held against what was written."""
_WROTE_NOTHING: Final = "content: no whole sentence was written"
_LEANING: Final = "content: it leans on a sentence before it"
_PARROTED: Final = "content: it repeats what the model was told to do"
_AFAR: Final = "content: it is not near to what it should tell"
_ELSEWHERE: Final = "content: it tells only what stands before the fact"


@dataclass(frozen=True, slots=True)
class FactScript:
    """The rules, and the form in which the sources of one fact are put."""

    rules: Prompt
    asking: Prompt

    @classmethod
    def load(cls, prompts: Prompts) -> "FactScript":
        """The templates `retell_rules` and `retell`.

        Raises:
            PromptError: one is missing or its placeholders are wrong.
        """
        return cls(
            prompts.load("retell_rules", frozenset()),
            prompts.load("retell", frozenset({"sources"})),
        )

    def prompt(self, model: LanguageModel, sources: Sequence[Source]) -> str:
        """The whole prompt in the model's own form."""
        listed = "\n".join(line for source in sources for line in _lines(source))
        return model.chat(self.rules.fill(), self.asking.fill(sources=listed))


@dataclass(frozen=True, slots=True)
class Retold:
    """What the model wrote on a fact, and the statement it makes; None and why where it fails."""

    text: str
    statement: Statement | None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reteller:
    """Has a model tell facts, each in one sentence that its sources bear out."""

    encoder: Encoder
    model: LanguageModel
    script: FactScript
    seed: int = 0

    def retold(self, sources: tuple[Source, ...], citations: Citations) -> Retold | None:
        """The fact that each of the sources tells; None where the model cannot be shown one.

        `citations` are those that number the sources. What is composed cites every source that
        bears it out by itself; a whole source that was copied is a quotation of it.

        Raises:
            ModelError: the model failed.
        """
        prompt = self._prompt(sources)
        if prompt is None:
            return None
        written = self._written(prompt)
        if written is None:
            return Retold("", None, (_WROTE_NOTHING,))
        verifier = Verifier.of(sources, citations, encoder=self.encoder, model=self.model)
        found = verifier.verified(written)
        if found.statement is None:
            return Retold(written.text, None, found.reasons)
        against = self._against(written, found.statement, verifier)
        if against:
            return Retold(written.text, None, against)
        return Retold(written.text, verifier.corroborated(found.statement))

    def _against(
        self, written: Written, statement: Statement, verifier: Verifier
    ) -> tuple[str, ...]:
        """What keeps a sentence that holds from telling the fact by itself."""
        if all(source.citation.id not in statement.citations for source in verifier.sources):
            return (_ELSEWHERE,)
        if statement.verdict is Verdict.QUOTED:
            return ()
        if leans(written.text):
            return (_LEANING,)
        if key(written.text) in key(self.script.rules.template):
            return (_PARROTED,)
        return () if verifier.nearness(written.text) >= FITS else (_AFAR,)

    def _prompt(self, sources: tuple[Source, ...]) -> str | None:
        """The prompt with as many of the sources, from the first on, as fit."""
        room = min(MOST_TOKENS, self.model.context_length - LONGEST_TELLING)
        for count in range(min(len(sources), _MOST_SHOWN), 0, -1):
            prompt = self.script.prompt(self.model, sources[:count])
            if self.model.prompt_tokens(prompt) <= room:
                return prompt
        return None

    def _written(self, prompt: str) -> Written | None:
        """The first whole sentence that states something; what the model adds is not waited for."""
        text: list[str] = []

        def cut_off() -> bool:
            return max(len(text), self.model.tokens("".join(text))) >= LONGEST_TELLING - 1

        def heard(pieces: Iterator[str]) -> Iterator[str]:
            for piece in pieces:
                text.append(piece)
                yield piece

        cutter = Cutter(cut_off=cut_off)
        writing = self.model.write(prompt, longest=LONGEST_TELLING, seed=self.seed)
        with closing(writing) as pieces:
            sentences = cutter.sentences(heard(pieces))
            return next((one for one in sentences if not says_nothing(one.text)), None)


def _lines(source: Source) -> Iterator[str]:
    """How a source stands in the prompt, after the sentence it leans on, which has no number."""
    if source.before is not None:
        yield f"(Before {source.citation.id}: {fenced(source.before.text)})"
    yield f"[{source.citation.id}] {fenced(source.sentence.text)}"
