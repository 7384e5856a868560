"""Holds an edited note against the library again, line by line.

`parse` takes a note in Markdown or HTML apart; `NoteChecker` gives every line its verdict.
"""

from rag.checking.checker import NoteChecker
from rag.checking.frame import Frame
from rag.checking.parsing import Cited, ParsedNote, looks_like_html, parse
from rag.checking.resolving import Resolver
from rag.checking.result import (
    CheckedLine,
    CitationNow,
    CitationState,
    Fault,
    LineVerdict,
    NoteCheck,
    NoteFinding,
    NumberedBy,
    SourcePlace,
)

__all__ = [
    "CheckedLine",
    "CitationNow",
    "CitationState",
    "Cited",
    "Fault",
    "Frame",
    "LineVerdict",
    "NoteCheck",
    "NoteChecker",
    "NoteFinding",
    "NumberedBy",
    "ParsedNote",
    "Resolver",
    "SourcePlace",
    "looks_like_html",
    "parse",
]
