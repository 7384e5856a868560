"""What reading one file may take."""

from dataclasses import dataclass
from typing import Final

MIB: Final = 2**20
_MIB_THAT_DOUBLE_THE_TIME: Final = 60


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file; the defaults are those of the settings of the same names."""

    file_seconds: int = 120
    """For a small file; see `seconds`."""
    file_memory: int = 1536
    """MiB of address space for the process that reads."""
    largest_file: int = 128
    """MiB that a file may have which needs a parser."""
    largest_text: int = 256
    """MiB that a plain text may have, and the text inside any other file."""
    ocr_pages: int = 500
    """Pages of a file that OCR may read, where it is installed; 0 for none."""

    def seconds(self, size: int) -> int:
        """Seconds for a file of `size` bytes: twice `file_seconds` for 60 MiB, and so on."""
        return round(self.file_seconds * (1 + size / MIB / _MIB_THAT_DOUBLE_THE_TIME))
