import pytest

from rag.sufficiency import (
    Contradiction,
    Coverage,
    Support,
    refusal,
    stands_beside,
    stated_outright,
)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("who was sent off?", "Selby's captain, Tom Reed, was sent off for a second booking."),
        ("Who was cleared?", "A second nurse, Ada Quist, 39, was cleared of theft."),
        ("And who won the game?", "Late on Reed won the game with a free kick."),
    ],
)
def test_a_name_before_what_is_asked_of_is_stated(question, sentence):
    assert stated_outright(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who was sent off?", "He was sent off."),
        ("Who was sent off?", "The club asked whether Tom Reed was sent off."),
        ("Who was sent off?", "The club denied that Tom Reed was sent off."),
        ("Who was sent off?", "On Monday was sent off a letter."),
        ("Who was sent off?", "The letter was sent off."),
        ("When was Reed sent off?", "Tom Reed was sent off."),
        ("Who won?", "Tom Reed won."),
    ],
)
def test_anything_else_is_not(question, sentence):
    assert not stated_outright(question, sentence)


def test_what_is_stated_is_enough_however_weak_the_other_signals():
    weak = {
        "gain": 0.0,
        "dense": 0.1,
        "coverage": Coverage(words=0.1, head=False, names=False),
        "against": Contradiction(negated=False, opposite=False, number=False),
        "span": None,
        "has_type": True,
        "has_name": True,
        "absent_entities": (),
    }
    assert refusal(Support(**weak)) is not None
    assert refusal(Support(**weak, stated=True)) is None
    assert stands_beside(Support(**weak, stated=True))
