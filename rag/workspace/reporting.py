"""How the workspace tells what it is doing."""

from typing import Protocol


class Reporter(Protocol):
    """Takes notices, warnings and progress; the command line writes them to stderr."""

    def notice(self, text: str) -> None:
        """Say what is being done."""
        ...

    def warning(self, text: str) -> None:
        """Say what went wrong without stopping."""
        ...

    def progress(self, stage: str, done: int, total: int, detail: str = "") -> None:
        """Show that `done` of `total` items of a stage are finished; `detail` says more."""
        ...


class Silent:
    """A reporter that keeps everything to itself."""

    def notice(self, text: str) -> None:
        """Say nothing."""

    def warning(self, text: str) -> None:
        """Say nothing."""

    def progress(self, stage: str, done: int, total: int, detail: str = "") -> None:
        """Show nothing."""
