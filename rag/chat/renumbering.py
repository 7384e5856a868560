"""Notes as a chat tells them, and citations that go on from those of a chat or a file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias, TypeVar

import msgspec

from rag.domain import Answer, Citation, Comparison, Note

_Held = TypeVar("_Held", Answer, Comparison, Note)
_Plain: TypeAlias = "dict[str, _Plain] | list[_Plain] | str | int | float | bool | None"
_NUMBER: Final = frozenset(("citation", "id"))
"""Fields that are the number of a citation."""
_NUMBERS: Final = frozenset(("citations", "nearest", "shown", "left_out"))
"""Fields that are a list of such numbers, where they are lists."""


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


def renumbered(held: _Held, before: Sequence[Citation] = (), *, first: int = 1) -> _Held:
    """What is held with its citations numbered on from those `before`, or from `first`.

    What is cited before keeps its number.
    """
    known: dict[tuple[str, str, int, int], int] = {one.place: one.id for one in before}
    following = max((*known.values(), first - 1)) + 1
    numbers: dict[int, int] = {}
    shown: tuple[Citation, ...] = held.citations
    for citation in shown:
        numbers[citation.id] = known.setdefault(citation.place, following)
        following = max(following, numbers[citation.id] + 1)
    plain: _Plain = msgspec.json.decode(msgspec.json.encode(held))
    return msgspec.convert(_mapped(plain, numbers), type(held))


def _mapped(value: _Plain, numbers: Mapping[int, int], *, named: str = "") -> _Plain:
    """The value with citations under their new numbers; `named` is the field it stands in."""
    if isinstance(value, dict):
        return {key: _mapped(item, numbers, named=key) for key, item in value.items()}
    if isinstance(value, list):
        within = "id" if named in _NUMBERS else ""
        return [_mapped(item, numbers, named=within) for item in value]
    if named in _NUMBER and isinstance(value, int):
        return numbers.get(value, value)
    return value
