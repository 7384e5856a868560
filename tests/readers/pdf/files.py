"""PDF files made by hand: words at their places, and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FONTS = ("Helvetica", "Helvetica-Bold", "Times-Roman")


@dataclass(frozen=True)
class Words:
    """Words on a page: where they begin, in points from the bottom left, and how large they are."""

    text: str
    x: float = 72
    y: float = 700
    size: float = 11
    font: str = "Helvetica"

    @property
    def drawn(self) -> bytes:
        escaped = self.text.encode("cp1252").replace(b"\\", b"\\\\")
        escaped = escaped.replace(b"(", b"\\(").replace(b")", b"\\)")
        where = f"/F{FONTS.index(self.font)} {self.size} Tf 1 0 0 1 {self.x} {self.y} Tm "
        return b"BT " + where.encode() + b"(" + escaped + b") Tj ET\n"


@dataclass(frozen=True)
class Upwards(Words):
    """Words that run from the bottom of the page to its top."""

    @property
    def drawn(self) -> bytes:
        return Words.drawn.fget(self).replace(b" 1 0 0 1 ", b" 0 1 -1 0 ")


@dataclass(frozen=True)
class Picture:
    """A picture as large as a page, as a scanner makes it."""

    text: str = ""

    @property
    def drawn(self) -> bytes:
        return b"q 612 0 0 792 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xa5 EI Q\n"


def lines(*texts: str, x: float = 72, top: float = 700, lead: float = 13.5) -> list[Words]:
    """Lines of one paragraph, one below the other."""
    return [Words(text, x, top - number * lead) for number, text in enumerate(texts)]


def pdf_bytes(
    pages: Sequence[Sequence[Words | Picture]],
    *,
    facts: Mapping[str, str] | None = None,
    trailer: bytes = b"",
    language: str = "",
) -> bytes:
    """A PDF with these pages; `facts` go into its information dictionary."""
    fonts = b" ".join(b"/F%d %d 0 R" % (place, 4 + place) for place in range(len(FONTS)))
    first = 4 + len(FONTS)
    numbers = [first + 2 * place for place in range(len(pages))]
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    spoken = f" /Lang ({language})".encode() if language else b""
    told = b" ".join(f"/{key} ({value})".encode("cp1252") for key, value in (facts or {}).items())
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R" + spoken + b" >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % len(pages),
        b"<< " + told + b" >>",
        *(
            b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
            % font.encode()
            for font in FONTS
        ),
    ]
    for number, page in zip(numbers, pages, strict=True):
        content = b"".join(words.drawn for words in page)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << "
            + fonts
            + b" >> >> /Contents %d 0 R >>" % (number + 1)
        )
        objects.append(b"<< /Length %d >>\nstream\n" % len(content) + content + b"endstream")
    return _file(objects, trailer)


def _file(objects: Sequence[bytes], trailer: bytes) -> bytes:
    parts = [b"%PDF-1.7\n"]
    offsets: list[int] = []
    length = len(parts[0])
    for number, body in enumerate(objects, 1):
        offsets.append(length)
        parts.append(b"%d 0 obj\n" % number + body + b"\nendobj\n")
        length += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table)
    parts.append(
        b"trailer\n<< /Size %d /Root 1 0 R /Info 3 0 R " % (len(objects) + 1)
        + trailer
        + b" >>\nstartxref\n%d\n%%%%EOF\n" % length
    )
    return b"".join(parts)
