from pathlib import Path

import pytest

from bench.ingest_files import Wanted, outcome, similarity


class Child:
    """Reads what it is told to."""

    def __init__(self, status, told):
        self.answer = (status, told)

    def read(self, path):
        return self.answer


@pytest.mark.parametrize(
    ("status", "told", "expected", "alike"),
    [
        ("read", "# The pier\n\nis *closed*", "The pier is closed", 1.0),
        ("read", "The pier", None, None),
        ("refused", "is protected", "The pier is closed", 0.0),
        ("error", "a crash", None, None),
    ],
)
def test_a_file_is_held_against_what_is_expected_of_it(status, told, expected, alike):
    wanted = Wanted(Path("a.txt"), "txt", expected)
    found = outcome(Child(status, told), wanted)
    assert (found.status, found.similarity) == (status, alike)


def test_words_count_and_markup_does_not():
    assert similarity("The pier is **closed**", "The pier is closed.") == 1.0
    assert similarity("", "") == 1.0
    assert similarity("The pier", "") == 0.0
