"""Checks what is printed against its sources: citations, pieces, templates and figures.

A statement is template text around pieces, each a run of whole words of a cited sentence. The
checks take a statement apart again and hold every part against its citation, so that what
passes can have been neither invented nor cut to mean something else.
"""

from rag.grounding.disagreements import Side, disagreement
from rag.grounding.figures import dropped_hedges, ledger, unsupported
from rag.grounding.pieces import check_pieces, place, verify_citation
from rag.grounding.templates import TEMPLATES, Layout, rebuild
from rag.grounding.verdicts import checked, holds

__all__ = [
    "TEMPLATES",
    "Layout",
    "Side",
    "check_pieces",
    "checked",
    "disagreement",
    "dropped_hedges",
    "holds",
    "ledger",
    "place",
    "rebuild",
    "unsupported",
    "verify_citation",
]
