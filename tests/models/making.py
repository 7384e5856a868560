"""Small GGUF files, whole and broken."""

from pathlib import Path

import gguf
import numpy as np


def write_gguf(path: Path, *, architecture: str = "llama", rows: int = 4) -> Path:
    """A well-formed GGUF with two tensors, a text, a list of texts and a list of numbers."""
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_name("Small")
    writer.add_array("texts", ["one", "zwei", "trois"])
    writer.add_array("numbers", [1, 2, 3])
    writer.add_tensor("a.weight", np.ones((rows, 32), np.float32))
    writer.add_tensor("b.weight", np.ones(32, np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
