"""What documents say of a topic side by side, and where they differ."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rag.domain import Citation, Comparison, Disagreement, DisagreementValue
from rag.ports import Encoder, VectorStore
from rag.workspace.parts import Library

if TYPE_CHECKING:
    from rag.domain import StoredDocument

DIFFERENCES: Final = 6
"""How many disagreements are shown at most."""


def compared(
    parts: tuple[Library, VectorStore, Encoder],
    topic: str,
    *,
    among: Sequence[int] | None,
    cited: Sequence[Citation] = (),
) -> Comparison:
    """The comparison with its disagreements; what was `cited` before keeps its number.

    Raises:
        RefusedError: no document says anything of the topic.
    """
    from rag.briefing import differences
    from rag.comparing import Comparer

    library, vectors, encoder = parts
    found = Comparer(library, vectors, encoder).compare(topic, among=among, cited=cited)
    ids = _ids(library.documents(), found)
    if len(ids) < 2:
        return found
    differing, citations = differences(library, encoder, ids, topic, most=DIFFERENCES)
    return _with(found, differing, citations, before=cited)


def _ids(documents: "Sequence[StoredDocument]", found: Comparison) -> tuple[int, ...]:
    ids = {stored.path: stored.id for stored in documents}
    return tuple(ids[document.path] for document in found.documents)


def _with(
    found: Comparison,
    differing: Sequence[Disagreement],
    citations: Sequence[Citation],
    *,
    before: Sequence[Citation],
) -> Comparison:
    """The comparison with disagreements, whose citations take its numbers or go on from them."""
    shown = {citation.id for citation in found.citations}
    known = {citation.place: citation.id for citation in (*before, *found.citations)}
    cited = {value_id for each in differing for side in each.values for value_id in side.citations}
    numbers: dict[int, int] = {}
    added: list[Citation] = []
    following = max(known.values(), default=0) + 1
    for citation in citations:
        if citation.id not in cited:
            continue
        number = known.setdefault(citation.place, following)
        following += number == following
        if number not in shown:
            shown.add(number)
            added.append(replace(citation, id=number))
        numbers[citation.id] = number
    return replace(
        found,
        disagreements=tuple(_renumbered(each, numbers) for each in differing),
        citations=(*found.citations, *added),
    )


def _renumbered(found: Disagreement, numbers: dict[int, int]) -> Disagreement:
    def side(value: DisagreementValue) -> DisagreementValue:
        return replace(value, citations=tuple(numbers[one] for one in value.citations))

    return replace(found, values=tuple(side(value) for value in found.values))
