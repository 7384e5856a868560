from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.composing.cutting import Cutter, Written, loops
from rag.domain import Ending

TEXT = (
    "Answer: Around 1,000 were hurt. [1] Mr. Lee said so [1, 2]. It rained [3][2].\n"
    "- **Nobody** was missing. [4]\n\n2. The end came at 3.5 km [Source 5]"
)
SENTENCES = [
    Written("Around 1,000 were hurt.", (1,)),
    Written("Mr. Lee said so.", (1, 2)),
    Written("It rained.", (3, 2)),
    Written("Nobody was missing.", (4,)),
    Written("The end came at 3.5 km", (5,)),
]


def cut(*pieces):
    return list(Cutter().sentences(pieces))


def test_sentences_lose_their_markers_and_ornaments():
    assert cut(TEXT) == SENTENCES


@given(st.lists(st.integers(0, len(TEXT)), max_size=40))
def test_pieces_make_no_difference(cuts):
    places = [0, *sorted(cuts), len(TEXT)]
    assert cut(*(TEXT[a:b] for a, b in pairwise(places))) == SENTENCES


@given(st.text(alphabet="Ab. [12]\n<|>'", max_size=80), st.integers(1, 7))
def test_any_text_is_cut_alike_in_pieces_of_any_size(text, size):
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    assert cut(*pieces) == cut(text)


@pytest.mark.parametrize(
    "head", ["Answer: ", "A: ", "The answer to this question is: ", "**Answer:** "]
)
def test_a_heading_before_the_answer_is_left_out(head):
    assert cut(f"{head}Natural gas is one. [1]") == [Written("Natural gas is one.", (1,))]


def test_a_sentence_comes_as_soon_as_the_next_has_begun():
    pieces = iter(("One is here. [1] ", "Two is", " here ", "now. ", "Three"))
    sentences = Cutter().sentences(pieces)
    assert next(sentences) == Written("One is here.", (1,))
    assert next(pieces) == "now. "


@pytest.mark.parametrize(
    "mark", ["<|im_end|>", "<|im_start|>user", "</s>", "<end_of_turn>", "[INST]", "<<SYS>>"]
)
def test_what_follows_a_turn_that_is_spelt_out_is_not_read(mark):
    assert cut(f"It rained. [1]{mark} 99 died. [1] More.") == [Written("It rained.", (1,))]


def test_thoughts_are_passed_over():
    assert cut("<think>Hm.\nLet me see. 5?</think>\n\nIt rained.") == [Written("It rained.", ())]
    assert cut("<think>Hm. And so on") == []
    assert cut("<b> is a tag.") == [Written("<b> is a tag.", ())]


def test_endless_words_end():
    cutter = Cutter()
    heard = []

    def endless():
        while True:
            heard.append(None)
            yield "the cat "

    assert list(cutter.sentences(endless())) == []
    assert cutter.ending is Ending.LOOP
    assert len(heard) < 100


@pytest.mark.parametrize(
    ("text", "looping"),
    [
        ("no no no", True),
        ("a b c d a b c d a b c d", True),
        ("a b c d a b c d a b c", False),
        ("word" * 200, True),
        ("It was very very cold", False),
    ],
)
def test_loops_are_seen(text, looping):
    assert loops(text) is looping


def test_a_sentence_that_the_writer_could_not_finish_is_left_out():
    cutter = Cutter(cut_off=lambda: True)
    assert list(cutter.sentences(["One is here. Two is he"])) == [Written("One is here.", ())]
    assert cutter.ending is Ending.LENGTH


def test_characters_that_steer_a_terminal_are_left_out():
    assert cut("It \x1b[31mrained\u202e.\ufffd") == [Written("It [31mrained.", ())]


def test_no_text_has_no_sentences():
    assert cut() == cut("", " \n", "...") == []
