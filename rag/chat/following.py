"""Follow-ups understood by rule, from the turns before them and the documents that are asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.chat.ports import FollowUps
from rag.conversation import Conversation, Sources, Understood, suggestion, understand
from rag.domain import StoredDocument


@dataclass(frozen=True, slots=True)
class _Asked:
    """The documents of a library that are asked."""

    held: Sequence[StoredDocument]
    library: Sources

    def documents(self) -> Sequence[StoredDocument]:
        return self.held

    def mentioning(self, words: str) -> tuple[str, ...]:
        paths = {document.path for document in self.held}
        return tuple(path for path in self.library.mentioning(words) if path in paths)


def following(library: Sources) -> FollowUps:
    """How questions are understood and suggested in a chat over this library."""

    def understood(
        typed: str, conversation: Conversation, documents: Sequence[StoredDocument]
    ) -> Understood:
        found = understand(typed, conversation, sources=_Asked(documents, library))
        return found if found.changed else replace(found, asked=typed, text=typed)

    return FollowUps(understood, suggestion)
