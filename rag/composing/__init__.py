"""Answers in the model's words: written from numbered sources, every sentence then checked."""

from rag.composing.composer import Composer, composes

__all__ = ["Composer", "composes"]
