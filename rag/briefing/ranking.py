"""How much each sentence of some documents matters: to all of them, and to the note's focus.

Centrality follows LexRank (Erkan and Radev 2004) in spirit, with support counted from other
documents only.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.briefing.amounts import bare
from rag.briefing.material import Material
from rag.briefing.measures import Measure
from rag.briefing.relevance import about, names_subject, relevance
from rag.briefing.words import tokens
from rag.ports import Encoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

_POOL: Final = 12_000
"""Above this many sentences, support is counted against each document's centre."""
_BLOCK: Final = 1_024
_SUPPORT, _TYPICAL, _EARLY, _SALIENT, _TOLD_TWICE = 1.0, 0.1, 0.2, 0.1, 0.15
_LONG: Final = 0.08
_READABLE: Final = (12, 45)
_FOCUS: Final = 0.8
"""How much of the score the focus decides where there is one."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A score for each sentence, and the sentences the note is about, in document order."""

    scores: "Scores"
    about: tuple[int, ...]


def ranked(material: Material, encoder: Encoder, focus: str | None) -> Ranked:
    """The sentences by centrality, or where there is a focus by nearness to it."""
    scores = rank(material)
    if focus is None or not names_subject(focus):
        return Ranked(scores, material.usable)
    relevant = relevance(material, encoder, focus)
    mixed: Scores = _FOCUS * relevant + (1 - _FOCUS) * scores
    return Ranked(mixed, about(material, relevant))


def rank(material: Material) -> "Scores":
    """A score for each sentence, higher for what is central, early and rich in figures."""
    import numpy as np

    support, typical = _support(material)
    early = np.array([1 / math.sqrt(1 + sentence.ordinal) for sentence in material.sentences])
    salient = np.array([_salience(material, at) for at in range(len(material.sentences))])
    scores: Scores = (
        _SUPPORT * support
        + _TYPICAL * typical
        + _EARLY * early
        + _SALIENT * salient
        + _TOLD_TWICE * _told_elsewhere(material)
    ).astype(np.float32)
    return scores


def _salience(material: Material, index: int) -> float:
    words = [token for token in tokens(material.text(index)) if token.is_word]
    names = sum(word.is_name for word in words[1:])
    figures = sum(quantity.value is not None for quantity in material.quantities[index])
    outside = not _READABLE[0] <= len(words) <= _READABLE[1]
    return min(1.0, 0.3 * figures + 0.08 * names) - outside * _LONG / _SALIENT


def _told_elsewhere(material: Material) -> "Scores":
    """1 for each sentence with a figure that another document gives for a like event or noun."""
    import numpy as np

    sources: dict[tuple[str, str, tuple[str, ...]], set[int]] = {}
    keys = [tuple(_figure_keys(measures)) for measures in material.measures]
    for at, own in enumerate(keys):
        for key in own:
            sources.setdefault(key, set()).add(material.source_of[at])
    return np.array([any(len(sources[key]) > 1 for key in own) for own in keys], dtype=np.float32)


def _figure_keys(found: tuple[Measure, ...]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for measure in found:
        quantity = measure.quantity
        number = bare(quantity) if quantity.value is None else str(quantity.value)
        about = tuple(sorted(measure.event_kinds)) or ((measure.head,) if measure.head else ())
        for subject in about:
            yield quantity.kind.value, number, (subject,)


def _support(material: Material) -> tuple["Scores", "Scores"]:
    """Mean over the other documents of the nearest sentence, and nearness to the whole."""
    import numpy as np

    vectors = material.vectors
    filled = [source for source, count in enumerate(material.counts) if count]
    if not filled:
        empty = np.zeros(0, dtype=np.float32)
        return empty, empty
    starts = [material.starts[source] for source in filled]
    centres = np.add.reduceat(vectors, starts, axis=0)
    centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9)
    whole = centres.mean(axis=0)
    typical = vectors @ (whole / max(float(np.linalg.norm(whole)), 1e-9))
    if len(filled) == 1:
        return typical, typical
    columns = {source: column for column, source in enumerate(filled)}
    own = np.array([columns[source] for source in material.source_of])
    support = np.empty(len(vectors), dtype=np.float32)
    for first in range(0, len(vectors), _BLOCK):
        rows = slice(first, first + _BLOCK)
        nearest = _nearest(vectors[rows], vectors, centres, starts)
        nearest[np.arange(len(nearest)), own[rows]] = 0.0
        support[rows] = nearest.sum(axis=1) / (len(filled) - 1)
    return support, typical


def _nearest(rows: "Scores", vectors: "Scores", centres: "Scores", starts: list[int]) -> "Scores":
    """Cosine of each row with the nearest sentence of each document."""
    import numpy as np

    if len(vectors) > _POOL:
        return np.asarray(rows @ centres.T, dtype=np.float32)
    return np.asarray(np.maximum.reduceat(rows @ vectors.T, starts, axis=1), dtype=np.float32)
