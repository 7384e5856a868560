"""The answer as it grows, sentence by sentence."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from rag.composing.cutting import Written
from rag.composing.packing import Packed
from rag.composing.verifying import Outcome, Verifier, key, leans
from rag.domain import Composition, Ending, Rejected, Statement, Verdict

MOST_SENTENCES: Final = 8
"""How many sentences an answer has at most."""
MOST_REPEATED: Final = 2
"""After so many sentences that were said before, the model is taken to be in a loop."""
_LEANING: Final = "content: it leans on a sentence that was not printed"

OnStatement: TypeAlias = Callable[[Statement], None]


@dataclass(frozen=True, slots=True)
class Composed:
    """The statements to print, none where nothing held, and how they came about."""

    statements: tuple[Statement, ...]
    composition: Composition


@dataclass
class Draft:
    """The answer as it grows, and what became of each sentence; `ending` is set once it is full."""

    verifier: Verifier
    on_statement: OnStatement | None
    ending: Ending | None = None
    statements: list[Statement] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    repeated: int = 0
    _said: dict[str, bool] = field(default_factory=dict)
    """Whether each sentence written was printed as it was."""
    _stands: bool = True
    """The same of the sentence written last."""

    def take(self, written: Written) -> None:
        """Keep the sentence, replace it by a quotation or drop it."""
        said = key(written.text)
        if said in self._said:
            self._stands = self._said[said]
            self._repeat()
            return
        outcome = self._outcome(written)
        statement = outcome.statement
        self._said[said] = self._stands = statement is not None
        if statement is None:
            self.rejected.append(Rejected(written.text, outcome.reasons))
            statement = self.verifier.replacement(written)
        if statement is not None:
            self._print(statement)

    def _outcome(self, written: Written) -> Outcome:
        """What the check finds; a "He" whose sentence was not printed would mean another."""
        if not self._stands and leans(written.text):
            return Outcome(None, (_LEANING,))
        return self.verifier.verified(written)

    def finished(self, packed: Packed) -> Composed:
        """The statements with the count of all that was written."""
        replaced = sum(found.verdict is Verdict.REPLACED for found in self.statements)
        composition = Composition(
            kept=len(self.statements) - replaced,
            replaced=replaced,
            dropped=len(self.rejected) - replaced,
            repeated=self.repeated,
            fell_back=not self.statements,
            ending=self.ending or Ending.DONE,
            tokens=packed.tokens,
            shown=tuple(source.citation.id for source in packed.sources),
            left_out=tuple(citation.id for citation in packed.left_out),
            rejected=tuple(self.rejected),
        )
        return Composed(tuple(self.statements), composition)

    def _print(self, statement: Statement) -> None:
        if any(key(statement.text) == key(told.text) for told in self.statements):
            if statement.verdict is not Verdict.REPLACED:
                self._repeat()
            return
        self.statements.append(statement)
        if self.on_statement is not None:
            self.on_statement(statement)
        if len(self.statements) == MOST_SENTENCES:
            self.ending = Ending.LENGTH

    def _repeat(self) -> None:
        self.repeated += 1
        if self.repeated == MOST_REPEATED:
            self.ending = Ending.LOOP
