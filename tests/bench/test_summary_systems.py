import pytest

from bench.summary_systems import central, worth_telling


def test_what_has_few_words_besides_the_speaker_is_not_worth_telling():
    texts = [
        "Grad A: Yeah, I see.",
        "Grad A: We should record more of them.",
        "We agreed on this.",
    ]
    assert worth_telling(texts) == (1,)
    assert worth_telling([*texts, "The battery lasts a year."]) == (1, 3)
    assert worth_telling(["Yeah.", "OK."]) == (0, 1)


def test_the_most_central_text_is_the_one_that_shares_most():
    pytest.importorskip("sumy")
    texts = (
        "Boats were late on the river today.",
        "The bridge over the river was closed by the council.",
        "The council reopened nothing else.",
        "Apples ripen in autumn gardens.",
        "Children painted walls with chalk.",
    )
    assert sorted(central(texts)) == list(range(5))
    assert central(texts)[0] == 1
