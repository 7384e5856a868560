"""A library given up, so that it can be built anew."""

from pathlib import Path
from typing import Final

from rag.errors import StorageError
from rag.library.database import FILE
from rag.library.repairing import is_library, refuse_foreign, set_aside

_VECTORS: Final = "vectors-*"


def discard(folder: Path) -> None:
    """Delete a library that cannot be used; a file that cannot even be read is set aside.

    The caller holds the write lock, and has the user's word for it.

    Raises:
        LibraryError: the file is another program's database; it stays as it is.
        StorageError: the files cannot be deleted.
    """
    path = folder.absolute() / FILE
    refuse_foreign(path)
    if path.exists() and not is_library(path):
        set_aside(path)
    try:
        for pattern in (f"{FILE}*", _VECTORS):
            for file in folder.glob(pattern):
                file.unlink()
    except OSError as error:
        raise StorageError(f"{folder} cannot be cleared: {error.strerror}") from error
