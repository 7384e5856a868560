"""One library with its models: everything a command can ask for."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rag.domain import Answer, Citation, Comparison, Note, Statement
from rag.workspace import comparing
from rag.workspace.equipping import Equipping
from rag.workspace.keeping import Keeping
from rag.workspace.opened import Only
from rag.workspace.results import Hit
from rag.workspace.resuming import resumable
from rag.workspace.searching import Searching
from rag.workspace.showing import Showing

if TYPE_CHECKING:
    from rag.briefing import Request as NoteRequest
    from rag.checker import Checked
    from rag.checking import NoteCheck, ParsedNote
    from rag.composing import Composer
    from rag.composing.drafting import OnStatement


class Workspace(Keeping, Equipping, Showing):
    """Answers, compares, sums up and checks, from the library and with the models it opened."""

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
        unread = tuple(each.path for each in self.unread)
        wanted = replace(request or NoteRequest(), unread=unread)
        with self._library.snapshot():
            hashes = {one.id: one.sha256 for one in self._library.documents()}
            about = (wanted, self.settings.mode, *(hashes[one] for one in chosen))
            with resumable(loading(), self.folder, about, self._reporter) as model:
                briefer = Briefer(
                    self._library, encoder=composer.encoder, model=model, composer=composer
                )
                return briefer.summarise(chosen, wanted, progress=self._reporter.progress)

    def _searching(self, paths: Sequence[Path]) -> Searching:
        among = self._upkeep.prepared(paths)
        return Searching(self._library, self._shelf.vectors, self._query_encoder(), among)

    def _composer(self, on_statement: "OnStatement | None" = None) -> "Composer":
        """What lets a model write, if the settings or its size say so."""
        from rag.composing import Composer
        from rag.prompts import Prompts

        prompts = Prompts(Path(self.settings.prompts) if self.settings.prompts else None)
        encoder, settings = self._query_encoder(), self.settings
        return Composer(encoder, prompts, settings.mode, settings.seed, on_statement)
