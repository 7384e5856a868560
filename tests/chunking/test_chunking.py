"""Documents become passages; what is embedded is a sentence, with company where it needs it."""

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from rag.chunking import PASSAGE_WORDS, embedded_texts, split
from rag.domain import Document


def document(text: str, reader: str = "text/1") -> Document:
    return Document("a.txt", "A", text, "0" * 64, "1" * 64, reader)


def passages(text: str, reader: str = "text/1") -> list[list[str]]:
    return [
        [text[span.start : span.end] for span in passage.sentences]
        for passage in split(document(text, reader))
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
    found = split(document(text, "markdown/1"))
    assert [passage.heading for passage in found] == [None, "A", "A › B"]
    assert passages(text, "markdown/1") == [["Intro."], ["A", "One.", "Two."], ["B", "Three."]]


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


@given(PROSE | st.text(), st.sampled_from(["text/1", "markdown/1"]))
def test_every_word_lies_in_exactly_one_sentence(text, reader):
    read = document(text, reader)
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
