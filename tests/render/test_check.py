"""The check of a note as text, JSON and SARIF."""

import json
import re
from pathlib import Path

import pytest

from rag.checking import (
    CheckedLine,
    CitationNow,
    CitationState,
    Fault,
    LineVerdict,
    NoteCheck,
    NoteFinding,
    NumberedBy,
    SourcePlace,
)
from rag.render import check, sarif
from rag.render.frame import frame
from rag.render.layout import Paper

PLACE = SourcePlace(3, "reports/a b.txt", 12, 12, "Around 1,000 were hurt.")
FIGURE = NoteFinding(
    Fault.FIGURE, "around 1,500", "the source has “Around 1,000”", PLACE, "Around 1,000"
)
QUOTATION = NoteFinding(Fault.QUOTATION, "“slain”", "the source has no such words", PLACE)
LINES = (
    CheckedLine(1, "T", "T", (), LineVerdict.NOT_CHECKED),
    CheckedLine(3, "T", "It rained.", (1,), LineVerdict.HOLDS),
    CheckedLine(4, "T", "Around 1,500 hurt\x1b.", (3,), LineVerdict.UNSUPPORTED, (FIGURE,), PLACE),
    CheckedLine(5, "T", "“slain”", (3,), LineVerdict.UNSUPPORTED, (QUOTATION,), PLACE),
)
FOUND = NoteCheck(
    LINES,
    (CitationNow(3, CitationState.HELD, "reports/a b.txt", 12, 12, "Around 1,000 were hurt."),),
    NumberedBy.SOURCES,
    ("reports/c.txt",),
)


def test_only_what_does_not_hold_is_shown():
    shown = check.text(FOUND, "note.md", Paper())
    assert "note.md:4  unsupported" in shown
    assert "figure “around 1,500”: the source has “Around 1,000”" in shown
    assert "→ Around 1,000 ([3] reports/a b.txt:12)" in shown
    assert "It rained" not in shown
    assert "changed since the note was written: reports/c.txt" in shown
    assert "citations were taken from its list" in " ".join(shown.split())
    assert shown.endswith("1 of 3 sentences hold; 1 figure, 1 quotation do not.")


def test_all_lines_on_request():
    shown = check.text(FOUND, "note.md", Paper(), everything=True)
    assert "note.md:1  not checked" in shown
    assert "note.md:3  holds" in shown


def test_nothing_steers_the_terminal():
    assert "\x1b" not in check.text(FOUND, "no\x1bte.md", Paper())
    assert "\x1b[" in check.text(FOUND, "note.md", Paper(colour=True))


def test_a_note_that_says_nothing():
    empty = NoteCheck((), (), NumberedBy.NOTHING)
    assert check.summary(empty) == "The note says nothing that could be checked."
    assert empty.holds


def test_json_has_every_line():
    found = json.loads(check.as_json(FOUND, "note.md"))
    assert found["schema"] == "sourceline.check/1"
    assert found["holds"] is False
    assert found["counts"] == {"holds": 1, "changed": 0, "unsupported": 2, "not_checked": 1}
    assert found["faults"] == {"figure": 1, "quotation": 1}
    line = found["lines"][2]
    assert (line["line"], line["verdict"], line["citations"]) == (4, "unsupported", [3])
    assert line["findings"][0]["kind"] == "figure"
    assert line["findings"][0]["source"]["path"] == "reports/a b.txt"
    assert found["citations"][0]["state"] == "held"
    assert found["numbered_by"] == "sources"


def test_the_json_page_names_every_key():
    def keys(value):
        if isinstance(value, dict):
            return set(value) | {key for item in value.values() for key in keys(item)}
        return {key for item in value for key in keys(item)} if isinstance(value, list) else set()

    page = (Path(__file__).parents[2] / "docs" / "json.md").read_text("utf-8")
    section = page.partition("## `sourceline.check/1`")[2]
    named = set(re.findall(r"`(\w+)`", section))
    assert keys(json.loads(check.as_json(FOUND, "note.md"))) - named - {"schema"} == set()


def required_by_sarif(log):
    """What SARIF 2.1.0 requires of a log, section by section."""
    assert log["version"] == "2.1.0"
    for run in log["runs"]:
        driver = run["tool"]["driver"]
        assert driver["name"]
        rules = driver["rules"]
        assert len({rule["id"] for rule in rules}) == len(rules)
        assert all(rule["shortDescription"]["text"] for rule in rules)
        for result in run["results"]:
            assert result["message"]["text"]
            assert result["level"] in {"none", "note", "warning", "error"}
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            for place in (*result["locations"], *result.get("relatedLocations", ())):
                physical = place["physicalLocation"]
                assert " " not in physical["artifactLocation"]["uri"]
                if "region" in physical:
                    assert physical["region"]["startLine"] >= 1


@pytest.mark.parametrize("name", ["note.md", "notes/a b.md", "/abs/note.md", "C:\\x\\note.md"])
def test_sarif_has_what_the_standard_requires(name):
    log = json.loads(sarif.written(FOUND, name))
    required_by_sarif(log)
    results = log["runs"][0]["results"]
    assert [one["ruleId"] for one in results] == ["note/figure", "note/quotation"]
    place = results[0]["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 4}


def test_sarif_has_a_rule_for_every_fault():
    rules = json.loads(sarif.written(FOUND, "n.md"))["runs"][0]["tool"]["driver"]["rules"]
    assert {rule["id"] for rule in rules} == {f"note/{kind.value}" for kind in Fault}


def test_the_frame_knows_what_the_renderers_write():
    known = frame()
    assert known.tells("2 of 3 documents cited; 80% of their sections are represented.")
    assert known.tells("left out: a.txt: no sentences")
    assert known.tells("Focus: the bridge Since: 1 May 2024")
    assert known.lists(("fact", "A", "B", "C", "indepen\xaddent", "first told"))
    assert known.lists(("fact", "A", "B", "indepen\xaddent"))
    assert known.lists(("document", "title", "date", "words", "coverage"))
    assert not known.lists(("what", "who says so", "when", "source"))
    assert (known.speakers, known.dates) == ({"who says so"}, {"when"})
    assert not known.tells("Two of three documents were cited.")
    assert known.opening("The sources differ (houses): “a”") == len("The sources differ (houses):")
    assert known.opening("The sources agree: “a”") == 0
