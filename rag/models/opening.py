"""Opening a language model the way that is fastest and safe on this machine."""

import logging
from pathlib import Path

from rag.errors import ModelError
from rag.models.gguf_file import check_gguf
from rag.models.llama import LlamaModel
from rag.models.probe import Buffers, extra_buffers, remembered_verdict
from rag.models.registry import is_default_model, pinned_model_sha256
from rag.models.transcode import copy_path, fast_copy

_log = logging.getLogger(__name__)


def open_model(path: Path, *, cache: Path, threads: int | None = None) -> LlamaModel:
    """The model, loaded; the default as its faster copy, and any only as the probe allows.

    The first call on a machine writes the copy and runs the probe, which takes seconds; later
    ones find both in `cache`.

    Raises:
        ModelError: the file is missing, no GGUF, cut off, or cannot be run.
    """
    check_gguf(path)
    if not is_default_model(path):
        return _open(path, cache, threads, name=path.stem)
    copy = fast_copy(path, pinned_model_sha256(cache), cache)
    try:
        return _open(copy, cache, threads, name=path.stem)
    except ModelError as error:
        if copy == path:
            raise
        _log.warning("using %s as it is, which is slower: %s", path.name, error)
        return _open(path, cache, threads, name=path.stem)


def verdict(path: Path, *, cache: Path) -> Buffers | None:
    """How llama.cpp runs the model on this machine, None before it was first opened."""
    copy = copy_path(path, pinned_model_sha256(cache), cache) if is_default_model(path) else path
    loaded = copy if copy.is_file() else path
    return remembered_verdict(loaded, cache) if loaded.is_file() else None


def _open(path: Path, cache: Path, threads: int | None, *, name: str) -> LlamaModel:
    extra = extra_buffers(path, cache)
    return LlamaModel(path, name=name, threads=threads, extra_buffers=extra, state_folder=cache)
