"""The library is brought up to date with the files it was made from."""

from rag.indexing.candidates import State
from rag.indexing.comparing import survey
from rag.indexing.discovery import Plan, covered, stored_path
from rag.indexing.locking import busy, is_written, write_lock
from rag.indexing.pipeline import Pipeline, ReadFile, SyncObserver, SyncProgress
from rag.indexing.report import FailedFile, SyncReport
from rag.indexing.synchronising import synchronise
from rag.indexing.watching import changes

__all__ = [
    "FailedFile",
    "Pipeline",
    "Plan",
    "ReadFile",
    "State",
    "SyncObserver",
    "SyncProgress",
    "SyncReport",
    "busy",
    "changes",
    "covered",
    "is_written",
    "stored_path",
    "survey",
    "synchronise",
    "write_lock",
]
