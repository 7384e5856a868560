"""Libraries of earlier formats: brought to today's where they are written, else read as they are."""

import sqlite3
from collections.abc import Mapping
from typing import Final

from rag.library.schema import FORMAT, stored_format

_TO_2: Final = """
ALTER TABLE documents ADD COLUMN date_found TEXT;
ALTER TABLE documents ADD COLUMN author TEXT;
ALTER TABLE documents ADD COLUMN language TEXT;
ALTER TABLE documents ADD COLUMN shape TEXT NOT NULL DEFAULT 'plain';
ALTER TABLE documents ADD COLUMN places TEXT NOT NULL DEFAULT '[]';
UPDATE documents SET shape = 'markdown' WHERE reader LIKE 'markdown/%';
UPDATE documents SET date_found = 'the first lines' WHERE date IS NOT NULL;
UPDATE documents SET places = (
    SELECT json_group_array(json_array(page.value, 'page', CAST(page.key + 1 AS TEXT)))
    FROM json_each(page_starts) page
) WHERE page_starts != '[]';
ALTER TABLE documents DROP COLUMN page_starts;
ALTER TABLE sentences ADD COLUMN locator TEXT;
UPDATE sentences SET locator = json_object('page', page) WHERE page IS NOT NULL;
ALTER TABLE sentences DROP COLUMN page;
"""
_STEPS: Final[Mapping[int, str]] = {1: _TO_2}
"""What brings a library of each format to the next one."""

_VIEWS_OF_1: Final = """
CREATE TEMP VIEW documents AS SELECT *,
    CASE WHEN date IS NOT NULL THEN 'the first lines' END AS date_found,
    NULL AS author, NULL AS language,
    CASE WHEN reader LIKE 'markdown/%' THEN 'markdown' ELSE 'plain' END AS shape,
    (SELECT json_group_array(json_array(page.value, 'page', CAST(page.key + 1 AS TEXT)))
        FROM json_each(page_starts) page) AS places
FROM main.documents;
CREATE TEMP VIEW sentences AS SELECT *,
    CASE WHEN page IS NOT NULL THEN json_object('page', page) END AS locator
FROM main.sentences;
"""
_VIEWS: Final[Mapping[int, str]] = {1: _VIEWS_OF_1}
"""Today's tables over those of an earlier format, in the connection alone."""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the library to today's format, in one transaction; ids and vectors stay."""
    if stored_format(connection) >= FORMAT:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have done it while this one waited.
        for step in range(stored_format(connection), FORMAT):
            _run(connection, _STEPS[step])
            connection.execute(f"PRAGMA user_version = {step + 1}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def read_as_today(connection: sqlite3.Connection) -> None:
    """Let a library of an earlier format that cannot be written be read like one of today's."""
    views = _VIEWS.get(stored_format(connection))
    if views is not None:
        _run(connection, views)


def _run(connection: sqlite3.Connection, statements: str) -> None:
    for statement in statements.strip().split(";\n"):
        connection.execute(statement)
