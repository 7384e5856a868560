"""Titles of plain texts."""

from pathlib import Path

import pytest

from rag import readers

BODY = "The storm hit the northern coast on Monday night and left three people dead."
WRAPPED = """It was the best of times, it was the worst of times, it was the age
of wisdom, it was the age of foolishness, it was the epoch of belief,
it was the epoch of incredulity."""


def title(tmp_path: Path, text: str, name: str = "storm_report-final.txt") -> str:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    document = readers.read(path, stored_as=name)
    assert document.text == text
    return document.title


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n5 December 2024\n", "\n\nBy A. Writer\n\n"])
def test_a_headline_is_the_title(tmp_path, gap):
    assert title(tmp_path, f"\n  Storm hits coast{gap}{BODY}\n") == "Storm hits coast"


def test_a_headline_above_credits_is_the_title(tmp_path):
    text = f"Death toll in harbour fire climbs\n\nThe Post\n5 March 2026\nBy Jo Roe\n\n{BODY}"
    assert title(tmp_path, text) == "Death toll in harbour fire climbs"


@pytest.mark.parametrize(
    "slug", ["FOR IMMEDIATE RELEASE", "Press release", "EMBARGOED until noon"]
)
def test_what_stands_above_a_headline_is_no_title(tmp_path, slug):
    assert title(tmp_path, f"{slug}\n\nHarbour burns\n\n{BODY}") == "Harbour burns"


def test_a_long_headline_over_longer_paragraphs(tmp_path):
    headline = "Casualties include senior officers as forces struggle with terrain and drones"
    assert title(tmp_path, f"{headline}\n{BODY * 4}") == headline


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"The storm is over.\n{BODY}",
        f"Was it a storm?\n{BODY}",
        f"He said:\n{BODY}",
        f"“It is over.”\n{BODY}",
        WRAPPED,
        "Storm hits coast",
        "Storm hits coast\nBy A. B.\n",
        f"{'word ' * 40}\n{BODY * 5}",
        f"12:30 - 14:45\n{BODY}",
    ],
)
def test_else_the_file_name_is_the_title(tmp_path, text):
    assert title(tmp_path, text) == "storm report final"


def test_a_name_of_separators_stays_as_it_is(tmp_path):
    assert title(tmp_path, BODY, "___.txt") == "___"
