"""The way from evidence to checked prose."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.citing import Citations
from rag.composing.cutting import Cutter
from rag.composing.packing import LONGEST_ANSWER, MOST_TOKENS, Packed, Script, pack
from rag.domain import Mode, ModelCard
from rag.evidence import Evidence
from rag.ports import Encoder, LanguageModel
from rag.prompts import Prompts
from rag.stopwatch import Stopwatch

if TYPE_CHECKING:
    from rag.composing.drafting import Composed, Draft, OnStatement
    from rag.composing.retelling import Reteller
    from rag.composing.verifying import Verifier

COMPOSES_FROM: Final = 950_000_000
"""Parameters from which a model writes unless told otherwise: what is sold as 1B may have less."""


def composes(card: ModelCard, mode: Mode) -> bool:
    """Whether answers are written by this model in this mode, and not quoted."""
    if mode is Mode.AUTO:
        return card.parameters >= COMPOSES_FROM
    return mode is Mode.COMPOSE


@dataclass(frozen=True)
class Composer:
    """Lets a model write answers from evidence, and prints nothing that was not checked.

    `on_statement` is called with each statement as soon as it is known to stand.
    """

    encoder: Encoder
    prompts: Prompts
    mode: Mode = Mode.COMPOSE
    """With `auto`, only models that are large enough write."""
    seed: int = 0
    on_statement: "OnStatement | None" = None

    def applies(self, card: ModelCard) -> bool:
        """Whether answers are written by this model, and not quoted."""
        return composes(card, self.mode)

    def compose(
        self,
        question: str,
        evidence: Sequence[Evidence],
        citations: Citations,
        *,
        model: LanguageModel,
        watch: Stopwatch,
    ) -> "Composed":
        """What the model writes from the evidence, best first, as far as it holds.

        Raises:
            PromptError: a prompt template is missing or its placeholders are wrong.
            ModelError: the model failed; what was told to `on_statement` by then still holds.
        """
        # The checker takes a while to import, and quoting has no need of it.
        from rag.composing.drafting import Draft

        with watch("packing"):
            packed = self._packed(question, evidence, citations, model=model)
            verifier = self._verifier(packed, citations, model)
        draft = Draft(verifier, self.on_statement)
        if packed.sources:
            self._write(packed, draft, model=model, watch=watch)
        return draft.finished(packed)

    def reteller(self, model: LanguageModel) -> "Reteller":
        """What tells the facts of a note in the words of this model.

        Raises:
            PromptError: a prompt template is missing or its placeholders are wrong.
        """
        from rag.composing.retelling import FactScript, Reteller

        return Reteller(self.encoder, model, FactScript.load(self.prompts), self.seed)

    def _packed(
        self,
        question: str,
        evidence: Sequence[Evidence],
        citations: Citations,
        *,
        model: LanguageModel,
    ) -> Packed:
        script = Script.load(self.prompts)
        return pack(
            evidence,
            citations,
            prompt=lambda sources: script.prompt(model, question, sources),
            size=model.prompt_tokens,
            room=min(MOST_TOKENS, model.context_length - LONGEST_ANSWER),
        )

    def _verifier(self, packed: Packed, citations: Citations, model: LanguageModel) -> "Verifier":
        from rag.composing.verifying import Verifier

        return Verifier.of(packed.sources, citations, encoder=self.encoder, model=model)

    def _write(
        self, packed: Packed, draft: "Draft", *, model: LanguageModel, watch: Stopwatch
    ) -> None:
        """Take one sentence after the other into the draft until the model or the draft ends."""
        text: list[str] = []

        def cut_off() -> bool:
            # Read again, a text may take fewer tokens than it was written with.
            return max(len(text), model.tokens("".join(text))) >= LONGEST_ANSWER - 1

        cutter = Cutter(cut_off=cut_off)
        with closing(model.write(packed.prompt, longest=LONGEST_ANSWER, seed=self.seed)) as pieces:
            for written in cutter.sentences(_heard(pieces, text, watch)):
                with watch("checking"):
                    draft.take(written)
                if draft.ending is not None:
                    return
        draft.ending = cutter.ending


def _heard(pieces: Iterator[str], text: list[str], watch: Stopwatch) -> Iterator[str]:
    """The pieces as they come, kept in `text`; the wait for each is counted as writing."""
    while True:
        with watch("writing"):
            piece = next(pieces, None)
        if piece is None:
            return
        text.append(piece)
        yield piece
