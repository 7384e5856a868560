"""What a web page says of itself: title, author, date of publication and language."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rag.readers.blocks import one_line, printable
from rag.readers.dating import parse_date

if TYPE_CHECKING:
    from lxml import etree

TITLES: Final = (
    "dc.title dcterms.title og:title twitter:title parsely-title headline title".split()
)
AUTHORS: Final = """
    dc.creator dcterms.creator author article:author byl parsely-author sailthru.author
    citation_author og:article:author
""".split()
DATES: Final = """
    article:published_time og:article:published_time og:published_time datepublished
    citation_publication_date citation_date dc.date.issued dcterms.issued dc.date dcterms.date
    dc.date.created dcterms.created parsely-pub-date sailthru.date pubdate publishdate publish-date
    publish_date publication_date date date.issued displaydate
""".split()
_LONGEST_TITLE: Final = 300
_LONGEST_AUTHOR: Final = 120
_DAY: Final = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?=\D|\Z|\d{4,6}\Z)")
_UNWRAPPED: Final = re.compile(r"\A\s*(?://)?\s*<!\[CDATA\[|(?://)?\s*\]\]>\s*\Z")
_BY: Final = re.compile(r"\A(?:written\s+)?by[\s:]+", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What was found, None where the page does not say."""

    title: str | None = None
    author: str | None = None
    date: str | None = None
    date_found: str | None = None
    language: str | None = None


def page_facts(tree: "etree._Element") -> PageFacts:
    """What the head and the marked parts of a page say; nothing is guessed from its text."""
    meta = _meta(tree)
    linked = list(_linked_data(tree))
    date, found = _date(tree, meta, linked)
    return PageFacts(
        _title(tree, meta, linked), _author(tree, meta, linked), date, found, _language(tree, meta)
    )


def day(value: str) -> str | None:
    """The ISO 8601 day of a stamp such as `2024-12-05T10:00Z`, as written, or of a whole date."""
    stamp = _DAY.match(value.strip())
    return parse_date("-".join(stamp.groups())) if stamp else parse_date(value)


def _meta(tree: "etree._Element") -> dict[str, str]:
    """The first content of each name or property, in lower case."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = one_line(printable(element.get("content", "")))
        names = (element.get(key, "") for key in ("property", "name", "itemprop", "http-equiv"))
        for name in " ".join(names).lower().split():
            if content:
                found.setdefault(name, content)
    return found


def _linked_data(tree: "etree._Element") -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD scripts that describe an article or page."""
    for script in tree.iter("script"):
        if script.get("type", "").strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads(_UNWRAPPED.sub("", script.text or ""), strict=False)
        except (ValueError, RecursionError):
            continue
        items = data if isinstance(data, list) else [data]
        for item in items:
            graph = item.get("@graph", [item]) if isinstance(item, dict) else item
            things = graph if isinstance(graph, list) else []
            yield from (
                thing for thing in things if isinstance(thing, dict) and _is_article(thing)
            )


def _is_article(thing: dict[str, Any]) -> bool:
    return re.search(r"Article|Posting|Report|WebPage", str(thing.get("@type", ""))) is not None


def _first(texts: Iterator[str], accept: Callable[[str], bool]) -> str | None:
    return next((text for text in texts if text and accept(text)), None)


def _title(
    tree: "etree._Element", meta: dict[str, str], linked: list[dict[str, Any]]
) -> str | None:
    """The title as shared with others, which lacks the site's name, else that of the window."""

    def candidates() -> Iterator[str]:
        yield from (meta.get(name, "") for name in TITLES)
        yield from (_told(thing.get("headline")) for thing in linked)
        for tag in ("title", "h1"):
            yield from (_told("".join(element.itertext())) for element in tree.iter(tag))

    return _first(candidates(), lambda text: len(text) <= _LONGEST_TITLE)


def _author(
    tree: "etree._Element", meta: dict[str, str], linked: list[dict[str, Any]]
) -> str | None:
    def candidates() -> Iterator[str]:
        yield from (_names(thing.get("author")) for thing in linked)
        yield from (meta.get(name, "") for name in AUTHORS)
        for path in ("//*[@itemprop='author']", "//a[@rel='author']"):
            named = {_told("".join(element.itertext())): None for element in tree.xpath(path)[:5]}
            yield ", ".join(name for name in named if name)

    found = _first(candidates(), _is_name)
    return _BY.sub("", found).strip(" ,;|–—-") or None if found else None


def _is_name(text: str) -> bool:
    return (
        len(text) <= _LONGEST_AUTHOR and "://" not in text and not text.startswith(("@", "www."))
    )


def _names(value: object) -> str:
    """The names in an author of JSON-LD: a text, an object with a name, or several of them."""
    values = value if isinstance(value, list) else [value]
    names = [_told(item.get("name") if isinstance(item, dict) else item) for item in values]
    return ", ".join(name for name in names if name)


def _told(value: object) -> str:
    return one_line(printable(value)) if isinstance(value, str) else ""


def _date(
    tree: "etree._Element", meta: dict[str, str], linked: list[dict[str, Any]]
) -> tuple[str | None, str | None]:
    """The day of publication and where it stands."""
    for thing in linked:
        if found := day(_told(thing.get("datePublished"))):
            return found, "JSON-LD datePublished"
    for name in DATES:
        if found := day(meta.get(name, "")):
            return found, f"HTML meta {name}"
    for element in tree.xpath("//*[@itemprop='datePublished'] | //time[@pubdate]"):
        stamp = element.get("datetime") or element.get("content") or "".join(element.itertext())
        if found := day(stamp):
            return found, f"HTML {element.tag} datePublished"
    return None, None


def _language(tree: "etree._Element", meta: dict[str, str]) -> str | None:
    said = (
        tree.get("lang"),
        tree.get("xml:lang"),
        meta.get("content-language"),
        meta.get("og:locale"),
    )
    found = (value.strip() for value in said if value)
    return next((tag.replace("_", "-") for tag in found if _LANGUAGE.fullmatch(tag)), None)
