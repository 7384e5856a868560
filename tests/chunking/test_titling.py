import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.chunking.titling import MOST_WORDS, titled


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Russian Blue", "The coat is short.", "Russian Blue. The coat is short."),
        ("What next?", "We wait.", "What next? We wait."),
        ("Russian Blue", "The Russian blue is a cat.", "The Russian blue is a cat."),
        ("000 01154083bd06763c", "It rained.", "It rained."),
        ("2024-05", "It rained.", "It rained."),
        ("Storm hits the north coast and closes all schools", "It rained.", "It rained."),
        ("", "It rained.", "It rained."),
    ],
)
def test_a_name_stands_before_a_sentence_that_does_not_hold_it(title, text, expected):
    assert titled(title, text) == expected


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_text_is_never_changed_and_the_title_is_short(title, text):
    found = titled(title, text)
    assert found.endswith(text)
    assert len(found.removesuffix(text).split()) <= MOST_WORDS
