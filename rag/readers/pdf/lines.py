"""The lines of a PDF's pages with their boxes, as PDFium finds them in the page's own order."""

import ctypes
import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from rag.readers.pdf.moved import Box, is_figure, marked, moved
from rag.readers.raised import MARKS, merged, resolved

if TYPE_CHECKING:
    import pypdfium2

_LINE_END: Final = re.compile("\r\n|\r|\n|(?<=[\x02\ufffe])")
"""PDFium writes no line break behind a hyphen that ends a line."""
_BOLD: Final = re.compile(r"bold|black|heavy|semibd|demi|cmbx", re.IGNORECASE)
_BOLD_WEIGHT: Final = 600
_LEVEL: Final = 0.05
"""Radians a line may lean and still run from left to right."""
_WIDE_GAP: Final = 1.0
"""In heights of the line: a space as wide parts two cells or columns."""
_ALEFS: Final = re.compile("[اأإآ]ل")
_UNMARKED: Final = dict.fromkeys(map(ord, MARKS), "\ufffd")
_LIGATURES: Final = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | dict.fromkeys("\uf0b7\uf0a7\uf076\uf0d8\uf0fc", "•")
    | dict.fromkeys("\x02\ufffe", "-")
)
"""Joined letters, the bullets of symbol fonts, and what PDFium makes of a hyphen at a line's end."""


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of a page, or as much of it as stands together."""

    text: str
    box: Box
    size: float = 0.0
    """Of the type, in points."""
    is_bold: bool = False
    is_level: bool = True
    cells: tuple[tuple[float, float, str], ...] = ()
    """Left, right and text of the parts that wide spaces keep apart, where there are several."""


def _told(line: PdfLine) -> PdfLine:
    """The line with what is marked in it told in plain signs."""
    cells = tuple((left, right, resolved(merged(text))) for left, right, text in line.cells)
    return replace(line, text=resolved(merged(line.text)), cells=cells)


def page_lines(page: "pypdfium2.PdfPage") -> list[PdfLine]:
    """The lines of a pypdfium2 page that hold more than white space.

    Boxes are asked for a few characters of each line only, which keeps a thousand pages quick.
    """
    text_page = page.get_textpage()
    try:
        characters = _Characters(text_page)
        lines = [characters.line(start, end) for start, end in characters.line_spans()]
    finally:
        text_page.close()
    return [_told(line) for line in _joined([line for line in lines if line is not None])]


class _Characters:
    """The characters of a page; their boxes are looked up when asked for."""

    def __init__(self, text_page: "pypdfium2.PdfPage") -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._page = text_page
        self._text = self._characters().translate(_UNMARKED)

    def _characters(self) -> str:
        """One code point for each of the page's characters, so that places are the same in both."""
        count = self._page.count_chars()
        text = str(self._page.get_text_range()) if count else ""
        if len(text) == count:
            return text
        codes = (self._pdfium.FPDFText_GetUnicode(self._page, place) for place in range(count))
        return "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)

    def line_spans(self) -> list[tuple[int, int]]:
        """Where the lines begin and end."""
        ends = [*((m.start(), m.end()) for m in _LINE_END.finditer(self._text))]
        starts = [0, *(end for _, end in ends)]
        stops = [*(start for start, _ in ends), len(self._text)]
        return list(zip(starts, stops, strict=True))

    def line(self, start: int, end: int) -> PdfLine | None:
        """The line between two characters, None where it is blank."""
        shown = [place for place in range(start, end) if not self._text[place].isspace()]
        if not shown:
            return None
        samples = (shown[0], shown[len(shown) // 2], shown[-1])
        boxes = [self.box(place) for place in samples]
        box = boxes[0]
        for other in boxes[1:]:
            box = box.around(other)
        usual = sorted(boxes, key=lambda each: each.height)[len(boxes) // 2]
        box = replace(box, bottom=usual.bottom, top=usual.top)
        return PdfLine(
            self._clean(start, end).strip(),
            box,
            size=sorted(map(self._size, samples))[len(samples) // 2],
            is_bold=self._is_bold(shown[0]) and self._is_bold(shown[-1]),
            is_level=self._is_level(shown[0]),
            cells=self._cells(shown[0], shown[-1] + 1, usual.height),
        )

    def _raised(self, start: int, text: str) -> str:
        """`text`, which begins at `start`, its figures that are raised or lowered marked."""
        shown = start + len(text) - len(text.lstrip())
        if not self._is_level(shown):
            return text
        return marked(text, lambda place: self.box(start + place))

    def _is_level(self, place: int) -> bool:
        return bool(abs(self._pdfium.FPDFText_GetCharAngle(self._page, place)) < _LEVEL)

    def box(self, place: int) -> Box:
        """The box of a character, with the room its font leaves above and below."""
        rectangle = self._pdfium.FS_RECTF()
        self._pdfium.FPDFText_GetLooseCharBox(self._page, place, rectangle)
        sides = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        # A damaged matrix puts letters nowhere.
        return Box(*(side if math.isfinite(side) else 0.0 for side in sides))

    def _cells(self, start: int, end: int, height: float) -> tuple[tuple[float, float, str], ...]:
        """The parts of a line between spaces that are wide; none where it is one part."""
        parts: list[tuple[int, int]] = []
        begun = start
        for place in range(start + 1, end - 1):
            if self._text[place] == " " and self._gap(place) > _WIDE_GAP * height:
                parts.append((begun, place))
                begun = place + 1
        if not parts:
            return ()
        parts.append((begun, end))
        return tuple(
            (self.box(first).left, self.box(last - 1).right, self._clean(first, last).strip())
            for first, last in parts
            if self._text[first:last].strip()
        )

    def _gap(self, place: int) -> float:
        """How far the characters around a space stand apart."""
        return self.box(place + 1).left - self.box(place - 1).right

    def _size(self, place: int) -> float:
        matrix = self._pdfium.FS_MATRIX()
        self._pdfium.FPDFText_GetMatrix(self._page, place, matrix)
        return float(self._pdfium.FPDFText_GetFontSize(self._page, place)) * math.hypot(
            matrix.c, matrix.d
        )

    def _is_bold(self, place: int) -> bool:
        if self._pdfium.FPDFText_GetFontWeight(self._page, place) >= _BOLD_WEIGHT:
            return True
        name = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        self._pdfium.FPDFText_GetFontInfo(self._page, place, name, 128, flags)
        return _BOLD.search(name.value.decode("latin-1")) is not None

    def _clean(self, start: int, end: int) -> str:
        """Text with its ligatures taken apart, and lam before alef where one glyph is both."""
        text = self._text[start:end]
        for match in reversed([*_ALEFS.finditer(text)]):
            place = match.start()
            if self.box(start + place) == self.box(start + place + 1):
                text = f"{text[:place]}{text[place + 1]}{text[place]}{text[place + 2 :]}"
        return self._raised(start, text).translate(_LIGATURES)


def _joined(lines: list[PdfLine]) -> list[PdfLine]:
    """Lines with what stands at the same height right behind them: exponents, fractions, fonts."""
    joined: list[PdfLine] = []
    for line in lines:
        if joined and _follows(joined[-1], line):
            joined[-1] = _one(joined[-1], line)
        else:
            joined.append(line)
    return joined


def _follows(before: PdfLine, line: PdfLine) -> bool:
    if not (before.is_level and line.is_level):
        return False
    shared = min(before.box.top, line.box.top) - max(before.box.bottom, line.box.bottom)
    low = min(before.box.height, line.box.height)
    gap = line.box.left - before.box.right
    return (
        low > 0
        and shared > 0.4 * low
        and -0.3 * low <= gap <= 0.8 * max(before.box.height, line.box.height)
    )


def _one(before: PdfLine, line: PdfLine) -> PdfLine:
    tall = before.box if before.box.height >= line.box.height else line.box
    apart = " " if line.box.left - before.box.right > 0.2 * tall.height else ""
    if not apart and is_figure(line.text):
        line = replace(line, text=moved(line.text, before.box, line.box), cells=())
    box = replace(before.box.around(line.box), bottom=tall.bottom, top=tall.top)
    cells: tuple[tuple[float, float, str], ...] = ()
    if before.cells or line.cells:
        *first, (left, _, head) = before.cells or ((before.box.left, 0.0, before.text),)
        (_, right, tail), *rest = line.cells or ((0.0, line.box.right, line.text),)
        cells = (*first, (left, right, head + apart + tail), *rest)
    return PdfLine(
        before.text + apart + line.text,
        box,
        size=max(before.size, line.size),
        is_bold=before.is_bold and line.is_bold,
        cells=cells,
    )
