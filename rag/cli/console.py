"""Where a command writes: the result to stdout or a file, everything else to stderr."""

import logging
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.cli.failures import write_stdout
from rag.cli.formats import AnswerFormat, Format
from rag.cli.options import AskOptions, ListOptions, Options
from rag.cli.outputs import output_of, refuse_other_kinds, written_as
from rag.errors import RagError, UsageError
from rag.render.layout import Paper, as_message, harmless

if TYPE_CHECKING:
    from rag.cli.bars import Bars

_NO_TEXT: Final = (
    "a Word document is no text for a terminal or a pipe",
    "Name its file: -o note.docx",
)


class Console:
    """stdout, stderr and `--output` of one command."""

    def __init__(self, options: Options) -> None:
        """Keep the options; look at the terminal when it is written to."""
        self._options = options
        self._output = output_of(options)
        self._bars: Bars | None = None

    @property
    def format(self) -> Format:
        """What the result is written as."""
        return written_as(self._options)

    @property
    def paper(self) -> Paper:
        """The width and colour of what the result is written on."""
        if self._output is not None or not sys.stdout.isatty():
            return Paper()
        return Paper(width=_columns(), colour=self._colour(sys.stdout))

    @property
    def streams(self) -> bool:
        """Whether parts of the result may be written as they are found."""
        return self._output is None and self.format is Format.TEXT

    def write(self, text: str) -> None:
        """Write the result, or a part of it, followed by a line feed."""
        self.close()
        if self._output is None:
            write_stdout(text + "\n")
            return
        write_file(self._output, text + "\n")
        self.notice(f"wrote {self._output}")

    def write_bytes(self, data: bytes) -> None:
        """Write a result that is no text to `--output`, which `check` has seen is there."""
        self.close()
        if self._output is None:
            raise UsageError(*_NO_TEXT)
        write_file(self._output, data)
        self.notice(f"wrote {self._output}")

    def notice(self, text: str) -> None:
        """Say something on stderr unless `--quiet`."""
        if not self._options.quiet:
            self._say(text)

    def warning(self, text: str) -> None:
        """Warn on stderr, always."""
        self._say(f"warning: {text}")

    def problem(self, error: RagError) -> None:
        """Write an error and its hint to stderr, always."""
        self._say(f"error: {error.message}")
        if error.hint:
            self._say(f"hint: {error.hint}")

    def check(self) -> None:
        """Find out before any work whether `--output` can be written.

        Raises:
            UsageError: it is a folder, or lies in none that can be written, or its suffix stands
                for a format that the command does not write.
        """
        refuse_other_kinds(self._options)
        self._check_format()
        output = self._output
        if output is None:
            return
        if output.is_dir():
            raise UsageError(f"cannot write {output}: it is a folder", "Name a file in it.")
        if output.exists() and not output.is_file():
            return
        folder = output.resolve().parent
        if not folder.is_dir():
            raise UsageError(
                f"cannot write {output}: no folder {folder}", "Make the folder first."
            )
        if not os.access(folder, os.W_OK):
            raise UsageError(f"cannot write {output}: {folder} is read-only", "Write elsewhere.")

    def _check_format(self) -> None:
        if isinstance(self._options, ListOptions):
            self._refuse_all_but(Format.TEXT, Format.JSON)
        if isinstance(self._options, AskOptions):
            self._refuse_all_but(*(Format(name) for name in AnswerFormat))
        if self.format is Format.DOCX and self._output is None:
            raise UsageError(*_NO_TEXT)

    def _refuse_all_but(self, *formats: Format) -> None:
        if self.format not in formats:
            names = ", ".join(formats[:-1]) + f" or {formats[-1]}"
            raise UsageError(
                f"this command writes {names}, not {self.format}", f"Use -f {formats[0]}."
            )

    def progress(self, stage: str, done: int, total: int, detail: str = "") -> None:
        """Show how far a stage has come, as a bar on stderr where that is a terminal."""
        if self._options.quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
            return
        if self._bars is None:
            from rag.cli.bars import Bars

            self._bars = Bars(colour=self._colour(sys.stderr))
        self._bars.show(stage, done, total, detail)

    def close(self) -> None:
        """Take the progress bars off the terminal."""
        if self._bars is not None:
            self._bars.close()
            self._bars = None

    @contextmanager
    def log(self) -> Iterator[None]:
        """A block in which `--verbose` shows the program's log on stderr."""
        if not self._options.verbose:
            yield
            return
        logger, handler = logging.getLogger("rag"), logging.StreamHandler(sys.stderr)
        handler.setFormatter(_Harmless("%(name)s: %(message)s"))
        level = logger.level
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
        try:
            yield
        finally:
            logger.removeHandler(handler)
            logger.setLevel(level)

    def _say(self, text: str) -> None:
        self.close()
        # In one line: a file's name may hold line feeds, to look like a message of its own.
        sys.stderr.write(as_message(text) + "\n")
        sys.stderr.flush()

    def _colour(self, stream: object) -> bool:
        terminal = getattr(stream, "isatty", bool)()
        plain = self._options.no_color or os.environ.get("NO_COLOR")
        return bool(terminal and not plain and os.environ.get("TERM") != "dumb")


def _columns() -> int:
    """The width of the terminal as it is now.

    The variable COLUMNS, which Python goes by first, stays as it was when a window is resized.
    """
    try:
        width = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        width = 0
    return width or shutil.get_terminal_size().columns


class _Harmless(logging.Formatter):
    """Shows what files and their names put into the log without acting on it."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as text that is safe to print."""
        return harmless(super().format(record))


def write_file(path: Path, content: str | bytes) -> None:
    """Write `content` to `path` whole or not at all; text is written as UTF-8.

    Raises:
        UsageError: the file cannot be written.
    """
    data = content.encode() if isinstance(content, str) else content
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        _replace(path.resolve(), data)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            f"cannot write {path}: {reason}", "Give --output a file in a folder you can write to."
        ) from error


def _replace(path: Path, data: bytes) -> None:
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        partial.write_bytes(data)
        if path.exists():
            shutil.copymode(path, partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
