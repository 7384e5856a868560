"""What a picture of a page is read as."""

import numpy as np
import pytest

from rag.ports import Recognised
from rag.readers.ocr.page import seen_page
from tests.readers.seeing import Seer, below, seen

PIXELS = np.full((1100, 850), 255, np.uint8)


def texts(page):
    return [line.text for line in page.lines]


def test_unclear_lines_are_left_out_and_counted():
    words = below("The storm flooded 40 houses.", "Nobody was killed by it.")
    page = seen_page(Seer((*words, seen("l2 p3op1e", y=400, score=0.6))), PIXELS)
    assert texts(page) == ["The storm flooded 40 houses.", "Nobody was killed by it."]
    assert page.unclear == 1


def test_a_page_that_is_mostly_unclear_has_no_words():
    page = seen_page(Seer((seen("33333"), *below("lwoyj lj uL wyJl", score=0.5, x=300))), PIXELS)
    assert texts(page) == []
    assert page.unclear == 2


def test_a_page_on_its_head_is_turned():
    seer = Seer(below("sasnoy 0t papooll", score=0.6), below("flooded 40 houses"))
    assert texts(seen_page(seer, PIXELS)) == ["flooded 40 houses"]


def test_a_page_that_lies_is_turned_to_where_more_is_sure():
    lying = Recognised("flooded", ((70, 100), (100, 100), (100, 400), (70, 400)), 0.99)
    seer = Seer((lying,), below("papooll", score=0.5), below("flooded"))
    assert texts(seen_page(seer, PIXELS)) == ["flooded"]
    assert seer.shapes == [(1100, 850), (850, 1100), (850, 1100)]


def test_letters_with_and_without_strokes_are_of_one_size():
    words = below("The storm flooded around 40 houses.", "A second line of the very same words.")
    tall = Recognised("A headline", ((100, 10), (400, 10), (400, 80), (100, 80)), 0.99)
    lower = Recognised("some more", ((100, 200), (400, 200), (400, 225), (100, 225)), 0.99)
    sizes = [line.size for line in seen_page(Seer((tall, *words, lower)), PIXELS).lines]
    assert sizes[0] > 2 * sizes[1]
    assert sizes[1] == sizes[2] == sizes[3]


def test_a_line_that_leans_is_no_higher_than_its_letters():
    leaning = Recognised("flooded", ((100, 100), (800, 120), (800, 150), (100, 130)), 0.99)
    (line,) = seen_page(Seer((leaning,)), PIXELS).lines
    assert line.box.height == pytest.approx(30 * 792 / 1100)
    assert line.is_level


def test_control_characters_are_left_out():
    assert texts(seen_page(Seer(below("flooded\x1b[31m 40\x00 houses")), PIXELS)) == [
        "flooded[31m 40 houses"
    ]


def test_nothing_is_seen_on_a_blank_page():
    assert seen_page(Seer(()), PIXELS).lines == ()
