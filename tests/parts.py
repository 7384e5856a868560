"""A workspace's parts without models: a real library on disk, fake encoder and model."""

from copy import copy
from pathlib import Path

from rag.errors import StorageError
from rag.library import FORMAT, FaissVectors, SqliteCatalogue, discard, repair
from rag.ports import Manifest
from rag.workspace import Workspace
from tests.fakes import FakeEncoder, FakeModel


class FakeParts:
    """Implements rag.workspace.Parts."""

    def __init__(
        self, *, encoder=None, model=None, cannot_load=None, read_only=False, prompts=None
    ):
        self.prompts = prompts
        self.fake_encoder = encoder or FakeEncoder()
        self.fake_model = model or FakeModel()
        self.cannot_load = cannot_load
        self.loaded = 0
        self.read_only = read_only

    def library(self, folder, *, writable):
        if writable and self.read_only:
            raise StorageError(f"{folder} cannot be written", "Make it writable.")
        catalogue = SqliteCatalogue.open(folder, writable=writable)
        return catalogue, FaissVectors(folder, catalogue)

    def discard(self, folder):
        discard(folder)

    def repair(self, folder):
        return repair(folder)

    def encoder(self):
        return self.fake_encoder

    def manifest(self, encoder):
        return Manifest(FORMAT, encoder.card, 0.999999)

    def model(self):
        self.loaded += 1
        if self.cannot_load:
            raise self.cannot_load
        return self.fake_model

    def check_model(self):
        """Nothing to refuse."""

    def check_prompts(self):
        if self.prompts:
            raise self.prompts

    def model_path(self):
        return Path("/models/fake.gguf")

    def with_model(self, model):
        changed = copy(self)
        changed.chosen = model
        return changed

    def runtime(self):
        return "a fake"


def opener(parts):
    """What tests hand to the command line as typer's `obj`."""
    return lambda root, settings, reporter: Workspace(root, settings, reporter, parts=parts)
