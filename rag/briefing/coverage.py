"""Title, sources and coverage: what a note draws on, and what it leaves out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rag.briefing.gaps import (
    COPY,
    NO_STATEMENTS,
    OF_DOCUMENT,
    OLDER,
    ROWS_LEFT_OUT,
    SILENT_ABOUT,
    UNUSED,
    UNUSED_ABOUT,
)
from rag.briefing.material import Material
from rag.domain import Coverage, Kind, NoteSource, StoredDocument
from rag.errors import RefusedError
from rag.ports import Catalogue
from rag.quantities import find

UNTITLED: Final = "Briefing note: {documents} documents"
UNTITLED_ONE: Final = "Briefing note: 1 document"
_NEAR: Final = 0.45
"""Least median cosine of the documents' means for a title of one of them.

Documents of one event lay at 0.55 to 0.93, four events in one folder at 0.23, ten papers on
different viruses at 0.44.
"""
_TITLE_WORDS: Final = range(3, 25)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a note draws on: the sentences it cites of those it could have told."""

    cited: frozenset[int]
    about: frozenset[int] | None = None
    """The sentences that are about the note's focus; None where it has none."""


def title_of(material: Material, scores: Sequence[float], focus: str | None = None) -> str:
    """The focus; else the headline of the document nearest the common subject, or a template."""
    if focus:
        words = " ".join(focus.split())
        return words[:1].upper() + words[1:]
    totals = [0.0] * len(material.documents)
    for source, score in zip(material.source_of, scores, strict=True):
        totals[source] += score / material.counts[source]
    named = range(len(totals)) if _of_one_subject(material) else ()
    for source in sorted(named, key=lambda at: (-totals[at], at)):
        document = material.documents[source]
        title = document.title.strip()
        headline = len(title.split()) in _TITLE_WORDS and not title.endswith(".")
        headline = headline and not _is_masthead(title)
        if headline and title in document.text:
            return title
    count = len(material.documents)
    return UNTITLED_ONE if count == 1 else UNTITLED.format(documents=count)


def _of_one_subject(material: Material) -> bool:
    """Whether the documents are near each other, so that the headline of one can head all."""
    import numpy as np

    starts = zip(material.starts, material.counts, strict=True)
    rows = [material.vectors[start : start + count] for start, count in starts if count]
    means = np.stack([own.mean(axis=0) for own in rows]) if rows else np.zeros((1, 1))
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    pairs = (means @ means.T)[np.triu_indices(len(means), 1)]
    return not len(pairs) or float(np.median(pairs)) >= _NEAR


def _is_masthead(title: str) -> bool:
    """Whether a first line names a paper and its day instead of a story."""
    return any(found.kind is Kind.DATE and found.end == len(title) for found in find(title))


def note_sources(material: Material, drawn: Drawn) -> tuple[NoteSource, ...]:
    """The documents behind the note, in the order given."""
    sections = _sections(material, range(len(material.sentences)))
    sections_used = _sections(material, drawn.cited)
    used = Counter(material.source_of[at] for at in drawn.cited)
    return tuple(
        NoteSource(
            path=stored.path,
            sha256=stored.sha256,
            title=stored.title,
            date=stored.date,
            words=stored.words,
            used=used[source],
            sections=len(sections[source]),
            sections_used=len(sections_used[source]),
            dropped=None if used[source] else _why_unused(material, source, drawn),
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


def _why_unused(material: Material, source: int, drawn: Drawn) -> str:
    """Why nothing of a document is cited."""
    if not material.counts[source]:
        return NO_STATEMENTS
    if material.origins[source] != source:
        return COPY.format(path=material.documents[material.origins[source]].path)
    if drawn.about is None:
        return UNUSED
    speaks = any(material.source_of[at] == source for at in drawn.about)
    return UNUSED_ABOUT if speaks else SILENT_ABOUT


def coverage(
    material: Material,
    drawn: Drawn,
    rows: Sequence[tuple[str, int, int]],
    older: Sequence[StoredDocument] = (),
) -> Coverage:
    """The share of passages drawn on, and all that was left out.

    `rows` are sections of the note with how many rows they show and how many were found.
    """
    used = {material.source_of[at] for at in drawn.cited}
    passages = {sentence.passage_id for sentence in material.sentences}
    passages_used = {material.sentences[at].passage_id for at in drawn.cited}
    documents = [
        OF_DOCUMENT.format(path=document.path, reason=_why_unused(material, source, drawn))
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
        sections=round(len(passages_used) / len(passages), 4) if passages else 0.0,
        dropped=(*documents, *left_out),
    )
