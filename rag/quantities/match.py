"""What a reader of tokens found, before hedges are added and offsets are taken."""

from dataclasses import dataclass
from decimal import Decimal

from rag.domain import Kind


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number over tokens `first` to `last` (exclusive); `value` is None where it is vague."""

    first: int
    last: int
    value: Decimal | None
    plain: bool = False
    """Bare digits without grouping or scale, as years are written."""
    scale: int = 1
    """By what a scale word (million, k) multiplied; 1 without one."""
    share: bool = False
    """A fraction of something: two-thirds, half of."""


@dataclass(frozen=True, slots=True)
class Match:
    """A figure with its unit over tokens `first` to `last`, both figure and whole half-open."""

    first: int
    last: int
    figure_first: int
    figure_last: int
    kind: Kind
    value: float | str | None = None
    value_high: float | None = None
    unit: str | None = None


def dated(first: int, last: int, value: str | None = None) -> Match:
    """A date whose figure is all of its tokens."""
    return Match(first, last, first, last, Kind.DATE, value)


def named(first: int, last: int, value: float | str | None = None) -> Match:
    """A number that names something rather than counting it."""
    return Match(first, last, first, last, Kind.OTHER, value)
