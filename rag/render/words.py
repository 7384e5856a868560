"""The closed list of words the program adds around the sources' own."""

from dataclasses import dataclass
from typing import Final

from rag.domain import (
    Answer,
    Citation,
    Composition,
    Coverage,
    Disagreement,
    DisagreementValue,
    FigureStatus,
    Length,
    Locator,
    Note,
    NoteComposition,
    NoteSource,
    Piece,
    Refusal,
    RefusalReason,
    Statement,
    Verdict,
)
from rag.quantities import written

REFUSED: Final = "The sources do not say."
_REASONS: Final = {
    RefusalReason.OFF_TOPIC: "Nothing in them is about this question.",
    RefusalReason.ENTITY_ABSENT: "They never mention what the question asks about.",
    RefusalReason.NO_SUCH_FIGURE: "They give no such figure.",
    RefusalReason.TOO_WEAK: "What comes near does not answer the question well enough.",
}
_ADVICE: Final = {
    RefusalReason.OFF_TOPIC: "Ask about what the documents cover, or add documents that do: {add}",
    RefusalReason.ENTITY_ABSENT: "Check the spelling of names, or add documents that mention "
    "them: {add}",
    RefusalReason.NO_SUCH_FIGURE: "Ask for another measure, or look for the words themselves: "
    "{look}",
    RefusalReason.TOO_WEAK: "Ask more precisely, with the names and words the documents use.",
}
_DIFFERENCES: Final = {
    "value": "The sources differ",
    "qualifier": "The sources differ in wording",
    "date": "The sources give different dates",
    "scope": "The sources count different things",
}
VERDICTS: Final = {
    Verdict.QUOTED: "",
    Verdict.SUPPORTED: "",
    Verdict.REPLACED: "replaced by a quotation: what was composed did not hold",
    Verdict.UNSUPPORTED: "not supported by its sources",
}
FIGURES: Final = {
    FigureStatus.QUOTED: "",
    FigureStatus.ROUNDED: "rounded",
    FigureStatus.COMPUTED: "computed",
    FigureStatus.UNSUPPORTED: "not supported by its sources",
}
_DOUBLE: Final = '"“”„«»'
date: Final = written.date
_PAIRS: Final = ("[]", "“”", '""', "„“", "«»", "‘’")


def reason(refusal: Refusal) -> str:
    """Why nothing was answered: the detail where there is one, else the reason in words."""
    return refusal.detail or _REASONS[refusal.reason]


@dataclass(frozen=True, slots=True)
class Ways:
    """How documents are added and words looked for where an answer is read."""

    add: str = "rag index PATH"
    look: str = 'rag search "…"'


SHELL: Final = Ways()


def advice(refusal: Refusal, ways: Ways = SHELL) -> str:
    """What to try after a refusal."""
    return _ADVICE[refusal.reason].format(add=ways.add, look=ways.look)


def quoted(text: str) -> str:
    """`text` in quotation marks, single ones where it begins or ends with double ones.

    A text that is one quotation already stays as it is.
    """
    if not text or not (text[0] in _DOUBLE or text[-1] in _DOUBLE):
        return f"“{text}”"
    alone = not any(mark in text[1:-1] for mark in _DOUBLE)
    whole = len(text) > 1 and text[0] in _DOUBLE and text[-1] in _DOUBLE
    return text if whole and alone else f"‘{text}’"


def marked(statement: Statement) -> str:
    """The statement with each run of source words in quotation marks.

    A name added in brackets stays without: the brackets mark it.
    """
    text, done = "", 0
    for run in _runs(statement):
        at = statement.text.find(run, done)
        if at < 0:
            continue
        before, after = statement.text[done:at], statement.text[at + len(run) :]
        around = before[-1:] + after[:1]
        set_off = around in _PAIRS
        text += before + (run if set_off else quoted(run))
        done = at + len(run)
    return text + statement.text[done:]


def _runs(statement: Statement) -> tuple[str, ...]:
    """The pieces, those joined by an ellipsis taken as one run."""
    runs: list[str] = []
    last: Piece | None = None
    for piece in statement.pieces:
        joined = f"{runs[-1]} … {piece.text}" if runs else ""
        if last and last.citation == piece.citation and joined in statement.text:
            runs[-1] = joined
        else:
            runs.append(piece.text)
        last = piece
    return tuple(runs)


def markers(citations: tuple[int, ...]) -> str:
    """`[1] [2]` for these citations."""
    return " ".join(f"[{citation}]" for citation in citations)


def difference(disagreement: Disagreement, *, asked: str = "") -> str:
    """What the sources differ in, as the start of a sentence.

    The measure is named unless it is what was `asked`.
    """
    start, measure = _DIFFERENCES[disagreement.kind], disagreement.measure
    return f"{start} ({measure})" if measure and measure != asked else start


def side(value: DisagreementValue) -> str:
    """One side of a disagreement with its citations."""
    return f"{quoted(value.text)} {markers(value.citations)}".rstrip()


