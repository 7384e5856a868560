"""The coefficients that ship."""

from rag.checker.checking import measure
from rag.checker.evidence import EvidenceBase
from rag.checker.scoring import shipped
from rag.checker.signals import SIGNALS
from tests.fakes import FakeEncoder


def test_every_signal_has_a_weight_that_speaks_against() -> None:
    found = shipped()
    assert tuple(found.weights) == SIGNALS
    assert all(weight >= 0 for weight in found.weights.values())
    assert 0 < found.threshold < 1


def test_more_against_a_sentence_makes_it_less_likely() -> None:
    found = shipped()
    nothing = found.probability({})
    assert nothing > found.threshold
    assert found.probability(dict.fromkeys(SIGNALS, 1.0)) < found.threshold
    assert found.probability({"negation_new": 1e9}) >= 0.0


def test_a_repeated_sentence_has_no_signals_against_it() -> None:
    text = "Net sales rose 5% in Oslo, and no one complained."
    encoder = FakeEncoder()
    findings, signals = measure(text, EvidenceBase.of([text], encoder=encoder), encoder=encoder)
    assert findings == ()
    assert tuple(signals) == SIGNALS
    assert all(abs(value) < 1e-6 for value in signals.values())
