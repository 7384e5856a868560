import numpy as np
import pytest

from rag.errors import ModelError
from rag.ports import Beginnings, Branch, Encoder, LanguageModel
from tests.fakes import FakeEncoder, FakeModel

TEXT = "At least 100 soldiers were killed and nearly 1,000 wounded in Kursk, Lee Sung-kwon said."


def test_texts_that_share_words_are_near():
    encoder: Encoder = FakeEncoder()
    near, far = encoder.encode_documents([TEXT, "The capital of France is Paris."])
    question = encoder.encode_query("How many were wounded?")
    assert question @ near > question @ far + 0.2
    assert np.linalg.norm(near) == pytest.approx(1, abs=1e-6)


def test_likelihood_grows_with_shared_words():
    model: LanguageModel = FakeModel()
    branches = [
        Branch(TEXT, "how many were wounded?", ""),
        Branch("Paris", "how many wounded?", ""),
    ]
    with model.read("", branches) as reading:
        first, second = reading.likelihoods
    assert first > second


def best(model: FakeModel, question: str) -> str:
    with model.read("", [Branch(TEXT, question, "\nAnswer:")]) as reading:
        starts = [0, TEXT.index("1,000"), TEXT.index("Kursk"), TEXT.index("Lee")]
        (spans,) = reading.spans([Beginnings(0, TEXT, tuple(starts), 9)])
    found = max(spans, key=lambda span: span.log_probability)
    return TEXT[found.start : found.end]


def test_the_kind_that_is_asked_for_is_found():
    assert best(FakeModel(), "how many were wounded?") == "1,000"
    assert best(FakeModel(), "who said so?") == "Lee Sung"


def test_scripted_answers_come_first_and_once():
    model = FakeModel(answers=["Lee Sung-kwon"])
    assert best(model, "how many were wounded?") == "Lee Sung-kwon"
    assert best(model, "how many were wounded?") == "1,000"
    assert len(model.history) == 2


def test_what_does_not_fit_is_refused():
    with pytest.raises(ModelError), FakeModel(context_length=3).read(TEXT, []):
        pass
