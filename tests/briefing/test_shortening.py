import pytest

from rag.briefing import shortening, telling
from rag.briefing.selection import Fact
from rag.briefing.telling import Ledger
from rag.grounding import check_pieces
from tests.fakes import FakeModel

MIDDLE = (
    "The old pier on the north side of the harbour, which had been loved by the anglers of the "
    "town, was closed by the city council after the storm of last winter."
)
END = (
    "The city council closed the old pier on the north side of the harbour after the storm of "
    "last winter, prompting long protests in the streets of the town."
)


def told(material, model):
    fact = Fact(1.0, (telling.plan(material, 0),), (0,))
    (shorter,) = shortening.shorter(material, (fact,), model, lambda done, total: None)
    return shorter.tellings[0]


def likelihoods(monkeypatch, *values):
    monkeypatch.setattr(
        shortening, "_likelihoods", lambda model, branches: values[: len(branches)]
    )


def test_a_clause_that_is_not_missed_is_left_out(material_of, monkeypatch):
    likelihoods(monkeypatch, -2.0, -2.1)
    material = material_of(MIDDLE)
    ledger = Ledger(material)
    statement = ledger.state(told(material, FakeModel()))
    assert statement.text == (
        "The old pier on the north side of the harbour … was closed by the city council after "
        "the storm of last winter."
    )
    assert len(statement.pieces) == 2
    assert check_pieces(statement, ledger.citations)


def test_a_clause_at_the_end_leaves_a_mark(material_of, monkeypatch):
    likelihoods(monkeypatch, -1.0)
    material = material_of(END)
    ledger = Ledger(material)
    statement = ledger.state(told(material, FakeModel()))
    assert statement.text.endswith("after the storm of last winter …")
    assert check_pieces(statement, ledger.citations)


@pytest.mark.parametrize(("text", "values"), [(MIDDLE, (-2.0, -2.9)), (END, (-5.0,))])
def test_what_the_model_misses_stays(material_of, monkeypatch, text, values):
    likelihoods(monkeypatch, *values)
    assert told(material_of(text), FakeModel()).omitted == ()


def test_short_sentences_stay_whole(material_of, monkeypatch):
    likelihoods(monkeypatch, 0.0, 0.0)
    material = material_of("The old pier, which was loved by anglers, was closed by the council.")
    assert told(material, FakeModel()).omitted == ()
