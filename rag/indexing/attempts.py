"""Files read one after the other; those that fail are noted, and the rest goes on."""

from collections.abc import Callable, Sequence

from rag.domain import FileNotice
from rag.errors import ReadError
from rag.indexing.batches import Batches
from rag.indexing.candidates import Candidate
from rag.indexing.report import FailedFile
from rag.ports import Catalogue, KnownFailure


class Attempts:
    """Reads files into `batches`, and keeps in `catalogue` which of them failed, and why."""

    def __init__(self, catalogue: Catalogue, batches: Batches, *, readers: str) -> None:
        self._catalogue = catalogue
        self._batches = batches
        self._readers = readers
        self.stored: list[Candidate] = []
        self.failed: list[FailedFile] = []
        self.notices: list[FileNotice] = []
        self.emptied: list[Candidate] = []
        """Known files that hold nothing readable any more."""

    def read(
        self,
        candidates: Sequence[Candidate],
        *,
        reached: Callable[[int, str], None],
        passed: Callable[[int], None],
    ) -> None:
        """Read and store files; `reached` is told of each, `passed` the bytes of those that fail."""
        for done, candidate in enumerate(candidates):
            reached(done, candidate.name)
            try:
                told = self._batches.add(candidate)
            except ReadError as error:
                self._note(candidate, error)
                passed(candidate.size)
            else:
                self.stored.append(candidate)
                self.notices += (FileNotice(candidate.name, one.fact, one.hint) for one in told)
        self._batches.flush()
        reached(len(candidates), "")

    def outlived(self, failures: Sequence[str]) -> tuple[str, ...]:
        """Those of earlier `failures` that are failures no more."""
        failed = {failure.path for failure in self.failed}
        return tuple(path for path in failures if path not in failed)

    def _note(self, candidate: Candidate, error: ReadError) -> None:
        reason = error.message.removeprefix(f"{candidate.path} ")
        self.failed.append(FailedFile(candidate.name, reason, error.hint))
        # A file that the system will not give us now may still hold what we know of it, and may
        # be given to us tomorrow; one that we read and that says nothing will not.
        if isinstance(error.__cause__, OSError):
            return
        if candidate.known is not None:
            self.emptied.append(candidate)
        size, modified_ns = candidate.size, candidate.modified_ns
        failure = KnownFailure(
            candidate.name, size, modified_ns, reason, error.hint, self._readers
        )
        self._catalogue.keep_failures((failure,))
