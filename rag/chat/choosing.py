"""Commands that choose: which documents, which model, how answers are written."""

from dataclasses import replace
from pathlib import Path

from rag.chat.asked import counted
from rag.chat.talking import Chat
from rag.domain import Mode
from rag.errors import LibraryError, UsageError
from rag.settings import path_of


def add(chat: Chat, argument: str) -> str:
    """Bring a file or folder into the library."""
    path = path_of(argument).absolute()
    if not path.exists():
        raise LibraryError(f"there is no {argument}", "Name a file or folder: /add reports/")
    before = {document.path for document in chat.engine.documents()}
    report = chat.engine.index((path,))
    if chat.paths:
        chat.choose(replace(chat.choices, paths=(*chat.choices.paths, str(path))))
    for failed in report.all_failed:
        chat.terminal.notice(f"left out: {failed.path}: {failed.reason}. {failed.hint}".strip())
    documents = chat.engine.documents()
    new = sum(document.path not in before for document in documents)
    told = f"{new} added" if new else "nothing new in it"
    return chat.terminal.paper().wrapped(f"{told}; {counted(len(documents))} in the library")


def filter_by(chat: Chat, argument: str) -> str:
    """Limit questions to some documents, or say what they are limited to."""
    wanted = chat.filter.changed(argument) if argument else chat.filter
    documents = chat.documents
    fitting = [document.path for document in documents if wanted(document)]
    if not fitting:
        raise UsageError(f"no document fits {wanted.told}", "/sources and Tab name some files.")
    chat.choose(replace(chat.choices, filter=wanted))
    paper = chat.terminal.paper()
    if not wanted:
        return paper.wrapped(f"no filter: questions are put to {counted(len(documents))}")
    named = f": {', '.join(fitting)}" if len(fitting) <= 3 else ""
    return paper.wrapped(f"{wanted.told}: {len(fitting)} of {counted(len(documents))}{named}")


def mode(chat: Chat, argument: str) -> str:
    """Say or set how answers are written."""
    if argument:
        if argument not in tuple(Mode):
            raise UsageError(f"there is no mode {argument}", f"Choose one of {', '.join(Mode)}.")
        chat.engine.use_mode(Mode(argument))
        chat.choose(replace(chat.choices, mode=Mode(argument)))
    chosen = chat.engine.settings.mode
    written = Mode.COMPOSE if chat.engine.composes() else Mode.QUOTE
    how = f", which with this model means {written}" if chosen is Mode.AUTO else ""
    return chat.terminal.paper().wrapped(f"mode: {chosen}{how}")


def model(chat: Chat, argument: str) -> str:
    """Say which model reads, or take another."""
    if argument:
        path = path_of(argument).absolute()
        if not path.is_file():
            raise UsageError(f"there is no file {argument}", "Name a GGUF file.")
        chat.engine.use_model(path)
        chat.choose(replace(chat.choices, model=str(path)))
    return chat.terminal.paper().wrapped(f"model: {_shown(chat.engine.model_path())}")


def _shown(path: Path) -> str:
    return f"{path.stem} ({path})"
