"""Commands that write files: the last answer appended to a note, the whole chat as a transcript."""

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from rag.chat import transcripts
from rag.chat.talking import Chat
from rag.errors import UsageError
from rag.render import comparison as comparison_renderer
from rag.render import markdown
from rag.settings import path_of

NOTE_FILE: Final = "chat-notes.md"
_MARKDOWN: Final = (".md", ".markdown")


def note(chat: Chat, argument: str) -> str:
    """Append the last answer, comparison or note to a Markdown file."""
    if not chat.talk.entries:
        raise UsageError("there is no answer to note", "Ask something first.")
    path = path_of(argument) if argument else chat.note_file or Path(NOTE_FILE)
    if path.suffix.lower() not in _MARKDOWN:
        raise UsageError(f"{path} is no Markdown file", "Give it the suffix .md.")
    entry = chat.talk.entries[-1]
    if entry.answer is not None:
        told = markdown.answer(replace(entry.answer, citations=entry.cited), level=2)
    elif entry.comparison is not None:
        told = comparison_renderer.markdown(entry.comparison, level=2)
    elif entry.note is not None:
        raise UsageError(
            "a note has its own file", "Write one outside of the chat: summarise -o note.md"
        )
    _append(path, told + "\n")
    chat.note_file = path
    return chat.terminal.paper().wrapped(f"appended to {path}")


def save(chat: Chat, argument: str) -> str:
    """Write the transcript in the format that the file's suffix names."""
    path = path_of(argument)
    suffix = path.suffix.lower()
    if suffix not in (*_MARKDOWN, ".json"):
        raise UsageError(f"{argument} is neither .md nor .json", "For example: /save chat.md")
    written = transcripts.as_json if suffix == ".json" else transcripts.as_markdown
    _write(path, written(chat.talk))
    return chat.terminal.paper().wrapped(f"wrote {path}")


def _append(path: Path, told: str) -> None:
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n{told}" if file.tell() else told)
    except OSError as error:
        raise _unwritable(path, error) from error


def _write(path: Path, content: str) -> None:
    """Write the file whole or not at all; only a transcript is overwritten."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        if path.exists() and not transcripts.is_one(path.read_bytes()[:200]):
            raise UsageError(f"{path} exists and is no transcript", "Give it another name.")
        partial.write_text(content, "utf-8")
        partial.replace(path)
    except OSError as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> UsageError:
    reason = error.strerror or str(error)
    return UsageError(
        f"cannot write {path}: {reason}", "Name a file in a folder you can write to."
    )
