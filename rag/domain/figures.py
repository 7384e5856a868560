"""Quantities in texts, printed figures, and the disagreements between them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Kind(StrEnum):
    """What a quantity measures."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    DURATION = "duration"
    ORDINAL = "ordinal"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, date or amount found in a text, with its hedge and unit.

    `text[start:end]` covers hedge, figure and unit ("around 1,000 people" without "people");
    `figure_start:figure_end` covers the bare figure ("1,000").
    """

    start: int
    end: int
    figure_start: int
    figure_end: int
    text: str
    value: float | str | None
    """A number, an ISO 8601 date (`2022-02`, `--06`, `2024-12-05`), or None ("several hundred")."""
    value_high: float | None
    """Upper end of a range, else None."""
    unit: str | None
    qualifier: str | None
    """The hedge in the source's words, lower case: `at least`, `nearly`; None without one."""
    kind: Kind


class FigureStatus(StrEnum):
    """How a printed figure is accounted for."""

    QUOTED = "quoted"
    ROUNDED = "rounded"
    COMPUTED = "computed"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, date or amount that was printed, and how it is accounted for."""

    text: str
    value: float | str | None
    value_high: float | None
    unit: str | None
    qualifier: str | None
    kind: Kind
    status: FigureStatus
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DisagreementValue:
    """One side of a disagreement."""

    text: str
    value: float | str | None
    qualifier: str | None
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Sources that give different figures, hedges, dates or scopes for one measure."""

    measure: str
    kind: Literal["value", "qualifier", "date", "scope"]
    values: tuple[DisagreementValue, ...]
