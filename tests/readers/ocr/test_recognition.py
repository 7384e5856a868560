"""Which documents are read again when OCR comes, goes, or may not be used."""

import sys
from pathlib import Path

import numpy as np
import pytest

from rag.readers.limits import Limits
from rag.readers.ocr import installed, recognition
from rag.readers.ocr.recognition import Recognition, current, signatures, using
from tests.readers.seeing import Seer

MODELS = installed.Models(Path("a"), Path("b"))
READ, MISSED, PART = "pdf/4 with ocr/1", "pdf/4 without ocr", "pdf/4 with ocr/1 of 1 pages"


def signed(*, pages, recogniser, most_pages=500):
    ocr = Recognition(recogniser, most_pages=most_pages)
    for _ in range(pages):
        ocr.page(lambda: np.zeros((9, 9), np.uint8))
    return ocr.signed("pdf/4")


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({"pages": 0, "recogniser": None}, "pdf/4"),
        ({"pages": 0, "recogniser": Seer()}, "pdf/4"),
        ({"pages": 2, "recogniser": Seer()}, READ),
        ({"pages": 2, "recogniser": None}, MISSED),
        ({"pages": 2, "recogniser": Seer(), "most_pages": 1}, PART),
    ],
)
def test_a_reader_says_whether_ocr_helped_it(asked, name):
    assert signed(**asked) == name


@pytest.mark.parametrize(
    ("models", "limits", "kept"),
    [
        pytest.param(MODELS, Limits(), {"pdf/4", READ}, id="installed"),
        pytest.param(MODELS, Limits(ocr_pages=1), {"pdf/4", READ, PART}, id="fewer pages"),
        pytest.param(None, Limits(), {"pdf/4", READ, MISSED}, id="not installed"),
        pytest.param(MODELS, Limits(ocr_pages=0), {"pdf/4", MISSED}, id="off"),
        pytest.param(None, Limits(ocr_pages=0), {"pdf/4", MISSED}, id="off, not installed"),
    ],
)
def test_what_is_kept(monkeypatch, models, limits, kept):
    monkeypatch.setattr(recognition, "models", lambda: models)
    found = signatures(["pdf/4"], limits)
    assert {name for name in ("pdf/4", READ, MISSED, PART) if name in found} == kept


def test_nothing_reads_pictures_unless_it_is_told_to():
    ocr = Recognition(Seer())
    with using(ocr):
        assert current() is ocr
    assert not current().is_at_hand


def test_each_page_is_told_of():
    passed = []
    ocr = Recognition(Seer(), passed=lambda: passed.append(1))
    ocr.page(lambda: np.zeros((9, 9), np.uint8))
    ocr.page(lambda: np.zeros((9, 9), np.uint8))
    assert passed == [1, 1]


def test_whether_it_is_installed_is_told_without_importing_it():
    before = set(sys.modules)
    installed.models()
    assert not {"rapidocr", "onnxruntime", "cv2"} & (set(sys.modules) - before)


def test_an_engine_without_its_models_is_not_installed(tmp_path, monkeypatch):
    for name in ("rapidocr", "onnxruntime", "cv2"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    assert installed.models() is None
    assert installed.remedy() == "let OCR read it: pip install 'sourceline[ocr]'"
    (tmp_path / "rapidocr" / "models").mkdir()
    for task in ("det", "rec"):
        (tmp_path / "rapidocr" / "models" / f"PP-OCRv6_{task}_small.onnx").touch()
    found = installed.models()
    assert found is not None
    assert (found.finds.stem, found.reads.stem) == ("PP-OCRv6_det_small", "PP-OCRv6_rec_small")
    assert installed.remedy() == 'let OCR read it: ocr = "auto" in rag.toml'
