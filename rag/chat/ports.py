"""What a chat asks of the workspace, of whatever understands follow-ups, and of the terminal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from rag.conversation import Conversation, Rule, Understood
from rag.domain import Answer, Citation, Comparison, Mode, Note, Statement, StoredDocument
from rag.errors import RagError
from rag.render.layout import Paper
from rag.workspace import Only, Shown

if TYPE_CHECKING:
    from rag.briefing import Request
    from rag.indexing import SyncReport
    from rag.settings import Settings


class Engine(Protocol):
    """What a chat asks of the workspace."""

    @property
    def folder(self) -> Path:
        """Where the library lies."""
        ...

    @property
    def settings(self) -> "Settings":
        """What the run was told."""
        ...

    def ask(
        self,
        question: str,
        *,
        paths: Sequence[Path] = (),
        only: Only | None = None,
        on_evidence: Callable[[tuple[Citation, ...]], None] | None = None,
        on_statement: Callable[[Statement], None] | None = None,
        cited: Sequence[Citation] = (),
    ) -> Answer:
        """Answer a question; what was `cited` keeps its number, other passages take the next."""
        ...

    def answerable(
        self, question: str, *, paths: Sequence[Path] = (), only: Only | None = None
    ) -> bool:
        """Whether the question is likely to be answered, told at once."""
        ...

    def compare(
        self,
        topic: str,
        *,
        paths: Sequence[Path] = (),
        only: Only | None = None,
        cited: Sequence[Citation] = (),
    ) -> Comparison:
        """What each document says of a topic."""
        ...

    def summarise(
        self,
        paths: Sequence[Path] = (),
        request: "Request | None" = None,
        *,
        only: Only | None = None,
    ) -> Note:
        """A note on the documents; its citations are numbered from 1."""
        ...

    def index(self, paths: Sequence[Path] = ()) -> "SyncReport":
        """Bring the library up to date with these paths too."""
        ...

    def documents(self, paths: Sequence[Path] = ()) -> tuple[StoredDocument, ...]:
        """Every document in the library, or of those that are one of `paths` or lie in one."""
        ...

    def in_context(self, citation: Citation) -> Shown:
        """A citation with the text it stands in."""
        ...

    def keep(self, output: str) -> None:
        """Keep an answer or a note for `rag show`."""
        ...

    def model_path(self) -> Path:
        """The file of the language model in use."""
        ...

    def composes(self) -> bool:
        """Whether answers are written by the model rather than quoted."""
        ...

    def use_mode(self, mode: Mode) -> None:
        """Write answers in this mode."""
        ...

    def use_model(self, path: Path) -> None:
        """Read with the model in this file; the one before stays where it cannot be used."""
        ...


Understand: TypeAlias = Callable[[str, Conversation, Sequence[StoredDocument]], Understood]
Answered: TypeAlias = Callable[[str], bool]
Suggest: TypeAlias = Callable[[Answer, Answered], str | None]


def as_typed(
    question: str, _conversation: Conversation, _documents: Sequence[StoredDocument]
) -> Understood:
    """The question as it stands."""
    return Understood(question, question, Rule.RAW)


def nothing(_refused: Answer, _answered: Answered) -> None:
    """No other question."""


@dataclass(frozen=True, slots=True)
class FollowUps:
    """How questions are understood within a conversation."""

    understand: Understand = as_typed
    """Given what was typed, the conversation, and the documents that are asked."""
    suggest: Suggest = nothing
    """After a refusal: another question that is answered, or None."""


@dataclass(frozen=True, kw_only=True)
class Terminal:
    """Where the chat writes, and how."""

    write: Callable[[str], None]
    """Writes to stdout."""
    notice: Callable[[str], None]
    """Writes to stderr."""
    problem: Callable[[RagError], None]
    """Writes an error and its hint to stderr."""
    paper: Callable[[], Paper]
    """Width and colour, asked anew for every turn: windows are resized."""
    streams: bool = True
    explains: bool = False
