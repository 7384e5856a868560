"""Files of each format made to do harm, read in the sandbox: refused for the true reason, or read."""

import io
import zipfile
import zlib
from collections.abc import Callable

import pytest

from rag.errors import ReadError
from rag.readers.limits import Limits
from rag.readers.sandbox import Sandbox
from tests.readers.office import specimens as made
from tests.readers.office.files import edited
from tests.readers.pdf.files import Words, pdf_bytes
from tests.stages import each

LIMITS = Limits(file_seconds=30, file_memory=1024, largest_file=32, largest_text=16)
ZEROS = b" " * (300 * 2**20)
PASSWD = b"file:///etc/passwd"
ENTITIES = b"".join(
    b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)
)  # fmt: skip
BILLION = b"<!DOCTYPE x [<!ENTITY a0 'lol'>%s]>" % ENTITIES
OUTSIDE = b"<!DOCTYPE x [<!ENTITY a9 SYSTEM '%s'>]>" % PASSWD
SECRET = "root:"


def within(data: bytes, member: str, prolog: bytes, put: tuple[bytes, bytes]) -> bytes:
    """A package with a document type, and in one of its files an entity of it."""

    def change(content: bytes) -> bytes:
        rest = content.rpartition(b"?>")[2]
        return b"<?xml version='1.0'?>" + prolog + rest.replace(*put, 1)

    return edited(data, {member: change})


def packed(data: bytes, member: str) -> bytes:
    """A package one file of which is 300 MiB of spaces."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, ZEROS if name == member else old.read(name))
    return stream.getvalue()


def lying(data: bytes, member: str) -> bytes:
    """The same, where the archive's table of contents says it is 100 bytes long."""
    held = bytearray(packed(data, member))
    size = len(ZEROS).to_bytes(4, "little")
    at = held.find(size)
    while at >= 0:
        held[at : at + 4] = (100).to_bytes(4, "little")
        at = held.find(size, at)
    return bytes(held)


def sheet(cells: str, more: str = "") -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    content = f"<worksheet xmlns='{main}'><sheetData>{cells}</sheetData>{more}</worksheet>"
    return edited(made.xlsx_bytes(), {"xl/worksheets/sheet1.xml": content.encode()})


def opened(old: bytes, new: bytes, *, of: Callable[[], bytes] = made.ods_bytes) -> bytes:
    return edited(of(), {"content.xml": lambda content: content.replace(old, new, 1)})


