"""The composition root: what a library, its models and the engine are put together by."""

from rag.workspace.engine import Workspace
from rag.workspace.opened import Only
from rag.workspace.parts import Adapters, Parts
from rag.workspace.reporting import Reporter, Silent
from rag.workspace.results import Diagnosis, Finding, Hit, Removed, Shown, StaleCitation, Status

__all__ = [
    "Adapters",
    "Diagnosis",
    "Finding",
    "Hit",
    "Only",
    "Parts",
    "Removed",
    "Reporter",
    "Shown",
    "Silent",
    "StaleCitation",
    "Status",
    "Workspace",
]
