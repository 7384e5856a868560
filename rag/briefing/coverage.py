"""Title, sources and coverage: what a note draws on, and what it leaves out."""

from collections.abc import Sequence
from typing import Final

from rag.briefing.gaps import NO_STATEMENTS, ROWS_LEFT_OUT, UNUSED
from rag.briefing.material import Material
from rag.domain import Coverage, NoteSource

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
    used = [0] * len(material.documents)
    for at in cited:
        used[material.source_of[at]] += 1
    return tuple(
        NoteSource(
            path=stored.path,
            sha256=stored.sha256,
            title=stored.title,
            date=stored.date,
            words=stored.words,
            used=count,
        )
        for stored, count in zip(material.stored, used, strict=True)
    )


def coverage(
    material: Material, cited: frozenset[int], rows: Sequence[tuple[str, int, int]]
) -> Coverage:
    """The share of passages drawn on, and all that was left out.

    `rows` are sections of the note with how many rows they show and how many were found.
    """
    used = {material.source_of[at] for at in cited}
    passages = {sentence.passage_id for sentence in material.sentences}
    drawn = {material.sentences[at].passage_id for at in cited}
    documents = [
        (NO_STATEMENTS if material.counts[source] == 0 else UNUSED).format(path=document.path)
        for source, document in enumerate(material.documents)
        if source not in used
    ]
    left_out = [
        ROWS_LEFT_OUT.format(section=section, shown=shown, found=found)
        for section, shown, found in rows
        if shown < found
    ]
    return Coverage(
        documents=len(material.documents),
        used=len(used),
        sections=round(len(drawn) / len(passages), 4) if passages else 0.0,
        dropped=(*documents, *left_out),
    )
