"""Microsoft's compound files (MS-CFB), in which old Office files and encrypted ones lie."""

from collections.abc import Callable
from typing import Final

SIGNATURE: Final = b"\xd0\xcf\x11\xe0"
_HEADER: Final = 512
_SHIFTS: Final = (9, 12)
_MOST_SECTORS: Final = 256
_TABLES: Final = 109
"""Sectors of the allocation table that the header names; enough for the first 7 MB at least."""


def directory(read: Callable[[int, int], bytes]) -> bytes:
    """The directory, whose entries begin with the names of streams in UTF-16.

    `read` gives the bytes at an offset, as many as there are. What cannot be found is left out.
    """
    header = read(0, _HEADER)
    shift = int.from_bytes(header[30:32], "little")
    if len(header) < _HEADER or shift not in _SHIFTS:
        return b""
    found: list[bytes] = []
    sector = _number(header, 48)
    while sector is not None and len(found) < _MOST_SECTORS:
        held = read((sector + 1) << shift, 1 << shift)
        if not held:
            break
        found.append(held)
        sector = _next(read, header, sector, shift)
    return b"".join(found)


def _next(read: Callable[[int, int], bytes], header: bytes, sector: int, shift: int) -> int | None:
    """The sector that follows another one, by the allocation table; None at the end."""
    table, place = divmod(sector, 1 << (shift - 2))
    if table >= _TABLES:
        return None
    held = _number(header, 76 + 4 * table)
    return None if held is None else _number(read(((held + 1) << shift) + 4 * place, 4), 0)


def _number(data: bytes, at: int) -> int | None:
    """The number of a sector; None where there is none, or a mark in its place."""
    number = int.from_bytes(data[at : at + 4], "little")
    return number if len(data) >= at + 4 and number < 0xFFFFFFFA else None
