"""sentence-transformers behind the Encoder port, kept in a child process."""

import contextlib
import json
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, Literal

import numpy as np  # noqa: TID253

from rag.children import child_command, child_environment
from rag.domain import EncoderCard
from rag.errors import ModelError

if TYPE_CHECKING:
    from rag.ports import Progress, Vector, Vectors

_TEXTS_AT_ONCE: Final = 128
_HINT: Final = "Give a sentence-transformers folder with --encoder, or leave the option out."


class SentenceTransformerEncoder:
    """Implements `rag.ports.Encoder`; the child starts with the first text and ends when idle."""

    def __init__(self, folder: Path, *, card: EncoderCard) -> None:
        self.card = card
        self._folder = folder
        self._child: _Child | None = None

    @property
    def running(self) -> bool:
        """Whether the child has loaded the encoder already."""
        return self._child is not None and self._child.alive

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.close()
            self._child = None

    def encode_query(self, text: str) -> "Vector":
        """The vector of a question, shape (dimension,)."""
        vector: Vector = self._encode([text], "query")[0]
        return vector

    def encode_documents(
        self, texts: Sequence[str], *, progress: "Progress | None" = None
    ) -> "Vectors":
        """The vectors of texts, shape (len(texts), dimension)."""
        vectors = np.empty((len(texts), self.card.dimension), np.float32)
        for begin in range(0, len(texts), _TEXTS_AT_ONCE):
            some = list(texts[begin : begin + _TEXTS_AT_ONCE])
            vectors[begin : begin + len(some)] = self._encode(some, "document")
            if progress:
                progress(len(some))
        return vectors

    def _encode(self, texts: list[str], kind: Literal["query", "document"]) -> "Vectors":
        if not self._running().alive:
            self.close()
        return self._running().encode(texts, kind)

    def _running(self) -> "_Child":
        if self._child is None:
            self._child = _Child(str(self._folder))
        return self._child


def measured_dimension(folder: Path) -> int:
    """The length of the vectors, found by loading the encoder.

    Raises:
        ModelError: the folder's encoder cannot be loaded.
    """
    child = _Child(str(folder))
    child.close()
    return child.dimension


def fetch_encoder(name: str) -> None:
    """Let sentence-transformers fetch a named encoder into its own cache.

    Raises:
        ModelError: there is no such encoder, or no network.
    """
    _Child(name).close()


class _Child:
    """One running child process."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._stderr: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        self._process = subprocess.Popen(
            child_command("rag.models.bulk", name),
            env=child_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            start_new_session=True,
        )
        with self._mourning():
            self.dimension = self._answer()[1]

    @property
    def alive(self) -> bool:
        """Whether it still answers."""
        return self._process.poll() is None

    def encode(self, texts: list[str], kind: Literal["query", "document"]) -> "Vectors":
        """The vectors of one request, shape (len(texts), dimension)."""
        request = json.dumps({"kind": kind, "texts": texts}).encode() + b"\n"
        with self._mourning():
            self._stdin.write(request)
            self._stdin.flush()
            rows, dimension = self._answer()
            data = self._stdout.read(rows * dimension * np.dtype(np.float32).itemsize)
            return np.frombuffer(data, np.float32).reshape(rows, dimension)

    def close(self) -> None:
        """Let it end by closing its stdin, and wait."""
        with contextlib.suppress(OSError):
            self._stdin.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._stdout.close()
        self._stderr.close()

    @property
    def _stdin(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    @property
    def _stdout(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout

    def _answer(self) -> tuple[int, int]:
        answer = json.loads(self._stdout.readline())
        if answer["error"]:
            raise ModelError(
                f"encoder {self._name} cannot be loaded: {answer['error'][:300]}", _HINT
            )
        return int(answer["rows"]), int(answer["dimension"])

    @contextlib.contextmanager
    def _mourning(self) -> Iterator[None]:
        """Turns the end of the child into an error that says what it said last."""
        try:
            yield
        except (OSError, ValueError) as error:
            said = self._last_words()
            self.close()
            raise ModelError(
                f"sentence-transformers died while running {self._name}: {said}",
                "Run 'rag doctor'; if memory is short, close other programs.",
            ) from error
        except BaseException:
            # An answer left half read would be taken for the next one's.
            self._process.kill()
            self.close()
            raise

    def _last_words(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=5)
        self._stderr.seek(0)
        lines = self._stderr.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1][:200] if lines else f"exit status {self._process.returncode}"
