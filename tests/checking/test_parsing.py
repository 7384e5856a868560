"""Notes taken apart: blocks, claims, quotations, and what they say of their citations."""

import json

import pytest

from rag.checking import Frame, NumberedBy, looks_like_html, parse
from rag.checking.parsing import ClaimKind
from rag.checking.parsing.blocks import numbers_of
from rag.checking.parsing.quoting import inner_quotations, whole_quotation, without_brackets
from rag.render import markdown
from rag.render.frame import frame
from tests import samples
from tests.checking.conftest import note


def claims(text, **options):
    return [one for one in parse(text, frame(), **options).claims if one.claims]


def test_a_paragraph_is_cut_behind_its_citations():
    found = claims("# T\n\n“One fell.” [1] [2]\n“Two rose.” [3]\n")
    assert [(one.line, one.told, one.citations) for one in found] == [
        (3, "One fell.", (1, 2)),
        (4, "Two rose.", (3,)),
    ]
    assert all(one.quoted for one in found)


def test_sentences_before_the_cited_one_borrow_its_citations():
    first, last = claims("It rained a lot in May. The river rose by a metre [2].\n")
    assert (first.citations, first.borrowed) == ((2,), True)
    assert (last.citations, last.borrowed) == ((2,), False)


def test_a_citation_inside_a_sentence_does_not_cut_it():
    (found,) = claims("The river [1] rose by a metre, said Ode [2].\n")
    assert (found.told, found.citations) == ("The river rose by a metre, said Ode.", (1, 2))


@pytest.mark.parametrize("marks", ["[1, 3]", "[1][3]", "[1] [3]", "[1](#c1) [3](#c3)", "[^1][^3]"])
def test_marks_as_people_write_them(marks):
    (found,) = claims(f"The river rose by a metre. {marks}\n")
    assert found.citations == (1, 3)


def test_ranges_of_numbers():
    assert numbers_of("2-4, 7") == (2, 3, 4, 7)
    assert numbers_of("1-900") == (1, 900)


def test_escaped_brackets_are_words():
    (found,) = claims(r"- \[Lee\] “attributed the loss to fog \[3\].” [2]")
    assert found.told == "[Lee] attributed the loss to fog [3]."
    assert (found.quoted, found.citations) == (True, (2,))


def test_speaker_and_date_are_taken_off():
    said, dated = claims(
        "- **Lee** also said: “It fell.” [1]\n- June 2024: “In June it fell.” [2]\n"
    )
    assert (said.speaker, said.verb, said.told) == ("Lee", "also said", "It fell.")
    assert (dated.date, dated.told) == ("June 2024", "In June it fell.")


def test_a_speaker_that_is_no_longer_bold():
    (found,) = claims("- Mayor Ode said: “It fell.” [1]\n")
    assert (found.speaker, found.verb) == ("Mayor Ode", "said")


def test_cells_share_the_citations_of_their_row():
    table = "| figure | place | source |\n| --- | --- | --- |\n"
    one, other = claims(f"{table}| “around 40 houses” | Marl | [1] [2] |\n")
    assert (one.told, one.citations, one.kind) == ("around 40 houses", (1, 2), ClaimKind.PHRASE)
    assert (other.told, other.citations) == ("Marl", (1, 2))


def test_a_row_of_figures_is_one_claim():
    table = "| what | who says so | when | source |\n| :-- | --- | --- | --- |\n"
    (found,) = claims(f"{table}| “around 40 houses” | Lee | 1 May 2024 | [1] [2] |\n")
    assert (found.speaker, found.verb, found.date) == ("Lee", None, "1 May 2024")
    (found,) = claims(f"{table}| “around 40 houses” | — | | [1] |\n")
    assert (found.speaker, found.verb, found.date) == (None, None, None)


def test_a_paragraph_in_a_cell_is_the_cell():
    page = (
        "<!doctype html><table><tr><th><p>what<th><p>who says so</tr>"
        "<tr><td><p>“40”</p></td><td><p>Lee</p></td><td><p>[4]</p></td></tr></table><p>It rained.</p>"
    )
    row, after = claims(page)
    assert (row.told, row.speaker, row.citations) == ("40", "Lee", (4,))
    assert (after.told, after.kind, after.citations) == ("It rained.", ClaimKind.SENTENCE, ())


def test_what_stands_below_a_speaker():
    text = (
        "- **Lee Sung** (also spelled Li Sung, S. Lee)\n  - also said: “It fell.” [1]\n"
        "  - has observed: “It rose.” [2]\n- It rained. [3]\n"
    )
    first, second, third = claims(text)
    assert first.speaker == "Lee Sung"
    assert (first.verb, first.told, first.line) == ("also said", "It fell.", 2)
    assert (second.verb, second.told) == ("has observed", "It rose.")
    assert (third.speaker, third.told) == (None, "It rained.")


@pytest.mark.parametrize("above", ["In 2023 it rained. [1]", "- It rained. [1]", "# Lee"])
def test_what_stands_below_no_speaker(above):
    *_, found = claims(f"{above}\n  - He said: “It fell.” [2]\n")
    assert found.speaker != above


def test_a_table_of_documents_claims_nothing():
    note = samples.full_note()
    text = markdown.note(note).partition("## Sources")[2].partition("\n1. ")[0]
    assert claims(f"# Documents\n{text}") == []


def test_sides_of_a_disagreement_have_their_own_citations():
    text = "- The sources differ in wording (houses): “around 40” [1] · “nearly 40” [5]\n"
    assert [(one.told, one.citations) for one in claims(text)] == [
        ("around 40", (1,)),
        ("nearly 40", (5,)),
    ]


