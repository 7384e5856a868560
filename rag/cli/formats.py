"""What results can be written as."""

from enum import StrEnum


class Format(StrEnum):
    """What notes are written as, to stdout or to `--output`."""

    TEXT = "text"
    MARKDOWN = "md"
    JSON = "json"
    HTML = "html"
    DOCX = "docx"


class AnswerFormat(StrEnum):
    """What answers are written as."""

    TEXT = "text"
    MARKDOWN = "md"
    JSON = "json"
    HTML = "html"


class ListFormat(StrEnum):
    """What everything else is written as."""

    TEXT = "text"
    JSON = "json"


class CheckFormat(StrEnum):
    """What the check of a note is written as."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
