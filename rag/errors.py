"""Errors a user can meet: a message, a hint that says what to do next, and an exit code.

RagError
├── UsageError            2  options or input that make no sense
│   └── SettingsError     2  rag.toml, [tool.rag] or RAG_* cannot be used
│       └── PromptError   2  a prompt template lacks a placeholder or has one too many
├── VerificationError     4  a citation or figure did not hold
├── RefusedError          3  the sources do not say what was asked for
├── LibraryError          5  no library, nothing readable, or a library that cannot be used
│   ├── ReadError         5  one file cannot be read
│   └── StorageError      5  the disk is full or the library cannot be written
└── ModelError            6  a model is missing or cannot be used
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes scripts rely on."""

    ANSWERED = 0
    UNEXPECTED = 1
    USAGE = 2
    REFUSED = 3
    UNVERIFIED = 4
    NO_LIBRARY = 5
    NO_MODEL = 6
    SOME_FAILED = 7
    INTERRUPTED = 130


class RagError(Exception):
    """An error meant for the user's eyes: `message` says what, `hint` says what to do."""

    exit_code = ExitCode.UNEXPECTED

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the message and the hint."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(RagError):
    """Options or input that make no sense."""

    exit_code = ExitCode.USAGE


class SettingsError(UsageError):
    """Settings that cannot be used."""


class PromptError(SettingsError):
    """A prompt template whose placeholders are wrong."""


class VerificationError(RagError):
    """Something printed does not hold against its source."""

    exit_code = ExitCode.UNVERIFIED


class RefusedError(RagError):
    """The sources do not say what was asked for."""

    exit_code = ExitCode.REFUSED


class LibraryError(RagError):
    """No library, nothing readable, or a library that cannot be used."""

    exit_code = ExitCode.NO_LIBRARY


class ReadError(LibraryError):
    """One file that cannot be read."""


class StorageError(LibraryError):
    """The library cannot be written."""


class ModelError(RagError):
    """A model that is missing or cannot be used."""

    exit_code = ExitCode.NO_MODEL