def test_headings_and_our_own_sentences_claim_nothing():
    text = (
        "# Title\n\nUnderlined\n==========\n\n- Told by one source only: 8 of 10 key points.\n"
        "- Only one document was given: nothing could be compared.\n\n## Coverage\n\n"
        "2 of 3 documents cited; 80% of their sections are represented.\n\n"
        "- left out: a.txt: no sentences\n"
    )
    assert claims(text) == []


def test_a_human_sentence_like_ours_is_a_claim():
    assert len(claims("Eight of ten key points came from one source only.\n")) == 1


def test_front_matter_comments_quotes_and_rules_are_passed_over():
    text = (
        "---\ntitle: x\n---\n\n<!-- a\nremark -->\n> The river rose\n> by a metre. [1]\n\n* * *\n"
    )
    (found,) = claims(text)
    assert (found.line, found.told) == (7, "The river rose by a metre.")


def test_html_blocks_have_lines_and_marks():
    page = (
        "<!doctype html>\n<html><head><title>x</title><style>p{}</style></head>\n<body>\n"
        "<h1>T</h1>\n<h2>In brief</h2>\n<p>“One &amp; all fell.” "
        '<a class="mark" href="#c1">[1]</a> <a href="#c2">[2]</a></p>\n'
        "<ul><li><strong>Lee</strong> said: “It rose.” [3]</li></ul>\n"
        "<table><tr><th>what<th>who says so</tr><tr><td>“40”</td><td>Lee</td><td><a>[4]</a></td>"
        "</tr></table>\n</body></html>"
    )
    found = claims(page)
    assert [(one.line, one.told, one.citations) for one in found] == [
        (6, "One & all fell.", (1, 2)),
        (7, "It rose.", (3,)),
        (8, "40", (4,)),
    ]
    assert found[1].speaker == found[2].speaker == "Lee"
    assert found[0].section == "In brief"


@pytest.mark.parametrize(
    ("text", "html"),
    [("<!DOCTYPE html><p>x</p>", True), ("<p>x</p>", True), ("# x <b>y</b>", False)],
)
def test_html_is_told_by_its_text(text, html):
    assert looks_like_html(text) is html


def test_the_list_of_sources_is_read():
    parsed = parse(note("“x” [1]"), Frame())
    assert parsed.numbered_by is NumberedBy.SOURCES
    assert [entry.number for entry in parsed.sources] == [1, 2, 3, 4, 5, 6, 7]
    last = parsed.citations[7]
    assert (last.path, last.line_start) == ("council.txt", 1)
    assert last.quote.startswith("The ministry")
    assert parsed.citations[3].quote == "“Nobody was hurt,” said Chief Adam Brand."


def test_the_comment_wins_over_the_list():
    carried = {
        "citations": [{"id": 1, "path": "a.txt", "quote": "x -- y", "new": 1}],
        "lock": [{"path": "a.txt", "sha256": "0"}],
    }
    comment = json.dumps(carried).replace("--", "-\\u002d")
    parsed = parse(f"{note('“x” [1]')}\n<!-- sourceline-note/1 {comment} -->\n", Frame())
    assert parsed.numbered_by is NumberedBy.COMMENT
    assert parsed.citations[1].quote == "x -- y"
    assert parsed.lock[0].path == "a.txt"
    assert not any("sourceline" in one.shown for one in parsed.claims)


@pytest.mark.parametrize("broken", ["{", '{"citations": 3}', "no json"])
def test_a_broken_comment_is_no_comment(broken):
    parsed = parse(f"“x” [1]\n<!-- sourceline-note/1 {broken} -->", Frame())
    assert parsed.numbered_by is NumberedBy.NOTHING


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“a “b” c”", "a “b” c"),
        ('‘"a," said Lee’s man.’', '"a," said Lee’s man.'),
        ("… “a b c”", "a b c"),
        ("[Lee] “a b c”", "a b c"),
        ("“a b c” (storm.txt:3)", "a b c"),
        ('"a b c."', "a b c."),
        ('"a," said Lee. "b"', None),
        ("“a” and “b”", None),
        ("a b c", None),
        ("“a", None),
    ],
)
def test_whole_quotations(text, inner):
    span = whole_quotation(text)
    assert (None if span is None else text[span.start : span.end]) == inner


def test_inner_quotations_and_cuts():
    assert [s.start for s in inner_quotations('He said "a b" and “c d”.')] == [9, 19]
    assert without_brackets("a [b] c … d ... e") == ("a", "c", "d", "e")


@pytest.mark.parametrize("text", ["", "\n", "[1]", "| |", "<p>", "“", "#", "- ", "[[[1]", "\\"])
def test_no_text_breaks_the_parser(text):
    for is_html in (None, True, False):
        parse(text, frame(), is_html=is_html)


def test_an_entry_whose_place_holds_a_quotation():
    place = (
        'mail.eml (message Your "record" quarter — Ann Lund, 2024-11-11, § Your "record" quarter)'
    )
    note = f'# Note\n\n## Sources\n\n1. {place} "Profit fell by 7%."\n'
    (entry,) = parse(note, frame()).sources
    assert (entry.path, entry.quote) == ("mail.eml", "Profit fell by 7%.")


@pytest.mark.parametrize("label", ["July 2016 to December 2016", "2016 to 2021", "1990s"])
def test_a_time_in_words_is_a_date(label):
    (found,) = claims(f"- {label}: “It rained then.” [1]\n")
    assert (found.date, found.told) == (label, "It rained then.")


def test_a_number_in_brackets_inside_a_quotation_of_a_page_is_its_words():
    page = "<!doctype html><p>“It fell in 87% of tests [39] , said Ode.” [1]</p>"
    (found,) = claims(page)
    assert (found.told, found.citations) == ("It fell in 87% of tests [39] , said Ode.", (1,))
