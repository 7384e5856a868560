import os
import shutil
import tempfile
from pathlib import Path

import pytest

from rag.library import SqliteCatalogue

_NOBODY = 65534


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / ".rag"


@pytest.fixture
def catalogue(folder):
    with SqliteCatalogue.open(folder, writable=True) as opened:
        yield opened


@pytest.fixture
def ordinary_user():
    """Makes what follows in the test run without root's power over permissions."""
    if os.geteuid():
        yield lambda: None
        return
    try:
        yield lambda: os.seteuid(_NOBODY)
    finally:
        os.seteuid(0)


@pytest.fixture
def shared_folder():
    """A folder that other users can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    folder.chmod(0o777)
    shutil.rmtree(folder)
