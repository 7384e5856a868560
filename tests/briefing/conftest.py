from collections.abc import Callable

import pytest

from rag.briefing import Briefer, Request
from rag.briefing.material import Material, gather
from rag.domain import Document, Note
from tests.briefing.memory import MemoryCatalogue, document
from tests.briefing.stories import COURIER, HARBOUR
from tests.fakes import FakeEncoder, FakeModel


@pytest.fixture
def material_of() -> Callable[..., Material]:
    def make(*texts: str) -> Material:
        encoder = FakeEncoder()
        documents = [document(f"{at}.txt", text) for at, text in enumerate(texts, start=1)]
        catalogue = MemoryCatalogue(documents, encoder)
        ids = range(1, len(texts) + 1)
        return gather(catalogue, encoder, ids, lambda done, total: None)

    return make


@pytest.fixture
def note_of() -> Callable[..., Note]:
    def make(*documents: Document, **wishes) -> Note:
        encoder = FakeEncoder()
        catalogue = MemoryCatalogue(documents, encoder)
        briefer = Briefer(catalogue, encoder=encoder, model=FakeModel())
        return briefer.summarise(range(1, len(documents) + 1), Request(**wishes))

    return make


@pytest.fixture
def ferry_documents() -> tuple[Document, Document]:
    return (
        document("harbour.txt", HARBOUR, title=HARBOUR.split("\n")[0]),
        document("courier.txt", COURIER, title="courier"),
    )


@pytest.fixture
def ferry_note(note_of, ferry_documents) -> Note:
    return note_of(*ferry_documents)
