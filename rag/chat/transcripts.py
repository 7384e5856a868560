"""A whole chat as Markdown or JSON; the same chat gives the same bytes, so there are no times."""

from collections.abc import Iterator
from typing import Final

from rag.chat.entries import Entry
from rag.chat.sessions import Talk
from rag.domain import Answer
from rag.render import comparison, json, markdown, words
from rag.render.json import JSON
from rag.render.layout import one_line
from rag.render.view import line

_SCHEMA: Final = "chat"
_MARK: Final = "<!-- sourceline.chat/1 -->"
_TIMES: Final = ("timings",)


def is_one(start: bytes) -> bool:
    """Whether a file that begins like this is a transcript, or empty."""
    return not start.strip() or start.startswith(_MARK.encode()) or b'"sourceline.chat/1"' in start


def as_markdown(talk: Talk) -> str:
    """What was asked and answered in order, then every passage that was cited."""
    blocks = [_MARK, "# Chat"]
    for entry in talk.entries:
        blocks.extend(block for block in _blocks(entry) if block)
    numbers = {one.id for entry in talk.entries for one in entry.cited}
    cited = [one for one in talk.conversation.citations if one.id in numbers]
    if cited:
        blocks += ["## Sources", "\n".join(map(markdown.source, cited))]
    return "\n\n".join(blocks) + "\n"


def as_json(talk: Talk) -> str:
    """The chat as `sourceline.chat/1`: its turns, and every passage that was shown."""
    turns: list[JSON] = [_turn(entry) for entry in talk.entries]
    shown = json.citations(talk.conversation.citations)
    return json.document(_SCHEMA, {"turns": turns, "citations": shown}) + "\n"


def _blocks(entry: Entry) -> Iterator[str]:
    yield f"## {markdown.escaped(one_line(entry.typed))}"
    if entry.answer is not None:
        yield from _answer(entry.answer)
    elif entry.comparison is not None:
        yield comparison.said(entry.comparison)
    elif entry.note is not None:
        sections = markdown.sections(entry.note, level=3)
        yield from (each for each in sections if not each.startswith("### Sources\n"))


def _answer(answer: Answer) -> Iterator[str]:
    if answer.understood != answer.question:
        yield f"*Understood as: {markdown.escaped(answer.understood)}*"
    if answer.refusal is not None:
        nearest = words.markers(answer.refusal.nearest)
        near = f" Nearest: {nearest}" if nearest else ""
        yield f"**{words.REFUSED}** {markdown.escaped(words.reason(answer.refusal))}{near}"
        return
    told = [markdown.told(line(statement)) for statement in answer.sentences]
    told += [markdown.difference(each, answer.understood) for each in answer.disagreements]
    yield "\n".join(f"- {one}" for one in told)


def _turn(entry: Entry) -> JSON:
    """One turn: what was typed, and the answer, comparison or note under its own name."""
    turn: dict[str, JSON] = {"typed": entry.typed}
    if entry.answer is not None:
        turn["answer"] = _timeless(json.answer_object(entry.answer, explain=False))
    if entry.comparison is not None:
        turn["comparison"] = comparison.as_object(entry.comparison)
    if entry.note is not None:
        turn["note"] = _timeless(json.note_object(entry.note))
    return turn


def _timeless(held: dict[str, JSON]) -> dict[str, JSON]:
    return {key: value for key, value in held.items() if key not in _TIMES}
