"""Answers in quote mode: find evidence, decide whether it suffices, read out the exact words."""

from rag.answering.answerer import Answerer, OnEvidence

__all__ = ["Answerer", "OnEvidence"]
