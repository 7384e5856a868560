from dataclasses import replace

import pytest

from rag.domain import Locator, Piece, Statement, Verdict
from rag.render import words
from tests import samples


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "“plain”"),
        ('"Whole quotation."', '"Whole quotation."'),
        ("“Whole quotation.”", "“Whole quotation.”"),
        ('"It rained," said Lee.', '‘"It rained," said Lee.’'),
        ('"One," he said, "two."', '‘"One," he said, "two."’'),
        ("He said “no” twice.", "“He said “no” twice.”"),
        ("", "“”"),
    ],
)
def test_source_words_stand_in_quotation_marks(text, shown):
    assert words.quoted(text) == shown


@pytest.mark.parametrize(
    ("text", "pieces", "shown"),
    [
        ("a b", (("a b", 1),), "“a b”"),
        ("[Lee] added it", (("Lee", 2), ("added it", 1)), "[Lee] “added it”"),
        ("a … c", (("a", 1), ("c", 1)), "“a … c”"),
        ("a … c", (("a", 1), ("c", 2)), "“a” … “c”"),
        ("Report: “a b”.", (("a b", 1),), "Report: “a b”."),
        ("… a b", (("a b", 1),), "… “a b”"),
        ("nothing here", (("absent", 1),), "nothing here"),
    ],
)
def test_only_source_words_are_marked(text, pieces, shown):
    made = tuple(Piece(piece, number) for piece, number in pieces)
    assert words.marked(Statement(text, made, (1,), Verdict.QUOTED)) == shown


@pytest.mark.parametrize(
    ("iso", "shown"),
    [
        ("2024-12-05", "5 December 2024"),
        ("2022-02", "February 2022"),
        ("--06", "June"),
        ("---05", "---05"),
        ("2022", "2022"),
        ("2022-13", "2022-13"),
        ("last week", "last week"),
        ("2016/2021", "2016 to 2021"),
        ("2016-07/2016-12", "July 2016 to December 2016"),
        ("2023-35", "third quarter of 2023"),
        ("2023-40", "first half of 2023"),
        ("2023-21", "spring 2023"),
        ("199X", "1990s"),
        ("18XX", "19th century"),
        ("../2021", "../2021"),
    ],
)
def test_dates_are_told_in_words(iso, shown):
    assert words.date(iso) == shown


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        ("heavy casualties", "Heavy casualties"),
        ("Russia’s Kursk region", "Russia’s Kursk region"),
        ("iPhone sales", "iPhone sales"),
        ("10 years", "10 years"),
    ],
)
def test_a_heading_begins_with_a_capital(heading, shown):
    note = samples.full_note()
    topic = replace(note.topics[0], heading=heading)
    (told,) = (found for found, _ in words.grouped(replace(note, topics=(topic,))) if found)
    assert told == shown


def test_the_place_of_a_side_tells_the_day_of_its_document():
    told = samples.citation(locator=Locator(date="2024-05-01"))
    assert words.dated_place(told) == "reports/1.txt:3 (1 May 2024)"
    assert words.dated_place(samples.citation()) == "reports/1.txt:3"
