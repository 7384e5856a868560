"""Compound files: their directories, wherever they lie."""

import io
import struct
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import ReadError
from rag.readers import read
from rag.readers.compound import SIGNATURE, directory

END = 0xFFFFFFFE
SECTOR = 512


def entry(name: str) -> bytes:
    written = name.encode("utf-16-le")
    return written.ljust(64, b"\0") + struct.pack("<H", len(written) + 2) + bytes(62)


def compound(*names: str, before: int = 40) -> bytes:
    """A file whose directory has a sector for every four names, `before` sectors in."""
    sectors = [names[at : at + 4] for at in range(0, len(names), 4)]
    chain = [before + 2 * number for number in range(len(sectors))]
    table = [END] * 128
    for here, following in pairwise(chain):
        table[here] = following
    header = bytearray(SIGNATURE.ljust(SECTOR, b"\0"))
    header[30:32] = struct.pack("<H", 9)
    header[48:52] = struct.pack("<I", chain[0])
    header[76:80] = struct.pack("<I", 0)
    body = bytearray(SECTOR * (chain[-1] + 1))
    body[:SECTOR] = struct.pack("<128I", *table)
    for place, held in zip(chain, sectors, strict=True):
        told = b"".join(map(entry, held))
        body[SECTOR * place : SECTOR * place + len(told)] = told
    return bytes(header + body)


def names(data: bytes) -> list[str]:
    def part(start: int, count: int) -> bytes:
        return data[start : start + count]

    found = directory(part)
    entries = (found[at : at + 64] for at in range(0, len(found), 128))
    return [each.decode("utf-16-le").rstrip("\0") for each in entries if any(each)]


def test_the_directory_is_found_along_its_chain():
    told = ["Root Entry", "a", "b", "c", "EncryptionInfo", "EncryptedPackage"]
    assert names(compound(*told)) == told


@pytest.mark.parametrize(
    ("name", "streams", "told"),
    [
        ("a.docx", ("EncryptionInfo", "EncryptedPackage"), "protected with a password"),
        ("a.txt", ("EncryptionInfo", "EncryptedPackage"), "protected with a password"),
        ("a.doc", ("EncryptionInfo", "EncryptedPackage"), "protected with a password"),
        ("a.doc", ("WordDocument", "ObjectPool", "EncryptedPackage"), "an old Word document"),
        ("a.txt", ("Root Entry", "a", "b", "c", "Workbook"), "an old Excel workbook"),
        ("a.txt", ("Root Entry",), "an old Office document"),
    ],
)
def test_what_lies_far_into_a_file_names_its_kind(tmp_path, name, streams, told):
    path = tmp_path / name
    path.write_bytes(compound(*streams))
    with pytest.raises(ReadError, match=told):
        read(path, stored_as=name)


def test_a_chain_that_leads_back_ends():
    data = bytearray(compound("a", "b", "c", "d", "e"))
    data[SECTOR + 4 * 42 : SECTOR + 4 * 43] = struct.pack("<I", 40)
    assert len(names(bytes(data))) > 5


@given(st.binary(max_size=1_200), st.integers(0, 2**32 - 1))
def test_whatever_the_bytes_are_something_comes_back(noise, start):
    header = bytearray(SIGNATURE.ljust(SECTOR, b"\xff"))
    header[30:32] = struct.pack("<H", 9)
    header[48:52] = struct.pack("<I", start)
    file = io.BytesIO(bytes(header) + noise)
    assert isinstance(directory(partial(_part, file)), bytes)


def _part(file: io.BytesIO, start: int, count: int) -> bytes:
    file.seek(start)
    return file.read(count)
