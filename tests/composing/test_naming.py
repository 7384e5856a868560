import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.composing.naming import foreign_names

QUOTE = "On Monday the U.S. sent Ana Ruiz's brother to South Korea, its president said."


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("Ana Ruiz went to Korea.", ()),
        ("Ana’s brother went there.", ()),
        ("Brother and president met.", ()),
        ("The brother went.", ()),
        ("The United States sent him.", ("United", "States")),
        ("Kyiv sent him.", ("Kyiv",)),
        ("He met President Ruiz.", ("President",)),
        ("He met ana Gomez.", ("Gomez",)),
        ("", ()),
    ],
)
def test_names_must_stand_as_they_are_written(text, foreign):
    assert foreign_names(text, (QUOTE,)) == foreign


@given(st.text(max_size=60))
def test_a_text_holds_no_name_that_is_foreign_to_itself(text):
    assert foreign_names(text, (text,)) == ()
