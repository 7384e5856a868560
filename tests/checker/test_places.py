"""Figures, names and roles in the place of others."""

import pytest

from rag.checker import EvidenceBase
from rag.checker.claims import parse
from rag.checker.places import figures_replaced, names_parted, roles_misplaced
from tests.fakes import FakeEncoder

DEAL = ("It bought 11 stores and one collision centre.", "Five people clapped.")
TOURS = (
    "The best venue is the Machine Shop in Flint.",
    "Revolution in Fort Lauderdale came first.",
    "Rob grew up with Ann Myers in Chicago.",
)


def held(sentence: str, *evidence: str):
    encoder = FakeEncoder()
    return parse(sentence, encoder=encoder), EvidenceBase.of(evidence, encoder=encoder)


def test_figures_of_one_passage_may_share_its_words() -> None:
    toll = "Lee said 100 Korean troops were killed and 1,000 wounded in Kursk."
    assert figures_replaced(*held("Lee said 1,000 Koreans were wounded.", toll)) == ()
    other = "Some 1,000 were wounded in Kursk."
    lone = "Lee said 100 Korean troops were killed."
    assert figures_replaced(*held("Lee said 1,000 Korean troops came.", lone, other))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It bought five stores and one collision centre.", ["five"]),
        ("It bought 11 stores.", []),
        ("It bought 11 shops.", []),
        ("Five people bought stores.", []),
        ("It bought six stores.", []),
    ],
)
def test_a_figure_in_the_place_of_another(sentence: str, expected: list[str]) -> None:
    assert [found.text for found in figures_replaced(*held(sentence, *DEAL))] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Revolution in Fort Myers came first.", [("Fort", "Myers")]),
        ("The Machine Shop in Chicago is best.", [("Shop", "Chicago")]),
        ("Revolution in Fort Lauderdale came first.", []),
        ("The Machine Shop in Flint is best.", []),
        ("Ann Myers lives in Chicago.", []),
        ("The Machine Shop in Paris is best.", []),
    ],
)
def test_names_that_are_nowhere_together(sentence: str, expected: list[tuple[str, str]]) -> None:
    found = names_parted(*held(sentence, *TOURS))
    assert [(one.word.text, other.word.text) for one, other in found] == expected


@pytest.mark.parametrize(
    ("sentence", "evidence", "expected"),
    [
        ("Chancellor Marta Ruiz left.", "Marta Ruiz, its founder, left.", ["Chancellor"]),
        ("Founder Marta Ruiz left.", "Marta Ruiz, its founder, left.", []),
        ("Spokeswoman Marta Ruiz left.", "Marta Ruiz, a spokesperson, left.", []),
        ("Founder Marta Ruiz left.", "Marta Ruiz left.", []),
    ],
)
def test_a_role_in_the_place_of_another(sentence: str, evidence: str, expected: list[str]) -> None:
    assert [word.text for word in roles_misplaced(*held(sentence, evidence))] == expected
