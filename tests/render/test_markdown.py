import json
import re

from hypothesis import given
from hypothesis import strategies as st

from rag.render import markdown
from tests import samples


def carried(text):
    last = text.split("\n")[-1]
    found = re.fullmatch(r"<!-- sourceline-note/1 (.*) -->", last)
    return found.group(1)


def test_a_note_lists_its_sources_and_carries_them():
    text = markdown.note(samples.note())
    assert '\n1. reports/1.txt:3-4 "The storm flooded around 40 houses."\n' in text
    assert "- “Officials counted nearly 40 flooded houses.” [2] [1]" in text
    assert "| “around 40 were flooded” | Mayor Ode | 1 May | [1] |" in text
    found = json.loads(carried(text))
    assert [citation["id"] for citation in found["citations"]] == [1, 2]
    assert found["lock"] == [{"path": "reports/1.txt", "sha256": "a" * 64}]


def test_the_locator_stands_in_brackets():
    paged = samples.citation(locator=samples.PAGED)
    assert markdown.source(paged).startswith('1. reports/1.txt:3-4 (p. 3, § Damage) "')


@given(st.text(alphabet='-><!a\\"', max_size=30))
def test_nothing_quoted_can_end_the_comment(quote):
    text = markdown.note(samples.note(citations=(samples.citation(quote=quote),)))
    inside = carried(text)
    assert "--" not in inside
    assert json.loads(inside)["citations"][0]["quote"] == quote


def test_markup_in_documents_is_escaped():
    shown = markdown.escaped(samples.HOSTILE)
    assert r"\<script\>" in shown
    assert r"\[9\]" in shown
    assert r"\*y\*" in shown
    assert "\x1b" not in shown


def test_words_with_underscores_stay_as_they_are():
    assert markdown.escaped("000_a.txt and _this_") == r"000_a.txt and \_this\_"


def test_an_answer_and_a_refusal():
    assert markdown.answer(samples.answer()).startswith(
        "# How many houses?\n\n- “around 40 houses” [1]\n- “nearly 40” [2]\n- The sources differ"
    )
    refused = markdown.answer(samples.refusal())
    assert "**The sources do not say.** They give no such figure." in refused
    assert "## Nearest passages" in refused
    assert "## Sources" not in refused


def test_empty_sections_are_left_out():
    headings = re.findall(r"^## (.*)$", markdown.note(samples.empty_note()), re.MULTILINE)
    assert headings == ["Sources"]


def test_what_became_of_composed_sentences_is_said():
    assert "(of the model’s sentences, 1 kept, 1 replaced by a quotation)" in markdown.answer(
        samples.composed()
    )
    assert "model’s" not in markdown.answer(samples.answer())


def test_sections_come_in_the_order_in_which_they_are_read():
    headings = re.findall(r"^## (.*)$", markdown.note(samples.full_note()), re.MULTILINE)
    assert headings == [
        "In brief",
        "Key points",
        "Figures",
        "Timeline",
        "Who says what",
        "Where the sources differ",
        "Unverified and missing",
        "Sources",
    ]


def test_sides_of_a_disagreement_stand_next_to_each_other():
    assert (
        "The sources differ in wording (houses flooded):\n\n"
        "| reports/1.txt:3 | reports/2.txt:4 |\n| --- | --- |\n"
        "| “around 40” [1] | “nearly 40” [2] |\n"
    ) in markdown.note(samples.note())


def test_claims_stand_below_their_speaker():
    assert (
        "- **Mayor Ann Ode** (also spelled Mayor Ode, Ann Ode)\n"
        "  - said: “nobody was hurt” [2]\n"
        "  - added: “On 1 May it rained.” [1]\n"
        "- **a witness**\n"
    ) in markdown.note(samples.full_note())


def test_documents_say_what_is_drawn_on():
    row = (
        "| reports/1.txt | Report 1 | 1 May 2024 | 1,200 "
        "| 3 of 4 sections (75%), 3 sentences cited |"
    )
    assert row in markdown.note(samples.full_note())


def test_hostile_texts_stay_in_their_cells():
    for line in markdown.note(samples.hostile_note()).split("\n"):
        if line.startswith("| "):
            assert len(re.findall(r"(?<!\\)\|", line)) in (3, 5, 6)
        assert "<script>" not in line.replace(r"\<script", "") or line.startswith("<!--")


def test_what_became_of_a_composed_note_is_said_under_its_title():
    shown = markdown.note(samples.composed_note()).split("\n")
    assert shown[2] == "Brief and key points: 1 composed and checked, 1 replaced by a quotation"
    assert "Around 40 houses were flooded. [1]" in shown
    assert "composed" not in markdown.note(samples.note())
