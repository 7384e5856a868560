from rag.citing import Citations
from tests.libraries import build


def test_citations_are_numbered_in_the_order_first_shown(tmp_path, encoder):
    catalogue, _ = build(tmp_path, {"a.txt": "One came.\nTwo went."}, encoder)
    with catalogue:
        document = catalogue.documents()[0]
        one, two = catalogue.document_sentences(document.id)
        citations = Citations(catalogue, first=7)
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
