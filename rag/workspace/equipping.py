"""The models of a workspace: which there are, which is used, and how."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from rag.domain import Mode
from rag.ports import LanguageModel
from rag.workspace.opened import Opened

if TYPE_CHECKING:
    from rag.models.registry import ModelEntry, Verification


class Equipping(Opened):
    """Finds, fetches and changes the models that everything is read with."""

    def read_through(self, wrap: Callable[[LanguageModel], LanguageModel]) -> None:
        """Use the language model as `wrap` returns it; to be said before it is first needed."""
        self._models.read_through(wrap)

    def language_model(self) -> LanguageModel:
        """The language model, loaded when it is first needed.

        Raises:
            ModelError: it is missing or cannot be used.
        """
        return self._models.language_model()()

    def model_path(self) -> Path:
        """The file of the language model that would be used."""
        return self._models.parts.model_path()

    def composes(self) -> bool:
        """Whether answers would be written by the model rather than quoted."""
        from rag.composing import composes

        return composes(self._models.language_model()().card, self.settings.mode)

    def use_mode(self, mode: Mode) -> None:
        """Write answers from now on in this mode."""
        self.settings = msgspec.structs.replace(self.settings, mode=mode)

    def use_model(self, path: Path) -> None:
        """Read with the model in this file from now on.

        Raises:
            ModelError: it cannot be used; the model before stays.
        """
        self._models.use(path)

    def models(self) -> "tuple[ModelEntry, ...]":
        """Every model at hand."""
        from rag.models.registry import list_models

        return list_models(self.settings.model, self.root)

    def pull(self, name: str) -> Path:
        """The file that `hf:OWNER/REPO/FILE.gguf` names, fetched into ROOT/models."""
        from rag.models.download import pull
        from rag.models.registry import MODELS_FOLDER

        def told(received: int, total: int | None) -> None:
            self._reporter.progress("fetching", received, total or received)

        return pull(name, self.root / MODELS_FOLDER, progress=told)

    def verify_models(self) -> "tuple[Verification, ...]":
        """The hashes of the built-in models beside the expected ones."""
        from rag.models.registry import verify_defaults

        return verify_defaults()
