"""Settings: option > environment `RAG_*` > `rag.toml` or `[tool.rag]` > default."""

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final, TypeAlias

import msgspec

from rag.domain import Mode
from rag.errors import SettingsError

LIBRARY_FOLDER: Final = ".rag"
Value: TypeAlias = str | int | bool | tuple[str, ...] | list[str] | None


class Ocr(StrEnum):
    """Whether pictures of text are read."""

    AUTO = "auto"
    """Where the extra `ocr` is installed."""
    OFF = "off"


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything a run can be told; paths are absolute once loaded."""

    sources: tuple[str, ...] = ()
    """Files and folders that belong to the library."""
    exclude: tuple[str, ...] = ()
    """What in these folders does not, in the patterns of `.gitignore`, counted from the root."""
    model: str | None = None
    """A GGUF file; None means the only one in ROOT/models, else the default."""
    encoder: str | None = None
    """A sentence-transformers name or folder; None means the default."""
    mode: Mode = Mode.AUTO
    top_k: Annotated[int, msgspec.Meta(ge=1, le=50)] = 5
    seed: Annotated[int, msgspec.Meta(ge=0)] = 0
    threads: Annotated[int, msgspec.Meta(ge=1, le=256)] | None = None
    strict: bool = False
    prompts: str | None = None
    """A folder whose templates stand in for the built-in ones, file by file."""
    file_seconds: Annotated[int, msgspec.Meta(ge=1, le=86_400)] = 120
    """Seconds in which a small file must be read; twice as many for one of 60 MiB, and so on."""
    file_memory: Annotated[int, msgspec.Meta(ge=256, le=1_048_576)] = 1536
    """MiB of memory for the process that reads files."""
    largest_file: Annotated[int, msgspec.Meta(ge=1, le=65_536)] = 128
    """MiB that a file may have which is no plain text."""
    largest_text: Annotated[int, msgspec.Meta(ge=1, le=2_048)] = 256
    """MiB that a plain text may have, and the text inside any other file."""
    ocr: Ocr = Ocr.AUTO
    """Whether words are told from pictures: scanned pages, photographs of documents."""
    ocr_pages: Annotated[int, msgspec.Meta(ge=1, le=20_000)] = 500
    """Pages of one file whose words are told from pictures."""


_FIELDS: Final = tuple(Settings.__struct_fields__)
_PATHS: Final = ("model", "encoder", "prompts")
_LISTS: Final = ("sources", "exclude")
_PREFIX: Final = "RAG_"
_ALLOWED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sources": "a list of files and folders",
        "exclude": "a list of patterns, as in .gitignore",
        "model": "a file",
        "encoder": "a name or a folder",
        "mode": f"one of {', '.join(Mode)}",
        "top_k": "a whole number from 1 to 50",
        "seed": "a whole number from 0",
        "threads": "a whole number from 1 to 256",
        "strict": "true or false",
        "prompts": "a folder",
        "file_seconds": "a whole number from 1 to 86400",
        "file_memory": "a whole number from 256 to 1048576",
        "largest_file": "a whole number from 1 to 65536",
        "largest_text": "a whole number from 1 to 2048",
        "ocr": f"one of {', '.join(Ocr)}",
        "ocr_pages": "a whole number from 1 to 20000",
    }
)
"""What each key takes, in words."""


@dataclass(frozen=True, slots=True)
class _Given:
    """A value that was set, and where."""

    value: Value
    origin: str
    hint: str
    """Where to change it."""


def find_root(start: Path, *, override: str | None = None) -> Path:
    """The folder that holds the library.

    `override`, else the nearest parent of `start` (up to the home folder) with `.rag/`,
    `rag.toml` or a `[tool.rag]` table, else `start`.

    Raises:
        SettingsError: `override` is no folder.
    """
    if override:
        root = path_of(override).resolve()
        if not root.is_dir():
            raise SettingsError(f"{override} is not a folder", "Give --root an existing folder.")
        return root
    start = start.resolve()
    for folder in (start, *start.parents):
        if _marks_root(folder):
            return folder
        if folder == Path.home():
            break
    return start


def load(
    root: Path, options: Mapping[str, Value], environment: Mapping[str, str]
) -> tuple[Settings, tuple[str, ...]]:
    """Settings for `root`, and warnings about unknown `RAG_*` variables.

    Raises:
        SettingsError: a file has an unknown key, or a value is out of its bounds.
    """
    found = _given(root, options, environment)
    for key, given in found.items():
        _check(key, given)
    values = {key: given.value for key, given in found.items()}
    return msgspec.convert(values, Settings, strict=False), _unknown_variables(environment)


def origins(
    root: Path, options: Mapping[str, Value], environment: Mapping[str, str]
) -> tuple[tuple[str, str, str], ...]:
    """Key, value and origin of every setting that is not left to its default."""
    found = _given(root, options, environment)
    return tuple((key, f"{given.value}", given.origin) for key, given in found.items())


def path_of(text: str) -> Path:
    """The path that `text` names; only a leading `~/` means the home folder."""
    return Path(text).expanduser() if text == "~" or text.startswith("~/") else Path(text)


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where transcoded models, twins and verdicts are kept; `RAG_CACHE_DIR` overrides."""
    override = environment.get("RAG_CACHE_DIR")
    if override:
        return path_of(override).resolve()
    import platformdirs

    return Path(platformdirs.user_cache_dir("sourceline", appauthor=False))


