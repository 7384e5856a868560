import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.evaluation.unsupported import common_words, figures, names, numbers

COMMON = frozenset({"researchers", "officials"})


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("about 1,000 died", "1000 dead"),
        ("1,000", "one thousand"),
        ("3.5 million", "3,500,000 people"),
        ("twenty-one", "21"),
        ("two hundred and five", "205"),
        ("$4bn", "4 billion dollars"),
        ("in 1990 [3]", "since 1990"),
        ("one of them", "none"),
    ],
)
def test_a_figure_is_supported_however_it_is_written(text, quote):
    assert figures(text, [quote]) == ()


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("50 died", "1,500 died", ("50",)),
        ("15 March", "14 March", ("15",)),
        ("3 million", "3 thousand", ("3 million",)),
        ("thirty people", "thirteen people", ("thirty",)),
        ("It rose 5.2%", "It rose 5.3%", ("5.2",)),
        ("two dozen", "three dozen", ("two",)),
    ],
)
def test_a_figure_of_its_own_is_unsupported(text, quote, found):
    assert figures(text, [quote]) == found


@given(st.integers(2, 10**9))
def test_digits_and_grouped_digits_are_one_number(number):
    assert numbers(f"{number}") == numbers(f"{number:,}") == (float(number),)


@given(st.text(max_size=80))
def test_a_text_supports_itself(text):
    assert figures(text, [text]) == ()
    assert names(text, [text]) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The minister, Lee, left.", ()),
        ("Researchers said that Lee’s office burnt.", ()),
        ("Kim said so [1].", ("Kim",)),
        ("They met Kim Jong-un.", ("Kim", "Jong-un")),
        ("However, it rained. Officials left.", ()),
        ("In Seoul it rained.", ("Seoul",)),
        ("May they rest. They left in May.", ("May",)),
        ("They met Will.", ("Will",)),
    ],
)
def test_names_must_stand_in_the_quotations(text, found):
    assert names(text, ["Lee, the minister, left his office."], COMMON) == found


def test_words_with_small_letters_are_common():
    assert common_words(["The minister met Lee.", "rain"]) == {"minister", "met", "rain"}
