"""Queries for SQLite's FTS5, which takes a language of its own and no plain words."""

from collections.abc import Iterable

from rag.library.database import Database


def search(
    database: Database, words: Iterable[str], count: int, documents: str
) -> tuple[tuple[int, float], ...]:
    """Ids and scores of the sentences that hold any of `words`, the best `count`, best first.

    `documents` is a JSON list of the ids of documents that are searched; empty for all.
    """
    expression = any_of(words)
    if not expression or count < 1:
        return ()
    rows = database.rows(
        "SELECT words.rowid, -bm25(words) FROM words WHERE words MATCH ?1 AND (?2 = '' OR"
        " words.rowid IN (SELECT id FROM sentences WHERE document_id IN"
        " (SELECT value FROM json_each(nullif(?2, '')))))"
        " ORDER BY bm25(words), words.rowid LIMIT ?3",
        (expression, documents, count),
    )
    return tuple((identifier, score) for identifier, score in rows)


def frequency(database: Database, word: str) -> int:
    """In how many sentences the word occurs, after stemming."""
    expression = any_of((word,))
    if not expression:
        return 0
    statement = "SELECT count(*) FROM words WHERE words MATCH ?"
    return int(database.rows(statement, (expression,))[0][0])


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
