import pytest

from rag.briefing.speakers import is_person


@pytest.mark.parametrize(
    "speaker", ["Calder", "Ines Calder", "A port official", "The mayor", "Harbour master Ada Lund"]
)
def test_persons(speaker):
    assert is_person(speaker)


@pytest.mark.parametrize(
    "speaker",
    [
        "The Port Authority",
        "the ministry",
        "Reuters",
        "Officials",
        "Carmaker Volvo Cars",
        "The New York Times",
    ],
)
def test_bodies_and_papers_are_no_persons(speaker):
    assert not is_person(speaker)