_NOT_SETTINGS: Final = ("RAG_ROOT", "RAG_CACHE_DIR")


def _marks_root(folder: Path) -> bool:
    if (folder / LIBRARY_FOLDER).is_dir() or (folder / "rag.toml").is_file():
        return True
    try:
        return _tool_table(folder / "pyproject.toml") is not None
    except SettingsError:
        return True


def _tool_table(pyproject: Path) -> dict[str, Value] | None:
    """The `[tool.rag]` table, or None; a broken file matters only where it names the table."""
    try:
        text = pyproject.read_text("utf-8")
    except (UnicodeDecodeError, OSError):
        return None
    try:
        tools = tomllib.loads(text).get("tool")
    except tomllib.TOMLDecodeError as error:
        if "[tool.rag" not in text:
            return None
        raise SettingsError(*_broken(pyproject, error)) from error
    table = tools.get("rag") if isinstance(tools, dict) else None
    return table if isinstance(table, dict) else None


def _broken(path: Path, error: Exception) -> tuple[str, str]:
    return f"{path}: {error}", "Mend the file; it must be TOML."


def _from_file(root: Path) -> tuple[dict[str, Value], Path]:
    own = root / "rag.toml"
    if own.is_file():
        try:
            table: dict[str, Value] = tomllib.loads(own.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise SettingsError(*_broken(own, error)) from error
    else:
        own = root / "pyproject.toml"
        table = _tool_table(own) or {}
    return _anchored(table, root), own


def _anchored(values: Mapping[str, Value], folder: Path) -> dict[str, Value]:
    """The values with relative paths resolved from `folder`."""
    return {key: _anchored_value(key, value, folder) for key, value in values.items()}


def _anchored_value(key: str, value: Value, folder: Path) -> Value:
    if key == "sources" and isinstance(value, list | tuple):
        return tuple(
            str(folder / path_of(item)) if isinstance(item, str) else item for item in value
        )
    if key in _PATHS and isinstance(value, str) and not _names_elsewhere(value):
        path = folder / path_of(value)
        return str(path) if path.exists() or key != "encoder" else value
    return value


def _names_elsewhere(value: str) -> bool:
    """Whether it names a server or a file on a hub, not one on this machine."""
    return "://" in value or value.startswith("hf:")


def _given(
    root: Path, options: Mapping[str, Value], environment: Mapping[str, str]
) -> dict[str, _Given]:
    """What is set, the strongest origin of each key alone."""
    table, file = _from_file(root)
    variables = _anchored(_from_environment(environment), Path.cwd())
    chosen = {key: value for key, value in options.items() if value is not None}
    return {
        **{key: _Given(value, str(file), f"Change it in {file}.") for key, value in table.items()},
        **{key: _from_variable(key, value) for key, value in variables.items()},
        **{key: _from_option(key, value) for key, value in _anchored(chosen, Path.cwd()).items()},
    }


def _from_variable(key: str, value: Value) -> _Given:
    name = f"{_PREFIX}{key.upper()}"
    return _Given(value, name, f"Change or unset the variable {name}.")


def _from_option(key: str, value: Value) -> _Given:
    name = f"--{key.replace('_', '-')}"
    return _Given(value, name, f"Change or leave out the option {name}.")


def _from_environment(environment: Mapping[str, str]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for key in _FIELDS:
        value = environment.get(f"{_PREFIX}{key.upper()}")
        if value and key in _LISTS:
            found[key] = tuple(item for item in value.split(os.pathsep) if item)
        elif value:
            found[key] = value
    return found


def _unknown_variables(environment: Mapping[str, str]) -> tuple[str, ...]:
    known = {*_NOT_SETTINGS, *(f"{_PREFIX}{key.upper()}" for key in _FIELDS)}
    return tuple(
        f"unknown environment variable {name} ignored"
        for name, value in sorted(environment.items())
        if name.startswith(_PREFIX) and value and name not in known
    )


def _check(key: str, given: _Given) -> None:
    """Refuse a value that the key cannot take, saying what it can."""
    if key not in _FIELDS:
        near = difflib.get_close_matches(key, _FIELDS, n=1)
        hint = f"Did you mean '{near[0]}'?" if near else f"Known keys: {', '.join(_FIELDS)}."
        raise SettingsError(f"{given.origin}: unknown key '{key}'", hint)
    try:
        msgspec.convert({key: given.value}, Settings, strict=False)
    except msgspec.ValidationError as error:
        shown = list(given.value) if isinstance(given.value, tuple) else given.value
        message = f"{given.origin}: {key} must be {_ALLOWED[key]}, not {shown!r}"
        raise SettingsError(message, given.hint) from error
