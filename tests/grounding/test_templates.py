"""Every statement is taken apart into a template and pieces."""

import pytest

from rag.domain import Span, Statement, Verdict
from rag.grounding import TEMPLATES, rebuild
from tests.grounding.statements import CITATIONS, quoted, statement


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ("Lee said", "{piece}"),
        ("Lee said.", "{piece}."),
        ("“Lee said”", "“{piece}”"),
        ("Lee said (a.txt)", "{piece} ({path})"),
        ("Lee said (a.txt:3)", "{piece} ({path}:{line})"),
        ("2024-12-19: Lee said", "{date}: {piece}"),
        ("A title: Lee said", "{title}: {piece}"),
    ],
)
def test_the_template_is_found_again(text: str, template: str) -> None:
    layout = rebuild(statement(text, ("Lee said", 1)), CITATIONS)
    assert layout is not None
    assert layout.template == template
    assert [text[span.start : span.end] for span in layout.pieces] == ["Lee said"]


@pytest.mark.parametrize(
    "text",
    [
        "Lee said (b.txt)",
        "Lee said (a.txt:4)",
        "2023-01-01: Lee said",
        "3 sources: Lee said",
        "lee said",
        "Lee said ",
        "Lee said (a.txt) indeed",
    ],
)
def test_what_a_citation_does_not_say_fits_no_slot(text: str) -> None:
    assert rebuild(statement(text, ("Lee said", 1)), CITATIONS) is None


def test_a_name_in_brackets_may_come_from_another_sentence() -> None:
    clarified = statement(
        "North Koreans [the agency] have been wounded",
        ("North Koreans", 1),
        ("the agency", 2),
        ("have been wounded", 1),
    )
    layout = rebuild(clarified, CITATIONS)
    assert layout is not None
    assert layout.groups == ((0,), (1,), (2,))


def test_counts_of_the_program_fill_count_slots() -> None:
    counted = Statement("2 of 3 documents used", (), (), Verdict.QUOTED)
    layout = rebuild(counted, CITATIONS)
    assert layout is not None
    assert layout.counts == (Span(0, 1), Span(5, 6))


def test_two_sides_stand_side_by_side() -> None:
    text = "2 sources give different figures: around 1,000 (a.txt); nearly 1,000 (b.txt)"
    layout = rebuild(statement(text, ("around 1,000", 1), ("nearly 1,000", 2)), CITATIONS)
    assert layout is not None
    assert len(layout.pieces) == 2


def test_a_statement_without_pieces_or_template_is_no_statement() -> None:
    assert rebuild(Statement("Paris.", (), (1,), Verdict.QUOTED), CITATIONS) is None
    assert rebuild(Statement("", (), (1,), Verdict.QUOTED), CITATIONS) is None


@pytest.mark.parametrize("text", ["(a+)+$", "[x", "a\\b", "x{1}"])
def test_pieces_are_taken_literally(text: str) -> None:
    assert rebuild(quoted(text), CITATIONS) is not None


def test_templates_are_distinct() -> None:
    assert len(set(TEMPLATES)) == len(TEMPLATES)
