"""Reading files: which reader, what it keeps, and what it says about what it cannot read."""

import hashlib
import os
import zipfile
from pathlib import Path

import pytest

from rag import readers
from rag.errors import ExitCode, ReadError
from rag.readers.limits import Limits


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_text_file_becomes_a_document_word_for_word(tmp_path):
    data = "Storm hits coast\nThe storm hit the coast on Monday — three “died”.".encode()
    document = readers.read(write(tmp_path, "storm.txt", data), stored_as="news/storm.txt")
    assert document.path == "news/storm.txt"
    assert document.text == data.decode()
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.text_sha256 == hashlib.sha256(document.text.encode()).hexdigest()
    assert document.reader == "text/2"
    assert document.has_lines
    assert document.places == ()


def test_the_two_hashes_differ_where_decoding_changed_the_bytes(tmp_path):
    document = readers.read(write(tmp_path, "a.txt", b"one\r\ntwo\r\n"), stored_as="a.txt")
    assert document.text == "one\ntwo\n"
    assert document.sha256 == hashlib.sha256(b"one\r\ntwo\r\n").hexdigest()
    assert document.text_sha256 == hashlib.sha256(b"one\ntwo\n").hexdigest()


@pytest.mark.parametrize(
    ("name", "reader"),
    [
        ("a.txt", "text/2"),
        ("a.TEXT", "text/2"),
        ("a.md", "markdown/2"),
        ("a.Markdown", "markdown/2"),
        ("a.log", "text/2"),
        ("README", "text/2"),
        ("table.csv", "delimited/2"),
    ],
)
def test_the_reader_is_chosen_by_suffix_for_what_is_text(tmp_path, name, reader):
    path = write(tmp_path, name, b"# Some words\n\nAnd more.\n")
    assert readers.read(path, stored_as=name).reader == reader


@pytest.mark.parametrize(
    "name",
    [
        "a.txt",
        "b.text",
        "c.md",
        "d.markdown",
        "E.MD",
        "f.pdf",
        "g.html",
        "h.epub",
        "i.xml",
        "j.nxml",
    ],
)
def test_supported_suffixes(name):
    assert readers.supported(Path(name))


@pytest.mark.parametrize("name", ["a.mp3", "a.log", "Makefile", "a.png", ".txt", "a.exe"])
def test_a_walk_leaves_other_suffixes_out(name):
    assert not readers.supported(Path(name))


def test_supported_opens_nothing(tmp_path):
    assert readers.supported(tmp_path / "missing.txt")


def failure(path: Path) -> ReadError:
    with pytest.raises(ReadError) as caught:
        readers.read(path, stored_as=path.name)
    assert caught.value.exit_code == ExitCode.NO_LIBRARY
    assert str(path) in caught.value.message
    assert caught.value.hint
    return caught.value


def test_a_missing_file(tmp_path):
    assert "does not exist" in failure(tmp_path / "missing.txt").message


def test_a_path_through_a_file(tmp_path):
    write(tmp_path, "a.txt", b"words")
    assert "cannot be read" in failure(tmp_path / "a.txt" / "b.txt").message


def test_a_folder(tmp_path):
    assert "is a folder" in failure(tmp_path).message


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf", b"\xff\xfe", b"---\n***\n"])
def test_a_file_without_words(tmp_path, data):
    assert "is empty" in failure(write(tmp_path, "a.txt", data)).message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
@pytest.mark.timeout(10)
def test_a_pipe_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert "pipe" in failure(tmp_path / "pipe.txt").message


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices on this system")
@pytest.mark.timeout(10)
def test_a_device_is_not_read():
    assert "device" in failure(Path("/dev/zero")).message


