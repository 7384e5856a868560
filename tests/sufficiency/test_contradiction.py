import pytest

from rag.sufficiency import contradiction


@pytest.mark.parametrize(
    ("question", "sentence", "found"),
    [
        ("What can antibodies not neutralise?", "Antibodies neutralise toxins.", True),
        ("What didn't the council close?", "The council closed the canteen.", True),
        ("What did the council not close?", "The council did not close the pool.", False),
        ("What did the council close?", "The council did not close the pool.", False),
        ("What did the council close?", "The council closed the canteen.", False),
        ("Who wrote String Quintet No. 2?", "String Quintet 2 is by Brahms.", False),
        ("How many live in Nor Hachn?", "About 9,000 people live in Hachn.", False),
    ],
)
def test_a_denial_that_the_sentence_does_not_share(question, sentence, found):
    assert contradiction(question, sentence).negated is found


@pytest.mark.parametrize(
    ("question", "sentence", "found"),
    [
        ("What is the lowest court?", "The Court of Justice is the highest court.", True),
        ("Who decreased the budget?", "Pitt increased the budget.", True),
        ("Where is it unlikely that life arose?", "It is likely that life arose in water.", True),
        ("What is the highest court?", "The highest court hears the lowest court's cases.", False),
        ("Who raised the budget?", "Pitt increased the budget.", False),
        ("How many does the mill employ?", "The mill has 40 employees.", False),
        ("What does the employer pay?", "The employees pay the tax.", True),
    ],
)
def test_an_opposite_in_the_place_of_a_word(question, sentence, found):
    assert contradiction(question, sentence).opposite is found


@pytest.mark.parametrize(
    ("question", "sentence", "found"),
    [
        ("Who governed in 1948?", "Trakhtenbrot governed in 1956.", True),
        ("Who governed in 1948?", "Trakhtenbrot governed from 1948 to 1956.", False),
        ("Who paid 1,500?", "He paid 1,500.", False),
        ("Who paid 1,500?", "He paid 1500 of it.", False),
        ("Who led 20 men?", "He led men in 2019.", True),
        ("Who paid?", "He paid 1,500.", False),
    ],
)
def test_a_number_that_the_sentence_lacks(question, sentence, found):
    assert contradiction(question, sentence).number is found