def cited(answer: Answer, *, explained: bool) -> set[int]:
    """The citations that an answer's text points at, those of its scores where they are shown."""
    told = [statement.citations for statement in answer.sentences]
    told += [given.citations for given in answer.answers]
    told += [value.citations for found in answer.disagreements for value in found.values]
    scored = {signal.citation for signal in answer.signals} if explained else set[int]()
    return scored.union(*told)


def composed(composition: Composition | None) -> str:
    """What became of the sentences that the model wrote; empty where all of them held."""
    if composition is None or composition.holds:
        return ""
    if composition.fell_back:
        return "nothing that the model wrote held, so the answer is quoted"
    counted = (
        (composition.kept, "kept"),
        (composition.replaced, "replaced by a quotation"),
        (composition.dropped, "dropped"),
    )
    told = ", ".join(f"{count} {name}" for count, name in counted if count)
    return f"of the model’s sentences, {told}"


def retold(composition: NoteComposition | None) -> str:
    """What became of the sentences that the model wrote for a note; empty where it is quoted."""
    if composition is None:
        return ""
    counted = (
        (composition.composed, "composed and checked"),
        (composition.replaced, "replaced by a quotation"),
        (composition.quoted, "quoted"),
    )
    return ", ".join(f"{count} {name}" for count, name in counted if count)


def left_out(composition: Composition) -> str:
    """What was found and did not fit into the prompt."""
    return f"left out of what the model was shown: {markers(composition.left_out)}"


def place(citation: Citation) -> str:
    """`path:line` of a citation, or its path where the format has no lines."""
    line = "" if citation.line_start is None else f":{citation.line_start}"
    return f"{citation.path}{line}"


def dated_place(citation: Citation) -> str:
    """`path:line (5 December 2024)` of a citation; without the day where the document tells none."""
    told = citation.locator.date
    return f"{place(citation)} ({date(told)})" if told else place(citation)


def line_range(citation: Citation) -> str:
    """`path:line_start-line_end` of a citation, or its path where the format has no lines."""
    if citation.line_start is None:
        return citation.path
    return f"{citation.path}:{citation.line_start}-{citation.line_end}"


def locator(citation: Citation) -> str:
    """Page, sheet, cell, slide, message, date and heading in words, those that apply."""
    return located(citation.locator)


def located(where: Locator) -> str:
    """A locator in words: `sheet Sales, cell B7`."""
    several = where.cell is not None and ":" in where.cell
    named = (
        ("p. ", where.page),
        ("sheet ", where.sheet),
        ("cells " if several else "cell ", where.cell),
        ("slide ", where.slide),
        ("message ", where.message),
        ("", where.date),
        ("§ ", None if where.heading == where.sheet else where.heading),
    )
    told = [f"{name}{value}" for name, value in named if value is not None]
    return ", ".join((*told, "read by OCR") if where.ocr else told)


def asides(note: Note) -> tuple[str, ...]:
    """What a note was asked to be, where that was not left to the program, and who wrote it."""
    is_title = " ".join((note.focus or "").split()).lower() == note.title.lower()
    told = (
        ("Focus", None if is_title else note.focus),
        ("Since", date(note.since) if note.since else None),
        ("Length", None if note.length is Length.STANDARD else note.length.value),
        ("Brief and key points", retold(note.composition)),
    )
    return tuple(f"{name}: {value}" for name, value in told if value)


def spelled(spellings: tuple[str, ...]) -> str:
    """How else the sources write a name; empty where they agree."""
    return f"also spelled {', '.join(spellings)}" if spellings else ""


def drawn_on(source: NoteSource) -> str:
    """What share of a document the note draws on, or why it draws on nothing."""
    if source.dropped:
        return f"not used: {source.dropped}"
    cited = f"{source.used} sentence{'' if source.used == 1 else 's'} cited"
    if not source.sections:
        return cited
    share = f"{source.sections_used} of {source.sections} sections"
    return f"{share} ({source.sections_used / source.sections:.0%}), {cited}"


def grouped(note: Note) -> tuple[tuple[str | None, tuple[Statement, ...]], ...]:
    """The key points under their topics' headings; first those that belong to no topic.

    A heading begins with a capital, unless its first word has one of its own: `iPhone sales`.
    """
    sorted_in = {point for topic in note.topics for point in topic.points}
    loose = tuple(point for point in note.key_points if point not in sorted_in)
    topics = ((_headline(topic.heading), topic.points) for topic in note.topics)
    return tuple((heading, points) for heading, points in ((None, loose), *topics) if points)


def _headline(heading: str | None) -> str | None:
    plain = heading is not None and heading.partition(" ")[0].islower()
    return heading[:1].upper() + heading[1:] if heading and plain else heading


def coverage(coverage: Coverage) -> str:
    """How much of the documents a note draws on."""
    plural = "" if coverage.documents == 1 else "s"
    return (
        f"{coverage.used} of {coverage.documents} document{plural} cited; "
        f"{coverage.sections:.0%} of their sections are represented."
    )


def source_date(source: NoteSource) -> str:
    """The date of a source in words, marked where it is its file's; empty where there is none."""
    if not source.date:
        return ""
    return f"{date(source.date)} (of the file)" if source.date_of_file else date(source.date)
