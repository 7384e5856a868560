"""JSON and JSON Lines: records told as `key: value`, or as a table where they are alike."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias, Union

from rag.domain import Document, PlaceKind
from rag.errors import ReadError
from rag.readers.blocks import one_line, printable, rule
from rag.readers.dating import parse_date
from rag.readers.decoding import decode, looks_binary
from rag.readers.made import Told
from rag.readers.outlined import Outlined

LINES: Final = frozenset({".jsonl", ".ndjson"})
SUFFIXES: Final = frozenset({".json", ".geojson"}) | LINES
_DEEPEST: Final = 60
_WIDEST_TABLE: Final = 40
_LONGEST_CELL: Final = 300
_LONGEST_LIST: Final = 300
_TITLES: Final = ("title", "headline", "name", "subject")
_NAMES: Final = (*_TITLES, "label", "id")
_AUTHORS: Final = ("author", "byline", "creator")
_DATES: Final = ("date", "published", "date_published", "datePublished", "created_at")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?=T|\s|\Z)")

Scalar: TypeAlias = str | bool | None
Value: TypeAlias = Union["Record", "list[Value]", Scalar]


@dataclass(frozen=True, slots=True)
class Record:
    """An object, its keys in order; a key that stands twice is told twice."""

    items: "list[tuple[str, Value]]"


@dataclass(frozen=True, slots=True)
class RecordReader:
    """Reads JSON and JSON Lines; figures stay as they are written."""

    name: str = "records/1"

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the suffix says so and the first bytes are text."""
        return path.suffix.lower() in SUFFIXES and not looks_binary(head)

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`.

        Raises:
            ReadError: it is not JSON, nested too deeply, or holds no letter or digit.
        """
        text = decode(data, path)
        outline = Outlined()
        try:
            value, lines = _parsed(text, path)
            _tell(value, outline, "", lines)
        except RecursionError as error:
            raise _too_deep(path) from error
        told = _told(value) if isinstance(value, Record) else Told()
        return outline.document(data, path=path, stored_as=stored_as, reader=self.name, told=told)


def _parsed(text: str, path: Path) -> tuple[Value, tuple[int, ...]]:
    """The value, and the line of each record where each stands in one of its own."""
    lined = path.suffix.lower() in LINES
    try:
        if not lined:
            return _value(text), ()
    except json.JSONDecodeError as error:
        if not _one_a_line(text):
            raise ReadError(
                f"{path} is no JSON: {error.msg} in line {error.lineno}, column {error.colno}",
                "Mend it there, or give it the suffix .txt to have it read as text.",
            ) from error
    records: list[Value] = []
    numbers = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            records.append(_line_value(line))
            numbers.append(number)
    return records, tuple(numbers)


def _value(text: str) -> Value:
    value: Value = json.loads(
        text, object_pairs_hook=Record, parse_int=str, parse_float=str, parse_constant=str
    )
    return value


def _line_value(line: str) -> Value:
    """The value in a line; a line that is no JSON stands for itself, so that nothing is lost."""
    try:
        return _value(line)
    except json.JSONDecodeError:
        return line


def _one_a_line(text: str) -> bool:
    """Whether the first lines are JSON each by itself."""
    lines = [line for line in text[:1_000_000].split("\n") if line.strip()][:3]
    return len(lines) > 1 and all(isinstance(_line_value(line), Record) for line in lines)


def _tell(value: Value, outline: Outlined, path: str, lines: Sequence[int] = ()) -> None:
    """Append a value; `path` leads to it, told as headings as far as there are levels."""
    if path.count("\n") > _DEEPEST:
        raise RecursionError
    if isinstance(value, Record):
        _tell_record(value, outline, path)
    elif isinstance(value, list):
        _tell_list(value, outline, path, lines)
    elif _text(value):
        outline.block(_text(value))


def _tell_record(record: Record, outline: Outlined, path: str) -> None:
    near = False
    for key, value in record.items:
        flat = _flat(value)
        if flat is not None and flat:
            outline.block(f"- {_key(key)}: {flat}", near=near)
            near = True
    for key, value in record.items:
        if _flat(value) is None:
            if isinstance(value, str):
                outline.block(f"{_key(key)}:")
                outline.block(value)
                continue
            below = f"{path}\n{_key(key)}"
            _head(outline, below)
            _tell(value, outline, below)


def _tell_list(
    values: "Sequence[Value]", outline: Outlined, path: str, lines: Sequence[int]
) -> None:
    columns = _columns(values)
    if columns:
        _tell_table(values, columns, outline, lines)
        return
    for number, value in enumerate(values, 1):
        flat = _flat(value)
        if flat is not None:
            outline.block(f"- {flat}" if flat else "", near=number > 1)
            continue
        below = path
        if not isinstance(value, str):
            below = f"{path}\n{_name(value, lines[number - 1] if lines else number)}"
            _head(outline, below)
        _tell(value, outline, below)


def _tell_table(
    values: "Sequence[Value]", columns: Sequence[str], outline: Outlined, lines: Sequence[int]
) -> None:
    outline.block(_row(columns))
    outline.block(rule(len(columns)), near=True)
    for number, record in enumerate(values, 1):
        known = dict(record.items) if isinstance(record, Record) else {}
        cells = [_flat(known.get(column)) or "" for column in columns]
        label = str(lines[number - 1] if lines else number)
        outline.place(PlaceKind.ROW, label)
        outline.block(_row(cells), near=True)
    outline.place(PlaceKind.ROW, "")


def _columns(values: "Sequence[Value]") -> tuple[str, ...]:
    """The keys of records that are flat and alike, which make a table; empty for others."""
    columns: dict[str, None] = {}
    filled = 0
    for value in values:
        if not isinstance(value, Record) or len(dict(value.items)) != len(value.items):
            return ()
        cells = [_flat(inner) for _, inner in value.items]
        if any(cell is None or len(cell) > _LONGEST_CELL for cell in cells):
            return ()
        columns |= dict.fromkeys(key for key, _ in value.items)
        filled += len(value.items)
        if len(columns) > _WIDEST_TABLE:
            return ()
    alike = filled * 2 >= len(columns) * len(values)
    return tuple(columns) if len(values) > 1 and len(columns) > 1 and alike else ()


def _row(cells: Sequence[str]) -> str:
    shown = (_key(cell).replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(shown)} |"


def _flat(value: Value) -> str | None:
    """A value that fits in a line: a short scalar or a short list of them; None for others."""
    if isinstance(value, Record):
        return None if value.items else ""
    if isinstance(value, list):
        inner = [_flat(item) if not isinstance(item, list) else None for item in value[:100]]
        if len(value) > 100 or None in inner:
            return None
        shown = ", ".join(filter(None, inner))
        return shown if len(shown) <= _LONGEST_LIST else None
    shown = _text(value)
    return None if len(shown) > _LONGEST_LIST or "\n" in shown.strip() else one_line(shown)


def _text(value: Scalar) -> str:
    if value is None:
        return ""
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else printable(value)


def _key(key: str) -> str:
    return one_line(printable(key))


def _name(value: Value, number: int) -> str:
    """What a record is called: by what it says, and by its number."""
    if isinstance(value, Record):
        known = dict(value.items)
        for key in _NAMES:
            name = known.get(key)
            if isinstance(name, str) and name.strip() and len(name) <= 200:
                return f"{number}. {_key(name)}"
    return f"{number}."


def _head(outline: Outlined, path: str) -> None:
    """A heading for a path of keys; below the sixth level it names all keys from there on."""
    *_, last = keys = path.strip("\n").split("\n")
    outline.heading(len(keys), last if len(keys) <= 6 else " › ".join(keys[5:]))


def _told(record: Record) -> Told:
    known = {key: value for key, value in reversed(record.items) if isinstance(value, str)}
    found = next(_dates(known), None)
    return Told(
        title=next((known[key] for key in _TITLES if key in known), ""),
        author=next((known[key] for key in _AUTHORS if key in known), ""),
        date=found[0] if found else None,
        date_found=f"JSON key {found[1]}" if found else None,
        language=None,
    )


def _dates(known: dict[str, str]) -> Iterator[tuple[str, str]]:
    for key in _DATES:
        day = _DAY.match(known.get(key, ""))
        date = parse_date(day[0] if day else known.get(key, "")[:100])
        if date:
            yield date, key


def _too_deep(path: Path) -> ReadError:
    return ReadError(
        f"{path} is nested too deeply to be read", f"Flatten it to at most {_DEEPEST} levels."
    )
