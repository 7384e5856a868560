import dataclasses
import json

import pytest

from rag.domain import FigureStatus, Length
from rag.errors import RefusedError
from rag.grounding import check_pieces
from tests.briefing.memory import document
from tests.fakes import FakeEncoder, FakeModel


def statements(note):
    yield from (*note.brief, *note.key_points, *note.caveats)
    yield from (each.sentence for each in (*note.timeline, *note.attributions))


def test_every_citation_resolves_to_its_quote_and_lines(ferry_note, ferry_documents):
    texts = {each.path: each for each in ferry_documents}
    assert ferry_note.citations
    for citation in ferry_note.citations:
        source = texts[citation.path]
        assert source.text[citation.char_start : citation.char_end] == citation.quote
        before = source.text[: citation.char_start].count("\n")
        assert citation.line_start == before + 1
        assert citation.line_end == before + 1 + citation.quote.count("\n")
        assert citation.sha256 == source.sha256


def test_citations_are_numbered_as_first_shown(ferry_note):
    assert [each.id for each in ferry_note.citations] == list(
        range(1, len(ferry_note.citations) + 1)
    )
    assert ferry_note.brief[0].citations[0] == 1


def test_every_statement_is_pieces_of_its_citations(ferry_note):
    quotes = {each.id: " ".join(each.quote.split()) for each in ferry_note.citations}
    for statement in statements(ferry_note):
        assert statement.pieces
        for piece in statement.pieces:
            assert piece.text in quotes[piece.citation]
            assert piece.citation in statement.citations
        rest = statement.text
        for piece in statement.pieces:
            rest = rest.replace(piece.text, "", 1)
        assert rest.strip() in ("", "…", "[]")


def test_a_fact_of_both_sources_is_one_point_with_both_citations(ferry_note):
    paths = {each.id: each.path for each in ferry_note.citations}
    (fact,) = [each for each in ferry_note.facts if "12 passengers" in each.sentence.text]
    cited = {paths[citation] for citation in fact.sentence.citations}
    assert cited == {"harbour.txt", "courier.txt"}
    assert (fact.sources, fact.independent, fact.hedge) == ((0, 1), 2, "at least")


def test_what_the_brief_tells_the_key_points_do_not_repeat(ferry_note):
    brief, points = ferry_note.brief, ferry_note.key_points
    assert brief
    assert points
    assert not {each.text for each in brief} & {each.text for each in points}
    assert [fact.sentence for fact in ferry_note.facts] == [*brief, *points]


def test_copies_of_one_story_are_one_source(note_of, ferry_documents):
    copy = document("wire.txt", ferry_documents[0].text + "\nMore on page two.")
    note = note_of(*ferry_documents, copy)
    (fact,) = [each for each in note.facts if "12 passengers" in each.sentence.text]
    assert (fact.sources, fact.independent) == ((0, 1, 2), 2)


def test_older_documents_are_left_out_and_named(note_of):
    old = document("old.txt", "The pier at Northport was closed in a storm.", date="2023-01-05")
    new = document("new.txt", "The pier at Northport was opened again.", date="2024-02-01")
    bare = document("bare.txt", "The pier at Northport is made of oak and of iron.")
    note = note_of(old, new, bare, since="2024")
    assert [each.path for each in note.sources] == ["new.txt", "bare.txt"]
    assert note.coverage.documents == 3
    assert note.coverage.dropped == ("old.txt: dated 2023-01-05, before the day asked for",)
    with pytest.raises(RefusedError, match="2025"):
        note_of(old, new, since="2025")


def test_the_name_of_a_paper_and_its_day_is_no_title(note_of):
    story = "A fire burned 14 boats in the harbour.\n"
    post = document(
        "post.txt", f"Linsund Post, 5 March 2026\n\n{story}", title="Linsund Post, 5 March 2026"
    )
    fire = document("fire.txt", f"Fire in the harbour\n\n{story}", title="Fire in the harbour")
    assert note_of(post, fire).title == "Fire in the harbour"
    assert note_of(post).title == "Briefing note: 1 document"


