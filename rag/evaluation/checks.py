"""Summaries held against their sources by the checker, and what its verdicts are worth."""

import hashlib
import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final, Protocol

import msgspec

from rag import chunking
from rag.checker import Checked
from rag.domain import Document
from rag.errors import UsageError
from rag.evaluation import unsupported
from rag.evaluation.asking import Told
from rag.evaluation.records import ELSEWHERE, FOLDER, SHORT
from rag.evaluation.sampling import Selection, edits_in, first
from rag.evaluation.scores import Asked, Score, Scores
from rag.evaluation.sets import Edit, EditSet
from rag.evaluation.statistics import wilson
from rag.evaluation.totals import TITLES, Measure
from rag.journal import Journal

ENTITY: Final = "entity_modification"
"""The type of edit that puts another name or figure in the place of the right one."""
ALARMS: Final = 0.10
"""The share of consistent summaries that may be faulted."""


class Checker(Protocol):
    """What checks sentences; a workspace is one."""

    def check(self, sentences: Sequence[str], evidence: Sequence[str]) -> tuple[Checked, ...]:
        """What the evidence does not bear out of each sentence."""
        ...


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """One summary as it was checked."""

    id: str
    supported: bool
    score: float
    findings: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class CheckPlan:
    """The summaries to check, and where verdicts are kept."""

    edits: tuple[Edit, ...]
    sources: Mapping[str, str]
    folder: Path


def planned(found: EditSet, selection: Selection, cache: Path) -> CheckPlan:
    """The plan for a set of summaries.

    Raises:
        UsageError: no summary is left.
    """
    edits = first(edits_in(selection.half, found.edits), selection.limit, seed=selection.seed)
    if not edits:
        raise UsageError("no summary is left to check", "Check another half, or a larger set.")
    known = hashlib.sha256(msgspec.json.encode((found.edits, found.sources))).hexdigest()
    folder = cache / FOLDER / f"{found.name}-{known[:SHORT]}"
    folder.mkdir(parents=True, exist_ok=True)
    return CheckPlan(edits, found.sources, folder)


def checked(
    plan: CheckPlan, checker: Checker, *, version: str, fresh: bool, told: Told
) -> tuple[tuple[CheckRecord, ...], int]:
    """The record of every summary, and how many were kept from an earlier run."""
    path = plan.folder / "answers" / f"{version[:SHORT]}.jsonl"
    journal = Journal(path, CheckRecord, hint=ELSEWHERE)
    if fresh:
        journal.clear()
    kept = journal.rows()
    records = check_all(plan, checker, journal=journal, told=told)
    return records, sum(edit.id in kept for edit in plan.edits)


def check_all(
    plan: CheckPlan, checker: Checker, *, journal: Journal[CheckRecord], told: Told
) -> tuple[CheckRecord, ...]:
    """The record of every summary, in order; those in the journal are not checked again."""
    known, edits = journal.rows(), plan.edits
    waiting = sorted(
        (edit for edit in edits if edit.id not in known), key=lambda edit: edit.source_id
    )
    done = len(edits) - len(waiting)
    for source, group in groupby(waiting, key=lambda edit: edit.source_id):
        told(done, len(edits))
        for record in _checked(tuple(group), sentences(plan.sources[source]), checker):
            known[record.id] = record
            journal.append(record)
            done += 1
    told(done, len(edits))
    return tuple(known[edit.id] for edit in edits)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, as a library would hold them."""
    document = Document("", "", text, "", "", "text/1")
    return tuple(
        text[span.start : span.end]
        for passage in chunking.split(document)
        for span in passage.sentences
    )


def scored(plan: CheckPlan, records: Sequence[CheckRecord]) -> tuple[Asked, ...]:
    """Every summary with its scores."""
    originals = (edit.original for edit in plan.edits)
    common = unsupported.common_words((*plan.sources.values(), *originals))
    return tuple(
        Asked(
            id=edit.id,
            text=edit.summary,
            answerable=edit.consistent,
            refused=not record.supported,
            scores=_scores(edit, record, common),
        )
        for edit, record in zip(plan.edits, records, strict=True)
    )


def as_lines(summaries: Sequence[Asked], records: Sequence[CheckRecord]) -> str:
    """Summaries with their verdicts as JSON lines, the last without a line feed."""
    rows = (
        {
            "summary": one.text,
            "consistent": one.answerable,
            "scores": {name: score.value for name, score in one.scores.items()},
            **msgspec.to_builtins(record),
        }
        for one, record in zip(summaries, records, strict=True)
    )
    return "\n".join(msgspec.json.encode(row).decode("utf-8") for row in rows)


def changes_figure_or_name(edit: Edit, common: Collection[str] = frozenset()) -> bool:
    """Whether summary and original differ in a number or in a capitalised word."""
    one, other = (_marks(text, common) for text in (edit.original, edit.summary))
    return one != other


def at_false_alarms(
    scored: Sequence[Asked], records: Sequence[CheckRecord], *, most: float = ALARMS
) -> Measure | None:
    """The share of edited figures and names whose score lies below that of 90 % of right summaries.

    It says what another threshold would give; None without both kinds of summary.
    """
    scores = {record.id: record.score for record in records}
    right = sorted(scores[one.id] for one in scored if one.answerable)
    edited = [scores[one.id] for one in scored if "edit_recall" in one.scores]
    if not right or not edited:
        return None
    threshold = right[int(most * len(right))]
    hits = sum(score < threshold for score in edited)
    low, high = wilson(hits, len(edited))
    title, unit = TITLES["edit_recall_at_10"]
    return Measure("edit_recall_at_10", title, unit, hits / len(edited), low, high, len(edited))


def _checked(
    edits: Sequence[Edit], evidence: Sequence[str], checker: Checker
) -> Iterator[CheckRecord]:
    began = time.perf_counter()
    found = checker.check([edit.summary for edit in edits], evidence)
    seconds = (time.perf_counter() - began) / len(edits)
    for edit, one in zip(edits, found, strict=True):
        findings = tuple(f"{item.kind}: {item.text} — {item.reason}" for item in one.findings)
        yield CheckRecord(edit.id, one.supported, one.score, findings, seconds)


def _scores(edit: Edit, record: CheckRecord, common: Collection[str]) -> Scores:
    faulted = Score(float(not record.supported))
    if edit.consistent:
        return {"false_alarms": faulted}
    found = {"inconsistent_recall": faulted}
    if ENTITY in edit.edit_types and changes_figure_or_name(edit, common):
        found["edit_recall"] = faulted
    return found


def _marks(text: str, common: Collection[str]) -> Mapping[object, int]:
    return Counter(
        (*unsupported.numbers(text), *(word for word in unsupported.capitalised(text, common)))
    )
