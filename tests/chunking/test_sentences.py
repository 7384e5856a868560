"""Sentences: where they end, and that nothing is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.chunking.blocks import Block
from rag.chunking.sentences import LONGEST_SENTENCE, sentence_spans


def sentences(text: str, *, whole: bool = False) -> list[str]:
    block = Block(0, len(text), whole=whole)
    return [text[span.start : span.end] for span in sentence_spans(text, block)]


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param(["He left.", "She stayed?", "Yes!", "Really?!"], id="plain"),
        pytest.param(["He said “We won.”", "Then he left."], id="closing quote"),
        pytest.param(['"It rose to 1,000."', '"No," said Lee.'], id="straight quotes"),
        pytest.param(['"We won!" Lee said.', "She left."], id="exclamation and speaker"),
        pytest.param(["“Who?” asked Bob.", "Nobody knew."], id="question and speaker"),
        pytest.param(["(He left.)", "She stayed."], id="brackets"),
        pytest.param(["See p. 12 and pp. 3-5.", "No. 5 is alive."], id="pages and numbers"),
        pytest.param(["In Fig. 3 and Sec. 4 we show it.", "It holds."], id="references"),
        pytest.param(["J. K. Rowling met George W. Bush.", "They spoke."], id="initials"),
        pytest.param(["Lt. Gen. Park met Rep. Smith.", "Gov. Brown came."], id="titles"),
        pytest.param(["The U.S. President met Dr. Wu.", "It rained."], id="U.S."),
        pytest.param(["It cost $5.5 million.", "The 3.2 % rise held."], id="decimals"),
        pytest.param(["Use e.g. Python, i.e. a language.", "Or C, etc. if you must."], id="e.g."),
        pytest.param(["Section § 4.2 applies.", "Art. 5 does not."], id="sections"),
        pytest.param(["3. The tenant shall pay.", "4. The owner shall mend."], id="clauses"),
        pytest.param(["It began in Dec. 2022.", "It ended."], id="month"),
        pytest.param(["It was over.", "300 people died.", "2,000 were hurt."], id="numbers first"),
        pytest.param(["It holds.[12]", "The next claim.[a][3]", "More."], id="footnote marks"),
        pytest.param(["**It holds.**", "_So._", "More."], id="emphasis"),
        pytest.param(["See www.Example.Com now.", "Call foo.Bar() or node.Js."], id="no words"),
        pytest.param(["你好。", "世界！", "再见？"], id="CJK"),
        pytest.param(["真的！？", "是（的。）", "“好。”", "对"], id="CJK closings"),
        pytest.param(["He left; Lee stayed; The town fell.", "It burned."], id="semicolons"),
        pytest.param(["And then… nothing.", "The end..."], id="ellipsis"),
        pytest.param(["It’s 5 p.m. on Monday.", "We don't."], id="p.m."),
        pytest.param(["Smith et al. (2020) agree.", "We do not."], id="et al."),
        pytest.param(["A smile 🙂 came.", "👍 It stayed."], id="emoji"),
    ],
)
def test_sentences(expected):
    glue = "" if "你" in expected[0] or "真" in expected[0] else " "
    assert sentences(glue.join(expected)) == expected


def test_a_lost_space_between_sentences_is_no_obstacle():
    assert sentences("The army left.The town stayed.") == ["The army left.", "The town stayed."]


def test_a_stray_closing_quote_goes_with_what_it_closes():
    assert sentences("“He left. ” Then it rained.") == ["“He left. ”", "Then it rained."]


def test_a_bullet_is_no_part_of_the_sentence():
    assert sentences("  - One thing. Another.") == ["One thing.", "Another."]
    assert sentences("• One thing") == ["One thing"]


def test_a_minus_is_no_bullet():
    assert sentences("-5 degrees were measured.") == ["-5 degrees were measured."]


def test_a_whole_block_is_not_cut():
    assert sentences("| One. Two. | Three. |", whole=True) == ["| One. Two. | Three. |"]


@pytest.mark.parametrize("text", ["", "   ", "***", "— … !", '".', "\n\n"])
def test_no_words_no_sentence(text):
    assert sentences(text) == []


def test_a_long_sentence_is_cut_at_clauses():
    text = "The committee met in Paris, and twelve of its members voted for the plan, " * 40
    found = sentences(text)
    assert all(len(sentence) <= LONGEST_SENTENCE for sentence in found)
    assert all(sentence.endswith(",") for sentence in found)
    assert " ".join(found) == text.strip()


def test_a_long_sentence_without_clauses_is_cut_between_words():
    text = "word " * 900
    found = sentences(text)
    assert {word for sentence in found for word in sentence.split()} == {"word"}
    assert sum(len(sentence.split()) for sentence in found) == 900


def test_a_word_longer_than_a_sentence_is_cut():
    found = sentences("a" * 2_500)
    assert [len(sentence) for sentence in found] == [1000, 1000, 500]


def test_sentences_keep_their_ends_across_pieces():
    text = "The army left the town. " * 3_000
    assert sentences(text) == ["The army left the town."] * 3_000


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" * 1_000_000, id="one word"),
        pytest.param("a." * 100_000, id="dots"),
        pytest.param("([" * 300_000, id="brackets"),
        pytest.param('." ' * 300_000, id="quotes"),
        pytest.param("***" * 300_000 + "x. Y", id="stars"),
        pytest.param(" " * 1_000_000 + "a", id="spaces"),
        pytest.param("Left.The" * 30_000, id="no spaces", marks=pytest.mark.slow),
        pytest.param("He met Mr. " * 20_000, id="titles", marks=pytest.mark.slow),
        pytest.param('{"a": [1, {"b": 2}]}, ' * 100_000, id="records", marks=pytest.mark.slow),
        pytest.param("f(x " * 300_000, id="brackets that stay open", marks=pytest.mark.slow),
        pytest.param("(a. " * 300_000, id="brackets and stops", marks=pytest.mark.slow),
    ],
)
def test_odd_long_lines_take_linear_time(text):
    assert len(list(sentence_spans(text, Block(0, len(text))))) < len(text) / 2


def assert_sound(text: str, spans: list) -> None:
    """Trimmed, in order, apart, with words, and together holding every letter and digit."""
    covered = set()
    last = 0
    for span in spans:
        sentence = text[span.start : span.end]
        assert last <= span.start < span.end <= len(text)
        assert sentence == sentence.strip()
        assert len(sentence) <= LONGEST_SENTENCE
        assert any(character.isalnum() for character in sentence)
        covered.update(range(span.start, span.end))
        last = span.end
    lost = [i for i, character in enumerate(text) if character.isalnum() and i not in covered]
    assert lost == []


WORDS = st.sampled_from(
    (
        *(
            "He",
            "Lt.",
            "No.",
            "5",
            "said",
            "“We",
            "won!”",
            '"Go."',
            "p.",
            "12",
            "Mr.",
            "Lee",
            "(see",
        ),
        *("it)", "left.", "U.S.", "1,000", ".", ";", "…", "。", "[3]", "**", "-", "300", "e.g."),
        *("🙂", "’s", "\0", "\x85", "\u2028", "\u200b", "\n", "\t", "\u0301", "a.B", "don't", "”"),
    )
)
PROSE = st.lists(WORDS, max_size=60).map(" ".join) | st.lists(WORDS, max_size=40).map("".join)


@given(PROSE | st.text())
def test_nothing_is_lost(text):
    assert_sound(text, list(sentence_spans(text, Block(0, len(text)))))


@given(PROSE, PROSE, PROSE)
def test_a_block_is_all_that_is_read(before, text, after):
    block = Block(len(before), len(before) + len(text))
    inside = [
        (span.start - block.start, span.end - block.start)
        for span in sentence_spans(before + text + after, block)
    ]
    alone = [(span.start, span.end) for span in sentence_spans(text, Block(0, len(text)))]
    assert inside == alone


FILLING = "The army left the town without a word. " * 600
"""Longer than any paragraph that is given to the splitter as it is."""


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param(["The water was rising.", "He left."], id="plain"),
        pytest.param(["They met prof. Smith there.", "He left."], id="abbreviation"),
        pytest.param(["It took approx. XX hours there.", "He left."], id="long abbreviation"),
        pytest.param(["It fell (see below. Then more.) that day.", "He left."], id="brackets"),
        pytest.param(["“Nobody was wounded.”", "“Nobody died.”"], id="quotes"),
        pytest.param(["He went to example. com there.", "He left."], id="lower case"),
        pytest.param(["Вода поднялась высоко.", "Он ушёл домой."], id="cyrillic"),
    ],
)
def test_a_very_long_paragraph_is_cut_where_a_short_one_is(expected):
    joined = " ".join(expected)
    assert sentences(joined) == expected
    long = sentences(f"{FILLING}{joined} {FILLING}")
    assert [one for one in long if one not in FILLING] == expected


def test_a_very_long_table_row_is_cut_only_for_its_length():
    row = "| " + "It rained all day. He left. | " * 2_000
    found = sentences(row, whole=True)
    assert max(map(len, found)) > LONGEST_SENTENCE / 2


@settings(max_examples=30, deadline=None)
@given(PROSE, PROSE)
def test_nothing_is_lost_of_a_very_long_paragraph(before, after):
    text = f"{before}{FILLING}{after} {before}"
    assert_sound(text, list(sentence_spans(text, Block(0, len(text)))))
