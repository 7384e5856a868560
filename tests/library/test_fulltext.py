import pytest

from rag.library.fulltext import any_of


@pytest.mark.parametrize(
    ("words", "expression"),
    [
        ([], ""),
        (["", "  ", "\0"], ""),
        (["rain"], '"rain"'),
        (["rain", "snow", "rain"], '"rain" OR "snow"'),
        (['say "no"', "a\0b"], '"say ""no""" OR "a b"'),
        (["\ud800x"], '"x"'),
        (["OR", "text:x*"], '"OR" OR "text:x*"'),
    ],
)
def test_words_become_quoted_strings(words, expression):
    assert any_of(words) == expression
