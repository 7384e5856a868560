import json

import pytest

from rag.errors import ModelError
from rag.models import encoder_folder
from rag.models.encoder_folder import BertLayout, Prompts

SETTINGS = {
    "modules.json": [
        {"type": "sentence_transformers.models.Transformer"},
        {"type": "sentence_transformers.models.Pooling"},
        {"type": "sentence_transformers.models.Normalize"},
    ],
    "config.json": {
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": 384,
        "max_position_embeddings": 512,
    },
    "1_Pooling/config.json": {"pooling_mode_cls_token": False, "pooling_mode_mean_tokens": True},
    "sentence_bert_config.json": {"max_seq_length": 256},
    "tokenizer.json": {"model": {"type": "WordPiece"}, "normalizer": {"lowercase": True}},
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "1_Pooling").mkdir()
    for name, settings in SETTINGS.items():
        (tmp_path / name).write_text(json.dumps(settings))
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    return tmp_path


def test_a_plain_bert_has_a_layout(folder):
    assert encoder_folder.bert_layout(folder) == BertLayout("mean", 256, 384)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("config.json", {"model_type": "mpnet"}),
        ("config.json", {"hidden_act": "relu"}),
        ("config.json", {"position_embedding_type": "relative_key"}),
        ("1_Pooling/config.json", {"pooling_mode_max_tokens": True}),
        ("tokenizer.json", {"normalizer": {"lowercase": False}}),
        ("tokenizer.json", {"model": {"type": "Unigram"}}),
    ],
)
def test_another_kind_of_encoder_has_none(folder, name, change):
    (folder / name).write_text(json.dumps({**SETTINGS[name], **change}))
    assert encoder_folder.bert_layout(folder) is None


@pytest.mark.parametrize("name", [*SETTINGS, "model.safetensors"])
def test_a_folder_that_lacks_a_file_has_no_layout(folder, name):
    (folder / name).unlink()
    layout = encoder_folder.bert_layout(folder)
    assert layout == (
        BertLayout("mean", 512, 384) if name == "sentence_bert_config.json" else None
    )


def test_an_encoder_with_a_further_layer_has_none(folder):
    modules = [*SETTINGS["modules.json"], {"type": "sentence_transformers.models.Dense"}]
    (folder / "modules.json").write_text(json.dumps(modules))
    assert encoder_folder.bert_layout(folder) is None


def test_prompts_are_read_where_there_are_any(folder):
    assert encoder_folder.prompts(folder) == Prompts()
    told = {"prompts": {"query": "query: ", "passage": "passage: "}}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(told))
    assert encoder_folder.prompts(folder) == Prompts("query: ", "passage: ")


def test_the_hash_changes_with_any_part_of_the_weights(folder):
    one = encoder_folder.weights_sha256(folder, None)
    (folder / "model-2.safetensors").write_bytes(b"more")
    two = encoder_folder.weights_sha256(folder, None)
    (folder / "model-2.safetensors").write_bytes(b"other")
    assert len({one, two, encoder_folder.weights_sha256(folder, None)}) == 3


def test_a_folder_without_weights_is_refused(tmp_path):
    with pytest.raises(ModelError, match="no encoder weights"):
        encoder_folder.weights_sha256(tmp_path, None)
