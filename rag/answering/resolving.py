"""The sentence before one that does not say who or what it speaks of."""

from typing import Final

from rag.chunking.leaning import needs_sentence_before
from rag.chunking.tables import is_row
from rag.domain import Sentence
from rag.ports import Catalogue

LONGEST_RUN: Final = 3
"""Sentences told together at most."""


def run_to(sentence: Sentence, catalogue: Catalogue) -> tuple[Sentence, ...]:
    """The consecutive sentences that end with `sentence` and can be read alone.

    Only the sentence where it stands alone, or where what is before it in its passage does not
    help: a table row, a heading.
    """
    run = [sentence]
    if not needs_sentence_before(sentence.text):
        return (sentence,)
    passage = {item.ordinal: item for item in catalogue.passage_sentences(sentence.passage_id)}
    while len(run) < LONGEST_RUN and needs_sentence_before(run[0].text):
        before = passage.get(run[0].ordinal - 1)
        if before is None or is_row(before.text) or not _tells(before.text):
            break
        run.insert(0, before)
    return tuple(run)


def _tells(text: str) -> bool:
    return text.rstrip("\"'”’)]")[-1:] in {".", "!", "?", "…", ":", ";"}
