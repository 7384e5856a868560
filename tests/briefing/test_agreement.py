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
        (
            "Ada Lund said the names on two of the three contracts were probably forged.",
            "Ada Lund has confirmed that at least one of the three contracts was signed.",
        ),
    ],
)
def test_what_differs_is_never_folded(material_of, one, other):
    assert not tell_the_same(material_of(one, other), 0, 1)


def test_likeness_alone_is_not_enough(material_of):
    material = material_of("The ferry sank at sea.", "Bakers in town sold more bread.")
    assert tell_the_same(material, 0, 1)
    assert not one_fact(material, 0, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The court acquitted the former mayor of taking bribes.",
         "The court convicted the former mayor of taking bribes."),
        ("The inspector found cracks in the bridge.",
         "The inspector failed to find cracks in the bridge."),
        ("The council agreed to pay for the repairs.",
         "The council refused to pay for the repairs."),
        ("The council said it will pay for the repairs.",
         "The council declined to pay for the repairs."),
        ("The bank sued the contractor over the bridge.",
         "The contractor sued the bank over the bridge."),
        ("The bank sued the contractor over the bridge.",
         "The bank was sued by the contractor over the bridge."),
        ("Russia accused Ukraine of attacking the dam.",
         "Ukraine accused Russia of attacking the dam."),
        ("Germany sold cars to France.", "France sold cars to Germany."),
        ("The government lifted the ban on fishing.", "The government imposed the ban on fishing."),
        ("Sales of the firm grew strongly.", "Sales of the firm shrank strongly."),
        ("Mayor Anna Berg opened the pool in Kiel.", "Mayor Anna Berg opened the pool in Bonn."),
        ("Kiel opened a new pool by the sea.", "Bonn opened a new pool by the sea."),
        ("Athens opened a new pool by the sea.", "Bonn opened a new pool by the sea."),
        ("Twenty people were killed in the bridge collapse in Kiel.",
         "Twenty people died in the ferry fire in Athens."),
        ("Jon Smith said the bridge was old.", "Jan Smith said the bridge was old."),
        ("The bridge was safe.", "The bridge was unsafe."),
        ("The talks were over.", "The talks had begun."),
        ("His brother Karl Berg builds bridges.", "Anna Berg said the bridge was fine."),
        ("North Korean troops left.", "South Korean troops left."),
        ("He never met the mayor.", "He met the mayor."),
        ("Neither Lund nor Holm came.", "Lund and Holm came."),
    ],
)  # fmt: skip
def test_opposites_denials_names_and_sides_are_kept_apart(material_of, one, other):
    material = material_of(one, other)
    assert not tell_the_same(material, 0, 1)
    assert not tell_the_same(material, 1, 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A South Korean lawmaker said at least 100 North Korean soldiers lost their lives.",
         "NEW DELHI: At least 100 North Korean soldiers were killed, Lee Seong-kweun claimed."),
        ("The bank sued the contractor on Monday.", "On Monday the bank sued the contractor."),
        ("The bank sued the contractor.", "The contractor was sued by the bank."),
        ("The mayor opened the pool in Kiel.", "In Kiel the mayor opened the pool."),
        ("Russia and North Korea signed a pact.", "North Korea and Russia signed a pact."),
        ("No fewer than 12 sailors drowned.", "At least 12 sailors drowned."),
        ("Mayor Anna Berg opened the pool.", "Mayor Berg opened the pool in Kiel."),
        ("Korean troops left.", "Troops of Korea left."),
        ("Ann Lund said the ferry sank.", "The ferry sank, said Lund."),
    ],
)  # fmt: skip
def test_other_words_for_one_fact_are_folded(material_of, one, other):
    material = material_of(one, other)
    assert tell_the_same(material, 0, 1)
    assert tell_the_same(material, 1, 0)
