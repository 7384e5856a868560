"""Places and locators as the columns that hold them."""

import json
from collections.abc import Iterable

from rag.domain import Locator, Place, PlaceKind


def places_column(places: Iterable[Place]) -> str:
    """A document's places as JSON: `[[0, "page", "1"], …]`."""
    return json.dumps([(place.start, place.kind, place.label) for place in places])


def places_of(column: str) -> tuple[Place, ...]:
    """The places in a column that `places_column` wrote."""
    found = json.loads(column)
    return tuple(Place(start, PlaceKind(kind), label) for start, kind, label in found)


def locator_column(locator: Locator) -> str | None:
    """What applies of a locator as JSON, None where nothing does."""
    named = (
        ("page", locator.page),
        ("sheet", locator.sheet),
        ("cell", locator.cell),
        ("slide", locator.slide),
        ("message", locator.message),
        ("date", locator.date),
        ("ocr", locator.ocr),
    )
    applying = {name: value for name, value in named if value is not None}
    return json.dumps(applying) if applying else None


def locator_of(column: str | None) -> Locator:
    """The locator in a column that `locator_column` wrote."""
    return Locator(**json.loads(column)) if column else Locator()
