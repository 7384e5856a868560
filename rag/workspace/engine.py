"""One library with its models: everything a command can ask for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeAlias

import msgspec

from rag.domain import Answer, Citation, Comparison, Context, Mode, Note, Statement, StoredDocument
from rag.errors import LibraryError
from rag.ports import Encoder, LanguageModel
from rag.settings import Settings
from rag.workspace import comparing, lookup, shown
from rag.workspace.models import Models
from rag.workspace.parts import Adapters, Library, Parts
from rag.workspace.reporting import Reporter, Silent
from rag.workspace.results import Diagnosis, Hit, Shown, Status
from rag.workspace.searching import Searching
from rag.workspace.shelf import Shelf
from rag.workspace.standing import standing
from rag.workspace.upkeep import Indexing, Upkeep

if TYPE_CHECKING:
    from rag.briefing import Request as NoteRequest
    from rag.checker import Checked
    from rag.checking import NoteCheck, ParsedNote
    from rag.composing import Composer
    from rag.composing.drafting import OnStatement
    from rag.indexing import FailedFile, SyncReport
    from rag.library import Repaired
    from rag.models.registry import ModelEntry, Verification

Only: TypeAlias = Callable[[StoredDocument], bool]
"""Says which documents a run is limited to."""


class Workspace:
    """Opens the library at `root` and loads models when they are first needed."""

    def __init__(
        self,
        root: Path,
        settings: Settings,
        reporter: Reporter | None = None,
        *,
        parts: Parts | None = None,
    ) -> None:
        self.root = root
        self.settings = settings
        self._reporter = reporter or Silent()
        chosen: Parts = parts or Adapters(root, settings, self._reporter)
        self._models = Models(chosen)
        self._shelf = Shelf(root, chosen, self._reporter)
        self._upkeep = Upkeep(
            self._shelf,
            settings,
            chosen,
            encoder=self._models.encoder,
            reporter=self._reporter,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the library and free the models."""
        self._shelf.close()
        self._models.close()

    @property
    def folder(self) -> Path:
        """Where the library lies."""
        return self._shelf.folder

    @property
    def failures(self) -> "tuple[FailedFile, ...]":
        """The files the last run could not read."""
        return self._upkeep.failures

    @property
    def unread(self) -> "tuple[FailedFile, ...]":
        """Of the documents of the last run all files that could not be read, now or before."""
        return self._upkeep.unread

    def index(
        self,
        paths: Sequence[Path] = (),
        *,
        rebuild: bool = False,
        retry: bool = False,
        may_be_empty: bool = False,
    ) -> "SyncReport":
        """Bring the library up to date with its sources, its known files and `paths`.

        Raises:
            LibraryError: nothing to index, or a library that cannot be used.
            StorageError: the library cannot be written.
        """
        return self._upkeep.index(paths, Indexing(rebuild, retry, may_be_empty))

    def watch(self, paths: Sequence[Path] = ()) -> "Iterator[SyncReport]":
        """The report of each run that a change to the files calls for, until Ctrl-C.

        Raises:
            LibraryError: the library cannot be used any more.
        """
        return self._upkeep.watch(paths)

    def repair(self) -> "Repaired | None":
        """Save what can be read of a damaged library, and read the other files again.

        None where nothing was damaged; the vectors are brought up to date all the same.

        Raises:
            LibraryError: there is none, or it is no library of this program's.
            StorageError: it cannot be written.
        """
        self._upkeep.require_library()
        self._shelf.close()
        repaired = self._models.parts.repair(self.folder)
        if repaired is None or repaired.documents or repaired.lost:
            self._upkeep.index((), Indexing(may_be_empty=True))
        return repaired

    def read_through(self, wrap: Callable[[LanguageModel], LanguageModel]) -> None:
        """Use the language model as `wrap` returns it; to be said before it is first needed."""
        self._models.read_through(wrap)

    def documents(self, paths: Sequence[Path] = ()) -> tuple[StoredDocument, ...]:
        """Every document in the library by path, or those that are or lie in one of `paths`."""
        from rag.indexing import covered

        held = self._library.documents()
        chosen = frozenset(covered(held, self.root, paths))
        return tuple(one for one in held if one.id in chosen) if paths else held

    def mentioning(self, words: str) -> tuple[str, ...]:
        """The paths of the documents that hold all these words, those with most of them first."""
        return lookup.mentioning(self._library, words)

    def language_model(self) -> LanguageModel:
        """The language model, loaded when it is first needed.

        Raises:
            ModelError: it is missing or cannot be used.
        """
        return self._models.language_model()()

    def ready(self, paths: Sequence[Path] = ()) -> None:
        """Returns once questions about `paths` can be answered; models stay loaded.

        Raises:
            LibraryError: no library, nothing readable, or a library that cannot be used.
            ModelError: a model is missing or cannot be used.
            PromptError: a prompt cannot be used.
        """
        self._models.parts.check_prompts()
        self._models.parts.check_model()
        self._upkeep.prepared(paths)
        loading = self._models.language_model()
        self._query_encoder()
        loading()

    def ask(
        self,
        question: str,
        *,
        paths: Sequence[Path] = (),
        only: Only | None = None,
        on_evidence: Callable[[tuple[Citation, ...]], None] | None = None,
        on_statement: Callable[[Statement], None] | None = None,
        cited: Sequence[Citation] = (),
    ) -> Answer:
        """The answer from the library, or from `paths` and what fits `only` where they are given.

        `on_evidence` is told the passages found, `on_statement` each composed sentence that holds.
        What was `cited` before keeps its number, other passages take the next.

        Raises:
            LibraryError: no library, nothing readable, or a library that cannot be used.
            ModelError: a model is missing or cannot be used.
        """
        from rag.answering import Answerer

        among = self._among(paths, only)
        loading = self._models.language_model()
        composer = self._composer(on_statement)
        encoder, prompts = composer.encoder, composer.prompts
        answerer = Answerer(
            self._library, self._shelf.vectors, encoder, loading, prompts, composer
        )
        with self._library.snapshot():
            return answerer.ask(
                question,
                top_k=self.settings.top_k,
                among=among,
                on_evidence=on_evidence,
                cited=cited,
            )

    def answerable(
        self, question: str, *, paths: Sequence[Path] = (), only: Only | None = None
    ) -> bool:
        """Whether the question is likely to be answered, told without the language model."""
        from rag.answering.foreseeing import answerable

        return answerable(
            question,
            catalogue=self._library,
            vectors=self._shelf.vectors,
            encoder=self._query_encoder(),
            among=self._among(paths, only),
        )

    def search(self, question: str, *, paths: Sequence[Path] = ()) -> tuple[Hit, ...]:
        """The passages nearest to the question, best first; at most `top_k`.

        What shares no word with it and is not near it in meaning is left out.
        """
        return self._searching(paths).hits(question, self.settings.top_k)

    def ranking(self, question: str, *, paths: Sequence[Path] = ()) -> tuple[str, ...]:
        """The paths of the documents in which sentences are found for the question, best first."""
        return self._searching(paths).ranking(question)

    def check(self, sentences: Sequence[str], evidence: Sequence[str]) -> "tuple[Checked, ...]":
        """What the evidence does not bear out of each sentence; needs no library."""
        from rag.checker import EvidenceBase, check

        encoder, model = self._models.encoder(), self._models.language_model()()
        base = EvidenceBase.of(evidence, encoder=encoder)
        return tuple(check(one, base, encoder=encoder, model=model) for one in sentences)

    def check_note(self, note: "ParsedNote", *, path: Path | None = None) -> "NoteCheck":
        """Every line of a note held against the library; the file `path` bears nothing out.

        Models are loaded only where words do not decide.

        Raises:
            LibraryError: no library, nothing readable, or a library that cannot be used.
            ModelError: the encoder is needed and cannot be used.
        """
        from rag.checking import NoteChecker
        from rag.indexing.discovery import stored_path

        self._upkeep.prepared(())
        own = () if path is None else (stored_path(self.root, path),)
        with self._library.snapshot():
            checker = NoteChecker(
                self._library, self._shelf.vectors, encoder=self._query_encoder, left_out=own
            )
            return checker.check(note)

    def compare(
        self,
        topic: str,
        *,
        paths: Sequence[Path] = (),
        only: Only | None = None,
        cited: Sequence[Citation] = (),
    ) -> Comparison:
        """What each document says of a topic, and where they differ, numbered on from those `cited`.

        Raises:
            RefusedError: no document says anything of it.
        """
        among = self._among(paths, only)
        parts = (self._library, self._shelf.vectors, self._query_encoder())
        with self._library.snapshot():
            return comparing.compared(parts, topic, among=among, cited=cited)

    def summarise(
        self,
        paths: Sequence[Path] = (),
        request: "NoteRequest | None" = None,
        *,
        only: Only | None = None,
    ) -> Note:
        """A briefing note about the library, or about `paths` and what fits `only` where given.

        Raises:
            ModelError: a model is missing or cannot be used.
            RefusedError: no document is recent enough, or none says anything of the focus.
        """
        from rag.briefing import Briefer
        from rag.briefing import Request as NoteRequest

        among = self._among(paths, only)
        loading = self._models.language_model()
        chosen = among or tuple(document.id for document in self._library.documents())
        composer = self._composer()
        briefer = Briefer(
            self._library, encoder=composer.encoder, model=loading(), composer=composer
        )
        with self._library.snapshot():
            return briefer.summarise(
                chosen,
                replace(request or NoteRequest(), unread=tuple(each.path for each in self.unread)),
                progress=self._reporter.progress,
            )

    def holds(self, path: Path) -> bool:
        """Whether the file is a document of the library."""
        from rag.indexing.discovery import stored_path

        name = stored_path(self.root, path)
        return self._shelf.exists and any(each.path == name for each in self.documents())

    def keep(self, output: str) -> None:
        """Keep an answer or a note (JSON) for `show`; one that cannot be written now keeps none."""
        try:
            self._library.keep_output(output)
        except LibraryError as error:
            self._reporter.notice(f"not kept for `rag show`: {error.message}")

    def show(self, number: int) -> Shown:
        """Citation `number` of the last answer or note.

        Raises:
            LibraryError: there is no such citation.
        """
        self._upkeep.require_library()
        found = shown.kept_citations(self._library.last_output())
        return self.in_context(shown.numbered(found, number))

    def show_place(self, path: Path, place: str) -> Shown:
        """A line of a document in the library, or a page, slide or cell of one without lines.

        Raises:
            LibraryError: there is no such document or place.
        """
        self._upkeep.require_library()
        return lookup.at_place(self._library, self.root, path, place)

    def in_context(self, citation: Citation) -> Shown:
        """A citation with the text it stands in."""
        return shown.in_context(citation, self._library, self.root)

    def contexts(self, citations: Sequence[Citation]) -> dict[int, Context]:
        """The passage around each citation by its id; those no longer in the library are left out."""
        return shown.contexts(citations, self._library)

    def status(self) -> Status:
        """What the library holds and which models would be used."""
        library = self._library if self._shelf.exists else None
        return standing(self.root, self.settings, library, self.model_path())

    def model_path(self) -> Path:
        """The file of the language model that would be used."""
        return self._models.parts.model_path()

    def composes(self) -> bool:
        """Whether answers would be written by the model rather than quoted."""
        from rag.composing import composes

        return composes(self._models.language_model()().card, self.settings.mode)

    def use_mode(self, mode: Mode) -> None:
        """Write answers from now on in this mode."""
        self.settings = msgspec.structs.replace(self.settings, mode=mode)

    def use_model(self, path: Path) -> None:
        """Read with the model in this file from now on.

        Raises:
            ModelError: it cannot be used; the model before stays.
        """
        self._models.use(path)

    def models(self) -> "tuple[ModelEntry, ...]":
        """Every model at hand."""
        from rag.models.registry import list_models

        return list_models(self.settings.model, self.root)

    def pull(self, name: str) -> Path:
        """The file that `hf:OWNER/REPO/FILE.gguf` names, fetched into ROOT/models."""
        from rag.models.download import pull
        from rag.models.registry import MODELS_FOLDER

        def told(received: int, total: int | None) -> None:
            self._reporter.progress("fetching", received, total or received)

        return pull(name, self.root / MODELS_FOLDER, progress=told)

    def verify_models(self) -> "tuple[Verification, ...]":
        """The hashes of the built-in models beside the expected ones."""
        from rag.models.registry import verify_defaults

        return verify_defaults()

    def doctor(self) -> Diagnosis:
        """What is wrong with models and library, and what to do about it."""
        from rag.workspace.diagnosis import diagnose

        return diagnose(
            self.root,
            self._models.parts,
            lambda: self._shelf.open() if self._shelf.exists else None,
        )

    @property
    def _library(self) -> Library:
        return self._shelf.library

    def _searching(self, paths: Sequence[Path]) -> Searching:
        among = self._upkeep.prepared(paths)
        return Searching(self._library, self._shelf.vectors, self._query_encoder(), among)

    def _among(self, paths: Sequence[Path], only: Only | None) -> tuple[int, ...] | None:
        """The documents that a run is limited to, None for all, once the library is up to date.

        Raises:
            LibraryError: there is none.
        """
        among = self._upkeep.prepared(paths)
        if only is None:
            return among
        chosen = tuple(
            document.id
            for document in self._library.documents()
            if (among is None or document.id in among) and only(document)
        )
        if not chosen:
            raise LibraryError("no document fits the filter", "Widen it, or take it off.")
        return chosen

    def _composer(self, on_statement: "OnStatement | None" = None) -> "Composer":
        """What lets a model write, if the settings or its size say so."""
        from rag.composing import Composer
        from rag.prompts import Prompts

        prompts = Prompts(Path(self.settings.prompts) if self.settings.prompts else None)
        encoder, settings = self._query_encoder(), self.settings
        return Composer(encoder, prompts, settings.mode, settings.seed, on_statement)

    def _query_encoder(self) -> Encoder:
        """The encoder, once it is known to be the one the library was built with."""
        encoder = self._models.encoder()
        self._library.check_encoder(encoder.card)
        return encoder
