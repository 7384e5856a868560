"""What holds of every reader: its specimen is read, and whatever else ends in a ReadError."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.errors import ReadError
from rag.readers import READERS, supported
from tests.examples import examples
from tests.readers.contract import breaches
from tests.readers.reading import read
from tests.readers.seeing import Seer
from tests.readers.specimens import SPECIMENS

NAMES = {reader.name.partition("/")[0]: reader for reader in READERS}
PIECES = (
    b"\0",
    b"\x1b[31m",
    b"\xed\xa0\x80",
    b'"',
    b"{",
    b"[",
    b"\n",
    b"\r\n",
    b"|",
    b"\xff",
    b"<",
)


def test_every_reader_has_a_specimen():
    assert SPECIMENS.keys() == NAMES.keys()


@pytest.mark.parametrize("kind", sorted(SPECIMENS))
def test_a_specimen_is_read_by_its_reader(kind):
    name, data = SPECIMENS[kind]()
    document = read(name, data, Seer())
    assert document.reader == NAMES[kind].name
    assert document.path == name
    assert re.search("12|1,200", document.text)
    assert list(breaches(document)) == []
    assert supported(Path(name), sees=True)


@pytest.mark.parametrize("kind", sorted(SPECIMENS))
@given(data=st.data())
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_specimen_is_read_or_refused(kind, data):
    name, whole = SPECIMENS[kind]()
    start = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 40))
    piece = data.draw(st.sampled_from(PIECES)) * data.draw(st.integers(0, 30))
    damaged = whole[:start] + piece + whole[start + length :]
    with suppress(ReadError):
        assert list(breaches(read(name, damaged, Seer()))) == []


@given(st.binary(min_size=1, max_size=300), st.sampled_from(sorted(SPECIMENS)))
@settings(max_examples=examples(300))
def test_any_bytes_under_any_name_are_read_or_refused(data, kind):
    with suppress(ReadError):
        assert list(breaches(read(SPECIMENS[kind]()[0], data))) == []
