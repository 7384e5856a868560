"""Lines in the order in which people read them."""

from rag.readers.ocr.order import in_reading_order
from rag.readers.pdf.lines import Box, PdfLine


def line(text, left, bottom, *, width=None, is_level=True):
    right = left + (width or 6 * len(text))
    return PdfLine(text, Box(left, bottom, right, bottom + 10), is_level=is_level)


def column(name, left, *, top=600, rows=4):
    return [line(f"{name}{row} has running words", left, top - 14 * row) for row in range(rows)]


def texts(lines):
    return [one.text.split(" ")[0] for one in in_reading_order(lines)]


def test_lines_go_from_the_top_down():
    lines = column("a", 50)
    assert texts(reversed(lines)) == ["a0", "a1", "a2", "a3"]


def test_columns_are_read_one_after_the_other():
    lines = [*column("b", 220), *column("a", 50), *column("c", 400)]
    assert texts(lines) == [f"{name}{row}" for name in "abc" for row in range(4)]


def test_a_line_across_the_columns_parts_what_is_above_from_what_is_below():
    above, below = column("a", 50), column("b", 220)
    under, beside = column("c", 50, top=500), column("d", 220, top=500)
    title = line("Title that runs across both of the columns here", 50, 530, width=320)
    assert texts([*beside, *under, title, *below, *above]) == [
        *(f"{name}{row}" for name in "ab" for row in range(4)),
        "Title",
        *(f"{name}{row}" for name in "cd" for row in range(4)),
    ]


def test_a_line_seen_a_little_too_wide_stays_in_its_column():
    left, right = column("a", 50), column("b", 220)
    left[2] = line("a2 has running words", 50, 600 - 28, width=184)
    assert texts([*right, *left]) == [f"{name}{row}" for name in "ab" for row in range(4)]


def test_cells_of_a_table_stay_in_their_rows():
    rows = [("Bilbao", "12"), ("San Juan", "8"), ("Vigo", "1,200"), ("Lugo", "7")]
    lines = [
        line(text, 50 + 200 * place, 600 - 14 * row)
        for row, cells in enumerate(rows)
        for place, text in enumerate(cells)
    ]
    ordered = in_reading_order(lines)
    assert [one.text for one in ordered] == ["Bilbao 12", "San Juan 8", "Vigo 1,200", "Lugo 7"]
    assert [text for _, _, text in ordered[2].cells] == ["Vigo", "1,200"]


def test_parts_of_one_line_are_put_together():
    (one,) = in_reading_order([line("were hurt.", 110, 601), line("12 people", 50, 600)])
    assert one.text == "12 people were hurt."
    assert one.cells == ()


def test_lines_up_the_margin_come_last():
    aside = line("arXiv", 10, 300, is_level=False)
    assert texts([aside, *column("a", 50)])[-1] == "arXiv"


def test_no_lines_have_no_order():
    assert in_reading_order([]) == []
