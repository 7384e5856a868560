"""An answer written to a terminal as it comes: passages, checked sentences, then the rest."""

from collections.abc import Callable
from dataclasses import dataclass, field

from rag.domain import Answer, Citation, Statement
from rag.render import text, words
from rag.render.layout import Paper


@dataclass
class Stream:
    """One answer being written; `write` adds a line feed."""

    write: Callable[[str], None]
    paper: Callable[[], Paper]
    shown: list[int] = field(default_factory=list)
    """The citations that were written."""
    told: int = 0
    """How many statements were written."""
    ways: words.Ways = words.SHELL

    def passages(self, citations: tuple[Citation, ...]) -> None:
        """Write the passages found, and an empty line."""
        self.shown.extend(citation.id for citation in citations)
        if citations:
            self.write(text.passages(citations, self.paper()) + "\n")

    def statement(self, statement: Statement) -> None:
        """Write one statement."""
        self.write(text.statement(statement, self.paper(), first=self.told == 0))
        self.told += 1

    def rest(self, answer: Answer, *, explain: bool) -> str:
        """What has not been written yet of the answer; empty where that is nothing."""
        shown, told = tuple(self.shown), self.told
        return text.verdict(
            answer, self.paper(), shown=shown, told=told, explain=explain, ways=self.ways
        )
