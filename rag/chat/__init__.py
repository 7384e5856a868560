"""A chat over one library: questions in, answers out, the engine loaded once."""

from rag.chat.choices import Choices
from rag.chat.commands import COMMANDS, Command
from rag.chat.following import following
from rag.chat.loop import run
from rag.chat.ports import Engine, FollowUps, Terminal
from rag.chat.talking import Chat

__all__ = [
    "COMMANDS",
    "Chat",
    "Choices",
    "Command",
    "Engine",
    "FollowUps",
    "Terminal",
    "following",
    "run",
]
