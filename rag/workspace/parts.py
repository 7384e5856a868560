"""The concrete adapters behind the ports, opened on first use; nothing else names them."""

import logging
from collections.abc import Sequence
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import msgspec

from rag import settings as settings_module
from rag.domain import EncoderCard
from rag.ports import Catalogue, Encoder, LanguageModel, Manifest, VectorStore
from rag.settings import Settings
from rag.workspace.reporting import Reporter

if TYPE_CHECKING:
    from rag.library import Repaired

_log = logging.getLogger(__name__)


@runtime_checkable
class Closable(Protocol):
    """What holds memory or files until it is closed."""

    def close(self) -> None:
        """Let go of them."""
        ...


class Problem(Protocol):
    """Something that a part found wrong with itself."""

    @property
    def problem(self) -> str:
        """What is wrong."""
        ...

    @property
    def hint(self) -> str:
        """What to do about it."""
        ...

    @property
    def damage(self) -> bool:
        """Whether the library has to be built anew."""
        ...


class Library(Catalogue, Protocol):
    """A catalogue that was opened from a folder."""

    @property
    def writable(self) -> bool:
        """Whether it may be changed."""
        ...

    def close(self) -> None:
        """Close its files."""
        ...

    def check(self) -> Sequence[Problem]:
        """All that is wrong with it; empty when it is sound."""
        ...

    def check_encoder(self, encoder: EncoderCard) -> None:
        """Refuse an encoder other than the one the library was built with.

        Raises:
            LibraryError: their vectors cannot be compared.
        """
        ...


class Parts(Protocol):
    """What a workspace is made of."""

    def library(self, folder: Path, *, writable: bool) -> tuple[Library, VectorStore]:
        """The library in `folder` and its vectors.

        Raises:
            LibraryError: there is none, or it cannot be used.
            StorageError: it cannot be written.
        """
        ...

    def discard(self, folder: Path) -> None:
        """Throw away a library that cannot be opened.

        Raises:
            LibraryError: another process is writing it.
            StorageError: its files cannot be deleted.
        """
        ...

    def repair(self, folder: Path) -> "Repaired | None":
        """Save what can be read of a damaged library; None where nothing is damaged.

        Raises:
            LibraryError: another process is writing it, or it is no library of this program's.
            StorageError: it cannot be written.
        """
        ...

    def encoder(self) -> Encoder:
        """What encodes questions, and documents when the library is built.

        Raises:
            ModelError: it is missing or cannot be used.
        """
        ...

    def manifest(self, encoder: Encoder) -> Manifest:
        """What the library is built with when `encoder` builds it."""
        ...

    def model(self) -> LanguageModel:
        """The language model, loaded.

        Raises:
            ModelError: it is missing or cannot be used.
        """
        ...

    def check_model(self) -> None:
        """Refuse at once, before anything is loaded, what is plainly no model.

        Raises:
            ModelError: the file is missing, of another kind or cut off.
        """
        ...

    def check_prompts(self) -> None:
        """Refuse prompts that lack a placeholder or have one too many.

        Raises:
            PromptError: one cannot be used.
        """
        ...

    def model_path(self) -> Path:
        """The file of the language model that `model` would load."""
        ...

    def with_model(self, model: str) -> "Parts":
        """The same parts but for the language model, which is in this file."""
        ...

    def runtime(self) -> str:
        """What runs the language model here, and how, in words."""
        ...


class Adapters:
    """The parts that ship with the program."""

    def __init__(self, root: Path, settings: Settings, reporter: Reporter) -> None:
        self._root = root
        self._reporter = reporter
        self._announced = False
        self._settings = settings
        self._cache = settings_module.cache_folder()

    def library(self, folder: Path, *, writable: bool) -> tuple[Library, VectorStore]:
        """The library in `folder` and its vectors."""
        from rag.library import FaissVectors, SqliteCatalogue

        catalogue = SqliteCatalogue.open(folder, writable=writable)
        return catalogue, FaissVectors(folder, catalogue)

    def discard(self, folder: Path) -> None:
        """Throw away a library that cannot be opened."""
        from rag.indexing import busy, write_lock
        from rag.library import discard

        with write_lock(folder) as held:
            if not held:
                raise busy(folder)
            discard(folder)

    def repair(self, folder: Path) -> "Repaired | None":
        """Save what can be read of a damaged library."""
        from rag.indexing import busy, write_lock
        from rag.library import repair

        with write_lock(folder) as held:
            if not held:
                raise busy(folder)
            return repair(folder)

    def encoder(self) -> Encoder:
        """What encodes questions, and documents when the library is built."""
        from rag.models.encoders import open_encoder

        self._announce()
        threads = self._settings.threads
        return open_encoder(self._settings.encoder, cache=self._cache, threads=threads)

    def manifest(self, encoder: Encoder) -> Manifest:
        """What the library is built with when `encoder` builds it."""
        from rag.library import FORMAT

        return Manifest(FORMAT, encoder.card, getattr(encoder, "twin_agreement", None))

    def model(self) -> LanguageModel:
        """The language model, loaded."""
        from rag.models.opening import open_model

        self._announce()
        path = self.model_path()
        _log.info("model: %s", path)
        return open_model(path, cache=self._cache, threads=self._settings.threads)

    def check_model(self) -> None:
        """Refuse a model file that is missing, of another kind or cut off."""
        from rag.models.gguf_file import check_gguf, check_whole

        path = self.model_path()
        check_gguf(path)
        check_whole(path)

    def check_prompts(self) -> None:
        """Refuse prompts whose placeholders are other than those of the built-in ones."""
        from rag.prompts import Prompts, built_in

        prompts = Prompts(Path(self._settings.prompts) if self._settings.prompts else None)
        for path in sorted(built_in().glob("*.md")):
            wanted = Template(path.read_text("utf-8")).get_identifiers()
            prompts.load(path.stem, frozenset(wanted))

    def model_path(self) -> Path:
        """The file of the language model that `model` would load."""
        from rag.models.registry import choose_model

        return choose_model(self._settings.model, self._root)

    def with_model(self, model: str) -> "Adapters":
        """The same parts but for the language model, which is in this file."""
        settings = msgspec.structs.replace(self._settings, model=model)
        return Adapters(self._root, settings, self._reporter)

    def runtime(self) -> str:
        """What runs the language model here, and how, in words."""
        from rag.models.build import llama_version
        from rag.models.opening import verdict

        found = verdict(self.model_path(), cache=self._cache)
        return f"{llama_version()}, buffers: {found or 'not probed yet'}"

    def _announce(self) -> None:
        """Say so where the models are about to be made ready, which takes a while."""
        ready = (self._cache / "models", self._cache / "encoders")
        if not self._announced and not all(folder.is_dir() for folder in ready):
            self._reporter.notice("making the models ready for this machine, once …")
        self._announced = True
