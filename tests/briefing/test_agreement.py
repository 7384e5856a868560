import pytest

from rag.briefing.agreement import one_fact, tell_the_same


def test_one_fact_in_two_documents(material_of):
    material = material_of(
        "At least 12 sailors were killed when the ferry burned.",
        "At least 12 sailors died when the ferry burned in the harbour.",
    )
    assert one_fact(material, 0, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Twelve sailors left the old pier today.", "Thirteen sailors left the old pier today."),
        ("At least 12 sailors left the pier.", "Nearly 12 sailors left the pier."),
        ("Some 40 people were killed or injured.", "Some 40 people were killed."),
        ("The pier was closed by the city.", "The pier was not closed by the city."),
        ("The council approved the new pier.", "The council rejected the new pier."),
        ("The ferry sank in March 2021 at sea.", "The ferry sank in May 2021 at sea."),
        ("Ada Lund said that the ferry sank.", "Per Holm said that the ferry sank."),
    ],
)
def test_what_differs_is_never_folded(material_of, one, other):
    assert not tell_the_same(material_of(one, other), 0, 1)


def test_likeness_alone_is_not_enough(material_of):
    material = material_of("The ferry sank at sea.", "Bakers in town sold more bread.")
    assert tell_the_same(material, 0, 1)
    assert not one_fact(material, 0, 1)
