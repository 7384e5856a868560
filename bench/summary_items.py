"""What summaries are measured on: items with a reference, and the documents they are about."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.evaluation.sampling import Half, first, half_of
from rag.evaluation.sets import SetDocument

SETS = ("neus", "qmsum")
_HALVES = (Half.FIT, Half.REPORT)
_SPACED_MARK = re.compile(r"\s+(?=[.,?!;:])")


@dataclass(frozen=True, slots=True)
class Item:
    """One summary to be written, and what people wrote."""

    id: str
    documents: tuple[str, ...]
    reference: str
    origin: str
    """Items of one origin fall into the same half and are drawn again together."""
    question: str | None = None
    turns: tuple[tuple[int, int], ...] = ()
    """First and last number of the turns that the summary was written from."""

    @property
    def words(self) -> int:
        """How long the reference is, and so every summary that is held against it."""
        return len(self.reference.split())


@dataclass(frozen=True, slots=True)
class SummarySet:
    """Items and all documents that they are about."""

    name: str
    documents: tuple[SetDocument, ...]
    items: tuple[Item, ...]


def load(name: str, data: Path) -> SummarySet:
    """The set `name` from its folder in `data`."""
    return (_neus if name == "neus" else _qmsum)(data / name)


def choose(items: Sequence[Item], limit: int | None, seed: int, half: int | None) -> list[Item]:
    """The first `limit` items by the hash of their ids, of one half by the hash of their origin."""
    wanted = [one for one in items if half is None or half_of(one.origin) is _HALVES[half]]
    return list(first(wanted, limit, seed=seed))


def _neus(folder: Path) -> SummarySet:
    documents: list[SetDocument] = []
    items: list[Item] = []
    for line in _lines(folder / "items.jsonl"):
        own = [
            SetDocument(f"{line['id']}_{number}", one["text"], one["title"], group=line["id"])
            for number, one in enumerate(line["documents"])
        ]
        documents.extend(own)
        names = tuple(one.id for one in own)
        items.append(Item(line["id"], names, line["summary"], origin=line["id"]))
    return SummarySet("neus", tuple(documents), tuple(items))


def _qmsum(folder: Path) -> SummarySet:
    documents = tuple(
        SetDocument(line["id"], transcript(line["turns"]), line["title"])
        for line in _lines(folder / "transcripts.jsonl")
    )
    items = tuple(
        Item(
            id=line["id"],
            documents=(line["document_id"],),
            reference=plain(line["summary"]),
            origin=line["document_id"],
            question=line["question"],
            turns=tuple((first, last) for first, last in line["relevant_turns"]),
        )
        for line in _lines(folder / "items.jsonl")
    )
    return SummarySet("qmsum", documents, items)


def transcript(turns: Sequence[dict[str, Any]]) -> str:
    """One line per turn, so that turn `n` stands on line `n + 1`: `Speaker: what was said`."""
    return "\n".join(f"{turn['speaker']}: {plain(turn['text'])}" for turn in turns) + "\n"


def plain(text: str) -> str:
    """`text` on one line, without the space that QMSum's tokens have before a full stop."""
    return _SPACED_MARK.sub("", " ".join(text.split()))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())
