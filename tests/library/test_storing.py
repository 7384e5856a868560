from hypothesis import given
from hypothesis import strategies as st

from rag.library import storing


@given(text=st.text(alphabet="ab \n\u00a0\u2003\x1c", max_size=60), size=st.integers(1, 9))
def test_words_are_counted_as_split_has_them(text, size):
    before, storing._CHARACTERS_AT_ONCE = storing._CHARACTERS_AT_ONCE, size
    try:
        assert storing.count_words(text) == len(text.split())
    finally:
        storing._CHARACTERS_AT_ONCE = before
