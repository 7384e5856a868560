"""A note as a chat tells it, its citations going on from those of the conversation."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, TypeAlias

import msgspec

from rag.domain import Note

_Plain: TypeAlias = "dict[str, _Plain] | list[_Plain] | str | int | float | bool | None"
_NUMBERS: Final = frozenset(("citations", "citation", "id", "shown", "left_out"))
"""Fields in which a number is that of a citation."""


def shortest(note: Note) -> Note:
    """The note as a chat tells it: brief, key points, differences and what is unverified."""
    told = [statement.citations for statement in (*note.brief, *note.key_points, *note.caveats)]
    told += [side.citations for each in note.disagreements for side in each.values]
    cited = {number for numbers in told for number in numbers}
    return replace(
        note,
        sources=tuple(source for source in note.sources if source.used),
        figures=(),
        timeline=(),
        attributions=(),
        speakers=(),
        facts=(),
        coverage=replace(note.coverage, dropped=()),
        citations=tuple(citation for citation in note.citations if citation.id in cited),
    )


def renumbered(note: Note, first: int) -> Note:
    """The note with its citations numbered from `first` on, in their order."""
    numbers = {citation.id: first + at for at, citation in enumerate(note.citations)}
    plain: _Plain = msgspec.json.decode(msgspec.json.encode(note))
    return msgspec.convert(_mapped(plain, numbers), Note)


def _mapped(value: _Plain, numbers: Mapping[int, int], *, counts: bool = False) -> _Plain:
    """The value with citations under their new numbers; `counts` where it is one, or a list."""
    if isinstance(value, dict):
        return {key: _mapped(item, numbers, counts=key in _NUMBERS) for key, item in value.items()}
    if isinstance(value, list):
        return [_mapped(item, numbers, counts=counts) for item in value]
    if counts and isinstance(value, int) and not isinstance(value, bool):
        return numbers.get(value, value)
    return value
