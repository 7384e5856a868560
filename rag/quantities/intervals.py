"""Compares dates of different precision by the time they cover."""

_MONTHS = {
    "21": ("03", "05"),
    "22": ("06", "08"),
    "23": ("09", "11"),
    "33": ("01", "03"),
    "34": ("04", "06"),
    "35": ("07", "09"),
    "36": ("10", "12"),
    "40": ("01", "06"),
    "41": ("07", "12"),
}
"""Months of a season, quarter or half-year, by its code in ISO 8601-2; winter lies in two years."""
_YEAR_LENGTH = 4


def covers(coarse: str, exact: str) -> bool:
    """Whether the date `exact` lies within the less precise date `coarse`."""
    if coarse == exact:
        return False
    if "/" in coarse:
        return _within(tuple(coarse.split("/")), exact.split("/"))
    if "/" in exact:
        return all(covers(coarse, end) or coarse == end for end in exact.split("/"))
    if coarse.startswith("--"):
        return _yearless(exact).startswith(coarse)
    months = _MONTHS.get(coarse[_YEAR_LENGTH + 1 :])
    if months:
        year = coarse[:_YEAR_LENGTH]
        return _within((f"{year}-{months[0]}", f"{year}-{months[1]}"), [exact])
    return _begins(exact, coarse)


def _yearless(value: str) -> str:
    """The value without its year: `--06-05` of `2022-06-05`."""
    return value if value.startswith("--") else f"-{value[_YEAR_LENGTH:]}"


def _within(bounds: tuple[str, ...], ends: list[str]) -> bool:
    """Whether all `ends` lie between the two bounds, at the bounds' precision."""
    low, high = bounds[0], bounds[-1]
    fits = all(len(end) >= len(low) and end[:2].isdigit() == low[:2].isdigit() for end in ends)
    seasons = any(end[_YEAR_LENGTH + 1 :] in _MONTHS for end in ends) and len(low) > _YEAR_LENGTH
    return fits and not seasons and all(low <= end[: len(low)] <= high for end in ends)


def _begins(exact: str, coarse: str) -> bool:
    """Whether `exact` begins with `coarse`, whose X stands for any digit."""
    head = exact[: len(coarse)]
    matches = len(head) == len(coarse) and all(
        mark in {"X", digit} for mark, digit in zip(coarse, head, strict=True)
    )
    return matches and exact[len(coarse) : len(coarse) + 1] in {"", "-", "T"}
