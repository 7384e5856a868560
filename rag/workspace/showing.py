"""What a workspace shows again: citations and places, each in its document."""

from collections.abc import Sequence
from pathlib import Path

from rag.domain import Citation, Context
from rag.errors import LibraryError
from rag.workspace import lookup, shown
from rag.workspace.opened import Opened
from rag.workspace.results import Shown


class Showing(Opened):
    """Keeps the last answer or note, and shows what it cites and what stands at a place."""

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
