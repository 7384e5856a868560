"""What the program talks about: documents and their sentences, evidence, answers and notes.

Every value is frozen. Offsets are half-open Unicode code points into `Document.text`; lines
are 1-based, split at LF only, and None where the format has no lines.
"""

from rag.domain.answers import (
    Answer,
    EncoderCard,
    Mode,
    ModelCard,
    Refusal,
    RefusalReason,
    Signal,
    SourceAnswer,
)
from rag.domain.citations import (
    Citation,
    Locator,
    Piece,
    Statement,
    Verdict,
)
from rag.domain.documents import (
    Candidate,
    Document,
    Passage,
    Sentence,
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

__all__ = [
    "Answer",
    "Attribution",
    "Candidate",
    "Citation",
    "Coverage",
    "Disagreement",
    "DisagreementValue",
    "Document",
    "EncoderCard",
    "Figure",
    "FigureStatus",
    "Kind",
    "Locator",
    "Mode",
    "ModelCard",
    "Note",
    "NoteSource",
    "Passage",
    "Piece",
    "Quantity",
    "Refusal",
    "RefusalReason",
    "Sentence",
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
