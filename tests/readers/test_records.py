"""JSON and JSON Lines."""

import json
import sys

import pytest

from rag.domain import PlaceKind
from rag.errors import ReadError
from tests.readers.reading import place, read


def test_figures_stay_as_they_are_written():
    text = read("a.json", '{"n": 12345678901234567890123, "rate": 0.10, "x": 1e3, "y": NaN}').text
    assert text == "- n: 12345678901234567890123\n- rate: 0.10\n- x: 1e3\n- y: NaN"


def test_records_that_are_alike_are_a_table():
    rows = [{"city": "Bilbao", "hurt": 12}, {"city": "a|b", "dead": None}]
    document = read("a.json", json.dumps({"rows": rows}))
    expected = "# rows\n\n| city | hurt | dead |\n| --- | --- | --- |\n| Bilbao | 12 |  |\n| a\\|b |  |  |"
    assert document.text == expected
    assert place(document, PlaceKind.ROW, "| a") == "2"


def test_paths_are_headings():
    text = read("a.json", '{"a": {"b": {"c": 1}}, "d": [{"name": "Bo", "x": {"y": 2}}]}').text
    assert text == "# a\n\n## b\n\n- c: 1\n\n# d\n\n## 1. Bo\n\n- name: Bo\n\n### x\n\n- y: 2"


def test_long_words_are_paragraphs():
    said = "At least 12 people were hurt. " * 20
    text = read("a.json", json.dumps({"id": 3, "body": f"{said}\n\n{said}"})).text
    assert text.startswith("- id: 3\n\nbody:\n\nAt least 12")
    assert text.count("\n\nAt least") == 2


def test_a_record_says_what_it_is_called_and_of_when():
    held = '{"headline": "Storm", "author": "Ana", "published": "2024-05-03T10:00:00Z"}'
    document = read("a.json", held)
    assert (document.title, document.author) == ("Storm", "Ana")
    assert (document.date, document.date_found) == ("2024-05-03", "JSON key published")


def test_keys_that_stand_twice_are_told_twice():
    assert read("a.json", '{"a": 1, "a": 2}').text == "- a: 1\n- a: 2"


def test_lines_are_records_with_the_numbers_of_their_lines():
    document = read("a.jsonl", '{"a": 1, "b": "x"}\n\n{"a": 2, "b": "y"}\n')
    assert document.text == "| a | b |\n| --- | --- |\n| 1 | x |\n| 2 | y |"
    assert place(document, PlaceKind.ROW, "| 2") == "3"
    assert read("a.json", '{"a": 1, "b": "x"}\n{"a": 2, "b": "y"}\n').text == document.text


def test_a_broken_line_loses_nothing():
    text = read("a.jsonl", '{"a": {"b": 1}}\n{"a": broken\n{"a": {"b": 3}}\n').text
    assert '- {"a": broken' in text
    assert "## a\n\n- b: 3" in text


def test_what_is_no_json_is_refused_with_its_place():
    with pytest.raises(ReadError, match=r"no JSON: .* in line 2, column 6"):
        read("a.json", '{\n"a": nothing}')


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 70 + "1" + "}" * 70])
def test_deep_nesting_is_refused(text):
    with pytest.raises(ReadError, match="nested too deeply"):
        read("a.json", text)


def test_nesting_below_the_sixth_level_names_the_keys():
    text = '{"a":{"b":{"c":{"d":{"e":{"f":{"g":{"h": 1}}}}}}}}'
    assert read("a.json", text).text.endswith("###### f\n\n###### f › g\n\n- h: 1")


def test_a_huge_number_costs_nothing():
    text = read("a.json", f'{{"n": {"9" * 200_000}}}').text
    assert "9" * 200_000 in text
    assert sys.get_int_max_str_digits() > 0


def test_escapes_in_strings_do_no_harm():
    text = read("a.json", '{"a": "\\u001b[31mred\\u0000\\ud800"}').text
    assert text == "- a: [31mred�"
