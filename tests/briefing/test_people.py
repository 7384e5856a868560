import pytest

from rag.briefing import names
from rag.briefing.people import Mention, People


def people(material, *words):
    return People(material, [Mention(at, source, names.parse(said)) for at, source, said in words])


def test_a_family_name_stands_for_the_full_name_of_its_document(material_of):
    material = material_of(
        "The mayor is Jill Okafor. Okafor spoke.", "Tom Okafor spoke. Okafor sang."
    )
    found = people(material, (1, 0, "Okafor"), (2, 1, "Tom Okafor"), (3, 1, "Okafor"))
    assert found.name_of("Okafor", 0) == "Jill Okafor"
    assert found.name_of("Okafor", 1) == "Tom Okafor"


def test_a_family_name_of_two_people_in_its_document_stays_alone(material_of):
    material = material_of("Jill Okafor met Tom Okafor. Okafor spoke.")
    found = people(material, (0, 0, "Jill Okafor"), (0, 0, "Tom Okafor"), (1, 0, "Okafor"))
    assert found.name_of("Okafor", 0) == "Okafor"


def test_two_spellings_in_one_document_are_two_people(material_of):
    material = material_of("Jon Lundberg met Jon Lundborg.", "Jon Lundborg spoke.")
    found = people(material, (0, 0, "Jon Lundberg"), (1, 1, "Jon Lundborg"))
    assert [speaker.name for speaker in found.speakers] == ["Jon Lundberg", "Jon Lundborg"]


def test_bodies_go_with_their_abbreviation_and_their_longer_name(material_of):
    material = material_of(
        "The Harbour Safety Board spoke.",
        "HSB spoke.",
        "The Board spoke. Bolts are for the Harbour Safety Board (HSB) to test.",
    )
    found = people(
        material, (0, 0, "The Harbour Safety Board"), (1, 1, "HSB"),
        (2, 2, "The Harbour Safety Board of Norway"),
    )  # fmt: skip
    assert [speaker.name for speaker in found.speakers] == ["Harbour Safety Board of Norway"]


def test_a_role_alone_is_nobody_s_without_the_same_fact(material_of):
    material = material_of(
        "A Ruritanian deputy said that wine is dear.",
        "The bridge has fallen, a Ruritanian deputy Park Seong-min said.",
    )
    found = people(
        material, (0, 0, "A Ruritanian deputy"), (1, 1, "a Ruritanian deputy Park Seong-min")
    )
    assert found.name_of("A Ruritanian deputy", 0) == "A Ruritanian deputy"


def test_unknown_words_are_their_own_heading(material_of):
    assert people(material_of("It rained."), (0, 0, "Ann Lund")).name_of("nobody", 0) == "nobody"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Daniel Berg", "Daniela Berg"),
        ("Mario Rossi", "Maria Rossi"),
        ("Karin Meier", "Karen Meier"),
        ("Peter Berger", "Peter Borger"),
        ("Kim Yong-chol", "Kim Yong-chul"),
        ("Northern Bridge Authority", "NBA"),
        ("Paul Lind", "Paul"),
        ("Anna Berg", "Berg"),
    ],
)
def test_names_alike_are_two_people_without_more_evidence(material_of, one, other):
    material = material_of(
        f"{one} said the harbour bridge was safe.", f"{other} said that bread is dear in town."
    )
    found = people(material, (0, 0, one), (1, 1, other))
    assert [speaker.name for speaker in found.speakers] == [one, other]


@pytest.mark.parametrize(
    ("one", "other"), [("Lee Sung-kwon", "Lee Seong-kweun"), ("Anna Berg", "Berg")]
)
def test_names_alike_are_one_person_who_tells_one_fact_or_has_one_role(material_of, one, other):
    said = "said the old harbour bridge by the fish market was safe for every lorry and bus."
    material = material_of(f"{one} {said}", f"{other} {said}")
    assert len(people(material, (0, 0, one), (1, 1, other)).speakers) == 1
    material = material_of(
        f"Mayor {one} said the harbour bridge was safe.", f"Mayor {other} said bread is dear."
    )
    assert len(people(material, (0, 0, f"Mayor {one}"), (1, 1, f"Mayor {other}")).speakers) == 1


def test_a_given_name_is_nobody_s_by_its_role(material_of):
    material = material_of("Mayor Paul Lind said it rained.", "Mayor Paul said bread is dear.")
    found = people(material, (0, 0, "Mayor Paul Lind"), (1, 1, "Mayor Paul"))
    assert len(found.speakers) == 2


def test_a_fact_told_under_the_role_joins_two_spellings(material_of):
    material = material_of(
        "A Ruritanian deputy said the harbour bridge was safe. Park Sung-min left.",
        "The Ruritanian deputy Park Seong-min said the harbour bridge was safe.",
    )
    found = people(
        material, (0, 0, "A Ruritanian deputy"), (1, 0, "Park Sung-min"),
        (2, 1, "the Ruritanian deputy Park Seong-min"),
    )  # fmt: skip
    assert len(found.speakers) == 1


@pytest.mark.parametrize(
    "later",
    ["His wife Melania Trump smiled.", "Trump India builds towers.", "Karl Trump is here."],
)
def test_a_single_name_is_completed_only_by_a_name_that_stands_before_it(material_of, later):
    material = material_of(f"Trump said that it rained. {later} Trump left.")
    assert people(material, (0, 0, "Trump")).name_of("Trump", 0) == "Trump"


def test_a_firm_is_not_its_founder_and_a_name_with_a_hyphen_goes_on(material_of):
    material = material_of(
        "Trump India builds towers. Trump left.", "Lee Sung-kwon left. Lee ran."
    )
    found = people(material, (1, 0, "Trump"), (3, 1, "Lee"))
    assert found.name_of("Trump", 0) == "Trump"
    assert found.name_of("Lee", 1) == "Lee Sung-kwon"


def test_a_single_name_is_nobody_s_elsewhere_if_its_own_document_has_another(material_of):
    material = material_of(
        "Berg said the harbour bridge was safe. His brother Karl Berg builds bridges.",
        "Anna Berg said the harbour bridge was safe.",
    )
    found = people(material, (0, 0, "Berg"), (2, 1, "Anna Berg"))
    assert found.name_of("Berg", 0) == "Berg"


def test_a_spelling_that_another_begins_with_is_not_told_beside_it(material_of):
    material = material_of(
        "The chief engineer, Mr Alan Whitcombe, spoke.", "The chief engineer, Alan Whitcomb, sang."
    )
    found = people(
        material,
        (0, 0, "The chief engineer, Mr Alan Whitcombe"),
        (1, 1, "The chief engineer, Alan Whitcomb"),
    )
    assert [speaker.name for speaker in found.speakers] == ["Alan Whitcombe"]


@pytest.mark.parametrize("title", ["Cllr", "Judge", "Captain", "Inspector"])
def test_a_title_is_no_part_of_a_name(material_of, title):
    material = material_of(f"The leader Joan Merrick spoke. {title} Merrick sang.")
    found = people(material, (0, 0, "The leader Joan Merrick"), (1, 0, f"{title} Merrick"))
    assert [speaker.name for speaker in found.speakers] == ["Joan Merrick"]
