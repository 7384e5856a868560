"""Greedy generation: the likeliest token, one after the other."""

import codecs
from collections.abc import Iterator

from rag.models.batch import Run
from rag.models.native import Native


def written(
    native: Native, prompt: tuple[int, ...], *, sequence: int, longest: int, end: int
) -> Iterator[str]:
    """The text after `prompt`, a piece a token, until the end of the turn or `longest` tokens.

    A character whose bytes lie in several tokens comes whole with the last of them. The
    sequence must be empty; what the cache then holds of it is left to the caller.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    run = Run(sequence, 0, prompt, (len(prompt) - 1,))
    for step in range(longest):
        token = _likeliest(native, run)
        if token == end or native.ends(token):
            break
        piece = decoder.decode(native.piece(token))
        if piece:
            yield piece
        run = Run(sequence, len(prompt) + step, (token,), (0,))
    rest = decoder.decode(b"", final=True)
    if rest:
        yield rest


def _likeliest(native: Native, run: Run) -> int:
    return int(native.logits(native.decode((run,)))[0].argmax())
