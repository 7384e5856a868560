"""Table rows are told with the headings over their cells; the rows themselves stay as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag import chunking
from rag.chunking.tables import cell_spans, heading_numbers, is_row, tables, understood
from rag.domain import Document, Shape

SALES = (
    "|  |  | Years ended June 30, |  |",
    "|  | 2019 | 2018 | 2017 |",
    "| Net sales: |  |  |  |",
    "| Boats | $ 1,452.4 | $ 1,146.2 | $ 1,036.9 |",
    "| Nets (note 2) | 44.1 | 56.7 | — |",
    "| Total | 1,496.5 | 1,202.9 | |",
)


def document(text: str, shape: Shape = Shape.PLAIN) -> Document:
    return Document("a.txt", "a", text, "", "", "text/1", shape=shape)


def told(rows: tuple[str, ...], number: int) -> str | None:
    row = understood(rows, number)
    return row.told(rows[number]) if row else None


def test_a_row_is_told_with_its_headings_and_its_section() -> None:
    assert told(SALES, 3) == (
        "Years ended June 30: Net sales: Boats: 2019 $ 1,452.4; 2018 $ 1,146.2; 2017 $ 1,036.9."
    )


def test_empty_cells_are_left_out() -> None:
    assert told(SALES, 5) == "Years ended June 30: Net sales: Total: 2019 1,496.5; 2018 1,202.9."


@pytest.mark.parametrize("number", [0, 1, 2])
def test_headings_and_sections_are_no_rows_of_their_own(number: int) -> None:
    assert understood(SALES, number) is None


def test_the_rows_needed_to_read_one_are_its_headings() -> None:
    assert heading_numbers(SALES, 4) == (0, 1)


def test_what_stands_over_a_rule_is_the_heading() -> None:
    rows = ("| harbour | depth |", "|---|---:|", "| North | 12 m |")
    assert told(rows, 2) == "harbour: North: depth 12 m."
    assert understood(rows, 1) is None


def test_a_table_without_headings_is_told_as_it_is() -> None:
    assert told(("| North | 12 |", "| South | 14 |"), 1) == "South: 14."


def test_tables_are_runs_of_rows_in_following_lines() -> None:
    text = "Depths:\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n| c | d |\nThe end."
    passages = chunking.split(document(text, Shape.MARKDOWN))
    spans = [span for passage in passages for span in passage.sentences]
    found = [
        [text[span.start : span.end] for span in spans[first:last]]
        for first, last in tables(text, spans)
    ]
    assert found == [["| a | b |", "| 1 | 2 |"], ["| c | d |"]]


@pytest.mark.parametrize("shape", Shape)
def test_the_encoder_is_given_the_row_with_its_headings_and_the_sentence_stays(shape) -> None:
    text = "Sales by type:\n\n" + "\n".join(SALES)
    read = document(text, shape)
    passages = chunking.split(read)
    quoted = [text[span.start : span.end] for passage in passages for span in passage.sentences]
    assert quoted[1:] == list(SALES)
    given_texts = chunking.embedded_texts(read, passages)
    assert (
        given_texts[5]
        == "Years ended June 30: Net sales: Nets (note 2): 2019 44.1; 2018 56.7; 2017 —."
    )


def test_a_row_of_a_plain_text_is_never_cut() -> None:
    row = "| The U.S. court. It ruled on 3 May. | He won. | Dr. Ruiz lost. |"
    (passage,) = chunking.split(document(f"| case | one | two |\n{row}"))
    assert len(passage.sentences) == 2


CELL = st.text(alphabet="ab 12.,$%()—:", max_size=8)


@given(st.lists(st.lists(CELL, min_size=1, max_size=5), min_size=1, max_size=7))
def test_any_table_is_understood_and_cells_are_exact(table: list[list[str]]) -> None:
    rows = tuple(f"| {' | '.join(cells)} |" for cells in table)
    for number, row in enumerate(rows):
        assert is_row(row)
        texts = [row[span.start : span.end] for span in cell_spans(row)]
        assert texts == [cell.strip() for cell in table[number]][: len(texts)]
        found = understood(rows, number)
        for cell in found.cells if found else ():
            assert (
                row[cell.span.start : cell.span.end].strip()
                == row[cell.span.start : cell.span.end]
            )
            assert row[cell.span.start : cell.span.end] in found.told(row)
