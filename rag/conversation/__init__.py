"""A chat's turns, and what a follow-up question means after them."""

from rag.conversation.sources import Sources
from rag.conversation.suggesting import suggestion
from rag.conversation.turns import Conversation, Turn
from rag.conversation.understanding import Preference, is_small_talk, understand
from rag.conversation.understood import Referent, Rule, Understood, as_typed

__all__ = [
    "Conversation",
    "Preference",
    "Referent",
    "Rule",
    "Sources",
    "Turn",
    "Understood",
    "as_typed",
    "is_small_talk",
    "suggestion",
    "understand",
]
