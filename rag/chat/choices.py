"""What a chat was told to ask, and how to answer: documents, filter, mode and model."""

from dataclasses import dataclass, field
from pathlib import Path

from rag.chat.filters import Filter
from rag.chat.ports import Engine
from rag.domain import Mode
from rag.errors import RagError


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen so far; what never was is left to the settings."""

    paths: tuple[str, ...] = ()
    """The files and folders that are asked; empty for the whole library."""
    filter: Filter = field(default_factory=Filter)
    mode: Mode | None = None
    model: str | None = None
    """The file of the language model."""

    def over(self, earlier: "Choices") -> "Choices":
        """These, and where nothing was chosen the earlier ones."""
        return Choices(
            self.paths or earlier.paths,
            self.filter or earlier.filter,
            self.mode or earlier.mode,
            self.model or earlier.model,
        )

    @property
    def told(self) -> str:
        """The choices in words; empty where there are none."""
        parts = (
            f"of {', '.join(Path(path).name for path in self.paths)}" if self.paths else "",
            f"filter {self.filter.told}" if self.filter else "",
            f"mode {self.mode}" if self.mode else "",
            f"model {Path(self.model).stem}" if self.model else "",
        )
        return " · ".join(part for part in parts if part)


def taken_up(engine: Engine, earlier: Choices, given: Choices) -> tuple[Choices, RagError | None]:
    """The choices of a chat that goes on, put into effect; what is given anew comes first.

    With the error of a model that cannot be used any more: the one of the settings is kept then.
    """
    chosen = given.over(earlier)
    if chosen.mode and not given.mode:
        engine.use_mode(chosen.mode)
    if chosen.model is None or given.model:
        return chosen, None
    try:
        engine.use_model(Path(chosen.model))
    except RagError as error:
        return Choices(chosen.paths, chosen.filter, chosen.mode), error
    return chosen, None
