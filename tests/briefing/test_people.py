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
    material = material_of("The Harbour Safety Board spoke.", "HSB spoke.", "The Board spoke.")
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
