"""Briefing notes about many small sets of documents, as material for testing what is edited.

    .venv/bin/python bench/make_notes.py --data DIR/neus --out runs/notes [--limit 220]

DATA holds items.jsonl: `id` and `documents`, each with `title` and `text`. OUT/libraries/ID gets
the documents of an item with a library of their own, OUT/notes/ID.md the note about them, so that
`rag check OUT/notes/ID.md --root OUT/libraries/ID` finds what it quotes. One process, whose models
are loaded once. What is there already is left as it is.
"""

import argparse
import itertools
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.errors import RagError
from rag.models.encoders import open_encoder
from rag.ports import Encoder, LanguageModel
from rag.render import markdown
from rag.settings import Settings, cache_folder
from rag.workspace import Adapters, Silent, Workspace


@dataclass(frozen=True)
class Item:
    """A set of documents that tell of the same event."""

    name: str
    documents: tuple[Mapping[str, str], ...]


class Shared:
    """A model that outlives the workspaces that use it: it has no `close` of its own."""

    def __init__(self, model: object) -> None:
        self._model = model

    def __getattr__(self, name: str) -> object:
        if name == "close":
            raise AttributeError(name)
        return getattr(self._model, name)


class SharedModels(Adapters):
    """The parts of one library, with models that were loaded before."""

    def __init__(self, root: Path, settings: Settings, models: tuple[object, object]) -> None:
        super().__init__(root, settings, Silent())
        self._models = models

    def encoder(self) -> Encoder:
        return self._models[0]  # type: ignore[return-value]

    def model(self) -> LanguageModel:
        return self._models[1]  # type: ignore[return-value]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder of items.jsonl")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=220, help="so many items, from the first")
    options = parser.parse_args()
    items = itertools.islice(read_items(options.data / "items.jsonl"), options.limit)
    (options.out / "notes").mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    made = make_notes(tuple(items), options.out)
    print(f"{made} notes in {time.perf_counter() - began:.0f} s")


def read_items(path: Path) -> Iterator[Item]:
    """The items of a file of JSON lines."""
    for line in path.read_text("utf-8").splitlines():
        found = json.loads(line)
        yield Item(found["id"], tuple(found["documents"]))


def make_notes(items: Sequence[Item], out: Path) -> int:
    """Writes the notes that are not there yet; returns how many."""
    wanted = [item for item in items if not note_path(out, item).exists()]
    settings = Settings()
    encoder = Shared(open_encoder(None, cache=cache_folder(), threads=None))
    model = Shared(Adapters(out.resolve(), settings, Silent()).model())
    made = 0
    for item in wanted:
        root = (out / "libraries" / item.name).resolve()
        write_documents(item, root / "documents")
        settings = Settings(sources=(str(root / "documents"),))
        parts = SharedModels(root, settings, (encoder, model))
        try:
            with Workspace(root, settings, parts=parts) as workspace:
                written = markdown.note(workspace.summarise())
        except RagError as error:
            print(f"{item.name}: {error}")
            continue
        note_path(out, item).write_text(written + "\n", "utf-8")
        made += 1
    return made


def note_path(out: Path, item: Item) -> Path:
    """Where an item's note is kept."""
    return out / "notes" / f"{item.name}.md"


def write_documents(item: Item, folder: Path) -> None:
    """One text file for each document, its title the first line."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, document in enumerate(item.documents, 1):
        text = f"{document['title']}\n\n{document['text']}\n"
        (folder / f"{number}.txt").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
