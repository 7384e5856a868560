"""The words of an HTML mail."""

import re
from html.parser import HTMLParser
from typing import Final

_SPACES: Final = re.compile(r"\s+")
_UNSEEN: Final = frozenset({"script", "style", "head", "title", "template"})
_BLOCKS: Final = frozenset(
    "address article aside blockquote body br center dd div dl dt fieldset footer form h1 h2 h3 h4"
    " h5 h6 header hr html li main nav ol p pre section table tr ul".split()
)
_HEADINGS: Final = {f"h{level}": f"{'#' * level} " for level in range(1, 7)}
_PARAGRAPHS: Final = frozenset({"p", "table", "ul", "ol", "blockquote", "pre", *_HEADINGS})


def text_of_html(html: str) -> str:
    """The text of an HTML page, its blocks in lines, paragraphs with blank lines between them."""
    words = _Words()
    words.feed(html)
    words.close()
    lines = (" ".join(line.split()) for line in "".join(words.parts).split("\n"))
    return "\n".join(lines)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # A page may leave its head open.
        self._unseen = 0 if tag == "body" else self._unseen + (tag in _UNSEEN)
        self._break(tag)
        if tag == "li":
            self.parts.append("- ")
        elif tag in _HEADINGS:
            self.parts.append(_HEADINGS[tag])
        elif tag in ("td", "th"):
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN and self._unseen:
            self._unseen -= 1
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(_SPACES.sub(" ", data))

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n\n" if tag in _PARAGRAPHS else "\n")
