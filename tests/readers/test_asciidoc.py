"""AsciiDoc as text."""

import pytest

from tests.readers.reading import read
from tests.readers.specimens import ASCIIDOC


def test_words_headings_lists_and_tables():
    document = read("a.adoc", ASCIIDOC)
    assert document.text == (
        "# The storm\n\n## Damage\n\nAt least 12 people, they said.\n\n"
        "- First\n  - second\n1. Third\n\n| City | Hurt |\n| --- | --- |\n| Bilbao | 12 |\n\n"
        "code == here"
    )
    assert (document.title, document.author) == ("The storm", "Ana Ruiz")
    assert (document.date, document.date_found) == ("2024-05-03", "AsciiDoc revdate")


def test_nothing_is_included(tmp_path):
    (tmp_path / "secret.adoc").write_text("secret words")
    text = read(str(tmp_path / "a.adoc"), "Words.\n\ninclude::secret.adoc[]\n\nMore.").text
    assert text == "Words.\n\nMore."


def test_rows_without_a_fence_are_a_table():
    text = read("a.adoc", "Words.\n\n|City|Data\n|Bilbao|12\n\nMore.").text
    assert text == "Words.\n\n| City | Data |\n| --- | --- |\n| Bilbao | 12 |\n\nMore."


def test_cells_may_stand_in_lines_of_their_own():
    table = "|===\n|City\n|Hurt\n\n|Bilbao\nand Vigo\n|12\n|==="
    assert "| Bilbao and Vigo | 12 |" in read("a.adoc", table).text


def test_comments_and_attributes_are_left_out():
    source = ":attr: value\n// remark\n[id=x]\n////\nhidden\n////\nWords _told_ `here`."
    assert read("a.adoc", source).text == "Words told here."


@pytest.mark.parametrize("piece", ["*", "_ ", "<", "1", ".", "|", "[", "`a", "<<", "##", "a.1+"])
def test_a_long_line_is_read_in_no_time(piece):
    assert "words" in read("a.adoc", f"words {piece * 20_000}\n\n|===\n|{piece * 20_000}\n").text
