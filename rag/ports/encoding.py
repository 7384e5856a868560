"""What turns texts into vectors."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias

from rag.domain import EncoderCard

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector: TypeAlias = NDArray[np.float32]
    """Unit length, shape (dimension,)."""
    Vectors: TypeAlias = NDArray[np.float32]
    """Unit-length rows, shape (count, dimension)."""

Progress: TypeAlias = Callable[[int], None]
"""Called with the number of items just finished."""


class Encoder(Protocol):
    """Turns texts into unit vectors whose dot product is their similarity in meaning."""

    @property
    def card(self) -> EncoderCard:
        """Name, dimension and weights' hash."""
        ...

    def encode_query(self, text: str) -> "Vector":
        """The vector of a question, shape (dimension,)."""
        ...

    def encode_documents(
        self, texts: Sequence[str], *, progress: Progress | None = None
    ) -> "Vectors":
        """The vectors of texts to be searched, shape (len(texts), dimension)."""
        ...
