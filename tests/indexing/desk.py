"""A root with a library, and the parts that keep it up to date."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from rag.errors import ReadError
from rag.indexing import Pipeline, Plan, SyncReport, synchronise
from rag.library import FORMAT, FaissVectors, SqliteCatalogue
from rag.ports import Manifest
from tests.fakes import FakeEncoder
from tests.library import making

WAR = "Soldiers were wounded. The general spoke.\n\nThe plan failed."
RAIN = "It rained for days. Roads were closed."


def read(path, *, stored_as):
    try:
        text = path.read_bytes().decode()
    except OSError as error:
        raise ReadError(f"{path} may not be read", "Give permission.") from error
    except UnicodeDecodeError as error:
        raise ReadError(f"{path} is binary", "Convert it.") from error
    if not text:
        raise ReadError(f"{path} is empty", "Fill it.")
    return making.read(text, stored_as)


@dataclass
class Desk:
    """A root with a library, and the parts that keep it up to date."""

    root: Path
    catalogue: SqliteCatalogue
    encoder: FakeEncoder = field(default_factory=lambda: FakeEncoder(dimension=32))
    opened: int = 0
    changes: dict = field(default_factory=dict)
    progress: list = field(default_factory=list)

    @property
    def vectors(self):
        return FaissVectors(self.root / ".rag", self.catalogue)

    def pipeline(self):
        parts = Pipeline(
            read=read,
            supported=lambda path: path.suffix == ".txt",
            split=making.split,
            embedded_texts=making.texts,
            encoder=self.open_encoder,
            manifest=lambda encoder: Manifest(FORMAT, encoder.card, None),
        )
        return replace(parts, **self.changes)

    def open_encoder(self):
        self.opened += 1
        return self.encoder

    def sync(self, *paths, **plan) -> SyncReport:
        where = tuple(self.root / path for path in paths)
        return synchronise(
            self.catalogue,
            self.vectors,
            plan=Plan(self.root, where, **plan),
            pipeline=self.pipeline(),
            observer=self.progress.append,
        )

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    @property
    def paths(self):
        return [document.path for document in self.catalogue.documents()]
