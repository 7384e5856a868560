"""Writes rag/checker/common_words.txt: stems of words that are seldom written with a capital.

    .venv/bin/python bench/common_words.py

The vocabulary of the built-in language model is in the order of frequency and knows capitals: a
word whose token with a small letter comes before that with a capital is no name.
"""

import re
from pathlib import Path

import gguf

import rag.checker
from rag.models.registry import default_model
from rag.opposites import stem

MOST = 12_000
TARGET = Path(rag.checker.__file__).parent / "common_words.txt"


def main() -> None:
    field = gguf.GGUFReader(default_model()).fields["tokenizer.ggml.tokens"]
    tokens = [bytes(field.parts[at]).decode("utf-8", "replace") for at in field.data]
    rank = {token: at for at, token in enumerate(tokens)}
    words = [
        token[1:]
        for token, at in rank.items()
        if re.fullmatch("Ġ[a-z]{3,}", token)
        and at < rank.get("Ġ" + token[1:].capitalize(), len(rank))
    ]
    stems = sorted({stem(word) for word in words[:MOST]})
    TARGET.write_text("\n".join(stems) + "\n", "utf-8")


if __name__ == "__main__":
    main()
