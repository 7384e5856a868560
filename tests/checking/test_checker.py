"""Notes held against a small library."""

import json

import pytest

from rag.checking import CitationState, Fault, LineVerdict, NumberedBy, parse
from rag.checking.parsing import ClaimKind
from rag.domain import Citation, Locator
from rag.render import html
from rag.render.frame import frame
from rag.render.markdown import note as rendered
from tests import samples
from tests.checking.conftest import COUNCIL, STORM, note


def kinds(line):
    return [one.kind for one in line.findings]


def only(lines):
    (found,) = lines
    return found


FIGURES = "| what | who says so | when | source |\n| --- | --- | --- | --- |\n"
DIFFERENCE = "The sources differ (houses):\n\n| storm.txt:3 | council.txt:1 |\n| --- | --- |\n"
GOOD = (
    "“The storm flooded around 40 houses on Monday, Mayor Ode said.” [1]",
    "- … “the damage could reach $3 million, insurers estimated.” [4]",
    "- “Nobody was hurt,” said Chief Adam Brand. [3]",
    "- **Mayor Ode** added: \\[Mayor Ode\\] “added that the bridge had held.” [1] [2]",
    "- May 2024: “The council of Marl voted to close the school in May 2024.” [6]",
    "- Mayor Ode said the storm flooded around 40 houses on Monday. [1]",
    "- The ministry confirmed that 12 roads remain closed. [7]",
    "- Chief Adam Brand said nobody was hurt. [3]",
    "- Mayor Ode added that the bridge had held [2].",
    "- The damage could reach $3 million, insurers estimated [4].",
    "- **Adam Brand** (also spelled Chief Adam Brand, Brand)\n  - said: “Nobody was hurt,” said Chief Adam Brand. [3]",
    FIGURES + "| “around 40 houses” | Mayor Ode | — | [1] [5] |",
    FIGURES + "| “the damage could reach $3 million” | insurers | | [4] |",
    FIGURES + "| “close the school” | — | May 2024 | [6] |",
    "- The sources differ in wording (houses): “around 40 houses” [1] · “nearly 40” [5]",
    DIFFERENCE + "| “around 40 houses” [1] | “nearly 40” [5] |",
    DIFFERENCE.replace("txt:3", "txt:3 (1 May 2024)") + "| “around 40 houses” [1] | “nearly 40” [5] |",
)  # fmt: skip


def test_a_place_with_a_line_and_a_day_claims_nothing():
    dated = samples.citation(locator=Locator(date="2024-05-01"))
    page = html.note(samples.note(citations=(dated, samples.citation(2))))
    (place,) = (one for one in parse(page, frame()).claims if "txt:3 (1 May 2024)" in one.told)
    assert place.kind is ClaimKind.TEMPLATE


@pytest.mark.parametrize("line", GOOD)
def test_lines_that_hold(desk, line):
    found = desk.lines(note(line))
    assert [(one.verdict, one.findings) for one in found] == [(LineVerdict.HOLDS, ())] * len(found)
    assert found


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("- 2 May 2024: “The storm flooded around 40 houses on Monday, Mayor Ode said.” [1]", Fault.DATE),
        ("- 2015 to 2021: “The storm flooded around 40 houses on Monday, Mayor Ode said.” [1]", Fault.DATE),
        ("“The storm flooded around 50 houses on Monday, Mayor Ode said.” [1]", Fault.FIGURE),
        ("“The storm flooded 40 houses on Monday, Mayor Ode said.” [1]", Fault.HEDGE),
        ("“The storm drowned around 40 houses on Monday, Mayor Ode said.” [1]", Fault.QUOTATION),
        ("“Nobody was hurt,” said Chief Paul Brand. [3]", Fault.NAME),
        ("“Hardly anybody was hurt,” said Chief Adam Brand. [3]", Fault.QUOTATION),
        ("“Officials counted nearly 40 flooded houses in the valley.” [6]", Fault.CITATION),
        ("Officials counted nearly 40 flooded houses in that valley. [6]", Fault.CITATION),
        ("“Officials counted nearly 40 flooded houses in the valley.” [9]", Fault.CITATION),
        ("Mayor Brand said the storm flooded around 40 houses on Monday. [1]", Fault.NAME),
        ("Officials counted nearly 40 flooded tunnels in the valley. [5]", Fault.CONTENT),
        ("The damage will reach $3 million, insurers estimated. [4]", Fault.HEDGE),
        ("The ministry has not confirmed that 12 roads remain closed. [7]", Fault.NEGATION),
        ("The ministry confirmed that 12 roads remain open. [7]", Fault.DIRECTION),
        ("- **Chief Adam Brand** added: “She added that the bridge had held.” [2]", Fault.ATTRIBUTION),
        ("- **The council of Marl** said: “Nobody was hurt,” said Chief Adam Brand. [3]", Fault.ATTRIBUTION),
        ("- June 2024: “The council of Marl voted to close the school in May 2024.” [6]", Fault.DATE),
        ("| “around 400 houses” | Mayor Ode | — | [1] |", Fault.FIGURE),
        (FIGURES + "| “around 40 houses” | Chief Adam Brand | — | [1] |", Fault.ATTRIBUTION),
        (FIGURES + "| “close the school” | — | June 2024 | [6] |", Fault.DATE),
        ("- **Mayor Ode**\n  - said: “Nobody was hurt,” said Chief Adam Brand. [3]", Fault.ATTRIBUTION),
        ("- The sources differ: “around 40 houses” [1] · “nearly 50” [5]", Fault.FIGURE),
        ("- **Adam Brand** (also spelled Brand, Adam Brant)\n  - said: “Nobody was hurt,” said Chief Adam Brand. [3]", Fault.NAME),
    ],
)  # fmt: skip
def test_lines_that_do_not(desk, line, kind):
    bad = [one for one in desk.lines(note(line)) if one.verdict is not LineVerdict.HOLDS]
    assert kind in kinds(only(bad))
    assert only(bad).verdict is LineVerdict.UNSUPPORTED


