"""Title, sources and coverage: what a note draws on, and what it leaves out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from rag.briefing.gaps import COPY, NO_STATEMENTS, OF_DOCUMENT, OLDER, ROWS_LEFT_OUT, UNUSED
from rag.briefing.material import Material
from rag.domain import Coverage, NoteSource, StoredDocument
from rag.errors import RefusedError
from rag.ports import Catalogue

UNTITLED: Final = "Briefing note: {documents} documents"
UNTITLED_ONE: Final = "Briefing note: 1 document"
_TITLE_WORDS: Final = range(3, 25)


def title_of(material: Material, scores: Sequence[float]) -> str:
    """The headline of the document nearest the common subject, else a template."""
    totals = [0.0] * len(material.documents)
    for source, score in zip(material.source_of, scores, strict=True):
        totals[source] += score / material.counts[source]
    for source in sorted(range(len(totals)), key=lambda at: (-totals[at], at)):
        document = material.documents[source]
        title = document.title.strip()
        headline = len(title.split()) in _TITLE_WORDS and not title.endswith(".")
        if headline and title in document.text:
            return title
    count = len(material.documents)
    return UNTITLED_ONE if count == 1 else UNTITLED.format(documents=count)


def note_sources(material: Material, cited: frozenset[int]) -> tuple[NoteSource, ...]:
    """The documents behind the note, in the order given."""
    sections, drawn = (
        _sections(material, range(len(material.sentences))),
        _sections(material, cited),
    )
    used = Counter(material.source_of[at] for at in cited)
    return tuple(
        NoteSource(
            path=stored.path,
            sha256=stored.sha256,
            title=stored.title,
            date=stored.date,
            words=stored.words,
            used=used[source],
            sections=len(sections[source]),
            sections_used=len(drawn[source]),
            dropped=None if used[source] else _why_unused(material, source),
            date_of_file=stored.date is not None and stored.told_date is None,
        )
        for source, stored in enumerate(material.stored)
    )


def recent(
    catalogue: Catalogue, document_ids: Sequence[int], since: str | None
) -> tuple[tuple[int, ...], tuple[StoredDocument, ...]]:
    """The documents to take, and those of before `since`; without a date they are taken.

    Raises:
        RefusedError: all are older.
    """
    known = {stored.id: stored for stored in catalogue.documents()}
    older = tuple(
        known[each] for each in document_ids if since and (known[each].date or since) < since
    )
    if older and len(older) == len(document_ids):
        latest = max(stored.date or "" for stored in older)
        raise RefusedError(
            f"no document is dated {since} or later",
            f"The latest is of {latest}. Name an earlier day with --since, or none.",
        )
    left_out = {stored.id for stored in older}
    return tuple(each for each in document_ids if each not in left_out), older


def _sections(material: Material, sentences: Iterable[int]) -> dict[int, set[int]]:
    """For each document the passages that these sentences are of."""
    found: dict[int, set[int]] = defaultdict(set)
    for at in sentences:
        found[material.source_of[at]].add(material.sentences[at].passage_id)
    return found


def _why_unused(material: Material, source: int) -> str:
    """Why nothing of a document is cited."""
    if not material.counts[source]:
        return NO_STATEMENTS
    if material.origins[source] != source:
        return COPY.format(path=material.documents[material.origins[source]].path)
    return UNUSED


def coverage(
    material: Material,
    cited: frozenset[int],
    rows: Sequence[tuple[str, int, int]],
    older: Sequence[StoredDocument] = (),
) -> Coverage:
    """The share of passages drawn on, and all that was left out.

    `rows` are sections of the note with how many rows they show and how many were found.
    """
    used = {material.source_of[at] for at in cited}
    passages = {sentence.passage_id for sentence in material.sentences}
    drawn = {material.sentences[at].passage_id for at in cited}
    documents = [
        OF_DOCUMENT.format(path=document.path, reason=_why_unused(material, source))
        for source, document in enumerate(material.documents)
        if source not in used
    ]
    documents += [
        OF_DOCUMENT.format(path=stored.path, reason=OLDER.format(date=stored.date))
        for stored in older
    ]
    left_out = [
        ROWS_LEFT_OUT.format(section=section, shown=shown, found=found)
        for section, shown, found in rows
        if shown < found
    ]
    return Coverage(
        documents=len(material.documents) + len(older),
        used=len(used),
        sections=round(len(drawn) / len(passages), 4) if passages else 0.0,
        dropped=(*documents, *left_out),
    )
