"""The article on a web page, told from what stands around it.

readability-lxml finds it by its paragraphs, commas and links
(https://github.com/buriy/python-readability); the words are then taken from the page itself,
because a library made for reading on screens drops phrases and lists that a quotation needs.
"""

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from rag.readers.markup.pages import BLOCK_TAGS, HEADINGS, HTML, LINE_TAGS
from rag.readers.markup.vocabulary import Kind, Vocabulary, local_name, pieces
from rag.readers.markup.words import text_of

if TYPE_CHECKING:
    from lxml import etree

_DEEPEST: Final = 200
_MOST_ELEMENTS: Final = 50_000
"""Beyond either, finding an article would take time that grows with the square of the page."""
_SHORT_PAGE: Final = 1_000
"""Characters; a page this short has nothing around its text."""
_LEAST_ARTICLE: Final = 140
_LEAST_SHARE: Final = 0.15
"""Of the characters outside links; less is a teaser on a page of many."""
_MOST_AROUND: Final = 1.6
"""Times the length of an article's parts that the element around them may hold."""
_LEAST_BLOCK: Final = 80
_MOST_LINKED: Final = 0.35
_MARK: Final = "data-number"
_UNSEEN: Final = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden"
    r"|text-decoration(?:-line)?\s*:[^;]{0,60}line-through)",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(
    r"comment|disqus|share|sharing|social|related|recommend|promo|newsletter|subscri|sign-?up|sponsor"
    r"|advert|\bads?\b|outbrain|taboola|sidebar|breadcrumb|paginat|pager|menu|\bnav|footer|\bfoot\b|widget"
    r"|toolbar|\btags\b|\brss\b|popup|modal|banner|masthead|trending|popular|most-read|login",
    re.IGNORECASE,
)
_FOR_MACHINES: Final = frozenset(
    "mw-editsection sr-only visually-hidden visuallyhidden screen-reader-text".split()
)
"""Classes that by wide custom hold no part of what is read: buttons to edit, hints to machines."""
_UNLINKED: Final = Vocabulary({**HTML.kinds, "a": Kind.SKIPPED, "nav": Kind.SKIPPED})


def article_text(tree: "etree._Element") -> str:
    """The text of the article on a page, or all that is visible where there is none.

    `tree` is changed: what a browser does not show is dropped.
    """
    drop_unseen(tree)
    everything = text_of(tree, HTML)
    if len(everything) < _SHORT_PAGE or not _is_simple(tree):
        return everything
    article = "\n\n".join(text_of(root, HTML) for root in _article_roots(tree))
    enough = max(_LEAST_ARTICLE, _LEAST_SHARE * _length(tree, _UNLINKED))
    return article if len(article) >= enough else everything


def drop_unseen(tree: "etree._Element") -> None:
    """Drops the elements of a page that are hidden by themselves, not by a style sheet."""
    for element in list(tree.iter()):
        if element.getparent() is not None and _is_unseen(element):
            element.drop_tree()


def _is_unseen(element: "etree._Element") -> bool:
    return local_name(element) != "body" and (
        element.get("hidden") is not None
        or not _FOR_MACHINES.isdisjoint(element.get("class", "").split())
        or element.get("aria-hidden") == "true"
        or _UNSEEN.search(element.get("style", "")) is not None
    )


def _is_simple(tree: "etree._Element") -> bool:
    """Whether a page is neither nested too deeply nor too large to be scored."""
    from lxml import etree

    depth = deepest = count = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        count += 1
    return deepest <= _DEEPEST and count <= 2 * _MOST_ELEMENTS


def _article_roots(tree: "etree._Element") -> list["etree._Element"]:
    """The elements that hold the article, in order, without what stands aside in them."""
    elements = list(tree.iter())
    for number, element in enumerate(elements):
        element.set(_MARK, str(number))
    found = _found(tree)
    kept = (
        {elements[int(mark)] for mark in found.xpath(f"//@{_MARK}")}
        if found is not None
        else set()
    )
    roots = [
        element
        for element in elements
        if element in kept and not any(above in kept for above in element.iterancestors())
    ]
    around = _container(roots, kept)
    for element in [aside for root in around for aside in _aside(root, kept)]:
        element.drop_tree()
    return around


def _container(
    roots: list["etree._Element"], kept: set["etree._Element"]
) -> list["etree._Element"]:
    """The element around all parts of an article, or the parts where it holds too much else."""
    if len(roots) < 2:
        return roots
    above = [set(root.iterancestors()) for root in roots[1:]]
    shared = next(a for a in roots[0].iterancestors() if all(a in other for other in above))
    left_out = sum(_length(element, HTML) for element in _aside(shared, kept))
    parts = sum(_length(root, HTML) for root in roots)
    return [shared] if _length(shared, HTML) - left_out <= _MOST_AROUND * parts else roots


def _found(tree: "etree._Element") -> "etree._Element | None":
    """The article as the library makes it, or None without one."""
    from lxml import etree
    from readability import Document

    class Page(Document):  # type: ignore[misc]
        """Leaves the attributes alone, which the text does not show."""

        def get_clean_html(self) -> str:
            return str(etree.tostring(self.html, encoding="unicode", method="html"))

    logging.getLogger("readability").addHandler(logging.NullHandler())
    page = Page(etree.tostring(tree, encoding="unicode", method="html"))
    try:
        page.summary()
    except Exception:  # noqa: BLE001 - whatever fails here, the page can still be read whole
        return None
    return page.html


def _aside(root: "etree._Element", kept: set["etree._Element"]) -> Iterator["etree._Element"]:
    """The blocks in `root` that the library dropped and that are no part of what is read."""
    from lxml import etree

    needed = {above for element in kept for above in element.iterancestors()} | kept
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element in needed:
            continue
        walk.skip_subtree()
        if local_name(element) in BLOCK_TAGS and _is_aside(element):
            yield element


def _is_aside(element: "etree._Element") -> bool:
    """Whether a dropped block is named as an aside, mostly links, or too short to be missed."""
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if _ASIDE.search(names) or local_name(element) in {"nav", "aside", "footer", "form"}:
        return True
    if local_name(element) in HEADINGS or (
        not names.strip() and local_name(element) in {"ul", "ol", "dl", "table"}
    ):
        return False
    length = _length(element, HTML)
    if length == 0 or 1 - _length(element, _UNLINKED) / length > _MOST_LINKED:
        return True
    return length < _LEAST_BLOCK and local_name(element) not in LINE_TAGS


def _length(element: "etree._Element", vocabulary: Vocabulary) -> int:
    return sum(len(piece.strip()) for piece in pieces(element, vocabulary))
