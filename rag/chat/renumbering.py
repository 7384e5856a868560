"""A note whose citations go on from those of the conversation."""

from typing import Final, TypeAlias

import msgspec

from rag.domain import Note

_Plain: TypeAlias = "dict[str, _Plain] | list[_Plain] | str | int | float | bool | None"
_NUMBERS: Final = frozenset(("citations", "citation", "id", "shown", "left_out"))
"""Fields in which a number is that of a citation."""


def renumbered(note: Note, first: int) -> Note:
    """The note with its citations numbered from `first` instead of 1."""
    by = first - 1
    if not by:
        return note
    plain: _Plain = msgspec.json.decode(msgspec.json.encode(note))
    return msgspec.convert(_shifted(plain, by), Note)


def _shifted(value: _Plain, by: int, *, counts: bool = False) -> _Plain:
    """The value with citations `by` higher; `counts` where it is one, or a list of them."""
    if isinstance(value, dict):
        return {key: _shifted(item, by, counts=key in _NUMBERS) for key, item in value.items()}
    if isinstance(value, list):
        return [_shifted(item, by, counts=counts) for item in value]
    numbers = counts and isinstance(value, int) and not isinstance(value, bool)
    return value + by if numbers and isinstance(value, int) else value