def pdf(*objects: bytes, root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1, with a true table of where they are."""
    parts, offsets = [b"%PDF-1.7\n"], []
    for number, body in enumerate(objects, 1):
        offsets.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = sum(map(len, parts))
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table))
    parts.append(b"trailer\n<</Size %d/Root %d 0 R>>\n" % (len(objects) + 1, root))
    parts.append(b"startxref\n%d\n%%%%EOF\n" % start)
    return b"".join(parts)


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources %s>>"


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), more, content)


def inflating() -> bytes:
    once = zlib.compress(b"BT ET " * (40 * 2**20))
    return stream(zlib.compress(once), b"/Filter[/FlateDecode/FlateDecode]")


FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 5 0 R>>>>"
LARGER = "is larger than"
ROW = b"<table:table-row>"
CELL = b"<table:table-cell>"

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb.docx": (lambda: packed(made.docx_bytes(), "word/document.xml"), LARGER),
    "bomb.pptx": (lambda: packed(made.pptx_bytes(), "ppt/slides/slide1.xml"), LARGER),
    "bomb.xlsx": (lambda: packed(made.xlsx_bytes(), "xl/worksheets/sheet1.xml"), LARGER),
    "bomb.odt": (lambda: packed(made.odt_bytes(), "content.xml"), LARGER),
    "bomb.epub": (lambda: packed(made.epub_bytes(), "OEBPS/a.xhtml"), LARGER),
    "lying.docx": (lambda: lying(made.docx_bytes(), "word/document.xml"), "is damaged"),
    "lying.epub": (lambda: lying(made.epub_bytes(), "OEBPS/book.opf"), "is damaged"),
    "entities.xml": (
        lambda: b"<?xml version='1.0'?>" + BILLION + b"<x>words &a9;</x>",
        "defines entities of its own",
    ),
    "outside.xml": (
        lambda: b"<?xml version='1.0'?>" + OUTSIDE + b"<x>words &a9;</x>",
        "defines entities of its own",
    ),
    "tree.pdf": (
        lambda: pdf(CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>"),
        "pages|damaged|no text layer",
    ),
    "parents.pdf": (
        lambda: pdf(CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 2>>",
                    b"<</Type/Pages/Kids[2 0 R]/Count 2/Parent 2 0 R>>"),
        "damaged|no text layer",
    ),
    "itself.pdf": (lambda: pdf(CATALOG, PAGES, PAGE % b"<<>>", b"4 0 R"), "no text layer"),
    "forms.pdf": (
        lambda: pdf(CATALOG, PAGES, PAGE % b"<</XObject<</A 5 0 R>>>>", stream(b"/A Do"),
                    stream(b"/A Do /A Do", FORM)),
        "no text layer|its reader crashed|needs more memory",
    ),
    "arrays.pdf": (
        lambda: pdf(CATALOG, PAGES, PAGE % (b"[" * 200_000), stream(b"")),
        "damaged|no text layer",
    ),
    "inflating.pdf": (
        lambda: pdf(CATALOG, PAGES, PAGE % b"<<>>", inflating()), "no text layer|needs more memory",
    ),
    "deep.html": (lambda: b"<div>" * 100_000 + b"words", "nested too deeply"),
    "bold.html": (lambda: b"<p>words " + b"<b>" * 100_000 + b"words", "nested too deeply"),
    "tables.html": (lambda: b"<table><tr><td>words" * 20_000, "nested too deeply"),
    "deep.xml": (lambda: b"<?xml version='1.0'?>" + b"<a>" * 100_000 + b"words", "XML"),
}  # fmt: skip

READ: dict[str, tuple[Callable[[], bytes], str]] = {
    "corner.xlsx": (
        lambda: sheet("<row r='1048576'><c r='XFD1048576'><v>12</v></c></row>"), "12",
    ),
    "merged.xlsx": (
        lambda: sheet("<row r='1'><c r='A1'><v>12</v></c></row>",
                      "<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>"), "12",
    ),
    "rows.ods": (
        lambda: opened(ROW, b"<table:table-row table:number-rows-repeated='1000000000'>"), "12",
    ),
    "columns.ods": (
        lambda: opened(CELL, b"<table:table-cell table:number-columns-repeated='1000000000'>"),
        "12",
    ),
    "spaces.odt": (
        lambda: opened(b"At least", b"<text:s text:c='1000000000'/>At least", of=made.odt_bytes),
        "12",
    ),
    "loop.pdf": (
        lambda: pdf_bytes([[Words("At least 12 people")]], trailer=b"/Prev 9 /XRefStm 9"), "12",
    ),
    "evil.epub": (
        lambda: edited(made.epub_bytes(), {
            "../../evil": b"x",
            "OEBPS/book.opf": lambda opf: opf.replace(
                b"</manifest><spine>",
                b"<item id='b' href='../../../../etc/passwd' media-type='text/html'/></manifest>"
                b"<spine><itemref idref='b'/>"),
        }), "12",
    ),
}  # fmt: skip
"""May be refused as well, but not lose the sandbox."""

LARGE = "bomb|lying|inflating|forms"
"""Files that take a second or more."""

PACKAGES = {
    "a.docx": (made.docx_bytes, "word/document.xml", b"At least"),
    "a.pptx": (made.pptx_bytes, "ppt/slides/slide1.xml", b"At least"),
    "a.xlsx": (made.xlsx_bytes, "xl/worksheets/sheet1.xml", b"Bilbao"),
    "a.odt": (made.odt_bytes, "content.xml", b"At least"),
    "a.ods": (made.ods_bytes, "content.xml", b"Bilbao"),
    "a.odp": (made.odp_bytes, "content.xml", b"At least"),
    "a.epub": (made.epub_bytes, "OEBPS/a.xhtml", b"At least"),
}


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(LIMITS) as found:
        yield found


def outcome(sandbox, folder, name: str, data: bytes) -> str:
    """The text of a file, or why it is refused."""
    path = folder / name
    path.write_bytes(data)
    refused = None
    try:
        text = sandbox.read(path, stored_as=name).text
    except ReadError as error:
        refused = error
    assert not list(folder.parent.rglob("evil"))
    if refused is None:
        return text
    assert refused.message.startswith(str(path))
    assert refused.hint
    return f"refused: {refused.message.removeprefix(str(path))}"


@pytest.mark.parametrize("name", each(REFUSED, slow=LARGE))
@pytest.mark.timeout(120)
def test_what_would_not_end_well_is_refused(sandbox, tmp_path, name):
    data, reason = REFUSED[name]
    found = outcome(sandbox, tmp_path, name, data())
    assert found.startswith("refused: ")
    assert any(part in found for part in reason.split("|")), found


@pytest.mark.parametrize("name", sorted(READ))
@pytest.mark.timeout(120)
def test_what_only_looks_endless_is_read(sandbox, tmp_path, name):
    data, words = READ[name]
    found = outcome(sandbox, tmp_path, name, data())
    assert words in found
    assert SECRET not in found


@pytest.mark.parametrize("prolog", [BILLION, OUTSIDE], ids=["billion", "outside"])
@pytest.mark.parametrize("name", sorted(PACKAGES))
@pytest.mark.timeout(120)
def test_entities_within_packages_stand_for_nothing(sandbox, tmp_path, name, prolog):
    specimen, member, words = PACKAGES[name]
    data = within(specimen(), member, prolog, (words, b"&a9;"))
    found = outcome(sandbox, tmp_path, name, data)
    assert SECRET not in found
    assert "lol" not in found
    assert found.startswith("refused: ") or "12" in found
