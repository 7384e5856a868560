"""A folder of files made to do harm: the run ends, what is sound is indexed, the rest is told of."""

import io
import os
import socket
import zipfile
from pathlib import Path

import pytest

from rag.settings import Settings
from rag.workspace import Workspace
from tests.parts import FakeParts

SECONDS = 60
GOOD = "The storm flooded around 40 houses."
ENTITIES = b"<!DOCTYPE x [<!ENTITY a0 'lol'>%s]><x>&a9;</x>" % b"".join(
    b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)
)
EXTERNAL = b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>words &e;</x>"


def zipped(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def bomb(inner: str) -> bytes:
    """300 MiB of zeros under the name of what an office program looks for."""
    zeros = b"<?xml version='1.0'?><w>" + b" " * (300 * 2**20)
    kinds = b"<?xml version='1.0'?><Types/>"
    return zipped(**{"[Content_Types].xml": kinds, inner: zeros, "../../evil": b"x"})


HOSTILE = {
    "bomb.docx": lambda: bomb("word/document.xml"),
    "bomb.xlsx": lambda: bomb("xl/workbook.xml"),
    "bomb.epub": lambda: bomb("META-INF/container.xml"),
    "bomb.odt": lambda: bomb("content.xml"),
    "entities.xml": lambda: b"<?xml version='1.0'?>" + ENTITIES,
    "entities.html": lambda: ENTITIES,
    "external.xml": lambda: b"<?xml version='1.0'?>" + EXTERNAL,
    "external.xhtml": lambda: b"<?xml version='1.0'?>" + EXTERNAL,
    "line.txt": lambda: b"word " * 2**20,
    "line.json": lambda: b'{"a": "' + b"word " * 2**20 + b'"}',
    "line.csv": lambda: b"a,b\n" + b"word," * 2**18,
    "nul.txt": lambda: b"words \0\0\0 words",
    "deep.json": lambda: b"[" * 10**6,
    "deep.html": lambda: b"<div>" * 10**5 + b"words",
    "deep.xml": lambda: b"<?xml version='1.0'?>" + b"<a>" * 10**5,
    "deep.eml": lambda: b"From: a@b\nMIME-Version: 1.0\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(5000)
    ),
    "deep.rtf": lambda: b"{\\rtf1" + b"{" * 10**6 + b"words",
    "empty.pdf": lambda: b"",
    "loop.pdf": lambda: b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>endobj\n"
    b"trailer<</Root 1 0 R/Size 3/Prev 0>>\nstartxref\n0\n%%EOF",
}  # fmt: skip


LARGE = {name for name in HOSTILE if name.startswith(("bomb", "line"))} | {"deep.eml", "deep.rtf"}


def folder_of(root):
    root.mkdir()
    (root / "good.txt").write_text(GOOD)
    return root


@pytest.fixture
def root(tmp_path):
    return folder_of(tmp_path / "root")


def indexed(root, **limits):
    settings = Settings(**{"file_seconds": 10, "file_memory": 768, "largest_text": 64} | limits)
    with Workspace(root, settings, parts=FakeParts()) as workspace:
        report = workspace.index([root])
        return report, {document.path: document for document in workspace.documents()}


@pytest.fixture(scope="module")
def together(tmp_path_factory):
    """All of them that take no second, in one folder and one run."""
    root = folder_of(tmp_path_factory.mktemp("together") / "root")
    for name in HOSTILE.keys() - LARGE:
        (root / name).write_bytes(HOSTILE[name]())
    return root, *indexed(root)


@pytest.mark.parametrize("name", sorted(HOSTILE.keys() - LARGE))
@pytest.mark.timeout(SECONDS)
def test_hostile_files_harm_nobody_else(together, name):
    assert_harmless(*together, name)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(HOSTILE))
@pytest.mark.timeout(SECONDS)
def test_a_hostile_file_harms_nobody_else(root, name):
    (root / name).write_bytes(HOSTILE[name]())
    assert_harmless(root, *indexed(root), name)


def assert_harmless(root, report, documents, name):
    assert "good.txt" in documents
    told = {failed.path: failed for failed in report.failed}
    if name in told:
        assert told[name].reason
        assert told[name].hint
    assert not (root.parent / "evil").exists()
    assert not (root.parent.parent / "evil").exists()


@pytest.mark.parametrize("name", ["external.xml", "external.xhtml"])
def test_no_entity_reads_another_file(root, name):
    (root / name).write_bytes(HOSTILE[name]())
    with Workspace(root, Settings(), parts=FakeParts()) as workspace:
        workspace.index([root])
        assert not workspace.search("root bin bash nologin") or all(
            "/bin/" not in hit.sentence.text for hit in workspace.search("root bin bash nologin")
        )


@pytest.mark.timeout(SECONDS)
def test_what_is_no_file_is_passed_over(root):
    os.mkfifo(root / "pipe.txt")
    (root / "self").symlink_to(root / "self")
    (root / "up").symlink_to(root)
    (root / "device.txt").symlink_to("/dev/zero")
    (root / "turn.txt").symlink_to(root / "round.txt")
    (root / "round.txt").symlink_to(root / "turn.txt")
    held = socket.socket(socket.AF_UNIX)
    folder = Path.cwd()
    os.chdir(root)
    try:
        held.bind("socket.txt")
    finally:
        os.chdir(folder)
    with held:
        _, documents = indexed(root)
    assert list(documents) == ["good.txt"]


@pytest.mark.parametrize("name", ["pipe.json", "pipe.txt"])
@pytest.mark.timeout(SECONDS)
def test_a_pipe_that_is_named_is_refused(root, name):
    os.mkfifo(root / name)
    settings = Settings(file_seconds=5)
    with Workspace(root, settings, parts=FakeParts()) as workspace:
        report = workspace.index([root, root / name])
    assert [failed.path for failed in report.failed] == [name]
