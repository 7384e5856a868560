"""What a reader of tokens found, before hedges are added and offsets are taken."""

from dataclasses import dataclass

from rag.domain import Kind


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
