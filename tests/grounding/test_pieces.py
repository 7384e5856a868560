"""Citations against documents, pieces against quotations."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.domain import Piece, Statement, Verdict
from rag.grounding import check_pieces, place, verify_citation
from tests.grounding.statements import CITATIONS, LEE, citation, quoted, statement


def test_a_citation_holds_only_at_its_offsets() -> None:
    text = "Before. Lee said so. After."
    held = replace(citation(1, "Lee said so."), char_start=8, char_end=20)
    assert verify_citation(held, text)
    assert not verify_citation(replace(held, char_start=7, char_end=19), text)
    assert not verify_citation(held, text.replace("so", "no"))
    assert not verify_citation(replace(held, char_start=-19, char_end=-7), text)
    assert not verify_citation(replace(held, quote="", char_end=8), text)
    assert not verify_citation(replace(held, char_end=2_000), text)


@pytest.mark.parametrize(
    ("piece", "quote"),
    [
        ("50", "1500 people"),
        ("50", "at 1,500"),
        ("500", "1,500 people"),
        ("1", "1,500 people"),
        ("10", "10–20 people"),
        ("3", "3.5 million"),
        ("violent", "a non-violent protest"),
        ("is", "this isn't so"),
        ("isn", "this isn't so"),
        ("Korean", "Koreans left"),
        ("10", "at 10:30"),
        ("U.S", "the U.S.A. left"),
        ("", "anything"),
        (" ", "anything"),
        ("Lee denied", "Lee said"),
    ],
)
def test_a_piece_that_cuts_a_word_is_refused(piece: str, quote: str) -> None:
    assert place(Piece(piece, 1), quote) is None
    assert not check_pieces(quoted(piece), (citation(1, quote),))


@pytest.mark.parametrize(
    ("piece", "quote"),
    [
        ("50", "1500, then 50, people"),
        ("Ukraine", "Ukraine's commander-in-chief"),
        ("commander-in-chief", "Ukraine's commander-in-chief, Syrsky"),
        ("1,000", "nearly 1,000."),
        ("several hundred", "“several hundred” had been"),
        ("two words", "two\nwords"),
        ("all of it.", "all of it."),
    ],
)
def test_whole_words_hold(piece: str, quote: str) -> None:
    assert check_pieces(quoted(piece), (citation(1, quote),))


@given(st.text(max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_a_placed_piece_is_what_stands_there(quote: str, start: int, end: int) -> None:
    span = place(Piece(quote[start:end], 1), quote)
    if span is not None:
        assert quote[span.start : span.end].split() == quote[start:end].split()


def test_pieces_of_one_sentence_are_joined_in_its_order() -> None:
    good = statement(
        "Lee said … at least 100 soldiers have died",
        ("Lee said", 1),
        ("at least 100 soldiers have died", 1),
    )
    assert check_pieces(good, CITATIONS)
    turned = statement(
        "at least 100 soldiers have died … Lee said",
        ("at least 100 soldiers have died", 1),
        ("Lee said", 1),
    )
    assert not check_pieces(turned, CITATIONS)


def test_pieces_of_different_sentences_are_never_joined() -> None:
    assert not check_pieces(
        statement("Lee said … nearly 1,000", ("Lee said", 1), ("nearly 1,000", 2)), CITATIONS
    )
    assert not check_pieces(
        statement("Lee said: nearly 1,000", ("Lee said", 1), ("nearly 1,000", 2)), CITATIONS
    )


def test_one_changed_word_is_seen() -> None:
    assert check_pieces(quoted(LEE), CITATIONS)
    assert not check_pieces(quoted(LEE.replace("wounded", "killed")), CITATIONS)
    assert not check_pieces(quoted(LEE.replace("around", "exactly")), CITATIONS)


def test_a_valid_citation_that_does_not_hold_the_words_is_seen() -> None:
    assert check_pieces(quoted("nearly 1,000", 2), CITATIONS)
    assert not check_pieces(quoted("nearly 1,000", 1), CITATIONS)
    assert not check_pieces(quoted("nearly 1,000", 9), CITATIONS)


def test_a_piece_outside_the_statements_citations_is_seen() -> None:
    hidden = Statement("Lee said", (Piece("Lee said", 1),), (2,), Verdict.QUOTED)
    assert not check_pieces(hidden, CITATIONS)


def test_text_beside_the_pieces_must_be_a_templates() -> None:
    assert check_pieces(statement("Lee said (a.txt:3)", ("Lee said", 1)), CITATIONS)
    assert not check_pieces(statement("Lee lied (a.txt:3)", ("Lee", 1)), CITATIONS)
    assert not check_pieces(statement("Indeed, Lee said", ("Lee said", 1)), CITATIONS)
    assert not check_pieces(statement("Lee said", ("Lee", 1)), CITATIONS)
