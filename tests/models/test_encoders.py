import json
import shutil
import subprocess
import sys

import numpy as np
import pytest

from rag.errors import ModelError
from rag.models.agreement import PROBE_TEXTS, REQUIRED
from rag.models.encoders import BULK_CHARACTERS, LoneEncoder, PairedEncoder, open_encoder
from rag.models.registry import DEFAULT_ENCODER_SHA256, default_encoder
from rag.ports import Encoder
from tests.fakes import FakeEncoder

TEXTS = (
    "Nearly 1,000 soldiers were wounded in the fighting.",
    "The bakery sells bread.",
    "Casualties rose among the troops.",
)


class Bulk(FakeEncoder):
    """Stands for sentence-transformers: slow to start."""

    running = False


@pytest.fixture
def pair():
    twin, bulk = FakeEncoder(), Bulk()
    return PairedEncoder(twin, bulk, agreement=1.0), twin, bulk


def test_a_few_texts_go_to_the_twin(pair):
    encoder, twin, bulk = pair
    vectors = encoder.encode_documents(TEXTS)
    assert vectors.shape == (3, twin.card.dimension)
    assert twin.documents == list(TEXTS)
    assert bulk.documents == []


def test_many_texts_go_to_sentence_transformers(pair):
    encoder, twin, bulk = pair
    texts = ["a" * 100] * (BULK_CHARACTERS // 100 + 1)
    encoder.encode_documents(texts)
    assert (twin.documents, bulk.documents) == ([], texts)


def test_many_small_calls_add_up(pair):
    encoder, twin, bulk = pair
    text = "a" * (BULK_CHARACTERS // 2)
    for _ in range(3):
        encoder.encode_documents([text])
    assert (len(twin.documents), len(bulk.documents)) == (2, 1)


def test_what_runs_already_is_used(pair):
    encoder, twin, bulk = pair
    bulk.running = True
    encoder.encode_documents(TEXTS)
    assert (twin.documents, bulk.documents) == ([], list(TEXTS))


def test_questions_always_go_to_the_twin(pair):
    encoder, twin, bulk = pair
    bulk.running = True
    encoder.encode_query("how many?")
    assert (twin.queries, bulk.queries) == (["how many?"], [])


@pytest.mark.parametrize(
    ("name", "complaint"),
    [("./nowhere", "does not exist"), (".", "holds no sentence-transformers encoder")],
)
def test_a_folder_that_is_no_encoder_is_refused(tmp_path, monkeypatch, name, complaint):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ModelError, match=complaint) as caught:
        open_encoder(name, cache=tmp_path)
    assert caught.value.hint


@pytest.fixture(scope="module")
def real(model_cache):
    opened = open_encoder(cache=model_cache)
    yield opened
    opened.close()


@pytest.mark.model
def test_the_default_has_a_twin_that_agrees(real):
    checked: Encoder = real
    assert isinstance(real, PairedEncoder)
    assert real.twin_agreement >= REQUIRED
    assert checked.card.name == "all-MiniLM-L6-v2"
    assert checked.card.dimension == 384
    assert checked.card.sha256 == DEFAULT_ENCODER_SHA256


@pytest.mark.model
def test_vectors_are_unit_rows_in_order(real):
    done = []
    vectors = real._twin.encode_documents(TEXTS, progress=done.append)
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert sum(done) == 3
    for text, vector in zip(TEXTS, vectors, strict=True):
        assert float(real.encode_query(text) @ vector) > 0.99999


@pytest.mark.model
def test_what_is_near_in_meaning_is_near(real):
    wounded, bakery, casualties = real._twin.encode_documents(TEXTS)
    assert wounded @ casualties > wounded @ bakery + 0.2


@pytest.mark.model
def test_no_texts_make_no_vectors(real):
    assert real.encode_documents([]).shape == (0, 384)


@pytest.mark.model
def test_both_agree_on_texts_that_were_not_probed(real):
    texts = ["", " ", "\u0000\u0007", "Straße ½ ™ ﬁ", "é" * 150, "क्या हाल है?", *TEXTS * 12]
    ours = real._twin.encode_documents(texts)
    theirs = real._original.encode_documents(texts)
    assert (ours * theirs).sum(axis=1).min() >= REQUIRED
    assert not set(texts) & set(PROBE_TEXTS)


@pytest.mark.model
def test_a_child_that_died_is_replaced(real):
    real._original.encode_documents(TEXTS[:1])
    real._original._child._process.kill()
    real._original._child._process.wait()
    assert real._original.encode_documents(TEXTS).shape == (3, 384)


@pytest.mark.model
def test_an_encoder_without_a_twin_serves_questions_itself(tmp_path):
    folder = shutil.copytree(default_encoder(), tmp_path / "cased")
    settings = json.loads((folder / "1_Pooling" / "config.json").read_text())
    settings.update(pooling_mode_mean_tokens=False, pooling_mode_max_tokens=True)
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(settings))
    encoder = open_encoder(str(folder), cache=tmp_path / "cache")
    assert isinstance(encoder, LoneEncoder)
    assert encoder.twin_agreement is None
    assert (encoder.card.name, encoder.card.dimension) == ("cased", 384)
    assert float(np.linalg.norm(encoder.encode_query("how many?"))) == pytest.approx(1, abs=1e-5)
    encoder.close()


@pytest.mark.model
def test_broken_weights_are_explained(tmp_path):
    folder = shutil.copytree(default_encoder(), tmp_path / "broken")
    (folder / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(ModelError, match="cannot be loaded") as caught:
        open_encoder(str(folder), cache=tmp_path / "cache")
    assert caught.value.hint


@pytest.mark.model
def test_a_question_imports_neither_torch_nor_its_friends(real, model_cache):
    code = (
        "import sys; from pathlib import Path; from rag.models.encoders import open_encoder; "
        f"encoder = open_encoder(cache=Path({str(model_cache)!r})); "
        "encoder.encode_query('how many were wounded?'); "
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'gguf', 'safetensors'}; "
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
