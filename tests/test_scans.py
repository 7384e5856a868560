"""Scans in a library: read once OCR is installed, told of, and gone when it may not be used."""

from functools import partial
from pathlib import Path

import pytest

from rag.readers import sandbox
from rag.readers.ocr import installed, recognition
from rag.readers.ocr.installed import Models
from rag.settings import Ocr, Settings
from rag.workspace import Workspace
from tests.parts import FakeParts
from tests.readers.ocr.test_images import picture
from tests.readers.pdf.files import Picture, Words, pdf_bytes
from tests.readers.seeing import LINES

BODY = "The council said on Monday that the bridge would open again in spring."


@pytest.fixture
def install(monkeypatch):
    real, fake = sandbox.Sandbox, partial(sandbox.Sandbox, program="tests.readers.seeing")

    def done(present):
        found = Models(Path("a"), Path("b")) if present else None
        monkeypatch.setattr(recognition, "models", lambda: found)
        monkeypatch.setattr(installed, "models", lambda: found)
        monkeypatch.setattr(sandbox, "Sandbox", fake if present else real)

    done(present=False)
    return done


@pytest.fixture
def root(tmp_path):
    files = {
        "scan.pdf": pdf_bytes([[Picture()]]),
        "part.pdf": pdf_bytes([[Words(BODY)], [Picture()]]),
        "text.pdf": pdf_bytes([[Words(BODY + " Really.")]]),
        "photo.png": picture(),
        "damaged.pdf": b"%PDF-",
    }
    folder = tmp_path / "files"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return tmp_path


def indexed(root, ocr=Ocr.AUTO):
    with Workspace(root, Settings(ocr=ocr), parts=FakeParts()) as workspace:
        report = workspace.index([root / "files"])
        return report, {Path(one.path).name for one in workspace.documents()}


def test_what_was_refused_is_read_once_ocr_is_installed(root, install):
    report, names = indexed(root)
    assert {Path(one.path).name for one in report.failed} == {"scan.pdf", "damaged.pdf"}
    assert names == {"part.pdf", "text.pdf"}

    install(present=True)
    report, names = indexed(root)
    assert names == {"part.pdf", "text.pdf", "scan.pdf", "photo.png"}
    assert (report.added, report.updated, report.unchanged) == (2, 1, 1)
    assert sorted(one.told for one in report.notices) == [
        f"files/{told} (page {page}); check figures and names against the page"
        for told, page in (
            ("part.pdf: 1 of 2 pages was read by OCR", 2),
            ("photo.png: its only page was read by OCR", 1),
            ("scan.pdf: its only page was read by OCR", 1),
        )
    ]
    report, _ = indexed(root)
    assert (report.added, report.updated, report.unchanged) == (0, 0, 4)


def test_what_was_read_stays_when_ocr_is_no_longer_installed(root, install):
    install(present=True)
    _, names = indexed(root)
    install(present=False)
    report, still = indexed(root)
    assert still == names
    assert (report.updated, report.removed) == (0, 0)


def test_what_was_read_goes_when_ocr_may_not_be_used(root, install):
    install(present=True)
    indexed(root)
    report, names = indexed(root, Ocr.OFF)
    assert names == {"part.pdf", "text.pdf"}
    told = {Path(one.path).name: one.hint for one in report.failed}
    assert told["photo.png"] == 'If it shows text, let OCR read it: ocr = "auto" in rag.toml'


def test_a_citation_of_recognised_words_says_so(root, install):
    install(present=True)
    with Workspace(root, Settings(), parts=FakeParts()) as workspace:
        workspace.index([root / "files" / "part.pdf"])
        hit = workspace.search(LINES[0])[0]
    assert hit.sentence.text == LINES[0]
    assert (hit.sentence.locator.page, hit.sentence.locator.ocr) == (2, True)


@pytest.mark.parametrize(
    ("present", "ocr", "told"),
    [
        (False, Ocr.AUTO, "not installed, scans and pictures are not read"),
        (True, Ocr.AUTO, "rapidocr "),
        (True, Ocr.OFF, "not used: ocr is off in the settings"),
    ],
)
def test_the_doctor_says_whether_there_is_ocr(tmp_path, install, present, ocr, told):
    from rag.workspace.diagnosis import ocr_facts

    install(present)
    ((name, value),) = ocr_facts(Settings(ocr=ocr))
    assert name == "OCR"
    assert told in value