def test_a_file_without_permission(tmp_path, monkeypatch):
    path = write(tmp_path, "a.txt", b"words")

    def refuse(*_args, **_kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    error = failure(path)
    assert "may not be read" in error.message
    assert "chmod" in error.hint


def test_a_file_that_is_too_large(tmp_path):
    limits = Limits(largest_text=1)
    path = write(tmp_path, "a.txt", b"a" * (2**20 + 1))
    with pytest.raises(ReadError, match="larger than 1 MiB"):
        readers.read(path, stored_as="a", limits=limits)
    path.write_bytes(b"a" * 2**20)
    assert len(readers.read(path, stored_as="a", limits=limits).text) == 2**20


def zipped(folder: Path, name: str, *members: str) -> Path:
    with zipfile.ZipFile(folder / name, "w") as archive:
        for member in members:
            archive.writestr(member, "content")
    return folder / name


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", b"\x7fELF\x02\x01\x01\0\0\0\0", "an ELF program"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image"),
        ("a.md", b"\xff\xd8\xff\xe0\0\x10JFIF\0", "a JPEG image"),
        ("a.txt", b"GIF89a\x01\0\x01\0\x80", "a GIF image"),
        ("model.gguf", b"GGUF\x03\0\0\0\x10\x01\0\0\0\0\0\0", "a GGUF model"),
        ("a.txt", b"GGUF\x03\0\0\0\x10\x01\0\0\0\0\0\0", "a GGUF model"),
        ("a.txt", b"SQLite format 3\0\x10\0\x01\x01", "an SQLite database"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "an old Word document"),
        ("a.txt", b"\x1f\x8b\x08\0\0\0\0\0\0\x03", "a compressed archive"),
        ("a.txt", b"words and then\0a NUL byte", "a binary file"),
        ("a.txt", bytes(range(1, 32)) * 20, "a binary file"),
    ],
)
def test_other_kinds_are_named(tmp_path, name, data, kind):
    assert f"is {kind}, not text" in failure(write(tmp_path, name, data)).message


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)


def streams(*names: str) -> bytes:
    return COMPOUND + b"".join(name.encode("utf-16-le") + bytes(60) for name in names)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.docx", streams("EncryptionInfo", "EncryptedPackage"), "protected with a password"),
        ("a.txt", streams("EncryptedPackage"), "protected with a password"),
        ("a.xlsx", COMPOUND, "protected with a password"),
        ("a.docx", streams("WordDocument"), "an old Word document"),
        ("a.xls", streams("Workbook", "WordDocument"), "an old Excel workbook"),
        ("a.txt", COMPOUND, "an old Office document"),
        ("a.msg", streams("__substg1.0_1000001F"), "an Outlook message"),
        ("a.docx", b"Just words.", "no Word document although its name says so"),
        ("a.ods", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image"),
        ("a.pdf", bytes(range(1, 32)) * 20, "is damaged, or no PDF although its name says so"),
        ("a.epub", b"Just words.", "no EPUB book although its name says so"),
    ],
)
def test_what_a_suffix_hides_is_named(tmp_path, name, data, kind):
    assert kind in failure(write(tmp_path, name, data)).message


@pytest.mark.parametrize(
    ("name", "members", "kind"),
    [
        ("a.zip", ("notes.txt",), "a ZIP archive"),
        ("a.txt", ("notes.txt",), "a ZIP archive"),
    ],
)
def test_other_archives_are_named(tmp_path, name, members, kind):
    error = failure(zipped(tmp_path, name, *members))
    assert f"is {kind}, not text" in error.message


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("a.docx", ("[Content_Types].xml", "word/document.xml")),
        ("renamed.txt", ("[Content_Types].xml", "word/document.xml")),
        ("a.pptx", ("ppt/presentation.xml",)),
        ("a.xlsx", ("xl/workbook.xml",)),
    ],
)
def test_office_documents_are_told_from_archives_and_called_damaged(tmp_path, name, members):
    assert "is damaged: " in failure(zipped(tmp_path, name, *members)).message


@pytest.mark.parametrize(
    "text", ["GGUF is a file format.", "MZ was his mark.", "BM means British Museum.", "GIF8?"]
)
def test_a_text_may_begin_like_a_binary_format(tmp_path, text):
    path = write(tmp_path, "a.txt", text.encode())
    assert readers.read(path, stored_as="a.txt").text == text


def test_binary_data_behind_a_long_text_head(tmp_path):
    data = b"plain words " * 1000 + b"\0\x01\x02" * 50
    assert "binary or damaged" in failure(write(tmp_path, "a.txt", data)).message


def test_a_name_with_a_nul_is_an_error_not_a_traceback():
    with pytest.raises(ReadError):
        readers.read(Path("a\0b.txt"), stored_as="a")


@pytest.mark.parametrize("name", ["note.md", "note.html", "note.txt"])
def test_a_note_of_our_own_is_no_source(tmp_path, name):
    path = tmp_path / name
    path.write_text('# Storm\n\nIt rained. [1]\n\n<!-- sourceline-note/1 {"citations":[]} -->\n')
    with pytest.raises(ReadError, match="is a note that this program wrote"):
        readers.read(path, stored_as=name)
