"""Answers and notes as one self-contained HTML file; nothing is loaded, everything is escaped."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Final

from rag.domain import Answer, Citation, Context, Note
from rag.render import words
from rag.render.markdown import trailer
from rag.render.templating import TEMPLATES, environment
from rag.render.view import View, difference, line, view

_SHOWN: Final = """{
  display:block;position:fixed;z-index:1;left:50%;bottom:1rem;transform:translateX(-50%);margin:0;
  width:min(44rem,94vw);max-height:45vh;overflow:auto;box-shadow:0 .3rem 1.5rem #0006
}"""
"""How a quotation's context looks while its number is pointed at."""


class _Told:
    """Which citations the text has pointed at so far: their numbers are where one comes back to."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def is_first(self, citation: int) -> bool:
        """Whether this is the first time it is pointed at."""
        known = citation in self._seen
        self._seen.add(citation)
        return not known

    def is_told(self, citation: int) -> bool:
        """Whether it was pointed at."""
        return citation in self._seen


def answer(answer: Answer) -> str:
    """The answer with its sources, or the refusal with the nearest passages."""
    refusal = answer.refusal
    listed = answer.citations
    if refusal is not None:
        listed = tuple(found for found in listed if found.id in refusal.nearest)
    return _page(
        "answer.html",
        answer.question,
        said=tuple(line(statement) for statement in answer.sentences),
        differences=tuple(
            difference(found, asked=answer.question) for found in answer.disagreements
        ),
        remark=words.composed(answer.composition),
        citations=listed,
        refusal=refusal,
        refused=words.REFUSED,
        reason=words.reason(refusal) if refusal else "",
        advice=words.advice(refusal) if refusal else "",
    )


def note(note: Note, *, contexts: Mapping[int, Context] | None = None) -> str:
    """The note; every number leads to its quotation, and shows it among `contexts` by citation.

    A quotation without a context is shown alone.
    """
    seen = view(note)
    alone = {found.id: Context("", found.quote, "") for found in note.citations}
    return _page(
        "note.html",
        note.title,
        style=_pop_ups(note.citations),
        view=seen,
        sections=tuple(_sections(seen)),
        contexts={**alone, **(contexts or {})},
        trailer=trailer(note),
    )


def _sections(seen: View) -> Iterator[tuple[str, str]]:
    """Name and heading of each section that holds something."""
    told = (
        ("brief", "In brief", seen.brief),
        ("points", "Key points", seen.key_points or seen.matrix),
        ("figures", "Figures", seen.figures),
        ("timeline", "Timeline", seen.timeline),
        ("voices", "Who says what", seen.voices),
        ("differences", "Where the sources differ", seen.differences),
        ("missing", "Unverified and missing", seen.caveats or seen.gaps),
        ("sources", "Sources", True),
    )
    return ((name, heading) for name, heading, held in told if held)


def _page(template: str, title: str, *, style: str = "", **values: object) -> str:
    """The page of a template; its style is allowed by hash, and nothing else is."""
    css = (TEMPLATES / "page.css").read_text("utf-8") + style
    digest = b64encode(sha256(css.encode()).digest()).decode("ascii")
    told = _Told()
    page = environment().get_template(template)
    return page.render(
        title=title,
        style=css,
        style_hash=f"sha256-{digest}",
        is_first=told.is_first,
        is_told=told.is_told,
        **values,
    )


def _pop_ups(citations: Iterable[Citation]) -> str:
    """The rules that show a context while a number that leads to its quotation is pointed at."""
    rules = [
        f'body:has([href="#c{found.id}"]:is(:hover,:focus-visible)) #x{found.id},'
        f"li:not(:target)>#x{found.id}:hover"
        for found in citations
    ]
    selectors = ",\n".join(rules)
    return f"@media screen{{{selectors}{_SHOWN}}}\n" if rules else ""
