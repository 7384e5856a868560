"""The check of a whole note."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from rag.briefing import attribution
from rag.checking.differences import Pair
from rag.checking.differences import findings as differences
from rag.checking.evidence import Evidence
from rag.checking.judging import Judge
from rag.checking.looking import Finder
from rag.checking.parsing import Cited, Listed, ParsedNote
from rag.checking.resolving import Resolver
from rag.checking.result import (
    CheckedLine,
    CitationState,
    Fault,
    LineVerdict,
    NoteCheck,
    NoteFinding,
    NumberedBy,
)
from rag.checking.tokens import letters
from rag.ports import Catalogue, Encoder, VectorStore

SOURCES = "Sources"


class NoteChecker:
    """Holds notes against a library; the encoder is opened only when words do not decide."""

    def __init__(
        self,
        catalogue: Catalogue,
        vectors: VectorStore,
        *,
        encoder: Callable[[], Encoder],
        left_out: Sequence[str] = (),
    ) -> None:
        """`left_out` are paths of documents that bear nothing out, as the note's own."""
        self._resolver = Resolver(catalogue, left_out=left_out)
        self._finder = Finder(catalogue, vectors, self._resolver, encoder=encoder)
        self._encoder = encoder

    def check(self, note: ParsedNote) -> NoteCheck:
        """Every line of the note with its verdict, and what became of its citations."""
        resolved = resolve(note.citations.values(), self._resolver)
        numbered = note.numbered_by is not NumberedBy.NOTHING
        speakers = cache(lambda: self._speakers(resolved.values()))
        judge = Judge(resolved, self._finder, speakers, self._encoder, numbered)
        lines = [judge.line(claim) for claim in note.claims]
        lines += [_entry(entry, note.citations, resolved) for entry in note.sources]
        return NoteCheck(
            tuple(sorted(lines, key=lambda one: one.line)),
            tuple(one.as_citation for one in resolved.values()),
            note.numbered_by,
            tuple(self._changed(note)),
        )

    def _speakers(self, cited: Iterable[Evidence]) -> frozenset[str]:
        documents = {sentence.document_id for one in cited for sentence in one.sentences}
        return frozenset(
            report.speaker(sentence.text)
            for document in documents
            for sentence in self._resolver.sentences(document)
            for report in attribution.find(sentence.text)
        )

    def _changed(self, note: ParsedNote) -> list[str]:
        known = {stored.path: stored.sha256 for stored in self._resolver.documents.values()}
        return [one.path for one in note.lock if known.get(one.path) != one.sha256]


def resolve(citations: Iterable[Cited], resolver: Resolver) -> Mapping[int, Evidence]:
    """Each citation by its number, as it stands now."""
    return {one.id: resolver.resolve(one) for one in citations}


def _entry(
    entry: Listed, citations: Mapping[int, Cited], resolved: Mapping[int, Evidence]
) -> CheckedLine:
    """An entry of the list of sources: it must say what the citation says."""
    cited, evidence = citations[entry.number], resolved[entry.number]
    found: tuple[NoteFinding, ...] = ()
    quote = evidence.text if evidence.held else cited.quote
    if letters(entry.quote) != letters(quote):
        told, theirs = " ".join(entry.quote.split()), " ".join(quote.split())
        found = differences(Pair(told, theirs, evidence)) or (
            NoteFinding(
                Fault.QUOTATION, told, "the source has these words otherwise", suggestion=theirs
            ),
        )
    elif entry.path != cited.path:
        reason = "the quotation stands in another document"
        found = (NoteFinding(Fault.CITATION, entry.path, reason, suggestion=cited.path),)
    verdict = LineVerdict.UNSUPPORTED if found else LineVerdict.HOLDS
    if not found and not evidence.held:
        verdict = LineVerdict.CHANGED
        found = (_changed(evidence),)
    return CheckedLine(
        entry.line,
        SOURCES,
        entry.quote,
        (entry.number,),
        verdict,
        tuple(replace(one, place=one.place or evidence.place) for one in found),
        evidence.place,
        entry=True,
    )


def _changed(evidence: Evidence) -> NoteFinding:
    gone = evidence.state is CitationState.GONE
    reason = "is not in the library" if gone else "no longer has these words"
    suggestion = f"it now says: {evidence.now}" if evidence.now else None
    return NoteFinding(
        Fault.SOURCE,
        f"[{evidence.number}]",
        f"{evidence.path} {reason}",
        evidence.place,
        suggestion,
    )
