"""What a follow-up question means: made self-contained from the turns before it."""

from collections.abc import Sequence
from typing import Protocol

from rag.conversation.turns import Conversation
from rag.conversation.understood import Rule, Understood
from rag.domain import StoredDocument


class Sources(Protocol):
    """What a follow-up may have to know of the library: a workspace is one."""

    def documents(self) -> Sequence[StoredDocument]:
        """Every document, by path."""
        ...

    def mentioning(self, words: str) -> tuple[str, ...]:
        """The paths of the documents that hold these words, most of them first."""
        ...


class Preference(Protocol):
    """Which of several readings is likeliest after what was said."""

    def likelihoods(self, said: str, readings: Sequence[str]) -> tuple[float, ...]:
        """How likely each reading is after `said`, in nats per token."""
        ...


def understand(
    question: str,
    conversation: Conversation,
    *,
    sources: Sources | None = None,
    preference: Preference | None = None,
) -> Understood:
    """The question as it can be asked without the conversation."""
    text = " ".join(question.split())
    return Understood(text, text, Rule.SELF_CONTAINED)
