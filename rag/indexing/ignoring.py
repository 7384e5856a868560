"""What belongs to no library: `.gitignore` files found on the way, and patterns in settings.

The rules are those of https://git-scm.com/docs/gitignore: the nearest file that says anything
about a path decides, its last pattern that fits first; what lies in a folder that is left out
cannot be brought back.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import re

    from pathspec import GitIgnoreSpec

IGNORE_FILE: Final = ".gitignore"
_FOLDER_MARK: Final = "ps_d"
"""The group in pathspec's expressions that matches the slash behind a folder's name."""
_LARGEST_BYTES: Final = 2**20


@dataclass(frozen=True, slots=True)
class _Rules:
    """Patterns, and the folder in which they count."""

    base: str
    """Ends with a slash."""
    patterns: "GitIgnoreSpec"

    def verdict(self, path: str, *, is_folder: bool) -> bool | None:
        """Whether `path` is left out; None where no pattern speaks of it."""
        if not path.startswith(self.base):
            return None
        name = path.removeprefix(self.base)
        return _verdict(self.patterns, f"{name}/" if is_folder else name)


@dataclass(frozen=True, slots=True)
class Ignoring:
    """The rules that hold in a folder, the nearest first, and those of the settings."""

    near: tuple[_Rules, ...] = ()
    always: tuple[_Rules, ...] = ()
    """No `.gitignore` brings back what these leave out."""

    def within(self, folder: str) -> "Ignoring":
        """The rules that hold in `folder`, its own `.gitignore` among them."""
        own = _rules(Path(folder), _lines(Path(folder, IGNORE_FILE)))
        return self if own is None else Ignoring((own, *self.near), self.always)

    def leaves_out(self, path: str, *, is_folder: bool) -> bool:
        """Whether `path` is left out; the folders above it are not asked for."""
        if any(rules.verdict(path, is_folder=is_folder) for rules in self.always):
            return True
        verdicts = (rules.verdict(path, is_folder=is_folder) for rules in self.near)
        return next((verdict for verdict in verdicts if verdict is not None), False)


def leaves_out_file(rules: Ignoring, file: Path) -> bool:
    """Whether `file` or a folder above it is left out by `rules` or a `.gitignore` on the way."""
    for folder in reversed(file.parents):
        if rules.leaves_out(str(folder), is_folder=True):
            return True
        rules = rules.within(str(folder))
    return rules.leaves_out(str(file), is_folder=False)


def excluding(patterns: Sequence[str], *folders: Path) -> Ignoring:
    """Rules of the settings, which count from each of `folders`."""
    rules = (_rules(folder, patterns) for folder in dict.fromkeys(folders))
    return Ignoring(always=tuple(each for each in rules if each is not None))


def _verdict(patterns: "GitIgnoreSpec", name: str) -> bool | None:
    """What the last pattern that fits `name` itself says; a folder above it may have its own.

    pathspec's own verdict counts a pattern that fits a folder above too, so that `!b` would
    bring back b/a, which git leaves out by `a`.
    """
    for pattern in reversed(patterns.patterns):
        expression = pattern.regex
        if expression is not None and pattern.include is not None and _fits(expression, name):
            return pattern.include
    return None


def _fits(expression: "re.Pattern[str]", name: str) -> bool:
    """Whether an expression of pathspec's fits `name` to its end, not only a folder above it."""
    ends = [match.end() for match in expression.finditer(name)]
    if _FOLDER_MARK in expression.groupindex:
        return len(name) in ends
    inside = expression.pattern.endswith("/")
    return any(end < len(name) for end in ends) if inside else bool(ends)


def _rules(base: Path, lines: Iterable[str]) -> _Rules | None:
    meant = [line for line in lines if line.strip() and not line.startswith("#")]
    if not meant:
        return None
    from pathspec import GitIgnoreSpec

    below = os.path.join(base, "")  # noqa: PTH118, the slash is meant
    return _Rules(below, GitIgnoreSpec.from_lines(line for line in meant if _holds(line)))


def _holds(pattern: str) -> bool:
    """Whether git would understand the pattern; it passes over those it does not."""
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([pattern])
    except ValueError:
        return False
    return True


def _lines(file: Path) -> tuple[str, ...]:
    """The lines of an ignore file; none where there is no such regular file, or it is no text."""
    try:
        if not file.is_file() or file.stat().st_size > _LARGEST_BYTES:
            return ()
        text = file.read_text("utf-8", "surrogateescape")
    except OSError:
        return ()
    return tuple(line.rstrip("\r") for line in text.removeprefix("\ufeff").split("\n"))
