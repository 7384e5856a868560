"""Where documents differ in what they tell of one topic, without the rest of a note."""

from collections.abc import Sequence

from rag.briefing import disagreements
from rag.briefing.findings import measures_of
from rag.briefing.material import gather
from rag.briefing.ranking import ranked
from rag.briefing.telling import Ledger
from rag.domain import Citation, Disagreement
from rag.ports import Catalogue, Encoder


def differences(
    catalogue: Catalogue, encoder: Encoder, document_ids: Sequence[int], topic: str, *, most: int
) -> tuple[tuple[Disagreement, ...], tuple[Citation, ...]]:
    """At most `most` disagreements about `topic`, and their citations, numbered from 1."""
    material = gather(catalogue, encoder, document_ids, _silent)
    order = ranked(material, encoder, topic)
    if not order.about:
        return (), ()
    ledger = Ledger(material)
    measures = measures_of(material, order)
    found = disagreements.find(material, measures, encoder, ledger, most)
    return found, ledger.citations


def _silent(done: int, total: int) -> None:
    """Say nothing."""
