"""What stands for the facts that an office file does not tell."""

from pathlib import Path

import pytest

from rag.readers.made import Told
from rag.readers.office.finishing import LONGEST_TEXT, finished, outlined, too_long
from rag.readers.outlined import TooLongError

PATH = Path("harbour_report.docx")


def written(out, told):
    return finished(out, b"data", path=PATH, stored_as="a.docx", reader="docx/1", told=told)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Floods", "Floods"),
        (None, "Damage"),
        (" ", "Damage"),
        ("PowerPoint Presentation", "Damage"),
        ("Microsoft Word - final2.doc", "Damage"),
        ("Document1", "Damage"),
        ("report.docx", "Damage"),
        ("Title of the law", "Title of the law"),
        ("Presentation of the budget", "Presentation of the budget"),
    ],
)
def test_titles_that_programs_make_up_are_none(title, shown):
    out = outlined()
    out.heading(2, "Damage")
    assert written(out, Told(title=title)).title == shown


def test_a_date_in_the_first_lines_goes_before_that_of_the_file():
    out = outlined()
    out.paragraph("Published: 1 May 2023")
    found = written(out, Told(date="2024-12-05", date_found="the file's properties: created"))
    assert (found.date, found.date_found) == ("2023-05-01", "the first lines")


@pytest.mark.slow
def test_what_unpacks_without_end_is_refused():
    out = outlined()
    with pytest.raises(TooLongError):
        out.table([["w" * (LONGEST_TEXT // 100)]] * 101)
    assert "more than 100 million characters" in too_long(PATH).message
