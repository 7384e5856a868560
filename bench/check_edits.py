"""What the checker finds of edits to summaries: by half of the sources, domain and kind of edit.

    .venv/bin/python bench/check_edits.py --data DIR [--limit 600]

DATA holds `summedits` as docs/evaluation.md says. Without the language model, which is asked
only where a sentence hardly resembles its evidence. Prints Markdown tables; the first one's
`report` is the half of the sources that nothing was fitted on.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag import settings
from rag.checker import EvidenceBase, check
from rag.evaluation import checks, loading
from rag.evaluation.sampling import first, half_of
from rag.evaluation.sets import Edit
from rag.evaluation.unsupported import common_words
from rag.models.encoders import open_encoder

HEAD = (
    "summaries, consistent",
    "edited figures and names found",
    "false alarms",
    "all edits found",
    "balanced accuracy",
)


@dataclass(frozen=True)
class Judged:
    """A summary, whether the checker faulted it, and whether it should have."""

    edit: Edit
    domain: str
    faulted: bool
    figure_or_name: bool
    seconds: float


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--limit", type=int, help="the first so many summaries by hash")
    given = parser.parse_args()
    judged = judge(given.data / "summedits", given.limit)
    table("half", judged, lambda one: str(half_of(one.edit.source_id)))
    table("domain", judged, lambda one: one.domain)
    kinds(judged)
    median = statistics.median(one.seconds for one in judged)
    print(f"\nMedian seconds a summary: {median:.3f}")


def judge(folder: Path, limit: int | None) -> list[Judged]:
    """Every summary as it was checked."""
    found = loading.load(folder)
    lines = (folder / "items.jsonl").read_text("utf-8").splitlines()
    domains = {row["id"]: row["domain"] for row in map(json.loads, lines)}
    common = common_words((*found.sources.values(), *(edit.original for edit in found.edits)))
    encoder = open_encoder(cache=settings.cache_folder(), threads=1)
    bases: dict[str, EvidenceBase] = {}
    judged = []
    for edit in first(found.edits, limit):
        source = edit.source_id
        if source not in bases:
            evidence = checks.sentences(found.sources[source])
            bases[source] = EvidenceBase.of(evidence, encoder=encoder)
        began = time.perf_counter()
        result = check(edit.summary, bases[source], encoder=encoder)
        seconds = time.perf_counter() - began
        counts = checks.ENTITY in edit.edit_types and not edit.consistent
        counts = counts and checks.changes_figure_or_name(edit, common)
        judged.append(Judged(edit, domains[edit.id], not result.supported, counts, seconds))
    return judged


def table(name: str, judged: Sequence[Judged], key: Callable[[Judged], str]) -> None:
    """One row for each value of `key`, and one for all."""
    print(f"\n| {name} | {' | '.join(HEAD)} |\n|{' --- |' * (len(HEAD) + 1)}")
    for value in sorted({key(one) for one in judged}):
        print(row(value, [one for one in judged if key(one) == value]))
    print(row("all", judged))


def row(name: str, judged: Sequence[Judged]) -> str:
    right = [one for one in judged if one.edit.consistent]
    wrong = [one for one in judged if not one.edit.consistent]
    edited = [one for one in judged if one.figure_or_name]
    alarms, found = share(right), share(wrong)
    cells = (
        f"{len(judged)}, {len(right)}",
        f"{share(edited):.3f} of {len(edited)}",
        f"{alarms:.3f}",
        f"{found:.3f}",
        f"{(found + 1 - alarms) / 2:.3f}",
    )
    return f"| {name} | {' | '.join(cells)} |"


def kinds(judged: Sequence[Judged]) -> None:
    """How many of the edits of each kind were found; an edit may be of several."""
    wrong = [one for one in judged if not one.edit.consistent]
    print("\n| kind of edit | found | of |\n| --- | --- | --- |")
    for kind in sorted({kind for one in wrong for kind in one.edit.edit_types}):
        held = [one for one in wrong if kind in one.edit.edit_types]
        alone = [one for one in held if one.edit.edit_types == (kind,)]
        print(f"| {kind} | {share(held):.3f} | {len(held)} |")
        print(f"| {kind} alone | {share(alone):.3f} | {len(alone)} |")


def share(judged: Iterable[Judged]) -> float:
    return statistics.fmean([one.faulted for one in judged] or [float("nan")])


if __name__ == "__main__":
    main()
