"""Whether the extra `ocr` is installed, told without importing it."""

from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

INSTALL: Final = "pip install 'sourceline[ocr]'"
_ENGINE: Final = "rapidocr"
_OTHERS: Final = ("onnxruntime", "cv2", "PIL")


class Models(NamedTuple):
    """The files of the engine's models, which lie in its package."""

    finds: Path
    """Where on a page words stand."""
    reads: Path
    """Which words a line shows."""


def models() -> Models | None:
    """The engine's own models; None where it or one of them is not installed."""
    engine = find_spec(_ENGINE)
    if engine is None or engine.origin is None or any(find_spec(name) is None for name in _OTHERS):
        return None
    folder = Path(engine.origin).parent / "models"
    found = [sorted(folder.glob(f"*_{task}_*.onnx")) for task in ("det", "rec")]
    return Models(found[0][0], found[1][0]) if all(found) else None


def remedy() -> str:
    """What to do so that the words in a picture are read, as the beginning of a sentence."""
    if models() is None:
        return f"let OCR read it: {INSTALL}"
    return 'let OCR read it: ocr = "auto" in rag.toml'