def test_a_document_that_is_not_used_says_why(note_of):
    boats = "The harbour holds 40 boats of oak. The council counted the boats of oak in May."
    more = "The boats of oak in the harbour were counted again in June by the council."
    cake = "The baker sells honey cake on Sundays. The cake is made of honey and oats."
    documents = [document(f"{n}.txt", text) for n, text in enumerate((boats, more, cake))]
    note = note_of(*documents, focus="boats of oak in the harbour", length=Length.SHORT)
    assert note.sources[2].dropped == "it says nothing of what the note is about"
    assert note.coverage.dropped[-1] == "2.txt: it says nothing of what the note is about"


def test_a_focus_decides_what_is_told(note_of):
    text = (
        "The pier at Northport was closed by the council in a storm. "
        "Bakers in the hills sold a rye cake with honey to the visitors. "
        "Some 40 boats in the harbour lost their masts in the storm."
    )
    note = note_of(document("a.txt", text), focus="honey cake")
    assert [each.text for each in note.brief] == [
        "Bakers in the hills sold a rye cake with honey to the visitors."
    ]
    assert (note.focus, note.figures) == ("honey cake", ())
    assert note.title == "Honey cake"
    with pytest.raises(RefusedError, match="volcanoes"):
        note_of(document("a.txt", text), focus="volcanoes")


def test_length_decides_how_much_is_told(note_of, ferry_documents):
    short, long = (note_of(*ferry_documents, length=each) for each in (Length.SHORT, Length.LONG))
    assert len(short.facts) < len(long.facts)
    assert len(short.brief) <= 2
    assert any("shown" in reason for reason in short.coverage.dropped)


def test_figures_hold_hedge_and_noun_and_every_source(ferry_note):
    rows = {each.text.lower(): each for each in ferry_note.figures}
    killed = rows["at least 12 passengers"]
    assert killed.value == 12
    assert killed.qualifier == "at least"
    assert killed.status is FigureStatus.QUOTED
    assert len(killed.citations) == 2
    assert "around 300 passengers" in rows
    assert "nearly 300 passengers" in rows


def test_disagreements_are_shown_side_by_side(ferry_note):
    kinds = {
        each.kind: [value.text.lower() for value in each.values]
        for each in ferry_note.disagreements
    }
    assert [text.split()[0] for text in kinds["qualifier"]] in (
        ["around", "nearly"],
        ["nearly", "around"],
    )
    assert any("$4 million" in text for text in kinds["value"])
    assert any("$5 million" in text for text in kinds["value"])


def test_who_said_what(ferry_note):
    said = {(each.speaker, each.verb) for each in ferry_note.attributions}
    assert ("the port authority", "said") in said
    assert ("Harbour master Ines Calder", "added") in said
    assert ("Tomas Brandt", "said") in said


def test_doubts_close_the_brief_and_lead_the_caveats(ferry_note):
    assert "independently verified" in ferry_note.caveats[0].text
    assert ferry_note.brief[-1].text == ferry_note.caveats[0].text
    assert any("is believed to have" in each.text for each in ferry_note.caveats)


def test_nothing_begins_with_a_pronoun(ferry_note):
    for statement in (*ferry_note.brief, *ferry_note.key_points):
        assert statement.text.split()[0] not in ("He", "She", "It", "They", "However,", "This")


def test_title_is_given_or_a_headline_or_a_template(note_of, ferry_documents, ferry_note):
    assert ferry_note.title == "Ferry fire kills twelve off the northern coast"
    assert note_of(*ferry_documents, title="Aurora").title == "Aurora"
    assert note_of(ferry_documents[1]).title == "Briefing note: 1 document"


def test_sources_and_coverage_account_for_every_document(note_of, ferry_documents):
    note = note_of(*ferry_documents, document("empty.txt", "\n"))
    assert [each.path for each in note.sources] == ["harbour.txt", "courier.txt", "empty.txt"]
    assert note.sources[2].used == 0
    assert note.coverage.documents == 3
    assert note.coverage.used == 2
    assert 0 < note.coverage.sections <= 1
    assert "empty.txt: no sentences" in note.coverage.dropped


def test_gaps_count_points_of_one_source(note_of, ferry_documents, ferry_note):
    assert any(gap.startswith("Told by one source only: ") for gap in ferry_note.gaps)
    assert "Only one document was given: nothing could be compared." in (
        note_of(ferry_documents[0]).gaps
    )


@pytest.mark.parametrize("text", ["", "Heading only", "Why?"])
def test_documents_that_tell_nothing_make_an_empty_note(note_of, text):
    note = note_of(document("one.txt", text))
    assert note.brief == note.key_points == note.citations == ()
    assert note.coverage.used == 0


