"""The child process that runs sentence-transformers: many texts in, raw vectors out.

Torch brings an OpenMP runtime of its own, which must not share a process with llama.cpp's, and
a gigabyte of memory, which is given back when the child ends. Each line on stdin is a JSON
request; each answer on stdout is a JSON line, followed by the rows as raw float32 where there
are any. The child ends when its stdin closes, or after a minute without work.
"""

import json
import os
import select
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, Literal, TypedDict

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_IDLE_SECONDS: Final = 60.0
_BATCH: Final = 32


class Request(TypedDict):
    """Texts to be encoded, as queries or as documents."""

    kind: Literal["query", "document"]
    texts: list[str]


class Answer(TypedDict):
    """How many rows of how many float32 follow; `error` is empty unless there is one."""

    rows: int
    dimension: int
    error: str


def main(name: str) -> int:
    """Load the encoder, say its dimension, then answer requests until there are no more."""
    answers = _private_stdout()
    try:
        model = _load(name)
        dimension = _dimension(model)
    except Exception as error:  # noqa: BLE001, whatever broken files raise is told to the parent
        _tell(answers, Answer(rows=0, dimension=0, error=f"{type(error).__name__}: {error}"))
        return 1
    _tell(answers, Answer(rows=0, dimension=dimension, error=""))
    while line := _next_line():
        _serve(model, json.loads(line), answers)
    return 0


def _private_stdout() -> IO[bytes]:
    """The stdout the parent reads; whatever libraries print goes to stderr instead."""
    private = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return private


def _load(name: str) -> "SentenceTransformer":
    if Path(name).is_dir():
        os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1")
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(name, device="cpu")


def _dimension(model: "SentenceTransformer") -> int:
    return int(model.encode("dimension", show_progress_bar=False).shape[0])


def _next_line() -> bytes:
    """The next request, empty when the parent is gone or has been silent for a minute."""
    if not select.select([sys.stdin.buffer], [], [], _IDLE_SECONDS)[0]:
        return b""
    return sys.stdin.buffer.readline()


def _serve(model: "SentenceTransformer", request: Request, answers: IO[bytes]) -> None:
    import numpy as np

    encode = model.encode_query if request["kind"] == "query" else model.encode_document
    rows = encode(
        request["texts"],
        batch_size=_BATCH,
        normalize_embeddings=True,
        show_progress_bar=False,
        convert_to_numpy=True,
    )
    vectors = np.ascontiguousarray(rows, dtype=np.float32)
    _tell(answers, Answer(rows=vectors.shape[0], dimension=vectors.shape[1], error=""))
    answers.write(vectors.tobytes())
    answers.flush()


def _tell(answers: IO[bytes], answer: Answer) -> None:
    answers.write(json.dumps(answer).encode() + b"\n")
    answers.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
