import pytest

from rag.composing.firmness import foreign_verbs

CLAIMED = "At least 100 soldiers were killed, a lawmaker claimed on Thursday."


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("A lawmaker claims that at least 100 soldiers were killed.", ()),
        ("A lawmaker said that at least 100 soldiers were killed.", ()),
        ("A lawmaker confirmed that at least 100 soldiers were killed.", ("confirmed",)),
        ("At least 100 were killed, a lawmaker reveals.", ("reveals",)),
        ("At least 100 were allegedly killed, a lawmaker said.", ("allegedly",)),
    ],
)
def test_verbs_that_say_how_sure_it_is_are_the_sources_own(text, foreign):
    assert foreign_verbs(text, [CLAIMED]) == foreign


def test_each_quotation_may_bring_a_verb():
    text = "One claimed it, another confirmed it."
    assert foreign_verbs(text, [CLAIMED, "The ministry has confirmed the deaths."]) == ()
