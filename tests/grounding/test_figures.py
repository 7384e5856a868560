"""Every printed figure is accounted for."""

import pytest

from rag.domain import Figure, FigureStatus, Statement, Verdict
from rag.grounding import dropped_hedges, ledger, unsupported
from tests.grounding.statements import CITATIONS, citation, composed, quoted, statement


def statuses(figures: tuple[Figure, ...]) -> list[tuple[str, str]]:
    return [(figure.text, figure.status.value) for figure in figures]


def test_figures_of_a_piece_are_quoted_with_hedge_and_citation() -> None:
    (figure,) = ledger([quoted("around 1,000 additional North Koreans")], CITATIONS)
    assert (figure.text, figure.value, figure.qualifier) == ("around 1,000", 1000, "around")
    assert (figure.status, figure.citations) == (FigureStatus.QUOTED, (1,))


def test_a_piece_is_read_in_its_sentence() -> None:
    quote = "It fell in 1066 after May."
    figures = ledger([quoted("1066"), quoted("May")], (citation(1, quote),))
    assert [(figure.value, figure.kind.value) for figure in figures] == [
        ("1066", "date"),
        ("--05", "date"),
    ]


@pytest.mark.parametrize(
    ("piece", "quote", "expected"),
    [
        ("2022", "since December 2022.", [("2022", "rounded")]),
        ("December", "since December 2022.", [("December", "rounded")]),
        ("1,000", "around 1,000 people", [("1,000", "quoted")]),
        ("three", "for three weeks", [("three", "quoted")]),
        ("3", "some 3 million people", [("3", "unsupported")]),
        ("20", "between 10 and 20 people", [("20", "unsupported")]),
        ("at least", "at least 100", []),
    ],
)
def test_figures_that_a_piece_cuts(
    piece: str, quote: str, expected: list[tuple[str, str]]
) -> None:
    assert statuses(ledger([quoted(piece)], (citation(1, quote),))) == expected


def test_a_piece_that_is_not_in_its_quotation_accounts_for_nothing() -> None:
    figures = ledger([quoted("2,000 people")], CITATIONS)
    assert statuses(figures) == [("2,000", "unsupported")]
    assert unsupported(figures) == figures
    assert figures[0].citations == ()


def test_counts_in_slots_are_computed_and_paths_are_no_figures() -> None:
    counted = Statement("2 of 3 documents used", (), (), Verdict.QUOTED)
    located = statement("Lee said (a.txt:3)", ("Lee said", 1))
    assert statuses(ledger([counted, located], CITATIONS)) == [
        ("2", "computed"),
        ("3", "computed"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 100 soldiers died.", [("At least 100", "quoted")]),
        ("One hundred soldiers died.", [("One hundred", "quoted")]),
        ("They died in 2022.", [("2022", "rounded")]),
        ("50 soldiers died.", [("50", "unsupported")]),
        ("100% of soldiers died.", [("100%", "unsupported")]),
        ("1,100 were hurt.", [("1,100", "unsupported")]),
    ],
)
def test_composed_text_is_held_against_the_cited_quotations(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert statuses(ledger([composed(text, 1)], CITATIONS)) == expected


def test_only_the_cited_quotations_count() -> None:
    assert statuses(ledger([composed("At least 100 died.", 2)], CITATIONS)) == [
        ("At least 100", "unsupported")
    ]


@pytest.mark.parametrize(
    ("printed", "quote", "status"),
    [
        ("4,523,000 votes", "4523000 votes", "quoted"),
        ("3.2 thousand votes", "3,200 votes", "quoted"),
        ("around 1,000 votes", "1,043 votes", "rounded"),
        ("1,043 votes", "around 1,000 votes", "unsupported"),
        ("50 votes", "1500 votes", "unsupported"),
        ("$5 million", "€5 million", "unsupported"),
        ("5 June 2022", "in June 2022", "unsupported"),
        ("a Boeing 737", "a Boeing 747", "unsupported"),
    ],
)
def test_composed_figures(printed: str, quote: str, status: str) -> None:
    (figure,) = ledger([composed(f"They had {printed}.", 1)], (citation(1, f"With {quote}."),))
    assert figure.status == status


def test_a_computed_figure_must_be_told() -> None:
    text = composed("Some 1,100 are out of action.", 1)
    assert ledger([text], CITATIONS)[0].status is FigureStatus.UNSUPPORTED
    assert ledger([text], CITATIONS, computed=("1,100",))[0].status is FigureStatus.COMPUTED


def test_a_figure_of_two_sources_names_both() -> None:
    (figure,) = ledger([composed("1,000 were hurt.", 1, 2)], CITATIONS)
    assert figure.citations == (1, 2)


def test_a_figure_printed_twice_is_listed_once() -> None:
    assert len(ledger([quoted("around 1,000")] * 2, CITATIONS)) == 1


def test_a_dropped_hedge_is_seen() -> None:
    assert [q.text for q in dropped_hedges(composed("100 died.", 1), CITATIONS)] == [
        "at least 100"
    ]
    assert dropped_hedges(composed("At least 100 died.", 1), CITATIONS) == ()
    assert [q.text for q in dropped_hedges(quoted("1,000", 2), CITATIONS)] == [
        "expected to reach nearly 1,000"
    ]
