"""A faster copy of the default model: the same weights as Q8_0, made once per machine.

The package ships Q4_1, whose prompts llama.cpp reads at half the speed of Q8_0; the copy loses
nothing that the shipped file had.
"""

import ctypes
import logging
from pathlib import Path
from typing import Literal, TypeAlias

from rag.models.build import llama_version
from rag.models.files import replace_file
from rag.models.hashes import computed_sha256, remember_sha256, remembered_sha256

Precision: TypeAlias = Literal["Q8_0", "F16"]
_log = logging.getLogger(__name__)


def fast_copy(source: Path, sha256: str, cache: Path) -> Path:
    """The Q8_0 copy of `source` in the cache, or `source` itself where none can be made.

    `sha256` is that of `source`; it is part of the copy's name and is not computed here.
    """
    copy = copy_path(source, sha256, cache)
    if is_whole(copy, cache):
        return copy
    try:
        transcode(source, copy)
        remember_sha256(copy, cache, computed_sha256(copy))
    except OSError as error:
        _log.warning("using %s as it is, which is slower: %s", source.name, error)
        return source
    return copy


def copy_path(source: Path, sha256: str, cache: Path) -> Path:
    """Where the copy lies: one for each source and llama-cpp-python version."""
    name = source.name.split(".")[0]
    return cache / "models" / f"{name}.Q8_0-{sha256[:8]}-{llama_version()}.gguf"


def is_whole(copy: Path, cache: Path) -> bool:
    """Whether the copy is there, of the size and time stamp noted when it was finished."""
    return copy.is_file() and remembered_sha256(copy, cache) is not None


def transcode(source: Path, target: Path, precision: Precision = "Q8_0") -> None:
    """Write `source` with weights of another precision to `target`, in one step.

    Raises:
        OSError: the target cannot be written, or llama.cpp cannot transcode the source.
    """
    from rag.models.binding import api
    from rag.models.weights import silence

    silence()
    settings = api.llama_model_quantize_default_params()
    settings.ftype = getattr(api, f"LLAMA_FTYPE_MOSTLY_{precision}")
    settings.allow_requantize = True
    with replace_file(target) as unfinished:
        status = api.llama_model_quantize(
            str(source).encode(), str(unfinished).encode(), ctypes.byref(settings)
        )
        if status != 0:
            raise OSError(f"llama.cpp could not write {target}")
