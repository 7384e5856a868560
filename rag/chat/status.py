"""The line below the prompt: documents, model, mode and filter, as much as fits."""

from dataclasses import dataclass, field
from typing import Final

from rag.chat.talking import Chat
from rag.domain import Mode
from rag.render.layout import display_width, one_line

_JOINT: Final = " · "


@dataclass
class Status:
    """What is asked, of how many documents, and how; looked up once for every prompt."""

    chat: Chat
    _parts: tuple[str, ...] = field(default=(), init=False)

    def renew(self) -> None:
        """Look everything up again."""
        held = len(self.chat.engine.documents())
        wanted = self.chat.filter
        count = sum(map(wanted, self.chat.documents))
        of_all = f" of {held:,}" if count < held else ""
        plural = "" if held == 1 else "s"
        self._parts = (
            f"{count:,}{of_all} document{plural}" + (f" ({wanted.told})" if wanted else ""),
            self._mode(),
            self.chat.engine.model_path().stem,
            f"next passage [{self.chat.next_citation}]",
        )

    def line(self, width: int) -> str:
        """As many of the parts, in their order, as stand in `width` columns."""
        line = ""
        for part in map(one_line, self._parts):
            longer = f"{line}{_JOINT}{part}" if line else part
            if display_width(longer) > width:
                break
            line = longer
        return line

    def paths(self) -> tuple[str, ...]:
        """The documents' paths, to choose from."""
        return tuple(document.path for document in self.chat.documents)

    def _mode(self) -> str:
        return Mode.COMPOSE if self.chat.engine.composes() else Mode.QUOTE
