"""Answers, notes and errors as JSON, `sourceline.answer/1`, `sourceline.note/1`, `sourceline.error/1`.

Keys may be added within /1, never removed or changed in meaning.
"""

import json
import math
import re
from typing import Final, TypeAlias

import msgspec

from rag.domain import (
    Answer,
    Citation,
    Composition,
    Locator,
    Note,
    NoteComposition,
    Refusal,
    Signal,
    Statement,
)
from rag.errors import RagError

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"
_RAW_CONTROL: Final = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""What `json` leaves as it is and a terminal may act on, marks that reorder text among it."""


def answer(answer: Answer, *, explain: bool = False) -> str:
    """The answer as `sourceline.answer/1`; `explain` adds the scores of its evidence."""
    return document("answer", answer_object(answer, explain=explain))


def note(note: Note, *, explain: bool = False) -> str:
    """The note as `sourceline.note/1`; `explain` adds the sentences that were not printed."""
    return document("note", note_object(note, explain=explain))


def error(error: RagError, exit_code: int) -> str:
    """The error as `sourceline.error/1`."""
    return document(
        "error", {"message": error.message, "hint": error.hint, "exit_code": exit_code}
    )


def document(schema: str, value: dict[str, JSON], *, version: int = 1) -> str:
    """`value` under its schema, indented, free of raw control characters."""
    named: dict[str, JSON] = {"schema": f"sourceline.{schema}/{version}", **value}
    text = json.dumps(named, ensure_ascii=False, indent=2, allow_nan=False)
    return _RAW_CONTROL.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def plain(value: object) -> JSON:
    """A domain value as JSON, every field under its own name.

    Whole floats become integers; what is no number becomes null, which JSON can say.
    """
    built: JSON = msgspec.to_builtins(value)
    return _tidied(built)


def answer_object(answer: Answer, *, explain: bool) -> dict[str, JSON]:
    """The keys of `sourceline.answer/1` without the schema."""
    found: dict[str, JSON] = {
        "question": answer.question,
        "understood": answer.understood,
        "answer": answer.answer,
        "answers": plain(answer.answers),
        "mode": answer.mode.value,
        "refused": answer.refused,
        "refusal": _refusal(answer.refusal),
        "sentences": _statements(answer.sentences),
        "citations": citations(answer.citations),
        "figures": plain(answer.figures),
        "disagreements": plain(answer.disagreements),
        "timings": _timings(answer.timings),
        "model": plain(answer.model),
        "encoder": plain(answer.encoder),
        "composition": _composition(answer.composition, explain=explain),
    }
    return {**found, "signals": _signals(answer.signals)} if explain else found


def note_object(note: Note, *, explain: bool = False) -> dict[str, JSON]:
    """The keys of `sourceline.note/1` without the schema."""
    return {
        "title": note.title,
        "sources": plain(note.sources),
        "brief": _statements(note.brief),
        "key_points": _statements(note.key_points),
        "topics": [
            {"heading": topic.heading, "points": _statements(topic.points)}
            for topic in note.topics
        ],
        "figures": plain(note.figures),
        "timeline": [
            {"date": entry.date, "text": entry.text, "sentence": _statement(entry.sentence)}
            for entry in note.timeline
        ],
        "attributions": [
            {
                "speaker": who.speaker,
                "name": who.name,
                "verb": who.verb,
                "sentence": _statement(who.sentence),
            }
            for who in note.attributions
        ],
        "disagreements": plain(note.disagreements),
        "caveats": _statements(note.caveats),
        "gaps": list(note.gaps),
        "coverage": plain(note.coverage),
        "citations": citations(note.citations),
        "lock": lock(note),
        "timings": _timings(note.timings),
        "model": plain(note.model),
        "facts": [
            {**fields, "sentence": _statement(fact.sentence)}
            for fact in note.facts
            if isinstance(fields := plain(fact), dict)
        ],
        "speakers": plain(note.speakers),
        "length": note.length.value,
        "focus": note.focus,
        "since": note.since,
        "composition": _composition(note.composition, explain=explain),
    }


def citations(found: tuple[Citation, ...]) -> list[JSON]:
    """Citations as JSON; their locators hold only what applies."""
    return [_citation(citation) for citation in found]


def locator(where: Locator) -> dict[str, JSON]:
    """A locator as JSON: only what applies."""
    named = plain(where)
    if not isinstance(named, dict):
        raise TypeError("a locator is an object")
    return {key: value for key, value in named.items() if value is not None}


def lock(note: Note) -> list[JSON]:
    """Path and hash of every document behind the note."""
    return [{"path": source.path, "sha256": source.sha256} for source in note.sources]


def _tidied(value: JSON) -> JSON:
    if isinstance(value, dict):
        return {key: _tidied(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_tidied(item) for item in value]
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return int(value) if value.is_integer() else value
    return value


def _citation(citation: Citation) -> JSON:
    found = plain(citation)
    if not isinstance(found, dict):
        raise TypeError("a citation is an object")
    return {**found, "locator": locator(citation.locator)}


def _refusal(refusal: Refusal | None) -> JSON:
    if refusal is None:
        return None
    return {
        "reason": refusal.reason.value,
        "detail": refusal.detail,
        "nearest": list(refusal.nearest),
    }


def _composition(composition: Composition | NoteComposition | None, *, explain: bool) -> JSON:
    """How an answer or a note was composed; what was not printed is told only to explain."""
    found = plain(composition)
    if isinstance(found, dict) and not explain:
        del found["rejected"]
    return found


def _statements(statements: tuple[Statement, ...]) -> list[JSON]:
    return [_statement(statement) for statement in statements]


def _statement(statement: Statement) -> JSON:
    return {
        "text": statement.text,
        "pieces": plain(statement.pieces),
        "citations": list(statement.citations),
        "verdict": statement.verdict.value,
    }


def _signals(signals: tuple[Signal, ...]) -> list[JSON]:
    return [plain(signal) for signal in signals]


def _timings(timings: dict[str, float]) -> dict[str, JSON]:
    return {stage: round(seconds, 4) for stage, seconds in timings.items()}
