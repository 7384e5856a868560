"""Quote mode: not one byte of an answer that is not the sources' or a template's."""

import json as decoder
import random
import re

import pytest

from rag.answering import Answerer
from rag.grounding import rebuild, unsupported, verify_citation
from rag.prompts import Prompts
from rag.render import json, text
from rag.render.layout import Paper
from tests.fakes import FakeEncoder, FakeModel
from tests.libraries import build

TEXTS = {
    "north.txt": "The storm hit the north coast on 3 May 2021. Officials said around 40 people "
    "were\ninjured in the storm. Ana Ruiz is the mayor. She closed the schools because the roads "
    "were blocked. He added that “several hundred” sheep drowned.",
    "south.txt": "A hospital denied that around 40 people were injured in the storm. Nearly 60 "
    "people were injured in the storm, a nurse claimed. The ferry cost $5 million in 2019.",
    "copy.txt": "Nearly 60 people were injured in the storm, a nurse claimed! The ferry cost "
    "€5 million in 2019. It is not true that Ana Ruiz is the mayor.",
    "table.md": "# Ferries\n\n| Year | Passengers | Mayor |\n| --- | --- | --- |\n"
    "| 2019 | 1,200 | Ana Ruiz |\n| 2020 | at least 900 | Li Wei |\n\n- The ferry sank in 2020.\n",
}
OPENINGS = (
    "How many", "How much", "When", "Who", "Where", "Why", "Did", "Which", "What", "List", "How",
    "What is", "Who is", "In which year", "How did",
)  # fmt: skip
WORDS = tuple(dict.fromkeys(re.findall(r"\w+", " ".join(TEXTS.values()))))


@pytest.fixture(scope="module")
def answerer(tmp_path_factory):
    encoder, model = FakeEncoder(), FakeModel()
    catalogue, vectors = build(tmp_path_factory.mktemp("library"), TEXTS, encoder)
    with catalogue:
        yield Answerer(catalogue, vectors, encoder, lambda: model, Prompts())


def asked(answerer, chance):
    """A question of words that stand together, and of some that do not; a script of answers."""
    at = chance.randrange(len(WORDS))
    words = [*WORDS[at : at + chance.randint(3, 9)], *chance.sample(WORDS, chance.randint(0, 1))]
    answerer.model().answers.clear()
    answerer.model().enqueue(*chance.sample(WORDS, chance.randint(0, 3)))
    among = [item.id for item in answerer.catalogue.documents()] if chance.random() < 0.5 else None
    return answerer.ask(f"{chance.choice(OPENINGS)} {' '.join(words)}?", among=among)


def bare(words):
    return "".join(words.split())


def pointed(words, numbers):
    return f"“{words}”" + "".join(f"[{number}]" for number in numbers)


def printed(found):
    """What is to be printed of an answer, from its JSON alone, white space left out."""
    lines = (
        pointed(" … ".join(piece["text"] for piece in one["pieces"]), one["citations"])
        for one in found["sentences"]
    )
    return bare("".join(("Answer", *lines)))


def differing(found):
    """The values of each disagreement as they are to be printed, white space left out."""
    return [
        bare("·".join(pointed(one["text"], one["citations"]) for one in difference["values"]))
        for difference in found["disagreements"]
    ]


@pytest.mark.parametrize("answers", [50, pytest.param(500, marks=pytest.mark.slow)])
def test_every_byte_of_an_answer_is_the_sources_or_a_templates(answerer, answers):
    texts = {item.path: answerer.catalogue.text(item.id)
             for item in answerer.catalogue.documents()}  # fmt: skip
    chance, answered, differ = random.Random(0), 0, 0
    while answered < answers:
        answer = asked(answerer, chance)
        assert all(verify_citation(one, texts[one.path]) for one in answer.citations)
        if answer.refused:
            assert not answer.sentences
            continue
        answered += 1
        assert answer.sentences
        found = decoder.loads(json.answer(answer))
        quotes = {one["id"]: " ".join(one["quote"].split()) for one in found["citations"]}
        for statement in answer.sentences:
            assert rebuild(statement, answer.citations) is not None
            for piece in statement.pieces:
                assert piece.text in quotes[piece.citation]
        assert unsupported(answer.figures) == ()
        assert {one.text for one in answer.answers} == {one.text for one in answer.sentences}
        shown = tuple(one.id for one in answer.citations)
        said = bare(text.verdict(answer, Paper(), shown=shown))
        rest = said.removeprefix(printed(found))
        assert len(rest) < len(said)
        for values in differing(found):
            differ += 1
            assert re.fullmatch(r"[A-Za-z]+:" + re.escape(values), rest)
            rest = ""
        assert rest == ""
        for difference in answer.disagreements:
            for value in difference.values:
                assert any(value.text in quotes[number] for number in value.citations)
    assert differ
