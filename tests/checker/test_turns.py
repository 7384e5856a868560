"""Words that turn a sentence into its opposite."""

import pytest

from rag.checker import EvidenceBase
from rag.checker.claims import parse
from rag.checker.turns import CONTRASTS, new, other_gender, reversed_forms, turned
from tests.fakes import FakeEncoder


def held(sentence: str, *evidence: str):
    encoder = FakeEncoder()
    return parse(sentence, encoder=encoder), EvidenceBase.of(evidence, encoder=encoder)


@pytest.mark.parametrize(
    ("sentence", "evidence", "expected"),
    [
        ("Net sales fell.", "Net sales rose.", ["fell"]),
        ("Guests left before dinner began.", "Guests left after dinner began.", ["before"]),
        ("Net sales rose.", "Net sales rose while costs fell.", []),
        ("Net sales fell.", "Temperatures rose.", []),
        ("Sales rose and fell.", "Sales rose.", []),
    ],
)
def test_an_opposite_counts_beside_the_same_words(
    sentence: str, evidence: str, expected: list[str]
) -> None:
    assert [word.text for word, _ in turned(*held(sentence, evidence))] == expected


def test_a_word_that_the_evidence_has_only_negated_is_reversed() -> None:
    claim, base = held("The job was unstressful.", "The job was stressful.")
    assert [word.text for word in reversed_forms(claim, base)] == ["unstressful"]
    assert reversed_forms(*held("It was stressful.", "It was stressful.")) == ()


def test_contrasts_that_the_evidence_has_are_not_new() -> None:
    claim, _ = held("He came by bus rather than by train.")
    assert new(CONTRASTS, claim, ["He took the bus."]) == ("rather than",)
    assert new(CONTRASTS, claim, ["The bus RATHER THAN the train."]) == ()


@pytest.mark.parametrize(
    ("sentence", "evidence", "expected"),
    [
        ("Mrs Johnson called.", "Mr Johnson said he would call.", True),
        ("Mr Johnson called.", "Mr Johnson said he would call.", False),
        ("Mrs Johnson called.", "Mr and Mrs Johnson called.", False),
        ("Mrs Johnson called.", "Johnson called.", False),
    ],
)
def test_a_man_is_no_woman(sentence: str, evidence: str, expected: bool) -> None:
    assert other_gender(*held(sentence, evidence)) is expected