def test_the_same_documents_give_the_same_note(note_of, ferry_documents):
    first, second = (
        json.dumps(dataclasses.asdict(dataclasses.replace(note_of(*ferry_documents), timings={})))
        for _ in range(2)
    )
    assert first == second


def test_a_document_given_twice_counts_once(ferry_documents):
    from rag.briefing import Briefer
    from tests.briefing.memory import MemoryCatalogue

    encoder = FakeEncoder()
    catalogue = MemoryCatalogue(ferry_documents, encoder)
    heard = []
    note = Briefer(catalogue, encoder=encoder, model=FakeModel()).summarise(
        [2, 1, 2], progress=lambda *step: heard.append(step)
    )
    assert [each.path for each in note.sources] == ["courier.txt", "harbour.txt"]
    assert ("reading", 2, 2) in heard
    assert heard[-1] == ("writing", 1, 1)
    assert set(note.timings) == {"reading", "comparing", "shortening", "writing"}


def test_wrapped_lines_are_told_as_one_line(note_of):
    lines = (
        "The old pier on the north side of the harbour was closed by the city council after",
        "the storm of last winter had torn away most of its planks and both of its lamps.",
    )
    (point,) = note_of(document("one.txt", "\n".join(lines))).brief
    assert point.text == " ".join(lines)


def test_the_check_of_pieces_accepts_every_statement(ferry_note):
    for statement in statements(ferry_note):
        opened = statement.text.removeprefix("… ")
        assert check_pieces(dataclasses.replace(statement, text=opened), ferry_note.citations)


def test_every_printed_figure_stands_in_its_citations(ferry_note):
    quotes = {each.id: each.quote.lower() for each in ferry_note.citations}
    for figure in ferry_note.figures:
        assert figure.text.lower() in quotes[figure.citations[0]]
    for disagreement in ferry_note.disagreements:
        for value in disagreement.values:
            assert value.text.lower() in quotes[value.citations[0]]


@pytest.mark.parametrize(
    ("found", "told"),
    [("the first lines", "2022-02-02"), ("PDF metadata CreationDate", None)],
)
def test_the_day_a_file_was_made_is_marked_and_is_not_when_a_fact_was_told(note_of, found, told):
    made = document("a.pdf", "The council hired 12 inspectors for the port.", date="2022-02-02")
    later = document("b.txt", "The council closed the ferry for winter.", date="2023-03-03")
    note = note_of(dataclasses.replace(made, date_found=found), later)
    (source, other) = note.sources
    assert (source.date, source.date_of_file) == ("2022-02-02", told is None)
    assert not other.date_of_file
    (fact,) = [one for one in note.facts if "inspectors" in one.sentence.text]
    assert fact.first_date == told
    (citation,) = {one for one in note.citations if one.path == "a.pdf"}
    assert citation.locator.date == told
    assert any("no date of its own" in gap for gap in note.gaps) == (told is None)


def test_the_brief_tells_the_latest_toll(note_of):
    first = document(
        "a.txt",
        "The ferry fire in the harbour of Kiel killed 12 passengers, police said. It was windy.",
        date="2025-03-04",
    )
    last = document(
        "b.txt",
        "The ferry fire in the harbour of Kiel killed 63 passengers, the mayor said. It was calm.",
        date="2025-03-06",
    )
    brief = " ".join(line.text for line in note_of(first, last).brief)
    assert "63" in brief
    assert "12" not in brief


def test_the_headline_of_one_of_many_subjects_is_no_title(note_of):
    sea = document(
        "sea.txt",
        title="Ferry burns in harbour",
        text="Ferry burns in harbour\n\nThe ferry burned in the harbour of Kiel for hours.",
    )
    law = document(
        "law.txt",
        title="Judges strike down tax",
        text="Judges strike down tax\n\nJudges in Rome found that a levy on bread was void.",
    )
    assert note_of(sea, law).title == "Briefing note: 2 documents"
    assert note_of(sea).title == "Ferry burns in harbour"


def test_another_number_of_months_later_renews_none(note_of):
    told = "The ferry fire in the harbour of Kiel killed {} passengers, police said."
    first = document("a.txt", told.format(12), date="2023-03-04")
    last = document("b.txt", told.format(63), date="2025-03-06")
    brief = " ".join(line.text for line in note_of(first, last).brief)
    assert "12" in brief
