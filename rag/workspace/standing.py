"""How a workspace stands: what its library holds, and which models would be used."""

from pathlib import Path

from rag.settings import LIBRARY_FOLDER, Settings
from rag.workspace import shown
from rag.workspace.parts import Library
from rag.workspace.results import Status


def standing(root: Path, settings: Settings, library: Library | None, model: Path) -> Status:
    """The status of the library in `root`, which may be None where there is none yet."""
    manifest = library.manifest if library else None
    cited = shown.last_citations(library) if library else ()
    return Status(
        root=root,
        library=root / LIBRARY_FOLDER,
        exists=library is not None,
        writable=library is not None and library.writable,
        documents=library.documents() if library else (),
        encoder=manifest.encoder if manifest else None,
        twin_agreement=manifest.twin_agreement if manifest else None,
        sources=settings.sources,
        failures=library.failures() if library else (),
        notices=library.notices() if library else (),
        model=model,
        cited=len(cited),
        stale=shown.stale(cited, library, root) if library and cited else (),
    )
