"""Commands that ask: as typed, once more, of every document, for a note."""

from rag.chat.entries import Entry
from rag.chat.renumbering import renumbered, shortest
from rag.chat.talking import Chat
from rag.domain import Length
from rag.errors import UsageError
from rag.render import comparison as comparison_renderer
from rag.render import json
from rag.render.layout import one_line


def raw(chat: Chat, argument: str) -> None:
    """Ask what is typed, whatever was said before."""
    chat.ask(argument, raw=True)


def retry(chat: Chat, _argument: str) -> None:
    """Ask the last question again, in place of its answer."""
    typed = chat.last_typed
    if typed is None:
        raise UsageError("there is no question to ask again", "Ask something first.")
    entries = chat.talk.entries
    if entries and entries[-1].answer is not None and entries[-1].typed == typed:
        chat.undo()
    chat.ask(typed)


def undo(chat: Chat, _argument: str) -> str:
    """Take the last thing said back."""
    if not chat.talk.entries:
        raise UsageError("there is nothing to take back", "Ask something first.")
    taken = chat.undo()
    return chat.terminal.paper().wrapped(f"taken back: {one_line(taken.typed)}")


def compare(chat: Chat, argument: str) -> str:
    """What each document says of a topic."""
    topic = " ".join(argument.split())
    found = chat.engine.compare(topic, paths=chat.paths, only=chat.only(), cited=chat.cited)
    chat.said(Entry(f"/compare {topic}", comparison=found))
    return comparison_renderer.text(found, chat.terminal.paper())


def summarise(chat: Chat, argument: str) -> str:
    """A short note, its citations numbered on."""
    from rag.briefing import Request
    from rag.render import note as note_renderer

    focus = " ".join(argument.split()) or None
    request = Request(focus=focus, length=Length.SHORT)
    made = chat.engine.summarise(chat.paths, request, only=chat.only())
    note = renumbered(shortest(made), chat.cited)
    chat.said(Entry(f"/summarise {focus or ''}".rstrip(), note=note))
    chat.engine.keep(json.note(note))
    return note_renderer.note(note, chat.terminal.paper())
