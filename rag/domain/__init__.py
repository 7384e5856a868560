"""What the program talks about: documents and their sentences, evidence, answers and notes.

Every value is frozen. Offsets are half-open Unicode code points into `Document.text`; lines
are 1-based, split at LF only, and None where the format has no lines.
"""

from rag.domain.answers import (
    Answer,
    Composition,
    EncoderCard,
    Ending,
    Mode,
    ModelCard,
    Refusal,
    RefusalReason,
    Rejected,
    Signal,
    SourceAnswer,
)
from rag.domain.citations import (
    Citation,
    Piece,
    Statement,
    Verdict,
)
from rag.domain.documents import (
    Candidate,
    Cell,
    Document,
    FileNotice,
    Notice,
    Passage,
    Row,
    Sentence,
    Shape,
    Span,
    StoredDocument,
    line_starts,
)
from rag.domain.figures import (
    Disagreement,
    DisagreementValue,
    Figure,
    FigureStatus,
    Kind,
    Quantity,
)
from rag.domain.notes import (
    Attribution,
    Coverage,
    Note,
    NoteSource,
    TimelineEntry,
    Topic,
)
from rag.domain.places import Locator, Place, PlaceKind

__all__ = [
    "Answer",
    "Attribution",
    "Candidate",
    "Cell",
    "Citation",
    "Composition",
    "Coverage",
    "Disagreement",
    "DisagreementValue",
    "Document",
    "EncoderCard",
    "Ending",
    "Figure",
    "FigureStatus",
    "FileNotice",
    "Kind",
    "Locator",
    "Mode",
    "ModelCard",
    "Note",
    "NoteSource",
    "Notice",
    "Passage",
    "Piece",
    "Place",
    "PlaceKind",
    "Quantity",
    "Refusal",
    "RefusalReason",
    "Rejected",
    "Row",
    "Sentence",
    "Shape",
    "Signal",
    "SourceAnswer",
    "Span",
    "Statement",
    "StoredDocument",
    "TimelineEntry",
    "Topic",
    "Verdict",
    "line_starts",
]
