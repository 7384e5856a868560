import io
import zipfile
from pathlib import Path

import pytest

from rag.errors import ReadError
from rag.readers import zipped
from rag.readers.zipped import Archive, archive_kind, parsed

PATH = Path("a.docx")


def archive(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return stream.getvalue()


def test_files_are_read_by_name():
    opened = Archive.open(archive(one=b"1", two=b"22"), PATH)
    assert opened.names == {"one", "two"}
    assert opened.read("two") == b"22"
    assert opened.tree.__self__ is opened
    with pytest.raises(ReadError, match="is damaged: "):
        opened.read("three")


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(zipped, "LARGEST_UNPACKED", 1000)
    Archive.open(archive(a=b"0" * 500, b=b"0" * 500), PATH)
    with pytest.raises(ReadError, match=r"a\.docx is larger than .* when unpacked") as caught:
        Archive.open(archive(a=b"0" * 500, b=b"0" * 501), PATH)
    assert "Split" in caught.value.hint


def test_a_single_file_has_a_limit_of_its_own():
    opened = Archive.open(archive(a=b"0" * 500), PATH)
    with pytest.raises(ReadError, match="is larger than"):
        opened.read("a", longest=499)


def test_a_size_that_lies_is_not_unpacked_beyond_it():
    data = bytearray(archive(a=b"0" * 1_000_000))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    opened = Archive.open(bytes(data), PATH)
    with pytest.raises(ReadError, match="is damaged"):
        opened.read("a")


def test_archives_of_very_many_files_are_refused(monkeypatch):
    monkeypatch.setattr(zipped, "MOST_MEMBERS", 2)
    with pytest.raises(ReadError, match="more than 2 files"):
        Archive.open(archive(a=b"", b=b"", c=b""), PATH)


def test_a_locked_archive_is_refused_with_what_to_do():
    data = bytearray(archive(a=b"words"))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    with pytest.raises(ReadError, match="is protected with a password") as caught:
        Archive.open(bytes(data), PATH)
    assert "without the password" in caught.value.hint


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"words", archive(a=b"words")[:-10]],
    ids=["empty", "only a mark", "words", "cut off"],
)
def test_what_is_no_archive_is_called_damaged(data):
    with pytest.raises(ReadError, match=r"a\.docx is damaged: "):
        Archive.open(data, PATH)


def test_the_kind_is_what_the_first_file_says():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("mimetype", "application/epub+zip")
        made.writestr("other", "application/zip")
    assert archive_kind(stream.getvalue()) == "application/epub+zip"
    assert archive_kind(archive(other=b"mimetype")) is None
    assert archive_kind(b"mimetype") is None
    assert archive_kind(b"") is None


def test_no_entity_is_expanded_and_no_file_fetched():
    bomb = (
        b'<!DOCTYPE a [<!ENTITY b "cccc"><!ENTITY d SYSTEM "file:///etc/passwd">]><a>x &b; &d;</a>'
    )
    assert (
        "".join(parsed(bomb, PATH).itertext()).replace("&b;", "").replace("&d;", "").strip() == "x"
    )


def test_markup_that_is_nested_without_end_is_called_damaged():
    with pytest.raises(ReadError, match="is damaged"):
        parsed(b"<a>" * 100_000, PATH)
    with pytest.raises(ReadError, match="is damaged"):
        parsed(b"<a>" * 5_000 + b"</a>" * 5_000, PATH)
