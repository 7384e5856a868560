from dataclasses import dataclass, field

import pytest

from rag.checking import NoteChecker, parse
from rag.render.frame import frame
from tests.fakes import FakeEncoder
from tests.libraries import build

STORM = (
    "Storm in the valley\n\n"
    "The storm flooded around 40 houses on Monday, Mayor Ode said. She added that the bridge had "
    "held. “Nobody was hurt,” said Chief Adam Brand.\n\n"
    "However, the damage could reach $3 million, insurers estimated. It has not been verified "
    "independently.\n"
)
COUNCIL = (
    "Officials counted nearly 40 flooded houses in the valley. The council of Marl voted to close "
    "the school in May 2024. The ministry has confirmed that 12 roads remain closed, which cuts "
    "off three villages.\n"
)


@dataclass
class Desk:
    """A library of two reports, and notes about it."""

    catalogue: object
    vectors: object
    encoder: FakeEncoder
    opened: list = field(default_factory=list)

    def check(self, note, *, is_html=None, left_out=()):
        def encoder():
            self.opened.append(True)
            return self.encoder

        checker = NoteChecker(self.catalogue, self.vectors, encoder=encoder, left_out=left_out)
        return checker.check(parse(note, frame(), is_html=is_html))

    def lines(self, note, **options):
        return self.check(note, **options).sentences


@pytest.fixture
def desk(tmp_path):
    encoder = FakeEncoder()
    texts = {"storm.txt": STORM, "council.txt": COUNCIL}
    catalogue, vectors = build(tmp_path, texts, encoder)
    yield Desk(catalogue, vectors, encoder)
    catalogue.close()


SOURCES = """
## Sources

1. storm.txt:3-3 "The storm flooded around 40 houses on Monday, Mayor Ode said."
2. storm.txt:3-3 "She added that the bridge had held."
3. storm.txt:3-3 "“Nobody was hurt,” said Chief Adam Brand."
4. storm.txt:5-5 "However, the damage could reach $3 million, insurers estimated."
5. council.txt:1-1 "Officials counted nearly 40 flooded houses in the valley."
6. council.txt:1-1 "The council of Marl voted to close the school in May 2024."
7. council.txt:1-1 (p. 2) "The ministry has confirmed that 12 roads remain closed, which cuts off three villages."
"""


def note(*lines):
    """A note of these lines with the list of all sources."""
    return "\n".join(("# A note", "", *lines, SOURCES))
