"""Words parted by a line's end."""

import pytest

from rag.readers.pdf.hyphens import Hyphens


@pytest.mark.timeout(10)
def test_a_run_of_letters_without_end_is_looked_at_once():
    letters = "a" * 200_000
    known = Hyphens([letters, "3well-being"])
    assert known.joined("It was well-", "being") == "It was well-being"
    assert known.joined("It was ex-", "amined") == "It was examined"
