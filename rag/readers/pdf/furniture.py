"""Running heads and page numbers, told by their coming back on page after page."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from rag.readers.pdf.lines import PdfLine

Pages = Sequence[Sequence[PdfLine]]

_OUTERMOST: Final = 2
"""Lines at the top and at the bottom of a page that may be furniture."""
_FEWEST_PAGES: Final = 3
_SAME_HEIGHT: Final = 4.0
"""Points between the places of the same head on two pages."""
_NUMBERED: Final = re.compile(r"(\d{1,4})\s+\D.{0,80}|.{0,80}\D\s+(\d{1,4})")
_NUMBER: Final = re.compile(
    r"[\s|·•\-–—\[(]*(?:(?:page|seite|p\.|s\.)\s*)?(\d{1,4})(?:\s*(?:/|of|von|de)\s*\d{1,4})?[\s|·•\-–—\])]*",
    re.IGNORECASE,
)

_Place = tuple[int, int]
"""A page and a line on it."""


def without_furniture(pages: Pages) -> list[list[PdfLine]]:
    """The pages without page numbers, and without running heads but for their first appearance.

    A head is removed only where the same words stand at the same height at the edge of three
    pages; a number, or a head with one, only where it counts with the pages. So nothing is lost
    that is said once.
    """
    edges = [(page, line) for page, lines in enumerate(pages) for line in _edge(lines)]
    removed = {*_numbers(pages, edges), *_heads(pages, edges)}
    return [
        [line for number, line in enumerate(lines) if (page, number) not in removed]
        for page, lines in enumerate(pages)
    ]


def _edge(lines: Sequence[PdfLine]) -> set[int]:
    """The outermost level lines of a page."""
    level = [number for number, line in enumerate(lines) if line.is_level]
    level.sort(key=lambda number: lines[number].box.bottom)
    return {*level[:_OUTERMOST], *level[-_OUTERMOST:]}


def _heads(pages: Pages, edges: Sequence[_Place]) -> Iterator[_Place]:
    """The repetitions of heads, without their first appearances."""
    places: dict[str, list[_Place]] = defaultdict(list)
    for page, number in edges:
        places["".join(pages[page][number].text.split())].append((page, number))
    for words, found in places.items():
        if any(character.isalpha() for character in words):
            yield from _repeated(pages, found)


def _repeated(pages: Pages, found: Sequence[_Place]) -> Iterator[_Place]:
    by_height: dict[int, list[_Place]] = defaultdict(list)
    for page, number in found:
        by_height[round(pages[page][number].box.bottom / _SAME_HEIGHT)].append((page, number))
    for slot, places in by_height.items():
        near = len(
            {page for at in (slot - 1, slot, slot + 1) for page, _ in by_height.get(at, ())}
        )
        if near >= _FEWEST_PAGES:
            yield from (place for place in places if place != found[0])


def _numbers(pages: Pages, edges: Sequence[_Place]) -> Iterator[_Place]:
    """Lines that are the number of their page, but for a constant, or heads that hold it."""
    alone = _counted(pages, edges, _NUMBER)
    ahead = Counter(difference for _, difference in alone)
    yield from (place for place, difference in alone if ahead[difference] >= _FEWEST_PAGES)
    heads = _counted(pages, edges, _NUMBERED)
    at_height = Counter((difference, _height(pages, place)) for place, difference in heads)
    yield from (
        place
        for place, difference in heads
        if at_height[difference, _height(pages, place)] >= _FEWEST_PAGES
    )


def _counted(
    pages: Pages, edges: Sequence[_Place], form: re.Pattern[str]
) -> list[tuple[_Place, int]]:
    """Lines of a form with a number, and how far that is ahead of the page's own."""
    found: list[tuple[_Place, int]] = []
    for page, number in edges:
        match = form.fullmatch(pages[page][number].text)
        if match is not None:
            said = next(group for group in match.groups() if group)
            found.append(((page, number), int(said) - page))
    return found


def _height(pages: Pages, place: _Place) -> int:
    page, number = place
    return round(pages[page][number].box.bottom / _SAME_HEIGHT)
