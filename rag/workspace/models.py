"""The models of a workspace: each loaded when it is first needed, and kept."""

from collections.abc import Callable
from pathlib import Path

from rag.ports import Encoder, LanguageModel
from rag.workspace.loading import Loading
from rag.workspace.parts import Closable, Parts


class Models:
    """The language model and the encoder that `parts` opens."""

    def __init__(self, parts: Parts) -> None:
        """Keep the parts; nothing is loaded yet."""
        self.parts = parts
        self._encoder: Encoder | None = None
        self._model: Loading[LanguageModel] | None = None
        self._wrap: Callable[[LanguageModel], LanguageModel] = _as_it_is

    def encoder(self) -> Encoder:
        """The encoder, opened once.

        Raises:
            ModelError: it is missing or cannot be used.
        """
        if self._encoder is None:
            self._encoder = self.parts.encoder()
        return self._encoder

    def language_model(self) -> Loading[LanguageModel]:
        """The language model, which begins to load.

        Raises:
            ModelError: it is missing.
        """
        if self._model is None:
            self.parts.check_model()
            self._model = self._loading()
        return self._model

    def read_through(self, wrap: Callable[[LanguageModel], LanguageModel]) -> None:
        """Use the language model as `wrap` returns it; to be said before it is first needed."""
        self._wrap = wrap

    def use(self, path: Path) -> None:
        """Read with the model in this file from now on.

        Raises:
            ModelError: it cannot be used; the model before stays.
        """
        before, self.parts = self.parts, self.parts.with_model(str(path))
        try:
            self.parts.check_model()
            loaded = self._loading()
            loaded()
        except BaseException:
            self.parts = before
            raise
        self._close_model()
        self._model = loaded

    def close(self) -> None:
        """Free both; they are loaded anew when there is need of them."""
        if isinstance(self._encoder, Closable):
            self._encoder.close()
        self._close_model()
        self._encoder = None

    def _loading(self) -> Loading[LanguageModel]:
        return Loading(lambda: self._wrap(self.parts.model()))

    def _close_model(self) -> None:
        model = self._model.result if self._model else None
        if isinstance(model, Closable):
            model.close()
        self._model = None


def _as_it_is(model: LanguageModel) -> LanguageModel:
    return model
