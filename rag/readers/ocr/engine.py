"""RapidOCR, with the models in its own package, on as few threads and bytes as serve."""

import os
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.ports import Recognised
from rag.readers.ocr.installed import models

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from rapidocr import RapidOCR

    from rag.ports import Pixels

_MOST_THREADS: Final = 4
_LONGEST_SIDE: Final = 960
"""Pixels of the picture in which words are looked for; they are read in the whole one."""
_UNBOUNDED: Final = 100_000


class Engine:
    """Tells words from pictures; loaded when the first is shown to it."""

    def __init__(self, *, loading: Callable[[], None] = lambda: None) -> None:
        """`loading` is called once, before the libraries and models are loaded."""
        self._loading = loading

    def recognise(self, pixels: "Pixels") -> tuple[Recognised, ...]:
        """The lines of words in a picture, by PP-OCR's models (arXiv:2009.09941)."""
        found = self._engine(pixels)
        if found.boxes is None:
            return ()
        return tuple(
            Recognised(text, tuple((float(x), float(y)) for x, y in corners), float(score))
            for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
        )

    @cached_property
    def _engine(self) -> "RapidOCR":
        self._loading()
        from omegaconf import flag_override
        from rapidocr import RapidOCR

        held = models()
        if held is None:
            raise FileNotFoundError("the models of rapidocr")
        engine = RapidOCR(params=_PARAMETERS)
        # With sessions of its own the engine neither looks for models nor fetches any.
        with flag_override(engine.cfg, "allow_objects", values=True):
            engine.cfg.Det.session = _session(held.finds)
            engine.cfg.Rec.session = _session(held.reads)
        return engine


_PARAMETERS: Final = {
    "Global.log_level": "critical",
    "Global.max_side_len": _UNBOUNDED,
    "Global.text_score": 0.0,
    "Global.use_cls": False,
    "Det.limit_type": "max",
    "Det.limit_side_len": _LONGEST_SIDE,
    "Rec.rec_batch_num": 1,
}
"""One line at a time: several are made as wide as the widest, which takes memory and no less time."""


def _session(model: Path) -> "InferenceSession":
    """The model in ONNX Runtime, its threads asleep while there is nothing to do."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = min(_MOST_THREADS, os.cpu_count() or 1)
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = False
    options.log_severity_level = 4
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
