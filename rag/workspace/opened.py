"""A library with its models, opened: what everything that is asked of them stands on."""

from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from rag.domain import StoredDocument
from rag.errors import LibraryError
from rag.ports import Encoder
from rag.settings import Settings
from rag.workspace.models import Models
from rag.workspace.parts import Adapters, Library, Parts
from rag.workspace.reporting import Reporter, Silent
from rag.workspace.shelf import Shelf
from rag.workspace.upkeep import Upkeep

Only: TypeAlias = Callable[[StoredDocument], bool]
"""Says which documents a run is limited to."""


class Opened:
    """The library at `root`, and the models, which are loaded when they are first needed."""

    def __init__(
        self,
        root: Path,
        settings: Settings,
        reporter: Reporter | None = None,
        *,
        parts: Parts | None = None,
    ) -> None:
        self.root = root
        self.settings = settings
        self._reporter = reporter or Silent()
        chosen: Parts = parts or Adapters(root, settings, self._reporter)
        self._models = Models(chosen)
        self._shelf = Shelf(root, chosen, self._reporter)
        self._upkeep = Upkeep(
            self._shelf,
            settings,
            chosen,
            encoder=self._models.encoder,
            reporter=self._reporter,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the library and free the models."""
        self._shelf.close()
        self._models.close()

    @property
    def folder(self) -> Path:
        """Where the library lies."""
        return self._shelf.folder

    @property
    def _library(self) -> Library:
        return self._shelf.library

    def _among(self, paths: Sequence[Path], only: Only | None) -> tuple[int, ...] | None:
        """The documents that a run is limited to, None for all, once the library is up to date.

        Raises:
            LibraryError: there is none.
        """
        among = self._upkeep.prepared(paths)
        if only is None:
            return among
        chosen = tuple(
            document.id
            for document in self._library.documents()
            if (among is None or document.id in among) and only(document)
        )
        if not chosen:
            raise LibraryError("no document fits the filter", "Widen it, or take it off.")
        return chosen

    def _query_encoder(self) -> Encoder:
        """The encoder, once it is known to be the one the library was built with."""
        encoder = self._models.encoder()
        self._library.check_encoder(encoder.card)
        return encoder
