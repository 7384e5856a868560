"""The Jinja templates of this package: everything they print is harmless and escaped."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.render import words
from rag.render.layout import one_line
from rag.render.matrix import letters
from rag.render.view import NOT_TOLD

if TYPE_CHECKING:
    from jinja2 import Environment

    from rag.domain import Citation, NoteSource

TEMPLATES: Final = Path(__file__).parent / "templates"


def environment() -> "Environment":
    """Where the templates are loaded; what they print comes on one line, then is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "dated": _dated,
        "drawn_on": words.drawn_on,
        "letters": letters,
        "quoted": words.quoted,
        "spelled": words.spelled,
        "thousands": "{:,}".format,
        "where": _where,
    }
    return made


def _printed(value: object) -> object:
    """What stands in the page for `value`; only markup of our own stays as it is."""
    return value if hasattr(value, "__html__") or not isinstance(value, str) else one_line(value)


def _dated(source: "NoteSource") -> str:
    return words.source_date(source) or NOT_TOLD


def _where(citation: "Citation") -> str:
    """Path, lines and locator of a citation."""
    beside = words.locator(citation)
    one = citation.line_start == citation.line_end
    place = words.place(citation) if one else words.line_range(citation)
    return f"{place} ({beside})" if beside else place
