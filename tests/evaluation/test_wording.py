import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.evaluation.wording import (
    contains,
    exact_match,
    normalised,
    occurrences,
    token_f1,
)

WORDS = st.lists(
    st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=8),
    min_size=1,
    max_size=8,
)
TEXTS = st.text(max_size=60)


@given(TEXTS)
def test_normalising_twice_changes_nothing(text):
    assert normalised(normalised(text)) == normalised(text)


@given(TEXTS)
def test_what_is_normalised_holds_no_capital_mark_or_article(text):
    found = normalised(text)
    assert found == found.strip()
    assert not re.search(r"[!-/:-@\[-`{-~]|\b(?:a|an|the)\b", found)


@pytest.mark.parametrize(
    ("text", "gold", "same"),
    [
        ("The Golden State.", "golden state", True),
        ("an apple", "apple", True),
        ("1,000", "1000", True),
        ("1,500", "50", False),
        ("", "the", True),
    ],
)
def test_exact_match_is_that_of_squad(text, gold, same):
    assert exact_match(text, [gold]) == same


def test_f1_counts_shared_words_against_the_nearest_gold():
    assert token_f1("the red house", ["a blue car", "red old house"]) == pytest.approx(0.8)
    assert token_f1("red", []) == 0.0
    assert token_f1("the", ["a"]) == 1.0


@given(WORDS, WORDS)
def test_f1_is_symmetrical_and_one_only_for_the_same_words(one, other):
    first, second = " ".join(one), " ".join(other)
    value = token_f1(first, [second])
    assert 0.0 <= value <= 1.0
    assert value == token_f1(second, [first])
    assert (value == 1.0) == (
        sorted(normalised(first).split()) == sorted(normalised(second).split())
    )


@pytest.mark.parametrize(
    ("text", "gold", "held"),
    [
        ("some 1,500 people", "50", False),
        ("some 1,500 people", "1500", True),
        ("Luther's theses", "Luther", True),
        ("the Carolina Panthers (15–1)", "15–1", True),
        ("in the Panthers’ stadium", "Panthers", True),
        ("version 3.52", "3.5", False),
        ("a Trojan horse", "jan", False),
        ("$5.2 million", "5.2 million", True),
        ("anything", "", False),
        ("anything", "the", False),
    ],
)
def test_containment_keeps_to_whole_words(text, gold, held):
    assert contains(text, gold) is held


@given(WORDS, WORDS, WORDS)
def test_a_text_contains_its_own_middle(before, middle, after):
    gold = " ".join(middle)
    if normalised(gold):
        assert contains(f"{' '.join(before)} {gold} {' '.join(after)}", gold)


@given(WORDS, WORDS, WORDS)
def test_an_occurrence_is_the_gold_itself(before, middle, after):
    gold, text = " ".join(middle), " ".join((*before, *middle, *after))
    spans = [text[span.start : span.end] for span in occurrences(text, gold)]
    assert gold.casefold() in {span.casefold() for span in spans}
    assert all(
        re.findall(r"\w+", span.casefold()) == re.findall(r"\w+", gold.casefold())
        for span in spans
    )


def test_an_occurrence_is_found_whatever_stands_between_its_words():
    text = "He said: “St. Paul\nCathedral” twice. st paul, cathedral"
    found = [text[span.start : span.end] for span in occurrences(text, "St Paul Cathedral")]
    assert found == ["St. Paul\nCathedral", "st paul, cathedral"]
    assert list(occurrences("1500", "50")) == []
    assert list(occurrences("costs $", "$")) == []
