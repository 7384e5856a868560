from dataclasses import replace

import pytest

from rag.briefing import figures
from rag.briefing.telling import Ledger
from tests.briefing.memory import document


@pytest.fixture
def rows(material_of):
    def find(*texts):
        material = material_of(*texts)
        measures = tuple(measure for own in material.measures for measure in own)
        found = figures.group(material, measures)
        return figures.table(material, found, Ledger(material))

    return find


@pytest.mark.parametrize(
    "text",
    [
        "Tom Vale denied that 40 workers were killed.",
        "Tom Vale denied killing 40 workers.",
        "It is not true that 300 bolts failed, Anna Berg said.",
        "Anna Berg said reports that 500 people had been injured were false.",
        "The claim that 500 people had been injured is false, Tom Vale wrote.",
        "There is no evidence that 40 workers were killed.",
        "The council did not hire 12 inspectors.",
        "Some 40 workers were killed, a claim Tom Vale denied.",
        "Only one in 50 workers was injured.",
        "We missed few cases in year 1 with our less sensitive criteria.",
    ],
)
def test_what_is_denied_and_what_a_part_is_of_are_no_figures(rows, text):
    assert rows(text) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Tests found 12 of the 40 bolts had failed.", ["12 of the 40 bolts had failed"]),
        (
            "The company with 9,000 employees said 14 had died.",
            ["14 had died", "9,000 employees"],
        ),
        ("The owner of 40 ships denied that the pier leaked.", ["40 ships"]),
        ("Not only 40 workers were killed.", ["40 workers were killed"]),
        ("Some 40 workers were not killed.", ["Some 40 workers were not killed"]),
        ("He denied the charge, but 40 workers were killed.", ["40 workers were killed"]),
        ("Half of the 40 bolts had failed.", ["Half of the 40 bolts had failed"]),
        (
            "The quake killed at least 12 people and trapping dust hurt 40 dogs.",
            ["40 dogs", "at least 12 people"],
        ),
        (
            "A man opened fire, killing 50 people and wounding 53 more.",
            ["killing 50 people", "wounding 53 more"],
        ),
        (
            "Adjusted profit of 31 million euros excludes the charge.",
            ["Adjusted profit of 31 million euros excludes the charge"],
        ),
        ("A total of 40 bolts had failed.", ["A total of 40 bolts had failed"]),
        (
            (
                "The council is keeping the cap at 15,000 this year -- the level of before -- "
                "despite plans to raise it to over 60,000."
            ),
            [
                "The council is keeping the cap at 15,000 this year",
                "despite plans to raise it to over 60,000",
            ],
        ),
        ("The toll rose to nearly 500, Anna Berg said.", ["The toll rose to nearly 500"]),
        ("Section 230 of the code protects the council from suits.", []),
        ("The number — more than 9,000 by June — was not public.", []),
    ],
)
def test_a_figure_is_told_with_what_is_said_of_it_alone(rows, text, told):
    assert sorted(row.telling for row in rows(text)) == sorted(told)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Under the law of 3 May 2001, 12 inspectors were hired.", None),
        ("Unlike on 1 June 2020, 12 bolts failed.", None),
        ("The storm that struck on 4 March 2021 has broken 12 bolts.", None),
        ("Since 3 May 2001, 12 bolts have failed.", None),
        ("More bolts than in May 2019 failed, 12 bolts in all.", None),
        ("Unlike on 1 June 2020, 12 bolts failed on 4 June 2021.", "4 June 2021"),
        ("On 4 June 2021 12 bolts failed.", "4 June 2021"),
        ("At the end of May 2021 12 bolts failed.", "end of May 2021"),
        ("The council hired 12 inspectors.", "2022-02-02"),
        ("Vale, born 3 May 1971, was charged in 14 cases.", None),
    ],
)
def test_when_a_figure_was_so_is_no_date_of_something_else(note_of, text, when):
    note = note_of(document("a.txt", text, date="2022-02-02"))
    assert [row.when for row in note.figures] == [when]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        (
            "Profit was 18 million euros, compared with 19 million euros in May 2019.",
            {"18 million": None, "19 million": "May 2019"},
        ),
        (
            "The yard took 21 million euros in May 2019, up from 19 million euros a year earlier.",
            {"21 million": "May 2019", "19 million": None},
        ),
    ],
)
def test_a_date_behind_a_comparison_is_that_of_what_is_compared(note_of, text, when):
    note = note_of(document("a.txt", text, date="2022-02-02"))
    told = {" ".join(row.text.split()[:2]): row.when for row in note.figures}
    assert told == when


def test_a_year_earlier_is_no_rate(rows):
    (row,) = rows("The yard took in 19 million euros a year earlier.")
    assert row.text == "19 million euros"


@pytest.mark.parametrize(
    ("date_found", "when"),
    [
        ("PDF metadata CreationDate", None),
        ("the file's properties: created", None),
        ("the file's properties: last saved", None),
        ("RTF property creatim", None),
        ("the first lines", "2022-02-02"),
        ("EPUB metadata dc:date", "2022-02-02"),
    ],
)
def test_the_day_a_file_was_made_is_not_when_a_figure_was_so(note_of, date_found, when):
    made = document("a.txt", "The council hired 12 inspectors.", date="2022-02-02")
    note = note_of(replace(made, date_found=date_found))
    assert [row.when for row in note.figures] == [when]


def test_one_number_of_two_things_is_two_figures(rows):
    found = rows(
        "The council says 10.5% of the bolts of the pier had failed.",
        "Bakers in the hills raised the price of rye cake by 10.5% since Easter.",
        "Tests by the council show that 10.5% of the bolts in the pier have failed.",
    )
    assert sorted(len(row.citations) for row in found) == [1, 2]


def test_numbers_of_which_it_is_not_said_what_they_count_are_no_one_figure(rows):
    found = rows(
        "The pier of the harbour has 40, and the boats of the harbour have more.",
        "The boats of the harbour were 40; the pier of the harbour is older.",
    )
    assert all(len(row.citations) == 1 for row in found)


def test_words_that_do_not_stand_in_their_sentence_make_no_row(material_of):
    material = material_of("The pier of the harbour has 40 boats of oak and iron.")
    (measure,) = (one for own in material.measures for one in own)
    torn = replace(measure, phrase="40 boats of oa")
    for shown, count in ((measure, 1), (torn, 0)):
        assert len(figures.group(material, (shown,))) == count
