FOOTER = "Printed by the council of the harbour in Northport."


def test_what_a_document_repeats_is_told_once(material_of):
    first = f"The pier was closed in a storm.\n\n{FOOTER}\n\nIt opened in May again.\n\n{FOOTER}"
    material = material_of(first, f"The boats were counted in May.\n\n{FOOTER}")
    told = [material.text(at) for at in material.usable]
    assert told.count(FOOTER) == 2
    assert [material.source_of[at] for at in material.usable if material.text(at) == FOOTER] == [
        0,
        1,
    ]


def test_titles_questions_and_references_are_not_told(material_of):
    material = material_of(
        "Why was the pier closed in the storm?\n\n"
        "Smith J, Brown KL. The pier and its oak. Harbour Review. 2019;41(2):100-12.\n\n"
        "The pier was closed in a storm."
    )
    assert [material.text(at) for at in material.usable] == ["The pier was closed in a storm."]
