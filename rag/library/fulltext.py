"""Queries for SQLite's FTS5, which takes a language of its own and no plain words."""

from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """The FTS5 expression for texts that hold any of `words`; empty when there are none.

    Each word becomes a quoted string, in which FTS5 sees no operators: `commander-in-chief`
    is a phrase of three tokens, `1,000` of two. See https://sqlite.org/fts5.html, section 3.
    """
    quoted = (_quoted(word) for word in words)
    return " OR ".join(dict.fromkeys(word for word in quoted if word))


def _quoted(word: str) -> str:
    # FTS5 stops reading at NUL, and half a surrogate pair has no UTF-8.
    storable = word.replace("\0", " ").encode("utf-8", "ignore").decode("utf-8").strip()
    return '"' + storable.replace('"', '""') + '"' if storable else ""