def test_a_wrong_citation_names_the_right_one(desk):
    line = only(
        desk.lines(note("“Officials counted nearly 40 flooded houses in the valley.” [6]"))
    )
    assert line.findings[0].suggestion == "cite [5]"
    assert line.findings[0].place.path == "council.txt"


def test_a_finding_says_where_the_source_stands(desk):
    line = only(desk.lines(note("“The storm flooded around 50 houses on Monday.” [1]")))
    place = line.findings[0].place
    assert (place.citation, place.path, place.line_start) == (1, "storm.txt", 3)


def test_words_alone_need_no_encoder(desk):
    assert desk.check(note(*GOOD)).holds
    assert desk.opened == []


def test_sentences_without_citation_are_looked_up(desk):
    text = (
        "Around 40 houses were flooded by the storm on Monday, Mayor Ode said.\n\n"
        "Officials counted nearly 50 flooded houses.\n\n"
        "Nineteen submarines sank off Norway in winter.\n\nSee below.\n"
    )
    found = desk.check(text)
    assert found.numbered_by is NumberedBy.NOTHING
    assert [one.verdict for one in found.checked] == [
        LineVerdict.HOLDS,
        LineVerdict.UNSUPPORTED,
        LineVerdict.UNSUPPORTED,
    ]
    assert kinds(found.checked[1]) == [Fault.FIGURE]
    assert desk.opened


def test_the_note_itself_bears_nothing_out(desk):
    text = "The council of Marl voted to close the school in May 2024.\n"
    assert not desk.check(text, left_out=("council.txt",)).holds


def test_an_entry_of_the_sources_that_was_changed(desk):
    changed = note("“She added that the bridge had held.” [2]").replace("12 roads", "13 roads")
    found = desk.check(changed)
    bad = only(found.failing)
    assert bad.entry
    assert bad.findings[0].kind is Fault.SOURCE
    assert "12 roads" in bad.findings[0].suggestion


def cited(text, quote, path, **changes):
    start = text.index(quote)
    made = samples.citation(
        1, quote, path=path, char_start=start, char_end=start + len(quote), line_start=1
    )
    return Citation(**{name: getattr(made, name) for name in made.__slots__} | changes)


def with_comment(citation, line):
    written = rendered(samples.note(citations=(citation,)))
    return f"{line}\n\n{written.splitlines()[-1]}\n"


def test_moved_text_is_found_again(desk):
    quote = "She added that the bridge had held."
    citation = cited(STORM, quote, "storm.txt", char_start=0, char_end=len(quote))
    found = desk.check(with_comment(citation, f"“{quote}” [1]"))
    assert found.holds
    assert found.citations[0].state is CitationState.MOVED
    assert found.citations[0].line_start == 3


def test_text_is_found_in_a_document_of_another_name(desk):
    quote = "Officials counted nearly 40 flooded houses in the valley."
    citation = cited(COUNCIL, quote, "old.txt")
    found = desk.check(with_comment(citation, f"“{quote}” [1]"))
    assert found.holds
    assert found.citations[0].path == "council.txt"


def test_changed_sources_are_told(desk):
    quote = "She added that the bridge had nearly fallen."
    citation = samples.citation(1, quote, path="storm.txt")
    found = desk.check(with_comment(citation, f"“{quote}” [1]"))
    line = only(found.sentences)
    assert line.verdict is LineVerdict.CHANGED
    assert kinds(line) == [Fault.SOURCE]
    assert "the bridge had held" in line.findings[0].suggestion
    assert found.citations[0].state is CitationState.CHANGED
    assert not found.holds


def test_a_document_that_is_gone(desk):
    citation = samples.citation(1, "Penguins swim.", path="gone.txt")
    found = desk.check(with_comment(citation, "“Penguins swim.” [1]"))
    assert found.citations[0].state is CitationState.GONE
    assert only(found.sentences).verdict is LineVerdict.CHANGED
    assert found.changed_documents == ("reports/1.txt",)


def test_a_figure_replaced_in_the_whole_file_is_found(desk):
    """The comment is changed too then; the offsets in the very document tell the words."""
    quote = "The storm flooded around 40 houses on Monday, Mayor Ode said."
    (stored,) = [one for one in desk.catalogue.documents() if one.path == "storm.txt"]
    citation = cited(STORM, quote, "storm.txt", text_sha256=stored.text_sha256)
    text = with_comment(citation, f"“{quote}” [1]").replace("40 houses", "90 houses")
    assert kinds(only(desk.check(text).sentences)) == [Fault.FIGURE]


@pytest.mark.parametrize("text", ["", "[1]", "“” [1]", "… [1]", "! [2]", json.dumps({"a": 1})])
def test_odd_notes_break_nothing(desk, text):
    desk.check(text)
