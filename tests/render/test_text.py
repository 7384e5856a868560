import re

from rag.domain import Locator, Piece, RefusalReason, Statement, Verdict
from rag.render import text
from rag.render.layout import Paper
from tests import samples

ANSWER = """\
Passages
[1] reports/1.txt:3
    “The storm flooded around 40 houses.”
[2] reports/2.txt:4
    “Officials counted nearly 40 flooded houses.”

Answer
“around 40 houses” [1]
“nearly 40” [2]
The sources differ in wording: “around 40” [1] · “nearly 40” [2]"""

REFUSAL = """\
The sources do not say.
They give no such figure.
Try: Ask for another measure, or look for the words themselves: rag search "…"

Nearest passages
[2] reports/2.txt:4
    “Officials counted nearly 40 flooded houses.”"""


def test_an_answer_shows_passages_then_the_sources_words():
    assert text.answer(samples.answer(), Paper()) == ANSWER


def test_a_refusal_says_why_and_never_speaks_of_sources_below():
    shown = text.answer(samples.refusal(), Paper())
    assert shown == REFUSAL
    assert "\nSources" not in shown


def test_every_refusal_reason_has_words_and_advice():
    for reason in RefusalReason:
        shown = text.answer(samples.refusal(reason), Paper())
        assert len(shown.split("\n")) >= 5


def test_the_detail_of_a_refusal_comes_before_the_general_words():
    shown = text.answer(samples.refusal(detail="No passage counts tanks."), Paper())
    assert "No passage counts tanks." in shown
    assert "They give no such figure." not in shown


def test_streamed_parts_add_up_to_the_whole():
    found = samples.answer()
    parts = (
        text.passages(found.citations, Paper()),
        text.verdict(found, Paper(), shown=(1, 2)),
    )
    assert "\n\n".join(parts) == ANSWER


def test_a_streamed_refusal_points_at_what_was_shown():
    shown = text.verdict(samples.refusal(), Paper(), shown=(1, 2))
    assert shown.endswith("Nearest passages [2] above")


def test_citations_found_after_streaming_are_listed():
    shown = text.verdict(samples.answer(), Paper(), shown=(1,))
    assert "Also cited\n[2] reports/2.txt:4" in shown


def test_colour_adds_nothing_but_colour():
    coloured = text.answer(samples.answer(), Paper(colour=True), explain=True)
    plain = text.answer(samples.answer(), Paper(), explain=True)
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain
    assert coloured != plain


def test_document_text_cannot_steer_the_terminal():
    hostile = samples.citation(quote=samples.HOSTILE, path="a\x1b]0;owned\x07.txt")
    shown = text.answer(samples.answer(citations=(hostile,)), Paper())
    assert "\x1b" not in shown
    assert "\x9b" not in shown
    assert "␛[31mred" in shown


def test_explaining_shows_scores_and_seconds():
    shown = text.answer(samples.answer(), Paper(), explain=True)
    assert "[1]          0.800    3.200    -1.500    0.900" in shown
    assert "retrieval 0.04 s · reading 1.50 s" in shown


def test_what_did_not_hold_is_said():
    doubtful = samples.statement("40 boats", 1, verdict=Verdict.UNSUPPORTED)
    shown = text.answer(samples.answer(sentences=(doubtful,)), Paper())
    assert "(not supported by its sources)" in shown


def test_template_words_stay_outside_the_quotation_marks():
    said = Statement(
        "Report 1 gives 40 … houses.", (Piece("40", 1), Piece("houses", 1)), (1,), Verdict.QUOTED
    )
    shown = text.answer(samples.answer(sentences=(said,)), Paper())
    assert "Report 1 gives “40 … houses”. [1]" in shown


def test_a_page_stands_beside_the_path():
    paged = samples.citation(locator=samples.PAGED, line_start=None, line_end=None)
    assert text.cited(paged, Paper()).startswith("[1] reports/1.txt  (p. 3, § Damage)\n")


def test_of_headings_without_room_the_last_stands_beside_the_path():
    heading = (
        "Minutes of the Finance and Leisure Committee, Norham Town Council › 1. Swimming pool"
    )
    told = samples.citation(
        path="minutes.docx", locator=Locator(heading=heading), line_start=None, line_end=None
    )
    assert text.cited(told, Paper()).startswith("[1] minutes.docx  (§ 1. Swimming pool)\n")


def test_a_long_heading_is_cut_and_stands_below_the_path_in_a_narrow_window():
    heading = " ".join(("The mother of a woman who took the tablets told the court",) * 3)
    told = samples.citation(
        path="page.html", locator=Locator(heading=heading), line_start=None, line_end=None
    )
    wide = text.cited(told, Paper(width=100)).split("\n")[0]
    assert wide.endswith(" …)")
    assert len(wide) <= 100
    narrow = text.cited(told, Paper(width=30)).split("\n")
    assert narrow[0] == "[1] page.html"
    assert all(len(line) <= 30 for line in narrow)


def test_a_citation_in_context_marks_the_quotation():
    document = "one\ntwo\nthree\nIt rained. Nobody was hurt. Good.\nfive\nsix\nseven"
    start = document.index("Nobody")
    quoted = samples.citation(
        quote="Nobody was hurt.", char_start=start, char_end=start + 16, line_start=4
    )
    assert text.context(quoted, document, Paper()).split("\n") == [
        "[1] reports/1.txt:4",
        "2 │ two",
        "3 │ three",
        "4 │ It rained. »Nobody was hurt.« Good.",
        "5 │ five",
        "6 │ six",
    ]


def test_a_quotation_at_the_edges_of_its_document():
    whole = samples.citation(quote="all\nof it", char_start=0, char_end=9, line_start=1)
    shown = text.context(whole, "all\nof it", Paper())
    assert shown.split("\n")[1:] == ["1 │ »all", "2 │ of it«"]


COMPOSED = """\
Answer
Around 40 houses were flooded. [1]
“Officials counted nearly 40 flooded houses.” [2]
  (replaced by a quotation: what was composed did not hold)
(of the model’s sentences, 1 kept, 1 replaced by a quotation)"""


def test_composed_sentences_stand_without_quotation_marks_and_the_rest_is_counted():
    assert text.answer(samples.composed(), Paper()).endswith("\n\n" + COMPOSED)


def test_where_all_held_nothing_is_counted():
    assert "model’s" not in text.answer(samples.composed(replaced=0), Paper())


def test_an_answer_that_had_to_be_quoted_says_so():
    made = samples.composed(fell_back=True)
    assert "(nothing that the model wrote held, so the answer is quoted)" in text.answer(
        made, Paper()
    )


def test_what_was_told_already_is_left_out():
    made = samples.composed()
    first, second = (
        text.statement(told, Paper(), first=number == 0)
        for number, told in enumerate(made.sentences)
    )
    rest = text.verdict(made, Paper(), shown=(1, 2), told=2)
    assert f"{first}\n{second}\n{rest}" == COMPOSED


def test_the_explanation_tells_what_was_not_printed_and_why():
    explained = text.answer(samples.composed(), Paper(), explain=True)
    assert "shown [1] · 321 tokens · done" in explained
    assert "left out of what the model was shown: [2]" in explained
    assert "not printed: “It flooded 90 houses.” (figure: 90 stands nowhere)" in explained


def test_only_what_is_pointed_at_is_listed_below():
    three = samples.citation(3, "Nobody points here.")
    made = samples.answer(citations=(*samples.answer().citations, three))
    assert "Nobody points here." not in text.verdict(made, Paper(), shown=(1,))
    assert "Also cited\n[2]" in text.verdict(made, Paper(), shown=(1,))
