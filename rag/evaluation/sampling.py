"""Which questions of a set are asked: the first by hash, of one half of its documents."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from rag.evaluation.sets import Edit, SetDocument, SetQuestion


class Half(StrEnum):
    """One half of a set, split by document: to fit on, or to report on."""

    FIT = "fit"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which questions of a set are asked."""

    limit: int | None = None
    seed: int = 0
    half: Half | None = None


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Item = TypeVar("Item", bound=_Identified)


def first(items: Iterable[Item], count: int | None, *, seed: int = 0) -> tuple[Item, ...]:
    """The first `count` items by the hash of their ids, all of them without a count.

    Seed 0 hashes the bare id, any other the id after `seed:`.
    """
    salt = f"{seed}:" if seed else ""
    ordered = sorted(items, key=lambda item: _hash(salt + item.id))
    return tuple(ordered[:count])


def sample(
    questions: Sequence[SetQuestion], count: int | None, *, seed: int = 0
) -> tuple[SetQuestion, ...]:
    """The first `count` answerable questions and as many unanswerable ones."""
    answerable = [one for one in questions if not one.unanswerable]
    unanswerable = [one for one in questions if one.unanswerable]
    return first(answerable, count, seed=seed) + first(unanswerable, count, seed=seed)


def questions_in(
    half: Half | None, questions: Iterable[SetQuestion], documents: Mapping[str, SetDocument]
) -> tuple[SetQuestion, ...]:
    """The questions whose document falls into `half`; all without one.

    Documents of one title or one group fall into the same half.
    """
    return tuple(one for one in questions if half in (None, half_of(_origin(one, documents))))


def edits_in(half: Half | None, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits whose source falls into `half`; all without one."""
    return tuple(edit for edit in edits if half in (None, half_of(edit.source_id)))


def half_of(origin: str) -> Half:
    """The half that questions about a document fall into, by the hash of its title or id."""
    return Half.REPORT if int(_hash(origin), 16) % 2 else Half.FIT


def _origin(question: SetQuestion, documents: Mapping[str, SetDocument]) -> str:
    if question.group is not None:
        return question.group
    if not question.context_ids:
        return question.id
    name = question.context_ids[0]
    return (documents[name].title if name in documents else "") or name


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
