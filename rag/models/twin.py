"""A GGUF twin of a BERT encoder: the same weights, loaded by llama.cpp in a tenth of a second.

Importing sentence-transformers takes seconds, which nobody accepts for one question. The tensor
names are those of the `gguf` library's map; the vocabulary is turned from WordPiece's (`##ing`
continues a word) into the form llama.cpp reads (U+2581 begins one).
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rag.models.encoder_folder import WEIGHTS, BertLayout
from rag.models.files import replace_file

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MARKS: Final = {
    "bos": "[CLS]",
    "eos": "[SEP]",
    "sep": "[SEP]",
    "pad": "[PAD]",
    "unk": "[UNK]",
    "mask": "[MASK]",
}
_WORD_BEGINS: Final = "\u2581"
_UNUSED_TENSORS: Final = ("embeddings.position_ids", "pooler.dense.weight", "pooler.dense.bias")


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    tokens: tuple[str, ...]
    ids: dict[str, int]


def write_twin(folder: Path, target: Path, *, name: str, layout: BertLayout) -> None:
    """Write the twin of the encoder in `folder` to `target`, in one step, as 32-bit floats.

    Raises:
        OSError: the target cannot be written.
        ValueError: the folder's files do not fit together.
    """
    import gguf

    configuration = json.loads((folder / "config.json").read_text("utf-8"))
    with replace_file(target) as unfinished:
        writer = gguf.GGUFWriter(unfinished, "bert")
        writer.add_name(name)
        _add_shape(writer, configuration, layout)
        _add_vocabulary(writer, _vocabulary(folder))
        _add_tensors(writer, folder / WEIGHTS, int(configuration["num_hidden_layers"]))
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()


def _add_shape(writer: Any, configuration: dict[str, Any], layout: BertLayout) -> None:  # noqa: ANN401
    import gguf

    writer.add_context_length(configuration["max_position_embeddings"])
    writer.add_embedding_length(configuration["hidden_size"])
    writer.add_feed_forward_length(configuration["intermediate_size"])
    writer.add_block_count(configuration["num_hidden_layers"])
    writer.add_head_count(configuration["num_attention_heads"])
    writer.add_layer_norm_eps(configuration["layer_norm_eps"])
    writer.add_causal_attention(False)  # noqa: FBT003
    writer.add_pooling_type(gguf.PoolingType[layout.pooling.upper()])
    writer.add_token_type_count(configuration["type_vocab_size"])
    writer.add_file_type(int(gguf.LlamaFileType.ALL_F32))


def _vocabulary(folder: Path) -> _Vocabulary:
    tokeniser = json.loads((folder / "tokenizer.json").read_text("utf-8"))
    ids: dict[str, int] = dict(tokeniser["model"]["vocab"])
    ids.update({token["content"]: token["id"] for token in tokeniser["added_tokens"]})
    tokens = tuple(sorted(ids, key=ids.__getitem__))
    if [ids[token] for token in tokens] != list(range(len(tokens))):
        raise ValueError("the vocabulary has gaps")
    return _Vocabulary(tokens, ids)


def _add_vocabulary(writer: Any, vocabulary: _Vocabulary) -> None:  # noqa: ANN401
    import gguf

    marks = set(_MARKS.values())
    unused = [token.startswith("[unused") for token in vocabulary.tokens]
    kinds = [
        gguf.TokenType.CONTROL
        if token in marks
        else (gguf.TokenType.UNUSED if idle else gguf.TokenType.NORMAL)
        for token, idle in zip(vocabulary.tokens, unused, strict=True)
    ]
    writer.add_tokenizer_model("bert")
    writer.add_token_list([_as_phantom(token, marks).encode() for token in vocabulary.tokens])
    writer.add_token_types(kinds)
    for role, token in _MARKS.items():
        writer.add_uint32(_role_key(role), vocabulary.ids[token])
    writer.add_uint32("tokenizer.ggml.cls_token_id", vocabulary.ids["[CLS]"])


def _role_key(role: str) -> str:
    names = {"sep": "seperator", "pad": "padding", "unk": "unknown"}
    return f"tokenizer.ggml.{names.get(role, role)}_token_id"


def _as_phantom(token: str, marks: set[str]) -> str:
    if token in marks or token.startswith("[unused"):
        return token
    return token[2:] if token.startswith("##") else _WORD_BEGINS + token


def _add_tensors(writer: Any, weights: Path, layers: int) -> None:  # noqa: ANN401
    import gguf

    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.BERT, layers)
    for key, tensor in _load(weights).items():
        plain = key.removeprefix("bert.")
        if plain in _UNUSED_TENSORS:
            continue
        name = names.get_name(plain, try_suffixes=(".weight", ".bias"))
        if name is None:
            raise ValueError(f"the encoder has a tensor that its twin cannot hold: {key}")
        writer.add_tensor(name, _as_float32(tensor))


def _load(weights: Path) -> "dict[str, NDArray[np.generic]]":
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        tensors: dict[str, NDArray[np.generic]] = load_file(weights)
    except SafetensorError as error:
        raise ValueError(f"{weights.name} cannot be read: {error}") from error
    return tensors


def _as_float32(tensor: "NDArray[np.generic]") -> "NDArray[np.float32]":
    import numpy as np

    return np.ascontiguousarray(tensor, dtype=np.float32)
