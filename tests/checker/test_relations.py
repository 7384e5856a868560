"""Who did it to whom, and what something is said to be."""

import pytest

from rag.checker import EvidenceBase, check
from rag.checker.claims import parse
from rag.checker.relations import reversed_deeds, unknown_complement
from tests.fakes import FakeEncoder

FIRED = "Toby was fired immediately after Dwight fired Kevin Malone."
FORCE = "The nuclear force, resulting from the exchange of mesons, is a residual effect."


def held(sentence: str, *evidence: str):
    encoder = FakeEncoder()
    return parse(sentence, encoder=encoder), EvidenceBase.of(evidence, encoder=encoder)


@pytest.mark.parametrize(
    "sentence",
    [
        "Toby was fired immediately after Kevin Malone fired Dwight.",
        "Kevin fired Dwight.",
        "In the end Dwight was fired by Kevin.",
    ],
)
def test_a_deed_told_the_other_way_round_is_unsupported(sentence: str) -> None:
    assert [deed.stem for deed in reversed_deeds(*held(sentence, FIRED))] == ["fire"]
    assert not check(sentence, [FIRED], encoder=FakeEncoder()).supported


@pytest.mark.parametrize(
    ("sentence", "evidence"),
    [
        ("Toby was fired immediately after Dwight fired Kevin Malone.", FIRED),
        ("Kevin Malone was fired by Dwight.", FIRED),
        ("Dwight then fired Malone.", FIRED),
        ("Kevin married Ann.", "Ann married Kevin."),
        ("Ann met Kevin.", "Kevin met Ann in Oslo."),
        ("Ann praised Kevin.", "Kevin praised Ann, and Ann praised Kevin."),
        ("Ann likes Kevin.", "Kevin fired Ann."),
    ],
)
def test_a_deed_told_the_same_way_is_not(sentence: str, evidence: str) -> None:
    assert reversed_deeds(*held(sentence, evidence)) == ()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The exchange particle of the nuclear force is the neutron.", "neutron"),
        ("The exchange particle is called the neutron.", "neutron"),
        ("The exchange particle of the nuclear force is the meson.", None),
        ("The exchange particle of the nuclear force is a neutron.", None),
        ("The exchange particle is the one.", None),
        ("The exchange is the heaviest part of the work.", None),
    ],
)
def test_what_something_is_said_to_be_must_stand_there(
    sentence: str, expected: str | None
) -> None:
    assert unknown_complement(*held(sentence, FORCE)) == expected


def test_only_cited_quotations_must_say_what_something_is() -> None:
    encoder = FakeEncoder()
    sentence = "The exchange particle of the nuclear force is the neutron."
    cited = check(sentence, [FORCE], encoder=encoder)
    whole = check(sentence, EvidenceBase.of([FORCE], encoder=encoder), encoder=encoder)
    assert "neutron" in {one.text for one in cited.findings if one.decisive}
    assert not [one for one in whole.findings if one.text == "neutron"]
