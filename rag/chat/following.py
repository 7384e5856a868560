"""Follow-ups understood by rule, from the turns before them and what the library holds."""

from dataclasses import replace
from typing import Protocol

from rag.chat.ports import FollowUps
from rag.conversation import Conversation, Sources, Understood, suggestion, understand
from rag.domain import Answer


class Library(Sources, Protocol):
    """What follow-ups have to know of the library: a workspace is one."""

    def answerable(self, question: str) -> bool:
        """Whether the question can be answered, as far as that is known without the model."""
        ...


def following(library: Library) -> FollowUps:
    """How questions are understood and suggested in a chat over this library."""

    def understood(typed: str, conversation: Conversation) -> Understood:
        found = understand(typed, conversation, sources=library)
        return found if found.changed else replace(found, asked=typed, text=typed)

    def other(refused: Answer) -> str | None:
        return suggestion(refused, library.answerable)

    return FollowUps(understood, other)
