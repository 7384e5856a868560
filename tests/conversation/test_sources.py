from types import SimpleNamespace

import pytest

from rag.conversation import Rule, understand
from tests.conversation.talk import answered

TALK = answered(
    "How much will the repairs cost?",
    ("£2 million", "Repairs will cost £2 million.", "courier.txt"),
    others=(("Repairs may cost £4 million.", "county_herald.txt"),),
)


class Library:
    """Three documents, one of which mentions a broadcaster."""

    def documents(self):
        return [
            SimpleNamespace(path=path, title=path)
            for path in ("courier.txt", "county_herald.txt", "letter.txt")
        ]

    def mentioning(self, words):
        return ("letter.txt",) if words == "BBC" else ()


@pytest.mark.parametrize(
    ("asked", "path"),
    {
        "what about the second article?": "county_herald.txt",
        "and the other source?": "county_herald.txt",
        "what does the Herald say?": "county_herald.txt",
        "and the third document?": "letter.txt",
        "what about the BBC one?": "letter.txt",
        "what does letter.txt say?": "letter.txt",
    }.items(),
)
def test_a_source_is_asked_the_last_question(asked, path):
    found = understand(asked, TALK, sources=Library())
    assert (found.text, found.sources) == ("How much will the repairs cost?", (path,))
    assert found.rule is Rule.SOURCE
    assert found.changed
    assert path in found.how


def test_a_source_is_asked_another_question():
    found = understand("how long will it take according to the Herald?", TALK, sources=Library())
    assert found.sources == ("county_herald.txt",)
    assert "Herald" not in found.text
    found = understand("what does the second article say about lorries?", TALK)
    assert found.text == "What is said about lorries"
    assert found.sources == ("county_herald.txt",)


def test_the_other_source_is_the_one_not_spoken_of():
    herald = understand("what does the Herald say?", TALK, sources=Library())
    talk = answered(
        "what does the Herald say?",
        ("£4 million", "Repairs may cost £4 million.", "county_herald.txt"),
        understood=herald,
        conversation=TALK,
    )
    assert understand("and the other source?", talk).sources == ("courier.txt",)


@pytest.mark.parametrize("asked", ["what about the ninth article?", "what about the Gazette one?"])
def test_a_source_that_there_is_not_limits_nothing(asked):
    assert understand(asked, TALK, sources=Library()).sources == ()


class Interview(Library):
    """One document named after whom it is with, one after a place."""

    def documents(self):
        titles = {"talk.txt": "Interview with Leila Haddad, fire chief", "ban.txt": "Carrick Bay"}
        return [SimpleNamespace(path=path, title=title) for path, title in titles.items()]


@pytest.mark.parametrize(
    "whole", ["What does Haddad say about the harbour?", "How many people live in Carrick?"]
)
def test_persons_and_places_in_titles_are_no_publishers(whole):
    found = understand(whole, TALK, sources=Interview())
    assert not found.changed
