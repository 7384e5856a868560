"""Titles of Markdown files."""

import pytest

from rag import readers


def read(tmp_path, text, name="my-notes.md"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    document = readers.read(path, stored_as=name)
    assert document.text == text
    return document


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# The heading\n\nText.", "The heading"),
        ("Text first.\n\n## Then a heading ##\n", "Then a heading"),
        ("The heading\n===\n\nText.", "The heading"),
        ("The heading\n---\nText.", "The heading"),
        ("# **Bold** and `code` in [a link](https://example.org)", "Bold and code in a link"),
        ("# snake_case stays", "snake_case stays"),
        ("```\n# no heading\n```\n# Heading", "Heading"),
        ("~~~sh\n# no heading\n~~~\n\nHeading\n=======", "Heading"),
        ('---\ntitle: "From the front"\ndate: 2024-12-05\n---\n# Heading', "From the front"),
        ("---\ntitle: Plain: with colon\n---\n# Heading", "Plain: with colon"),
        ('+++\ntitle = "Toml"\n+++\n# Heading', "Toml"),
        ("---\nauthor: Me\n---\n# Heading", "Heading"),
        ("---\ntitle:\n---\n# Heading", "Heading"),
        ("---\n\nA rule above.\n\n---\n\n# Heading", "Heading"),
        ("#no heading\n\nwords", "my notes"),
        ("Just words.", "my notes"),
        ("```\n# never closed", "my notes"),
    ],
)
def test_title(tmp_path, text, title):
    assert read(tmp_path, text).title == title


def test_front_matter_dates_the_document(tmp_path):
    assert read(tmp_path, "---\ntitle: A\ndate: 2024-12-05T10:00:00Z\n---\nWords").date == (
        "2024-12-05"
    )


@pytest.mark.timeout(20)
@pytest.mark.parametrize("line", ["# a" + " " * 60_000 + "b", "[" * 60_000, "*_" * 60_000])
def test_odd_headings_take_no_time(tmp_path, line):
    assert read(tmp_path, f"{line}\n\n# Heading\n").title
