from rag.citing import Citations
from rag.domain import (
    Document,
    Locator,
    Piece,
    Place,
    PlaceKind,
    Shape,
    Span,
    Statement,
    Verdict,
)
from tests import samples
from tests.libraries import build, build_of


def test_citations_are_numbered_in_the_order_first_shown(tmp_path, encoder):
    catalogue, _ = build(tmp_path, {"a.txt": "One came.\nTwo went."}, encoder)
    with catalogue:
        document = catalogue.documents()[0]
        one, two = catalogue.document_sentences(document.id)
        citations = Citations(catalogue, (samples.citation(6),))
        assert citations.cite(two, score=0.5).id == 7
        assert citations.cite(one).id == 8
        assert citations.cite(two).id == 7
        assert [item.quote for item in citations.all] == ["Two went.", "One came."]
        cited = citations.all[0]
        text = catalogue.text(document.id)
        assert text[cited.char_start : cited.char_end] == cited.quote
        assert (cited.line_start, cited.line_end) == (2, 2)
        assert cited.sha256 == document.sha256


def test_consecutive_sentences_are_one_quotation_with_a_number_of_its_own(tmp_path, encoder):
    catalogue, _ = build(tmp_path, {"a.txt": "One came.\nTwo went.\nThree stayed."}, encoder)
    with catalogue:
        document = catalogue.documents()[0]
        one, two, _ = catalogue.document_sentences(document.id)
        citations = Citations(catalogue)
        alone, both = citations.cite(two), citations.cite_run((one, two))
        assert (alone.id, both.id) == (1, 2)
        assert citations.cite_run((one, two)) is both
        assert both.quote == "One came.\nTwo went."
        assert catalogue.text(document.id)[both.char_start : both.char_end] == both.quote
        assert (both.line_start, both.line_end) == (1, 2)


def test_what_is_tried_takes_no_number_until_it_is_adopted(tmp_path, encoder):
    catalogue, _ = build(tmp_path, {"a.txt": "One came.\nTwo went.\nThree stayed."}, encoder)
    with catalogue:
        one, two, three = catalogue.document_sentences(catalogue.documents()[0].id)
        citations = Citations(catalogue, score=0.25)
        assert citations.cite(three).id == 1
        trial = citations.trial()
        assert [trial.cite(each).id for each in (one, two, three)] == [1, 2, 3]
        assert [cited.quote for cited in citations.all] == ["Three stayed."]
        told = Statement("Two", (Piece("Two", 2),), (2, 3), Verdict.QUOTED)
        adopted = citations.adopt(told, trial)
        assert (adopted.citations, adopted.pieces) == ((2, 1), (Piece("Two", 2),))
        assert [cited.quote for cited in citations.all] == ["Three stayed.", "Two went."]
        assert [cited.id for cited in citations.all] == [1, 2]
        assert {cited.score for cited in citations.all} == {0.25}
        assert citations.sentences == {two.id, three.id}
        assert citations.cite(two).id == 2


def test_a_citation_tells_the_cell_of_the_words_that_were_told(tmp_path, encoder):
    text = "# Sales\n\n| Region | Boats |\n| --- | --- |\n| North | 31 |\n| South | 12 |"
    rows = [text.index(row) for row in ("| Region", "| North", "| South")]
    places = [Place(at, PlaceKind.ROW, f"B{number}") for number, at in enumerate(rows, 3)]
    document = Document(
        *("a.xlsx", "a", text, "", "", "xlsx/1"),
        places=(Place(0, PlaceKind.SHEET, "Sales"), *places),
        has_lines=False,
        shape=Shape.OUTLINED,
        date="2024-12-05",
    )
    with build_of(tmp_path, [document], encoder)[0] as catalogue:
        _, _, north, south = catalogue.document_sentences(1)
        citations = Citations(catalogue)
        whole = citations.cite(south)
        assert whole.locator == Locator(
            sheet="Sales", cell="B5:C5", heading="Sales", date="2024-12-05"
        )
        assert citations.cite_run((north, south)).locator.cell == "B4:C5"
        citations.told(south, Span(10, 12))
        told, both = citations.all
        assert told.quote[10:12] == "12"
        assert (told.locator.cell, told.locator.heading) == ("C5", "Sales")
        assert both.locator.cell == "B4:C5"
        citations.told(south, Span(2, 7))
        assert citations.all[0].locator.cell == "B5:C5"


def test_a_citation_tells_the_page_of_the_words_that_were_told(tmp_path, encoder):
    text = "The storm flooded around 40 houses."
    pages = (Place(0, PlaceKind.PAGE, "1"), Place(text.index("40"), PlaceKind.PAGE, "2"))
    document = Document("a.pdf", "a", text, "", "", "pdf/1", places=pages, has_lines=False)
    with build_of(tmp_path, [document], encoder)[0] as catalogue:
        (sentence,) = catalogue.document_sentences(1)
        citations = Citations(catalogue)
        assert citations.cite(sentence).locator.page == 1
        citations.told(sentence, Span(text.index("40"), text.index(" houses")))
        assert citations.all[0].locator.page == 2
