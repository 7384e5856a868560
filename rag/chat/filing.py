"""Commands that write files: the last answer appended to a note, the whole chat as a transcript."""

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from rag.chat import transcripts
from rag.chat.entries import Entry
from rag.chat.renumbering import renumbered
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
    _append(path, _section(chat.talk.entries[-1], _highest(path) + 1) + "\n")
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


def _section(entry: Entry, first: int) -> str:
    """What was said last under a heading of its own, its citations numbered from `first`."""
    if entry.answer is not None:
        answer = replace(entry.answer, citations=entry.cited)
        return markdown.answer(renumbered(answer, first=first), level=2)
    if entry.comparison is not None:
        return comparison_renderer.markdown(renumbered(entry.comparison, first=first), level=2)
    return markdown.note(renumbered(entry.note, first=first), level=2) if entry.note else ""


def _highest(path: Path) -> int:
    """The highest number of a citation in the file, so that none comes to mean two passages."""
    if not path.exists():
        return 0
    from rag.checking import parse
    from rag.render.frame import frame

    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _unwritable(path, error) from error
    return max(parse(text, frame(), is_html=False).citations, default=0)


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


def _unwritable(path: Path, error: OSError | UnicodeDecodeError) -> UsageError:
    reason = "it is no UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
    return UsageError(
        f"cannot write {path}: {reason}", "Name a file in a folder you can write to."
    )
