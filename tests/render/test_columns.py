from hypothesis import given
from hypothesis import strategies as st

from rag.render.columns import side_by_side, table
from rag.render.layout import display_width

CELLS = st.lists(st.text(max_size=40), min_size=3, max_size=3)


def test_the_widest_columns_give_way():
    lines = table(("a", "b"), (("one two three four", "x"),), 12)
    assert lines == ("a          b", "one two    x\nthree\nfour")


def test_texts_stand_side_by_side():
    assert side_by_side(("one two three", "four"), 18) == "one two   four\nthree"


@given(st.lists(CELLS, max_size=4), st.integers(30, 90))
def test_no_line_is_wider_than_the_paper(rows, width):
    for cells in table(("a", "b", "c"), rows, width):
        assert all(display_width(line) <= width for line in cells.split("\n"))
