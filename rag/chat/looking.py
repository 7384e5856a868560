"""Commands that look back: what was shown, why, and how much."""

import statistics
from collections.abc import Iterator
from typing import Final

from rag.chat.asked import counted, shortened
from rag.chat.talking import Chat
from rag.domain import Answer, Citation
from rag.errors import LibraryError, UsageError
from rag.render import text, words
from rag.render.layout import Paper, one_line

_NOTHING_YET: Final = "Nothing was asked yet."
_LONGEST_TOLD: Final = 160
"""Characters of the longest question that is told in a list."""


def sources(chat: Chat, _argument: str) -> str:
    """Every passage shown so far."""
    shown = text.passages(chat.talk.conversation.citations, chat.terminal.paper())
    return shown or "Nothing was cited yet."


def show(chat: Chat, argument: str) -> str:
    """A passage among the lines around it."""
    found = chat.engine.in_context(_numbered(chat, argument))
    if found.changed:
        chat.terminal.notice(f"{found.citation.path} has changed since it was cited")
    return text.context(found.citation, found.text, chat.terminal.paper())


def why(chat: Chat, _argument: str) -> str:
    """The scores and checks behind the last answer."""
    entry = chat.last_answered
    if entry is None or entry.answer is None:
        raise UsageError("there is no answer to explain", "Ask something first.")
    paper = chat.terminal.paper()
    how = paper.wrapped(f"understood by: {entry.how}", indent="  ", first="") if entry.how else ""
    checked = "\n".join(_checked(entry.answer, paper))
    told = text.explanation(entry.answer, paper)
    return "\n\n".join(block for block in (how, checked, told) if block)


def history(chat: Chat, _argument: str) -> str:
    """What was asked, and in a line what came of it."""
    paper = chat.terminal.paper()
    lines = []
    for number, entry in enumerate(chat.talk.entries, 1):
        lead = f"{number}. "
        typed = shortened(entry.typed, _LONGEST_TOLD)
        lines.append(paper.wrapped(typed, indent=" " * len(lead), first=lead))
        found = paper.wrapped(_found(entry.answer, entry.cited), indent=" " * len(lead))
        lines.append(paper.dim(found))
    return "\n".join(lines) or _NOTHING_YET


def stats(chat: Chat, _argument: str) -> str:
    """How much was asked, shown and refused, and what the library holds."""
    answers = [entry.answer for entry in chat.talk.entries if entry.answer is not None]
    documents = chat.engine.documents()
    cited = chat.talk.conversation.citations
    lines = [
        f"questions: {len(answers)}, {sum(answer.refused for answer in answers)} of them refused",
        f"passages shown: {len(cited)}, from {counted(len({one.path for one in cited}))}",
        f"library: {counted(len(documents))}, {sum(one.words for one in documents):,} words",
    ]
    seconds = [sum(answer.timings.values()) for answer in answers]
    if seconds:
        lines.insert(1, f"seconds an answer took: {statistics.median(seconds):.1f} in the median")
    return "\n".join(map(chat.terminal.paper().wrapped, lines))


def _numbered(chat: Chat, argument: str) -> Citation:
    number = argument.strip("[]")
    conversation = chat.talk.conversation
    found = conversation.citation(int(number)) if number.isdecimal() else None
    if found is None:
        missing = f"no passage {argument}" if argument else "which passage?"
        raise LibraryError(missing, "/sources lists them; then for example: /show 1")
    return found


def _found(answer: Answer | None, cited: tuple[Citation, ...]) -> str:
    numbers = tuple(citation.id for citation in cited)
    follow = len(numbers) > 1 and numbers == tuple(range(numbers[0], numbers[-1] + 1))
    span = f"[{numbers[0]}]–[{numbers[-1]}]" if follow else words.markers(numbers)
    if answer is None:
        return span
    if answer.refused:
        return words.REFUSED
    return " · ".join(
        f"{words.marked(each)} {words.markers(each.citations)}" for each in answer.sentences
    )


def _checked(answer: Answer, paper: Paper) -> Iterator[str]:
    """Each sentence and figure of the answer with what its check found."""
    if not answer.sentences:
        return
    yield paper.bold("Checked")
    for statement in answer.sentences:
        told = f"{statement.verdict.value}: {words.marked(statement)}"
        cited = words.markers(statement.citations)
        yield paper.wrapped(f"{told} {cited}", indent="    ", first="  ")
    for figure in answer.figures:
        cited = words.markers(figure.citations)
        told = f"figure {figure.status.value}: {one_line(figure.text)} {cited}"
        yield paper.wrapped(told, indent="    ", first="  ")
