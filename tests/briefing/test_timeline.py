from rag.briefing import timeline
from rag.briefing.ranking import Ranked
from rag.briefing.telling import Ledger
from tests.briefing.memory import document


def built(material, scores=None, most=15):
    ranked = Ranked(scores or [0.0] * len(material.sentences), material.usable)
    return timeline.build(material, ranked, Ledger(material), most)


def test_dated_statements_in_order_years_first(material_of):
    material = material_of(
        "The ferry burned in the harbour in December. The ferry was built in 1998. "
        "On Monday the mayor visited the harbour.",
        "The ferry was sold to its owner in May 2019.",
    )
    entries, _ = built(material)
    assert [entry.date for entry in entries] == ["1998", "2019-05", "--12"]
    assert all(entry.text in entry.sentence.text for entry in entries)


def test_the_same_dated_fact_is_told_once(material_of):
    text = "The ferry burned in the harbour in May 2019."
    material = material_of(text, text)
    assert len(built(material)[0]) == 1


def test_of_many_dates_the_highest_ranked_are_told_and_all_counted(material_of):
    material = material_of(
        "The ferry was built in May 1998. The ferry was sold in June 2004. "
        "The ferry burned in July 2019."
    )
    entries, found = built(material, scores=[0.1, 0.9, 0.8], most=2)
    assert [entry.date for entry in entries] == ["2004-06", "2019-07"]
    assert found == 3


def test_the_day_of_a_birth_is_not_when_the_sentence_was_so(material_of):
    material = material_of("The prosecutor charges Tom Vale, born 3 May 1971, with arson.")
    assert built(material) == ((), 0)


def test_a_day_without_a_year_stands_where_it_is_nearest_to_its_document(note_of):
    text = (
        "The ferry was built in May 1998. The hearing was put off until 21 January. "
        "The ferry is to be sold in March 2026. The ferry burned in November. "
        "Fares rose in the third quarter of 2024. The pier was closed in June."
    )
    note = note_of(document("a.txt", text, date="2025-01-14"))
    told = [entry.text for entry in note.timeline]
    assert told == [
        "May 1998",
        "third quarter of 2024",
        "November",
        "until 21 January",
        "March 2026",
        "June",
    ]
