"""Briefing notes over documents: what is told, by whom, with which figures, and where they differ."""

from rag.briefing.briefer import Briefer
from rag.briefing.differing import differences
from rag.briefing.request import Request

__all__ = ["Briefer", "Request", "differences"]
