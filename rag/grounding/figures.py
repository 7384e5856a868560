"""The figure ledger: how every printed number, date and amount is accounted for."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.domain import Citation, Figure, FigureStatus, Kind, Quantity, Span, Statement
from rag.grounding.pieces import place
from rag.grounding.templates import rebuild
from rag.quantities import find, rounds, same


@dataclass(frozen=True, slots=True)
class _Source:
    """A quantity of a cited quotation."""

    quantity: Quantity
    citation: int


def ledger(
    statements: Sequence[Statement],
    citations: Sequence[Citation],
    *,
    computed: Collection[str] = (),
) -> tuple[Figure, ...]:
    """Every figure printed in the statements, in order, and how its own citations account for it.

    Figures inside pieces are read where they stand in the quotation; a figure that a piece cuts
    ("10" of "10–20") is unsupported unless what is left still tells it ("2022" of "February
    2022": rounded). Figures of composed text are held against all quotations its statement
    cites. `computed` lists figures as printed that the program worked out; counts in a template's
    slots are computed anyway. A figure printed twice with the same citations is listed once.
    """
    by_id = {citation.id: citation for citation in citations}
    found = (
        figure
        for statement in statements
        for figure in _figures(statement, by_id, frozenset(computed))
    )
    return tuple(dict.fromkeys(found))


def unsupported(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures that no citation accounts for."""
    return tuple(figure for figure in figures if figure.status is FigureStatus.UNSUPPORTED)


def dropped_hedges(statement: Statement, citations: Sequence[Citation]) -> tuple[Quantity, ...]:
    """The cited quantities whose figure the statement prints without its hedge."""
    by_id = {citation.id: citation for citation in citations}
    cited = tuple(_sources(_cited(statement, by_id)))
    printed = find(statement.text)
    return tuple(
        source.quantity for source in cited if _loses_hedge(source.quantity, printed, cited)
    )


def _loses_hedge(
    hedged: Quantity, printed: tuple[Quantity, ...], cited: tuple[_Source, ...]
) -> bool:
    """Whether a figure is printed bare that every cited quotation hedges."""
    if hedged.qualifier is None:
        return False
    bare = any(same(quantity, hedged) and quantity.qualifier is None for quantity in printed)
    firm = any(
        same(source.quantity, hedged) and source.quantity.qualifier is None for source in cited
    )
    return bare and not firm


def _figures(
    statement: Statement, by_id: Mapping[int, Citation], computed: frozenset[str]
) -> Iterator[Figure]:
    layout = rebuild(statement, tuple(by_id.values()))
    if layout is None:
        yield from _composed(statement, by_id, computed)
        return
    for piece in statement.pieces:
        citation = by_id.get(piece.citation)
        span = place(piece, citation.quote) if citation else None
        if citation is None or span is None:
            yield from (_unaccounted(quantity) for quantity in find(piece.text))
        else:
            yield from _quoted(citation, span)
    yield from (_counted(statement.text[span.start : span.end]) for span in layout.counts)


def _quoted(citation: Citation, span: Span) -> Iterator[Figure]:
    """The figures of a piece, as they stand in the quotation."""
    for quantity in find(citation.quote):
        if quantity.end <= span.start or quantity.start >= span.end:
            continue
        whole = span.start <= quantity.start and quantity.end <= span.end
        if whole:
            yield _figure(quantity, FigureStatus.QUOTED, (citation.id,))
        else:
            yield from _cut(citation, quantity, span)


def _cut(citation: Citation, quantity: Quantity, span: Span) -> Iterator[Figure]:
    """What a piece leaves of a quantity: the bare figure, a part of it, or only its hedge."""
    start, end = max(quantity.start, span.start), min(quantity.end, span.end)
    left = find(citation.quote[start:end])
    inside = span.start <= quantity.figure_start and quantity.figure_end <= span.end
    for part in left:
        if inside and part.value == quantity.value and part.value_high == quantity.value_high:
            status = FigureStatus.QUOTED
        else:
            status = _status(part, (quantity,))
        cited = () if status is FigureStatus.UNSUPPORTED else (citation.id,)
        yield _figure(part, status, cited)


def _composed(
    statement: Statement, by_id: Mapping[int, Citation], computed: frozenset[str]
) -> Iterator[Figure]:
    """The figures of composed text, held against every quotation the statement cites."""
    sources = tuple(_sources(_cited(statement, by_id)))
    for quantity in find(statement.text):
        status = _status(quantity, tuple(source.quantity for source in sources))
        if status is FigureStatus.UNSUPPORTED and _told(quantity) & computed:
            yield _figure(quantity, FigureStatus.COMPUTED, ())
            continue
        cited = tuple(
            source.citation for source in sources if _accounts(source.quantity, quantity, status)
        )
        yield _figure(quantity, status, tuple(dict.fromkeys(cited)))


def _told(quantity: Quantity) -> set[str]:
    """The ways the figure may be listed as computed: with hedge and unit, or bare."""
    start, end = quantity.figure_start - quantity.start, quantity.figure_end - quantity.start
    return {quantity.text, quantity.text[start:end]}


def _cited(statement: Statement, by_id: Mapping[int, Citation]) -> tuple[Citation, ...]:
    return tuple(by_id[number] for number in statement.citations if number in by_id)


def _sources(citations: Sequence[Citation]) -> Iterator[_Source]:
    for citation in citations:
        yield from (_Source(quantity, citation.id) for quantity in find(citation.quote))


def _status(printed: Quantity, sources: Sequence[Quantity]) -> FigureStatus:
    if any(same(printed, source) for source in sources):
        return FigureStatus.QUOTED
    if any(rounds(printed, source) for source in sources):
        return FigureStatus.ROUNDED
    return FigureStatus.UNSUPPORTED


def _accounts(source: Quantity, printed: Quantity, status: FigureStatus) -> bool:
    """Whether this source is one of those that gave the figure its status."""
    return _status(printed, (source,)) is status and status is not FigureStatus.UNSUPPORTED


def _figure(quantity: Quantity, status: FigureStatus, citations: tuple[int, ...]) -> Figure:
    return Figure(
        text=" ".join(quantity.text.split()),
        value=quantity.value,
        value_high=quantity.value_high,
        unit=quantity.unit,
        qualifier=quantity.qualifier,
        kind=quantity.kind,
        status=status,
        citations=citations,
    )


def _unaccounted(quantity: Quantity) -> Figure:
    return _figure(quantity, FigureStatus.UNSUPPORTED, ())


def _counted(text: str) -> Figure:
    """A count that the program made, printed in a template's slot."""
    value = int(text.replace(",", ""))
    return Figure(text, value, None, None, None, Kind.COUNT, FigureStatus.COMPUTED, ())
