"""Sentences that mean something only after the one before them."""

import re
from typing import Final

SHORT_WORDS: Final = 6
"""A sentence of fewer words rarely says what it is about."""
_OPENING: Final = r"""["'“‘(\[]*"""
_LEANING: Final = re.compile(
    _OPENING + r"(?:he|she|it|they|his|her|hers|its|their|theirs|this|that|these|those|such|both|"
    r"one|another|others|however|but|and|or|nor|so|yet|also|then|there|thus|therefore|hence|still|"
    r"instead|meanwhile|moreover|furthermore|nevertheless|additionally|similarly|otherwise|"
    r"in addition|as a result|by contrast|in contrast|for example|for instance|the same)\b",
    re.IGNORECASE,
)
POINTING_BACK: Final = re.compile(
    r"(?:The|Those) (?:move|decision|report|document|vote|statement|measure|deal|announcement|"
    r"incident|order|bill|comments?|remarks?|ruling|two|three|four|pair|group|former|latter|latest|"
    r"same|agreement|resolution|law|case|attack|news|proposal|plan|legislation|suspect|"
    r"paper|newspaper|probe|inquiry|victims?|charges?|letter|interview|investigation|findings|results?|figures?|numbers?|sums?|amounts?|claims?)\b"
)
"""Openings that may well point back at what was said before."""
_SOMEBODY: Final = re.compile(
    r"The (?:company|firm|agency|ministry|minister|spokes(?:man|woman|person)|official|officials|"
    r"council|court|party|university|government|president|mayor|author|team|study|singer|actor|"
    r"film|album|book|song|city|town|village|river|school|church|club|band|series|novel)\b"
    r"(?!,? [A-Z]|,? (?:of|in|for|at|that|which|who|from)\b)"
)
_WITH_REFERENT: Final = re.compile(
    _OPENING + r"(?:that|this|it|there) (?:is|was|were|are) (?:no|an?|the|not)\b|"
    r"(?:those|one|both|such|another) (?:who|of|and|[a-z]+ (?:and|of))\b"
    r"|this (?:week|month|year|morning|evening|summer|winter|spring|autumn)\b",
    re.IGNORECASE,
)


def leans(text: str) -> bool:
    """Whether `text` begins with a word that leans on what was said ("He added", "However")."""
    return _LEANING.match(text) is not None


def needs_sentence_before(text: str) -> bool:
    """Whether a reader of `text` alone would ask who or what is meant.

    It leans on what was said, or begins with a noun that was introduced before ("the latter",
    "the company said").
    """
    if POINTING_BACK.match(text) or _SOMEBODY.match(text):
        return True
    return leans(text) and _WITH_REFERENT.match(text) is None
