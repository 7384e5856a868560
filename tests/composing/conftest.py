from dataclasses import dataclass

import pytest

from rag.answering import Answerer
from rag.composing import Composer
from rag.domain import Answer
from rag.prompts import Prompts
from tests.fakes import FakeEncoder, FakeModel
from tests.libraries import build

TEXTS = {
    "north.txt": "The storm hit the north coast on 3 May. Officials said around 40 people were "
    "injured in the storm. The mayor of Lodz, Ana Ruiz, closed the schools after the storm.",
    "south.txt": "The storm passed over the islands at night. Nearly 60 people were injured in "
    "the storm, a hospital said. Ferries stayed in port because of high waves.",
}
QUESTION = "How many people were injured in the storm?"


@dataclass
class Desk:
    """An answerer that composes, its model, and every statement as it was told."""

    answerer: Answerer
    model: FakeModel
    told: list

    def ask(self, *written, question=QUESTION) -> Answer:
        """The answer where the model writes this."""
        self.model.writes.clear()
        self.model.prompts.clear()
        self.model.writes.append(written if len(written) > 1 else written[0])
        self.told.clear()
        return self.answerer.ask(question)

    def number(self, words) -> int:
        """The number under which the model is shown the sentence with these words."""
        self.ask("")
        lines = self.model.prompts[0].splitlines()
        marked = (line for line in lines if line.startswith("["))
        return next(int(line[1 : line.index("]")]) for line in marked if words in line)


def desk(folder, texts=TEXTS, **options):
    """A desk over a library of `texts`; close its catalogue after use."""
    encoder, told = FakeEncoder(), []
    model = options.pop("model", None) or FakeModel()
    catalogue, vectors = build(folder, texts, encoder)
    composer = Composer(encoder, Prompts(), on_statement=told.append, **options)
    answerer = Answerer(catalogue, vectors, encoder, lambda: model, Prompts(), composer)
    return Desk(answerer, model, told)


@pytest.fixture(scope="module")
def at(tmp_path_factory):
    made = desk(tmp_path_factory.mktemp("library"))
    with made.answerer.catalogue:
        yield made
