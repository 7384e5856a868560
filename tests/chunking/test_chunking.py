"""Documents become passages; what is embedded is a sentence, with company where it needs it."""

import subprocess
import sys
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rag.chunking import PASSAGE_WORDS, embedded_texts, split
from rag.domain import Document, Place, PlaceKind, Shape


def document(text: str, shape: Shape = Shape.PLAIN) -> Document:
    return Document("a.txt", "A", text, "0" * 64, "1" * 64, "text/1", shape=shape)


def passages(text: str, shape: Shape = Shape.PLAIN) -> list[list[str]]:
    return [
        [text[span.start : span.end] for span in passage.sentences]
        for passage in split(document(text, shape))
    ]


def test_nothing_slow_is_imported_before_it_is_used():
    program = "import sys, rag.chunking, rag.readers; print(*sys.modules)"
    command = [sys.executable, "-c", program]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert "rag.readers" in loaded
    assert {"syntok", "regex", "charset_normalizer", "numpy"}.isdisjoint(loaded)


def test_short_paragraphs_share_a_passage():
    assert passages("One is here.\n\nTwo is here. Three too.\nFour.") == [
        ["One is here.", "Two is here.", "Three too.", "Four."]
    ]


def test_a_paragraph_that_does_not_fit_begins_a_passage():
    first, second = "One two three four. " * 20, "Five six seven eight. " * 12
    assert [len(found) for found in passages(f"{first}\n\n{second}")] == [20, 12]


def test_a_long_paragraph_is_cut_between_sentences():
    found = passages("One two three four. " * 100)
    assert [len(sentences) for sentences in found] == [30, 30, 30, 10]
    assert PASSAGE_WORDS == 120


def test_a_sentence_longer_than_a_passage_stands_alone():
    long = " ".join(["Word"] * 150) + "."
    assert passages(f"Short one. {long} Short two.") == [["Short one."], [long], ["Short two."]]


def test_a_passage_never_crosses_a_heading():
    text = "Intro.\n\n# A\n\nOne.\n\nTwo.\n\n## B\n\nThree.\n"
    found = split(document(text, Shape.MARKDOWN))
    assert [passage.heading for passage in found] == [None, "A", "A › B"]
    assert passages(text, Shape.MARKDOWN) == [["Intro."], ["A", "One.", "Two."], ["B", "Three."]]


def test_headings_mean_nothing_in_plain_text():
    assert [passage.heading for passage in split(document("# A\n\nOne."))] == [None]


def test_passages_begin_and_end_with_their_sentences():
    for passage in split(document("One is here. Two.\n\n" * 60)):
        assert (passage.start, passage.end) == (
            passage.sentences[0].start,
            passage.sentences[-1].end,
        )


def embedded(text: str) -> tuple[str, ...]:
    return embedded_texts(document(text), split(document(text)))


def test_a_sentence_is_embedded_by_itself():
    text = "The army left the old town early. Nobody in the valley saw it go."
    assert embedded(text) == (
        "The army left the old town early.",
        "Nobody in the valley saw it go.",
    )


def test_a_leaning_sentence_is_embedded_after_the_one_before():
    first = "Lee spoke of heavy losses on Monday."
    for second in (
        "He added that several officers were among the dead.",
        "However, the ministry has not confirmed any of it.",
        "“They were not trained for this kind of war,” said Lee.",
        "As a result the brigade was taken out of the line.",
        "Nobody answered.",
    ):
        assert embedded(f"{first} {second}") == (first, f"{first} {second}")


def test_a_word_that_only_begins_like_a_pronoun_does_not_lean():
    text = "Lee spoke of heavy losses on Monday. Italy has offered to send a field hospital."
    assert embedded(text)[1] == "Italy has offered to send a field hospital."


def test_no_company_comes_from_another_passage():
    long = "One two three four. " * 30
    assert embedded(f"{long}\n\nIt ended.")[-1] == "It ended."


def test_an_empty_document_has_no_passages():
    assert split(document(" \n\n")) == ()
    assert embedded_texts(document(""), ()) == ()


PROSE = st.lists(
    st.sampled_from(
        (
            *("He", "Lee", "said.", "“No.”", "#", "##", "-", "1.", "|", "```", "---", "==="),
            *(">", "5", "Mr.", "x", "\n", "\n\n", "the army left, and it was never seen again"),
        )
    ),
    max_size=60,
).map(" ".join)


@given(PROSE | st.text(), st.sampled_from(Shape))
def test_every_word_lies_in_exactly_one_sentence(text, shape):
    read = document(text, shape)
    found = split(read)
    spans = [span for passage in found for span in passage.sentences]
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    sentences = [text[span.start : span.end] for span in spans]
    assert all(sentence == sentence.strip() for sentence in sentences)
    assert all(any(map(str.isalnum, sentence)) for sentence in sentences)
    inside = "".join(sentences)
    assert list(filter(str.isalnum, inside)) == list(filter(str.isalnum, text))
    assert len(embedded_texts(read, found)) == len(spans)


def headings(text: str, shape: Shape) -> list[str | None]:
    return [passage.heading for passage in split(document(text, shape))]


def test_what_a_reader_shaped_has_headings_lists_and_rows():
    text = "# A\n\nOne. Two.\n\n## B\n\n- x\n- y\n\n| a | b |\n| --- | --- |\n| 1 | 2 |"
    assert headings(text, Shape.OUTLINED) == ["A", "A › B"]
    assert passages(text, Shape.OUTLINED)[1] == ["B", "x", "y", "| a | b |", "| 1 | 2 |"]


def test_dashes_and_a_lone_fence_in_an_office_file_are_its_own_words():
    text = "Sales\n---\n\n```\n\n# A\n\nOne. Two."
    assert headings(text, Shape.OUTLINED) == [None, "A"]
    assert headings(text, Shape.MARKDOWN) == ["Sales"]
    assert passages("---\nowner: Lee. Ill.\n---", Shape.OUTLINED) == [["---\nowner: Lee.", "Ill."]]


def test_a_comment_in_fenced_code_is_no_heading():
    text = "# A\n\n```\n# comment\n```\n\nEnd."
    assert headings(text, Shape.OUTLINED) == ["A"]


def test_no_heading_and_no_passage_reaches_into_the_next_slide():
    text = "# A\n\nOne.\n\nTwo.\n\n# B\n\nThree."
    places = (Place(0, PlaceKind.SLIDE, "1"), Place(text.index("Two"), PlaceKind.SLIDE, "2"))
    slides = replace(document(text, Shape.OUTLINED), places=places)
    found = [(text[one.start : one.end], one.heading) for one in split(slides)]
    assert found == [("A\n\nOne.", "A"), ("Two.", None), ("B\n\nThree.", "B")]
