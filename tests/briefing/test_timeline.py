from rag.briefing import timeline
from rag.briefing.telling import Ledger


def test_dated_statements_in_order_years_first(material_of):
    material = material_of(
        "The ferry burned in the harbour in December. The ferry was built in 1998. "
        "On Monday the mayor visited the harbour.",
        "The ferry was sold to its owner in May 2019.",
    )
    entries = timeline.build(material, Ledger(material))
    assert [entry.date for entry in entries] == ["1998", "2019-05", "--12"]
    assert all(entry.text in entry.sentence.text for entry in entries)


def test_the_same_dated_fact_is_told_once(material_of):
    text = "The ferry burned in the harbour in May 2019."
    material = material_of(text, text)
    assert len(timeline.build(material, Ledger(material))) == 1
