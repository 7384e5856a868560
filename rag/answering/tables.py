"""Table rows among the candidates, told with the headings they stand under."""

from collections.abc import Sequence
from dataclasses import replace

from rag.chunking.tables import heading_numbers, is_row, tables, understood
from rag.domain import Candidate, Sentence, Span
from rag.ports import Catalogue


def with_headings(candidates: Sequence[Candidate], catalogue: Catalogue) -> tuple[Candidate, ...]:
    """The candidates, those that are table rows with what stands over their columns."""
    documents = {item.sentence.document_id for item in candidates if is_row(item.sentence.text)}
    headed = {
        sentence.id: (table, number)
        for document in documents
        for table in _tables(document, catalogue)
        for number, sentence in enumerate(table)
    }
    return tuple(_headed(item, *headed.get(item.sentence.id, ((), 0))) for item in candidates)


def _tables(document: int, catalogue: Catalogue) -> list[tuple[Sentence, ...]]:
    sentences = catalogue.document_sentences(document)
    spans = [Span(sentence.start, sentence.end) for sentence in sentences]
    return [sentences[first:last] for first, last in tables(catalogue.text(document), spans)]


def _headed(candidate: Candidate, table: Sequence[Sentence], number: int) -> Candidate:
    rows = [sentence.text for sentence in table]
    row = understood(rows, number) if rows else None
    if row is None:
        return candidate
    headings = tuple(table[at] for at in heading_numbers(rows, number))
    return replace(candidate, row=row, headings=headings)
