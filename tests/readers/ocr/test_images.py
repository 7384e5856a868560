"""Pictures as documents, read by a recogniser that sees what it is told."""

import io
import zlib
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image

from rag import readers
from rag.domain import Notice, PlaceKind
from rag.errors import ReadError
from rag.readers.ocr.images import ImageReader
from rag.readers.ocr.recognition import Recognition, using
from tests.readers.seeing import LINES, Seer, below

WORDS = " ".join(LINES)
CHECK = "check figures and names against the page"


def picture(form="PNG", *, mode="L", size=(60, 80), color=255, **options):
    held = io.BytesIO()
    Image.new(mode, size, color).save(held, form, **options)
    return held.getvalue()


def pages(count):
    return picture("TIFF", save_all=True, append_images=[Image.new("L", (60, 80))] * (count - 1))


def read(data, *seen, name="a-scan.png", most_pages=500):
    seer = Seer(*seen)
    with using(Recognition(seer, most_pages=most_pages)):
        return ImageReader().read(Path(name), data, stored_as=name), seer


@pytest.mark.parametrize(
    ("name", "head", "accepted"),
    [
        ("a.png", b"", True),
        ("a.JPG", b"", True),
        ("a.tiff", b"", True),
        ("a.webp", b"", True),
        ("a.gif", b"", False),
        ("a.txt", picture(), True),
        ("a.txt", picture("TIFF"), True),
        ("a.txt", picture("WEBP"), True),
        ("a.txt", picture("JPEG"), True),
        ("a.png", b"Just words", False),
        ("a.webp", b"RIFF\0\0\0\0WAVE", False),
    ],
)
def test_accepts(name, head, accepted):
    assert ImageReader().accepts(Path(name), head) is accepted


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_the_words_of_a_picture_are_a_document(form):
    document, seer = read(picture(form))
    assert document.text == WORDS
    assert document.title == "a scan"
    assert document.reader == "image/1"
    assert not document.has_lines
    assert document.notices == (Notice("its only page was read by OCR (page 1)", CHECK),)
    assert seer.shapes == [(80, 60)]


def test_citations_of_what_was_recognised_say_so():
    document, _ = read(picture())
    assert document.locator(0, 5).ocr is True
    assert document.locator(0, 5).page is None


def test_a_tiff_has_pages():
    document, _ = read(pages(3), below("On page one."), (), below("On page three."))
    assert [(place.kind, place.label) for place in document.places] == [
        (PlaceKind.PAGE, "1"),
        (PlaceKind.PAGE, "2"),
        (PlaceKind.PAGE, "3"),
        (PlaceKind.OCR, "read"),
        (PlaceKind.OCR, ""),
        (PlaceKind.OCR, "read"),
    ]
    at = document.text.index("On page three")
    assert document.locator(at, at + 5).page == 3
    assert [notice.fact for notice in document.notices] == [
        "2 of 3 pages were read by OCR (pages 1, 3)",
        "1 of 3 pages shows a picture in which OCR found no words (page 2)",
    ]


def test_no_more_pages_are_read_than_may_be():
    document, seer = read(pages(4), most_pages=2)
    assert len(seer.shapes) == 2
    assert document.notices[1] == Notice(
        "2 of 4 pages have no text (pages 3-4)",
        "OCR has read as many as it may; raise ocr_pages in rag.toml",
    )


def test_a_photograph_is_turned_as_its_camera_says():
    exif = Image.Exif()
    exif[0x0112] = 6
    _, seer = read(picture("JPEG", exif=exif.tobytes()))
    assert seer.shapes == [(60, 80)]


@pytest.mark.parametrize(
    ("mode", "color"),
    [
        ("1", 1),
        ("P", 0),
        ("RGB", (9, 9, 9)),
        ("RGBA", (0, 0, 0, 0)),
        ("I;16", 999),
        ("LA", (0, 0)),
    ],
)
def test_pictures_of_every_depth_are_read(mode, color):
    assert read(picture(mode=mode, color=color))[0].text == WORDS


def test_what_is_transparent_is_white(monkeypatch):
    shown = []
    monkeypatch.setattr(Seer, "recognise", lambda _, pixels: shown.append(pixels) or below(*LINES))
    read(picture(mode="RGBA", color=(0, 0, 0, 0)))
    assert shown[0].min() == 255


def test_a_large_picture_is_made_smaller():
    _, seer = read(picture(size=(8000, 4000), mode="1", color=1))
    ((height, width),) = seer.shapes
    assert height * width <= 12_100_000
    assert width == pytest.approx(2 * height, abs=2)


@pytest.mark.parametrize("size", [(9000, 9000), (30_000, 30_000)])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(size):
    bomb = picture(mode="1", size=(8, 8))
    header = bomb[:16] + size[0].to_bytes(4, "big") + size[1].to_bytes(4, "big")
    header += bomb[24:29]
    data = header + zlib.crc32(header[12:]).to_bytes(4, "big") + bomb[33:]
    with pytest.raises(ReadError, match="more than 80 million pixels") as caught:
        read(data)
    assert caught.value.hint


def test_a_damaged_picture_is_refused():
    with pytest.raises(ReadError, match="is damaged"):
        read(picture(size=(600, 800))[:60])


def test_a_picture_without_words_is_refused():
    with pytest.raises(ReadError, match="shows no words that OCR could read"):
        read(picture(), ())


def test_without_ocr_a_picture_is_refused_by_name_with_the_command_that_installs_it(
    tmp_path, monkeypatch
):
    monkeypatch.setattr("rag.readers.ocr.installed.models", lambda: None)
    path = tmp_path / "a.png"
    path.write_bytes(picture())
    with pytest.raises(ReadError, match="is a PNG image, not text") as caught:
        readers.read(path, stored_as="a.png")
    assert caught.value.hint == (
        "If it shows text, let OCR read it: pip install 'sourceline[ocr]'"
    )
    assert not readers.supported(path)
    assert readers.supported(path, sees=True)


def test_a_picture_attached_to_a_mail_is_read(tmp_path):
    message = EmailMessage()
    message["From"], message["Subject"] = "ana@example.org", "Scan"
    message.set_content("See the scan.")
    message.add_attachment(picture(), maintype="image", subtype="png", filename="scan.png")
    path = tmp_path / "a.eml"
    path.write_bytes(message.as_bytes())
    document = readers.read(path, stored_as="a.eml", recognition=Recognition(Seer()))
    assert WORDS in document.text
    assert document.locator(document.text.index(WORDS), len(document.text)).ocr
    assert document.reader == "mail/2 with ocr/1"
    assert document.notices[0].fact.startswith(
        "in its attachment scan.png, its only page was read"
    )
