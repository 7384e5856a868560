"""A run over a question set as a table and as JSON, `sourceline.evaluation/1`."""

from collections.abc import Iterable, Sequence
from typing import Final

from rag.evaluation.comparing import SCHEMA, Difference
from rag.evaluation.results import Evaluation, LibraryFacts
from rag.evaluation.scores import Asked
from rag.evaluation.totals import Measure, Stage, Unit
from rag.render.json import JSON, document, plain
from rag.render.layout import Paper, display_width, one_line

_SCHEMA: Final = SCHEMA.removeprefix("sourceline.").removesuffix("/1")
_GAP: Final = "  "


def text(found: Evaluation, paper: Paper) -> str:
    """The run as tables: what was asked, its measures, its seconds, and what changed."""
    parts = [_heading(found, paper), _measures(found.measures, paper)]
    if found.stages:
        parts.append(_stages(found.stages, paper))
    if found.baseline is not None:
        parts.append(_differences(found.differences, found.baseline, paper))
    failed = [question for question in found.questions if question.error]
    if failed:
        parts.append(_failed(failed, paper))
    return "\n\n".join(parts)


def as_json(found: Evaluation) -> str:
    """The run as `sourceline.evaluation/1`."""
    choice = found.choice
    return document(
        _SCHEMA,
        {
            "set": found.name,
            "asked": _asked(found),
            "limit": choice.limit,
            "seed": choice.seed,
            "half": choice.half,
            "mode": choice.mode,
            "model": str(choice.model),
            "version": choice.version,
            "library": _library(found.library),
            "measures": [plain(measure) for measure in found.measures],
            "seconds": [plain(stage) for stage in found.stages],
            "baseline": found.baseline,
            "differences": [plain(difference) for difference in found.differences],
            "questions": [_question(question) for question in found.questions],
        },
    )


def _asked(found: Evaluation) -> dict[str, JSON]:
    answerable = sum(question.answerable for question in found.questions)
    return {
        "questions": len(found.questions),
        "answerable": answerable,
        "unanswerable": len(found.questions) - answerable,
        "reused": found.reused,
    }


def _library(facts: LibraryFacts | None) -> JSON:
    if facts is None:
        return None
    return {
        "name": facts.name,
        "folder": str(facts.folder),
        "documents": facts.documents,
        "sentences": facts.sentences,
        "size": facts.size,
        "unreadable": facts.unreadable,
        "encoder": plain(facts.encoder),
    }


def _question(question: Asked) -> JSON:
    scores: dict[str, JSON] = {
        name: [score.value, score.of] for name, score in question.scores.items()
    }
    return {
        "id": question.id,
        "question": question.text,
        "answerable": question.answerable,
        "refused": question.refused,
        "error": question.error or None,
        "scores": scores,
    }


def _heading(found: Evaluation, paper: Paper) -> str:
    counted = _asked(found)
    asked = f"{counted['answerable']} answerable, {counted['unanswerable']} unanswerable"
    if found.library is None:
        asked = f"{counted['answerable']} consistent, {counted['unanswerable']} inconsistent"
    lines = [paper.bold(one_line(found.name)) + f": {asked}"]
    facts = found.library
    if facts is not None:
        size = f"{facts.sentences:,} sentences, {facts.size / 1e6:,.1f} MB"
        lines.append(f"library {one_line(facts.name)}: {facts.documents:,} documents, {size}")
        if facts.unreadable:
            lines.append(paper.alert(f"{facts.unreadable:,} documents could not be read"))
    if found.reused:
        lines.append(paper.dim(f"{found.reused} answers kept from an earlier run"))
    return "\n".join(lines)


def _measures(measures: Sequence[Measure], paper: Paper) -> str:
    rows = [(one.title, _value(one), _interval(one), f"{one.questions:,}") for one in measures]
    return _table(("measure", "value", "95 %", "of"), rows, paper)


def _value(measure: Measure) -> str:
    return _figure(measure.value, measure.unit)


def _figure(value: float, unit: Unit) -> str:
    decimals = {Unit.SHARE: 3, Unit.MEAN: 1, Unit.SUM: 0}[unit]
    return f"{value:.{decimals}f}"


def _interval(measure: Measure) -> str:
    if measure.low is None or measure.high is None:
        return ""
    low, high = (_figure(end, measure.unit) for end in (measure.low, measure.high))
    return f"{low} – {high}"


def _stages(stages: Sequence[Stage], paper: Paper) -> str:
    rows = [(one.name, f"{one.mean:.2f}", f"{one.median:.2f}", f"{one.p90:.2f}") for one in stages]
    return _table(("seconds a question", "mean", "median", "p90"), rows, paper)


def _differences(differences: Sequence[Difference], name: str, paper: Paper) -> str:
    header = (f"against {name}", "before", "after", "gained", "lost", "same", "p")
    rows = [
        (
            one.title,
            f"{one.before:.3f}",
            f"{one.after:.3f}",
            str(one.gained),
            str(one.lost),
            str(one.unchanged),
            f"{one.p_value:.3f}",
        )
        for one in differences
    ]
    if not rows:
        return f"{header[0]}: no question in common"
    return _table(header, rows, paper)


def _failed(questions: Sequence[Asked], paper: Paper) -> str:
    head = paper.alert(f"{len(questions)} could not be asked")
    return "\n".join(
        (head, *(f"  {one_line(one.id)}: {one_line(one.error)}" for one in questions))
    )


def _table(header: Sequence[str], rows: Iterable[Sequence[str]], paper: Paper) -> str:
    """Columns as wide as they need, the first to the left and the others to the right."""
    lines = [tuple(map(one_line, row)) for row in (header, *rows)]
    widths = [max(map(display_width, column)) for column in zip(*lines, strict=True)]
    head, *body = (_line(line, widths) for line in lines)
    return "\n".join((paper.dim(head), *body))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (
        (" " * (width - display_width(cell)), cell)
        for cell, width in zip(cells, widths, strict=True)
    )
    return _GAP.join((first[1] + first[0], *(space + cell for space, cell in others))).rstrip()
