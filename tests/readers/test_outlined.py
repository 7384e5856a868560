from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.chunking import split
from rag.domain import Document, Place, PlaceKind
from rag.errors import ReadError
from rag.readers.made import Told
from rag.readers.outlined import Outlined, TooLongError

PATH = Path("harbour_report.docx")


def written(out: Outlined, told: Told | None = None) -> Document:
    return out.document(
        b"data", path=PATH, stored_as="a.docx", reader="docx/1", told=told or Told()
    )


def test_blocks_stand_apart_and_items_together():
    out = Outlined()
    out.heading(1, "A\nB")
    out.paragraph("One.\n\n\nTwo.  ")
    out.item("x\ny")
    out.item("z", depth=1, mark="1.")
    out.paragraph(" \t ")
    out.heading(2, "")
    out.table([["a", "b|c"], ["1", "2\n3"]])
    out.table([["4"]], header=0)
    assert written(out).text == (
        "# A B\n\nOne.\nTwo.\n\n- x y\n  1. z\n\n| a | b\\|c |\n| --- | --- |\n| 1 | 2 3 |\n\n| 4 |"
    )


def test_a_place_begins_with_what_is_written_next():
    out = Outlined()
    out.place(PlaceKind.SLIDE, "1")
    out.place(PlaceKind.SLIDE, "2")
    out.item("x")
    out.place(PlaceKind.SLIDE, "3")
    out.item("y")
    document = written(out)
    assert document.text == "- x\n\n- y"
    assert document.places == (Place(0, PlaceKind.SLIDE, "2"), Place(5, PlaceKind.SLIDE, "3"))


def test_without_title_and_heading_a_document_is_called_after_its_file():
    out = Outlined()
    out.paragraph("It rained.")
    assert written(out).title == "harbour report"


def test_a_file_without_words_is_refused():
    out = Outlined()
    out.paragraph("--- *** ---")
    with pytest.raises(ReadError, match="holds no words"):
        written(out)


def test_text_without_end_is_refused():
    out = Outlined(longest=100_000)
    with pytest.raises(TooLongError):
        out.table(["words " * 1_000] for _ in range(100))


BLOCKS = st.lists(
    st.tuples(st.sampled_from(["heading", "paragraph", "item", "table", "line"]), st.text()),
    min_size=1,
)


@given(BLOCKS)
def test_the_text_is_fit_to_be_stored_and_every_letter_is_in_a_sentence(blocks):
    out = Outlined()
    out.paragraph("Start.")
    for kind, text in blocks:
        match kind:
            case "heading":
                out.heading(2, text)
            case "paragraph":
                out.paragraph(text)
            case "item":
                out.item(text)
            case "table":
                out.table([[text, "x"], ["1", text]], addresses=["B2", "B3"])
            case _:
                out.line_in(text, "C7")
    document = written(out)
    document.text.encode("utf-8")
    assert all(character.isprintable() or character in "\n\t" or ord(character) > 159
               for character in document.text)  # fmt: skip
    assert "\n\n\n" not in document.text
    spans = [span for passage in split(document) for span in passage.sentences]
    inside = "".join(document.text[span.start : span.end] for span in spans)
    assert list(filter(str.isalnum, inside)) == list(filter(str.isalnum, document.text))
