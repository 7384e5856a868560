"""Notes through a template of the user's own, in Jinja's sandbox."""

import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.domain import Note
from rag.errors import UsageError
from rag.render import words
from rag.render.json import note_object
from rag.render.layout import harmless

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_ESCAPED: Final = (".html", ".htm", ".xhtml", ".xml")
_COMPILED: Final = (".j2", ".jinja", ".jinja2")
"""Suffixes that say nothing about what a template writes."""


@dataclass(frozen=True, slots=True)
class NoteTemplate:
    """A template that could be read, ready for a note."""

    path: Path
    template: "Template"

    def render(self, note: Note) -> str:
        """What the template makes of the note, given as `note` in the form of its JSON.

        Raises:
            UsageError: it uses something that there is not, or fails otherwise.
        """
        try:
            return self.template.render(note=note_object(note))
        except Exception as error:
            raise _failed(self.path, error) from error


def load(path: Path) -> NoteTemplate:
    """The template in the file `path`; it may include others of the same folder.

    Raises:
        UsageError: it cannot be read, or is no template.
    """
    from jinja2 import TemplateSyntaxError

    try:
        source = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text", "Save the template as UTF-8.") from error
    except OSError as error:
        raise UsageError(
            f"the template {path} cannot be read: {error.strerror or error}",
            "Give --template a file.",
        ) from error
    environment = _environment(path)
    try:
        code = environment.compile(source, name=path.name, filename=str(path))
    except TemplateSyntaxError as error:
        raise UsageError(
            f"{path}:{error.lineno}: {error.message}", "Mend the template; it is one of Jinja's."
        ) from error
    made = environment.template_class.from_code(environment, code, environment.make_globals(None))
    return NoteTemplate(path, made)


def _environment(path: Path) -> "Environment":
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(path.parent),
        autoescape=_escapes(path.name),
        undefined=StrictUndefined,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"markers": _markers, "quoted": words.quoted, "date": words.date}
    return made


def _escapes(name: str) -> bool:
    """Whether a template writes HTML or XML by its name: `note.html`, `note.html.j2`."""
    suffixes = [suffix.lower() for suffix in Path(name).suffixes]
    if suffixes and suffixes[-1] in _COMPILED:
        suffixes.pop()
    return bool(suffixes) and suffixes[-1] in _ESCAPED


def _printed(value: object) -> object:
    """What stands in the text for `value`: nothing in it may steer a terminal."""
    if not isinstance(value, str):
        return value
    return type(value)(harmless(value)) if hasattr(value, "__html__") else harmless(value)


def _markers(citations: Sequence[int]) -> str:
    return words.markers(tuple(citations))


def _failed(path: Path, error: Exception) -> UsageError:
    """The error with the last line of the templates that it came from."""
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == str(path)
    ]
    place = f"{path}:{lines[-1]}" if lines else str(path)
    return UsageError(
        f"{place}: {error or type(error).__name__}",
        "docs/templates.md names what a template is given.",
    )
