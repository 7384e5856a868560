"""Sourceline: answers and briefing notes from your own documents, every claim cited to its line."""

__version__ = "0.1.0"
