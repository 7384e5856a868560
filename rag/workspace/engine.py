"""One library with its models: everything a command can ask for."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from rag.domain import Answer, Citation, Mode, Note, StoredDocument
from rag.errors import LibraryError, StorageError
from rag.ports import Encoder, LanguageModel, VectorStore
from rag.settings import LIBRARY_FOLDER, Settings
from rag.workspace import shown
from rag.workspace.loading import Loading
from rag.workspace.parts import Adapters, Closable, Library, Parts
from rag.workspace.reporting import Reporter, Silent
from rag.workspace.results import Diagnosis, Hit, Shown, Status

if TYPE_CHECKING:
    from rag.indexing import FailedFile, Plan, SyncReport
    from rag.models.registry import ModelEntry, Verification

_NO_LIBRARY: Final = 'Build one with: rag index PATH — or name documents: ask "…" PATH'


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
        self.failures: tuple[FailedFile, ...] = ()
        """The files the last run could not read."""
        self._reporter = reporter or Silent()
        self._parts: Parts = parts or Adapters(root, settings, self._reporter)
        self._opened: tuple[Library, VectorStore] | None = None
        self._encoder: Encoder | None = None
        self._model: Loading[LanguageModel] | None = None

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
        model = self._model.result if self._model else None
        for part in (self._opened[0] if self._opened else None, self._encoder, model):
            if isinstance(part, Closable):
                part.close()
        self._opened = self._encoder = self._model = None

    @property
    def folder(self) -> Path:
        """Where the library lies."""
        return self.root / LIBRARY_FOLDER

    @property
    def composes(self) -> bool:
        """Whether answers are to be written by the model instead of quoted."""
        return self.settings.mode is Mode.COMPOSE

    def index(self, paths: Sequence[Path] = (), *, rebuild: bool = False) -> "SyncReport":
        """Bring the library up to date with its sources, its known files and `paths`.

        Raises:
            LibraryError: nothing to index, or a library that cannot be used.
            StorageError: the library cannot be written.
        """
        self._require_something(paths)
        self._open_anew() if rebuild else self._open(writable=True)
        plan = replace(self._plan(paths), rebuild=rebuild, yields=False)
        return self._synchronise(plan)

    def documents(self) -> tuple[StoredDocument, ...]:
        """Every document in the library, by path."""
        return self._library.documents()

    def ask(
        self,
        question: str,
        *,
        paths: Sequence[Path] = (),
        on_evidence: Callable[[tuple[Citation, ...]], None] | None = None,
        first_citation: int = 1,
    ) -> Answer:
        """The answer from the library, or from `paths` alone where some are given.

        Raises:
            LibraryError: no library, nothing readable, or a library that cannot be used.
            ModelError: a model is missing or cannot be used.
        """
        from rag.answering import Answerer
        from rag.prompts import Prompts

        among = self._prepared(paths)
        loading = self._loading_model()
        folder = Path(self.settings.prompts) if self.settings.prompts else None
        answerer = Answerer(
            self._library, self._vectors, self._query_encoder(), loading, Prompts(folder)
        )
        with self._library.snapshot():
            return answerer.ask(
                question,
                top_k=self.settings.top_k,
                among=among,
                on_evidence=on_evidence,
                first_citation=first_citation,
            )

    def search(self, question: str, *, paths: Sequence[Path] = ()) -> tuple[Hit, ...]:
        """The passages nearest to the question, best first; at most `top_k`."""
        from rag.questions import analyse
        from rag.retrieval import Retriever

        among = self._prepared(paths)
        names = {document.id: document.path for document in self._library.documents()}
        retriever = Retriever(self._library, self._vectors, self._query_encoder())
        found = retriever.candidates(analyse(question), self.settings.top_k, among=among)
        return tuple(
            Hit(names[one.sentence.document_id], one.sentence, one.dense) for one in found
        )

    def summarise(self, paths: Sequence[Path] = (), *, title: str | None = None) -> Note:
        """A briefing note about the library, or about `paths` alone where some are given."""
        from rag.briefing import Briefer

        among = self._prepared(paths)
        loading = self._loading_model()
        chosen = among or tuple(document.id for document in self._library.documents())
        encoder = self._query_encoder()
        briefer = Briefer(self._library, encoder=encoder, model=loading())
        with self._library.snapshot():
            return briefer.summarise(chosen, title=title, progress=self._reporter.progress)

    def keep(self, output: str) -> None:
        """Keep an answer or a note (JSON) for `show`; a library that cannot be written keeps none."""
        try:
            self._library.keep_output(output)
        except StorageError as error:
            self._reporter.notice(f"not kept for `rag show`: {error.message}")

    def show(self, number: int) -> Shown:
        """Citation `number` of the last answer or note.

        Raises:
            LibraryError: there is no such citation.
        """
        self._require_library()
        found = shown.kept_citations(self._library.last_output())
        return self.in_context(shown.numbered(found, number))

    def in_context(self, citation: Citation) -> Shown:
        """A citation with the text it stands in."""
        return shown.in_context(citation, self._library, self.root)

    def status(self) -> Status:
        """What the library holds and which models would be used."""
        exists = self._exists()
        manifest = self._library.manifest if exists else None
        return Status(
            root=self.root,
            library=self.folder,
            exists=exists,
            writable=exists and self._library.writable,
            documents=self.documents() if exists else (),
            encoder=manifest.encoder if manifest else None,
            twin_agreement=manifest.twin_agreement if manifest else None,
            sources=self.settings.sources,
            model=self._parts.model_path(),
        )

    def model_path(self) -> Path:
        """The file of the language model that would be used."""
        return self._parts.model_path()

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

        return diagnose(self.root, self._parts, self._open() if self._exists() else None)

    @property
    def _library(self) -> Library:
        return self._open()[0]

    @property
    def _vectors(self) -> VectorStore:
        return self._open()[1]

    def _open(self, *, writable: bool = False) -> tuple[Library, VectorStore]:
        """The library, opened for writing where that is possible, or else must be."""
        if self._opened is None:
            try:
                self._opened = self._parts.library(self.folder, writable=True)
            except StorageError:
                if writable or not self._exists():
                    raise
                self._opened = self._parts.library(self.folder, writable=False)
        return self._opened

    def _open_anew(self) -> None:
        """The library, opened for writing; one that cannot be read is thrown away first."""
        try:
            self._open(writable=True)
        except StorageError:
            raise
        except LibraryError as error:
            self._reporter.notice(f"starting anew: {error.message}")
            self._parts.discard(self.folder)
            self._open(writable=True)

    def _exists(self) -> bool:
        return self.folder.is_dir()

    def _prepared(self, paths: Sequence[Path]) -> tuple[int, ...] | None:
        """The documents this run is limited to, None for all, once the library is up to date."""
        from rag.indexing import covered

        self._require_something(paths)
        if self._library.writable:
            self._synchronise(self._plan(paths))
        else:
            self._reporter.notice("the library is read-only: changes to files are not looked for")
        documents = self._library.documents()
        chosen = covered(documents, self.root, paths) if paths else None
        if chosen or (documents and not paths):
            return chosen
        from rag.workspace import syncing

        raise syncing.nothing_readable(self.failures, paths)

    def _plan(self, paths: Sequence[Path]) -> "Plan":
        from rag.workspace import syncing

        return syncing.plan_for(self.root, self.settings.sources, paths)

    def _synchronise(self, plan: "Plan") -> "SyncReport":
        from rag.workspace import syncing

        report = syncing.bring_up_to_date(
            self._open(),
            plan=plan,
            encoder=self._shared_encoder,
            manifest=self._parts.manifest,
            reporter=self._reporter,
        )
        self.failures = report.failed
        return report

    def _require_something(self, paths: Sequence[Path]) -> None:
        if not paths and not self.settings.sources:
            self._require_library()

    def _require_library(self) -> None:
        if not self._exists():
            raise LibraryError(f"no library in {self.root}", _NO_LIBRARY)

    def _loading_model(self) -> Loading[LanguageModel]:
        if self._model is None:
            self._parts.check_model()
            self._model = Loading(self._parts.model)
        return self._model

    def _query_encoder(self) -> Encoder:
        """The encoder, once it is known to be the one the library was built with."""
        encoder = self._shared_encoder()
        self._library.check_encoder(encoder.card)
        return encoder

    def _shared_encoder(self) -> Encoder:
        if self._encoder is None:
            self._encoder = self._parts.encoder()
        return self._encoder
