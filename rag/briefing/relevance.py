"""How much each sentence has to do with the question or topic that a note is about."""

import math
from collections import Counter
from typing import TYPE_CHECKING, Final

from rag.briefing.material import Material
from rag.briefing.words import FUNCTION_WORDS, tokens
from rag.ports import Encoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

_MEANING, _WORDS = 0.5, 0.5
_STEM: Final = 6
_ASKING: Final = frozenset(
    "what who when where why how which summarize summarise describe discuss discussed "
    "meeting group think thought opinion say said whole overall main points summary content "
    "discussion document documents text texts report reports article articles".split()
)
_FAINT: Final = 0.15
"""Below this even the best sentence has nothing to do with the focus."""
_ABOUT: Final = 0.5
"""Share of the best sentence's relevance from which on a sentence is about the focus."""


def names_subject(focus: str) -> bool:
    """Whether a focus says what it is about: `summarise the whole meeting` asks for all of it."""
    return bool(_subject(focus))


def relevance(material: Material, encoder: Encoder, focus: str) -> "Scores":
    """For each sentence, 0 to about 1: nearness in meaning, and the focus's words in it."""
    import numpy as np

    near = material.vectors @ encoder.encode_query(focus)
    found = _MEANING * np.maximum(near, 0) + _WORDS * _coverage(material, focus)
    return np.asarray(found, dtype=np.float32)


def about(material: Material, relevant: "Scores") -> tuple[int, ...]:
    """The sentences that can be told and have to do with the focus."""
    best = max((float(relevant[at]) for at in material.usable), default=0.0)
    if best < _FAINT:
        return ()
    return tuple(at for at in material.usable if relevant[at] >= _ABOUT * best)


def _coverage(material: Material, focus: str) -> "Scores":
    """The share of the focus's words in each sentence, rare words weighing more."""
    import numpy as np

    wanted = _subject(focus)
    count = len(material.sentences)
    if not wanted or not count:
        return np.zeros(count, dtype=np.float32)
    held = [_stems(sentence.text) & wanted for sentence in material.sentences]
    frequency = Counter(stem for own in held for stem in own)
    weights = {stem: math.log(1 + count / (1 + frequency[stem])) for stem in wanted}
    whole = sum(weights.values())
    return np.array([sum(weights[stem] for stem in own) / whole for own in held], dtype=np.float32)


def _subject(focus: str) -> frozenset[str]:
    return _stems(focus) - {word[:_STEM] for word in _ASKING}


def _stems(text: str) -> frozenset[str]:
    return frozenset(
        token.lower[:_STEM]
        for token in tokens(text)
        if token.is_word and token.lower not in FUNCTION_WORDS
    )
