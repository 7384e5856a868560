"""Prompts as Markdown files with `$placeholders`, checked when they are loaded.

A file may begin with an HTML comment for people; it and the line breaks after it are not part
of the prompt, nor is the file's last line break. `$$` writes a dollar sign.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Final

from rag.errors import PromptError

_COMMENT: Final = re.compile(r"\A\s*<!--.*?-->\n*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A template whose placeholders are known to be the right ones."""

    name: str
    template: str

    def fill(self, **values: str) -> str:
        """The prompt with every placeholder replaced; values are never expanded again.

        Raises:
            KeyError: a placeholder has no value.
        """
        return Template(self.template).substitute(values)

    def around(self, placeholder: str, **values: str) -> tuple[str, str]:
        """The text before and after `placeholder`, the other placeholders filled.

        Raises:
            PromptError: the template names `placeholder` more than once.
        """
        places = tuple(
            match.span()
            for match in Template.pattern.finditer(self.template)
            if placeholder in (match["named"], match["braced"])
        )
        if len(places) != 1:
            raise PromptError(
                f"the prompt {self.name}.md names ${placeholder} {len(places)} times",
                f"Write ${placeholder} exactly once; what stands around it is needed.",
            )
        start, end = places[0]
        before, after = self.template[:start], self.template[end:]
        return Template(before).substitute(values), Template(after).substitute(values)


@dataclass(frozen=True, slots=True)
class Prompts:
    """Where prompts come from: a user's folder, file by file, before the built-in ones."""

    folder: Path | None = None

    def load(self, name: str, placeholders: frozenset[str]) -> Prompt:
        """The prompt `name`.md, which holds exactly these placeholders.

        Raises:
            PromptError: the file is missing or undecodable, or its placeholders are wrong.
        """
        path = self._find(f"{name}.md")
        template = _body(path)
        _check(path, template, placeholders)
        return Prompt(name, template)

    def _find(self, file_name: str) -> Path:
        if self.folder is not None and not self.folder.is_dir():
            raise PromptError(
                f"the prompts folder {self.folder} does not exist",
                "Create it, or remove the setting 'prompts'.",
            )
        folders = (built_in(),) if self.folder is None else (self.folder, built_in())
        found = next(
            (folder / file_name for folder in folders if (folder / file_name).is_file()), None
        )
        if found is None:
            raise PromptError(
                f"the prompt {file_name} is missing from {built_in()}",
                "Install the program again; its own files are incomplete.",
            )
        return found


def built_in() -> Path:
    """The folder of the prompts that come with the program: the wheel's, else the checkout's."""
    package = Path(__file__).resolve().parent
    installed = package / "_prompts"
    return installed if installed.is_dir() else package.parent / "prompts"


def _body(path: Path) -> str:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PromptError(f"{path} is not UTF-8 text", "Save the prompt as UTF-8.") from error
    except OSError as error:
        raise PromptError(
            f"{path} cannot be read: {error.strerror}", "Check the file's permissions."
        ) from error
    return _COMMENT.sub("", text).removesuffix("\n")


def _check(path: Path, template: str, wanted: frozenset[str]) -> None:
    matches = tuple(Template.pattern.finditer(template))
    if any(match["invalid"] is not None for match in matches):
        raise PromptError(
            f"{path} holds a $ that begins no placeholder", "Write $$ for a dollar sign."
        )
    found = frozenset(match["named"] or match["braced"] for match in matches) - {None}
    problems = (
        *(f"${name} is missing" for name in sorted(wanted - found)),
        *(f"${name} is unknown" for name in sorted(found - wanted)),
    )
    if problems:
        known = ", ".join(f"${name}" for name in sorted(wanted)) or "no placeholders"
        raise PromptError(f"{path}: {', '.join(problems)}", f"This prompt takes {known}.")
