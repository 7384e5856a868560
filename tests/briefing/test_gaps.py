from tests.briefing.memory import document

LEFT = "weekdays and words such as “earlier” are left as the sources say them."
PIER = "The council closed the pier on Monday. The pier is made of oak and iron."
COST = "The new pier costs 40,000 crowns to build. The council has closed the old pier."


def test_one_document_is_spoken_of_as_one(note_of):
    gaps = note_of(document("pier.txt", PIER)).gaps
    assert "The document gives no figures." in gaps
    assert f"The document carries no date of its own; {LEFT}" in gaps


def test_several_documents_are_told_how_many_have_no_date(note_of):
    pier, cost = document("pier.txt", PIER), document("cost.txt", COST)
    assert f"Neither document carries a date of its own; {LEFT}" in note_of(pier, cost).gaps
    three = note_of(pier, cost, document("oak.txt", f"{PIER} It stands."))
    assert f"None of the 3 documents carries a date of its own; {LEFT}" in three.gaps
    dated = document("cost.txt", COST, date="2026-03-04")
    gaps = note_of(pier, dated).gaps
    assert f"1 of 2 documents carries no date of its own; {LEFT}" in gaps
    assert not any("date" in gap for gap in note_of(dated).gaps)
    other = document("pier.txt", PIER, date="2026-03-05")
    assert "The documents give no figures." in note_of(other, document("oak.txt", PIER)).gaps


def test_a_note_with_a_focus_says_nothing_of_what_it_did_not_look_at(note_of):
    text = f"{COST} The oak of the pier came from a forest in the north."
    gaps = note_of(document("cost.txt", text), focus="oak from the forest").gaps
    assert "No figures are told of what the note is about." in gaps
    assert not any("no figures." in gap for gap in gaps)
