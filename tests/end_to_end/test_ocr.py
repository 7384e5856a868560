"""The real OCR, where the extra is installed: a page drawn here is read back."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from rag.readers.limits import Limits
from rag.readers.ocr import recognition
from rag.readers.ocr.installed import models
from rag.readers.sandbox import Sandbox

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(models() is None, reason="the extra ocr is not installed"),
]

LEFT = (
    "The storm flooded around 40 houses",
    "in Bilbao on 3 May 2024. At least 12",
    "people were hurt.",
)
RIGHT = (
    "Repairs will cost $1,496 million,",
    "the council said on Monday. It had",
    "asked for 5.2 % more in 2023.",
)


def page(*, turned=0):
    image = Image.new("L", (1700, 2200), 255)
    draw = ImageDraw.Draw(image)
    draw.text((500, 150), "Report on the storm", font=ImageFont.load_default(64), fill=0)
    for x, texts in ((150, LEFT), (900, RIGHT)):
        for row, text in enumerate(texts):
            draw.text((x, 320 + 48 * row), text, font=ImageFont.load_default(34), fill=0)
    return image.rotate(turned, expand=True, fillcolor=255)


def saved(path: Path, image, **options):
    held = io.BytesIO()
    image.save(held, path.suffix[1:].upper().replace("TIF", "TIFF"), **options)
    path.write_bytes(held.getvalue())
    return path


@pytest.fixture(scope="module")
def read():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recognition, "models", models)
        with Sandbox(Limits(file_memory=768)) as sandbox:
            yield lambda path: sandbox.read(path, stored_as=path.name)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_scan_is_read_whichever_way_it_lies(read, tmp_path, turned):
    document = read(saved(tmp_path / "scan.pdf", page(turned=turned), resolution=200))
    assert document.text == f"# Report on the storm\n\n{' '.join(LEFT)}\n\n{' '.join(RIGHT)}"
    assert document.notices[0].fact == "its only page was read by OCR (page 1)"


@pytest.mark.parametrize("name", ["scan.png", "scan.tif", "scan.webp"])
def test_a_picture_is_read(read, tmp_path, name):
    document = read(saved(tmp_path / name, page()))
    assert "At least 12 people were hurt." in document.text
    assert document.reader == "image/1 with ocr/1"
