"""Words that say the opposite of each other."""

import pytest

from rag.opposites import contrary, negated_form, opposites, stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rose", "fell"),
        ("increase", "decrease"),
        ("increased", "reduction"),
        ("including", "excluding"),
        ("above", "below"),
        ("before", "after"),
        ("more", "less"),
        ("killed", "wounded"),
        ("accepted", "rejected"),
    ],
)
def test_opposites_are_opposites_both_ways(one: str, other: str) -> None:
    assert stem(other) in opposites(stem(one))
    assert stem(one) in opposites(stem(other))


def test_no_word_is_its_own_opposite() -> None:
    assert all(stem(word) not in opposites(stem(word)) for word in ("rise", "lower", "loss"))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("unnamed", "named", True),
        ("compatible", "incompatible", True),
        ("careful", "careless", True),
        ("untie", "united", False),
        ("under", "der", False),
        ("careful", "harmless", False),
    ],
)
def test_negated_forms(one: str, other: str, expected: bool) -> None:
    assert negated_form(one, other) is expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rose", "fell"),
        ("confirmed", "denied"),
        ("published", "withholding"),
        ("imposed", "abolished"),
        ("winner", "loser"),
        ("held", "postponed"),
        ("popular", "unpopular"),
    ],
)
def test_what_denies_is_told_in_notes_and_their_check_alike(one: str, other: str) -> None:
    assert contrary(one, other)
    assert contrary(other, one)


@pytest.mark.parametrize(("one", "other"), [("rose", "rose"), ("opened", "opening"), ("a", "b")])
def test_what_says_the_same_or_something_else_denies_nothing(one: str, other: str) -> None:
    assert not contrary(one, other)
