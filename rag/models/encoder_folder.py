"""What a sentence-transformers folder says about its encoder, read without loading it."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rag.errors import ModelError
from rag.models.hashes import file_sha256

WEIGHTS: Final = "model.safetensors"
_WEIGHT_PATTERNS: Final = ("*.safetensors", "pytorch_model*.bin")
_BERT: Final = {"model_type": "bert", "hidden_act": "gelu"}
_POOLINGS: Final = ("cls", "mean")


@dataclass(frozen=True, slots=True)
class Prompts:
    """What an encoder wants before its texts: `query: `; mostly nothing."""

    query: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class BertLayout:
    """What a BERT encoder's twin needs to know beyond the weights."""

    pooling: str
    longest: int
    """Tokens of a text that are read, its first and last mark included."""
    dimension: int


@dataclass(frozen=True, slots=True)
class EncoderSource:
    """A BERT encoder's folder and its layout."""

    folder: Path
    layout: BertLayout


def is_encoder_folder(folder: Path) -> bool:
    """Whether the folder holds a sentence-transformers model."""
    return (folder / "modules.json").is_file() or (folder / "config.json").is_file()


def prompts(folder: Path) -> Prompts:
    """The prompts the folder's settings name for queries and documents."""
    told = _settings(folder / "config_sentence_transformers.json").get("prompts")
    found = told if isinstance(told, dict) else {}
    document = (found.get(name) for name in ("document", "passage", "corpus"))
    return Prompts(
        query=str(found.get("query") or ""),
        document=str(next((value for value in document if value), "")),
    )


def bert_layout(folder: Path) -> BertLayout | None:
    """The layout, or None if the folder is not a plain lower-casing BERT with simple pooling."""
    kinds = _module_kinds(folder)
    configuration = _settings(folder / "config.json")
    plain = all(configuration.get(key) == value for key, value in _BERT.items())
    absolute = configuration.get("position_embedding_type", "absolute") == "absolute"
    if kinds[:2] != ("Transformer", "Pooling") or set(kinds[2:]) - {"Normalize"}:
        return None
    pooling = _pooling(folder)
    if not (plain and absolute and pooling and _lower_cases(folder)):
        return None
    if not (folder / WEIGHTS).is_file():
        return None
    dimension = configuration.get("hidden_size")
    if not isinstance(dimension, int):
        return None
    return BertLayout(pooling, _longest(folder, configuration), dimension)


def weights_sha256(folder: Path, cache: Path | None) -> str:
    """The hash of the weights: of the file if it is one, else of its parts' hashes.

    Raises:
        ModelError: the folder holds no weights.
    """
    for pattern in _WEIGHT_PATTERNS:
        files = sorted(folder.glob(pattern))
        if files:
            hashes = tuple(file_sha256(file, cache) for file in files)
            joined = "".join(hashes).encode()
            return hashes[0] if len(hashes) == 1 else hashlib.sha256(joined).hexdigest()
    raise ModelError(
        f"{folder} holds no encoder weights", "Give a sentence-transformers folder with --encoder."
    )


def _module_kinds(folder: Path) -> tuple[str, ...]:
    try:
        modules = json.loads((folder / "modules.json").read_text("utf-8"))
        return tuple(str(module["type"]).rpartition(".")[2] for module in modules)
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def _pooling(folder: Path) -> str | None:
    settings = _settings(folder / "1_Pooling" / "config.json")
    modes = [
        key.removeprefix("pooling_mode_").removesuffix("_token").removesuffix("_tokens")
        for key, value in settings.items()
        if key.startswith("pooling_mode_") and value is True
    ]
    if isinstance(settings.get("pooling_mode"), str):
        modes = [str(settings["pooling_mode"])]
    return modes[0] if len(modes) == 1 and modes[0] in _POOLINGS else None


def _lower_cases(folder: Path) -> bool:
    """Whether the tokeniser is the lower-casing WordPiece that llama.cpp knows."""
    tokeniser = _settings(folder / "tokenizer.json")
    model, normaliser = tokeniser.get("model"), tokeniser.get("normalizer")
    if not isinstance(model, dict) or not isinstance(normaliser, dict):
        return False
    return model.get("type") == "WordPiece" and normaliser.get("lowercase") is True


def _longest(folder: Path, configuration: dict[str, object]) -> int:
    told = (
        _settings(folder / "sentence_bert_config.json").get("max_seq_length"),
        _settings(folder / "tokenizer_config.json").get("model_max_length"),
        configuration.get("max_position_embeddings"),
    )
    return min(int(value) for value in (*told, 512) if isinstance(value, int | float))


def _settings(path: Path) -> dict[str, object]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
