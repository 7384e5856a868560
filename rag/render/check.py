"""The check of a note for people and as JSON, `sourceline.check/1`."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from rag.checking import (
    CheckedLine,
    Fault,
    LineVerdict,
    NoteCheck,
    NoteFinding,
    NumberedBy,
    SourcePlace,
)
from rag.render.json import JSON, document, plain
from rag.render.layout import Paper, one_line

_INDENT: Final = "    "
_REMARKS: Final[Mapping[NumberedBy, str]] = {
    NumberedBy.SOURCES: "The note no longer ends with its comment; its citations were taken from "
    "its list of sources.",
    NumberedBy.NOTHING: "The note neither ends with its comment nor lists its sources; each "
    "sentence was held against the whole library.",
}
_LONGEST: Final = 160


def text(found: NoteCheck, name: str, paper: Paper, *, everything: bool = False) -> str:
    """The lines that do not hold, or all of them, and how many hold."""
    shown = found.lines if everything else found.failing
    blocks = [_line(one, name, paper) for one in shown]
    remarks = [paper.wrapped(_REMARKS[found.numbered_by])] if found.numbered_by in _REMARKS else []
    changed = [
        paper.wrapped(f"changed since the note was written: {one_line(path)}")
        for path in found.changed_documents
    ]
    closing = "\n".join((*remarks, *changed, paper.bold(paper.wrapped(summary(found)))))
    return "\n\n".join((*blocks, closing))


def summary(found: NoteCheck) -> str:
    """`23 of 25 sentences hold; 1 figure, 1 quotation do not.`."""
    sentences = found.sentences
    if not sentences:
        return "The note says nothing that could be checked."
    failing = [one for one in sentences if one.verdict is not LineVerdict.HOLDS]
    told = f"{len(sentences) - len(failing)} of {len(sentences)} sentences hold"
    faults = Counter(_first(one) for one in failing)
    if faults:
        told += f"; {_counted(faults)} {'do' if faults.total() > 1 else 'does'} not"
    entries = sum(one.entry for one in found.failing)
    if entries:
        noun, verb = ("entry", "does") if entries == 1 else ("entries", "do")
        told += f"; {entries} {noun} of its list of sources {verb} not"
    return f"{told}."


def as_json(found: NoteCheck, name: str) -> str:
    """The check as `sourceline.check/1`."""
    counted = Counter(one.verdict for one in found.lines)
    return document(
        "check",
        {
            "note": name,
            "holds": found.holds,
            "numbered_by": found.numbered_by.value,
            "counts": {one.value.replace(" ", "_"): counted[one] for one in LineVerdict},
            "faults": {kind.value: count for kind, count in found.faults.items()},
            "lines": [_line_object(one) for one in found.lines],
            "citations": plain(found.citations),
            "changed_documents": list(found.changed_documents),
        },
    )


def told(finding: NoteFinding) -> str:
    """A finding in one sentence: `figure “1,500”: the source has “1,000”`."""
    words = one_line(finding.words)
    shown = words if words.startswith("[") or len(words) > _LONGEST else f"“{words}”"
    return f"{finding.kind.value} {shown}: {one_line(finding.reason)}"


def where(place: SourcePlace) -> str:
    """`[3] path:line` of a place in the sources."""
    number = f"[{place.citation}] " if place.citation else ""
    line = f":{place.line_start}" if place.line_start else ""
    return f"{number}{one_line(place.path)}{line}"


def _line(one: CheckedLine, name: str, paper: Paper) -> str:
    verdict = one.verdict.value
    good = one.verdict in (LineVerdict.HOLDS, LineVerdict.NOT_CHECKED)
    head = f"{one_line(name)}:{one.line}  {paper.dim(verdict) if good else paper.alert(verdict)}"
    cut = one_line(one.text)
    cut = cut if len(cut) <= 2 * _LONGEST else f"{cut[: 2 * _LONGEST].rstrip()} …"
    lines = [head, paper.wrapped(cut, indent="  ")]
    for finding in one.findings:
        lines.append(paper.wrapped(told(finding), indent=_INDENT, first="  ! "))
        lines += _beside(finding, paper)
    return "\n".join(lines)


def _beside(finding: NoteFinding, paper: Paper) -> Iterator[str]:
    """What to write instead, and where it stands."""
    place = f" ({where(finding.place)})" if finding.place else ""
    if finding.suggestion:
        yield paper.wrapped(f"{finding.suggestion}{place}", indent=_INDENT + "  ", first="    → ")
    elif place:
        yield paper.wrapped(place.strip(), indent=_INDENT)


def _first(one: CheckedLine) -> Fault:
    return one.findings[0].kind if one.findings else Fault.CONTENT


def _counted(faults: Counter[Fault]) -> str:
    plurals = {Fault.CONTENT: "content", Fault.DIRECTION: "direction"}
    return ", ".join(
        f"{count} {kind.value if count == 1 else plurals.get(kind, f'{kind.value}s')}"
        for kind, count in faults.items()
    )


def _line_object(one: CheckedLine) -> dict[str, JSON]:
    return {
        "line": one.line,
        "section": one.section,
        "text": one.text,
        "citations": list(one.citations),
        "verdict": one.verdict.value,
        "entry": one.entry,
        "findings": [_finding_object(finding) for finding in one.findings],
        "source": plain(one.place),
    }


def _finding_object(finding: NoteFinding) -> dict[str, JSON]:
    return {
        "kind": finding.kind.value,
        "words": finding.words,
        "reason": finding.reason,
        "suggestion": finding.suggestion,
        "source": plain(finding.place),
    }
