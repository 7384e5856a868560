"""The weights of a GGUF, loaded by llama.cpp without a word on the user's stderr.

Imported lazily, by the adapters only.
"""

import ctypes
import threading
from pathlib import Path
from typing import Final

from rag.errors import ModelError
from rag.models.binding import api
from rag.models.gguf_file import cut_off

_ERROR_LEVEL: Final = 4
_complaints: Final = threading.local()
"""What llama.cpp complains of while this thread loads a model; two may load at once."""


def _note(level: int, text: bytes, _data: object) -> None:
    heard: list[str] | None = getattr(_complaints, "heard", None)
    if heard is not None and level == _ERROR_LEVEL:
        heard.append(text.decode("utf-8", "replace").strip())


_CALLBACK: Final = api.llama_log_callback(_note)


def silence() -> None:
    """Stop llama.cpp from printing: stderr belongs to the user."""
    api.llama_log_set(_CALLBACK, ctypes.c_void_p(0))


def load(path: Path, *, extra_buffers: bool) -> object:
    """llama.cpp's handle of the weights in `path`.

    Raises:
        ModelError: they cannot be loaded, with what llama.cpp complains of.
    """
    settings = api.llama_model_default_params()
    settings.use_extra_bufts = extra_buffers
    heard: list[str] = []
    _complaints.heard = heard
    try:
        silence()
        api.llama_backend_init()
        model = api.llama_model_load_from_file(str(path).encode(), settings)
    finally:
        _complaints.heard = None
    if not model:
        raise _load_error(path, " ".join(heard))
    return model


def _load_error(path: Path, complaint: str) -> ModelError:
    if "file bounds" in complaint or "end of file" in complaint:
        return cut_off(path)
    reason = complaint.rsplit(": ", maxsplit=1)[-1].strip()[:200] or "no reason given"
    return ModelError(
        f"{path} cannot be loaded by llama.cpp: {reason}",
        "Use another model, or a newer llama-cpp-python if the model is newer than it.",
    )
