import pytest

from rag.library import SqliteCatalogue
from tests.indexing.desk import Desk


@pytest.fixture
def desk(tmp_path):
    with SqliteCatalogue.open(tmp_path / ".rag", writable=True) as catalogue:
        yield Desk(tmp_path, catalogue)
        assert catalogue.check() == ()
