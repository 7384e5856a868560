"""The seams between the engine and its parts; every adapter stands behind one of these."""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from rag.domain import (
    Document,
    EncoderCard,
    FileNotice,
    ModelCard,
    Passage,
    Sentence,
    StoredDocument,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector: TypeAlias = NDArray[np.float32]
    """Unit length, shape (dimension,)."""
    Vectors: TypeAlias = NDArray[np.float32]
    """Unit-length rows, shape (count, dimension)."""
    Pixels: TypeAlias = NDArray[np.uint8]
    """Shades of grey, shape (height, width)."""

Progress: TypeAlias = Callable[[int], None]
"""Called with the number of items just finished."""


class Reader(Protocol):
    """Turns one kind of file into a Document."""

    @property
    def name(self) -> str:
        """Name and version, `text/1`; stored with each document it read."""
        ...

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether this reader is for the file, by its first bytes before its suffix.

        An empty `head` asks for an opinion by suffix alone.
        """
        ...

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`, its path set to `stored_as`.

        Raises:
            ReadError: the file holds nothing this reader can read.
        """
        ...


@dataclass(frozen=True, slots=True)
class Recognised:
    """A line of words that OCR saw in a picture."""

    text: str
    corners: tuple[tuple[float, float], ...]
    """Top left, top right, bottom right and bottom left of the words, in pixels from the top left."""
    score: float
    """How sure it is of the letters, from 0 to 1."""


class Recogniser(Protocol):
    """Finds the words that a picture shows (OCR)."""

    def recognise(self, pixels: "Pixels") -> tuple[Recognised, ...]:
        """The lines of words in a picture, in no order that counts."""
        ...


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


@dataclass(frozen=True, slots=True)
class Branch:
    """One continuation of a shared prompt: `before + scored + after`."""

    before: str
    scored: str
    """The part whose likelihood is wanted."""
    after: str


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """`text[start:end]` of the source, and the log-probability of writing it and stopping."""

    start: int
    end: int
    log_probability: float
    tokens: int
    stop: float
    """The part of `log_probability` that is for stopping there."""


class BranchReading(Protocol):
    """A shared prompt decoded together with its branches, kept for span scoring."""

    @property
    def likelihoods(self) -> tuple[float, ...]:
        """Mean natural-log probability per token of each branch's `scored` part."""
        ...

    def spans(
        self, branch: int, text: str, starts: Sequence[int], *, longest: int
    ) -> tuple[ScoredSpan, ...]:
        """Score every run of whole words of `text` that begins at one of `starts`.

        `starts` are offsets into `text` at which a word begins; runs are at most `longest`
        tokens and end at word boundaries. Each is scored as the continuation of the branch,
        the end-of-turn token included.
        """
        ...

    def start_scores(self, branch: int, text: str, starts: Sequence[int]) -> tuple[float, ...]:
        """Log-probability of the first token of `text` at each start, as what comes next."""
        ...


class LanguageModel(Protocol):
    """A causal language model that scores and continues text."""

    @property
    def card(self) -> ModelCard:
        """Name, hash and parameter count."""
        ...

    @property
    def context_length(self) -> int:
        """Tokens the model can hold at once."""
        ...

    @property
    def end_of_turn(self) -> str:
        """How the token that ends an answer is written in a prompt: `<|im_end|>`."""
        ...

    def tokens(self, text: str) -> int:
        """How many tokens `text` takes."""
        ...

    def prompt_tokens(self, prompt: str) -> int:
        """How many tokens a prompt of `chat` takes, its control tokens included."""
        ...

    def chat(self, system: str, user: str) -> str:
        """The prompt that puts `user` to the model under the rules of `system`.

        It is in the form the model was trained on. Nothing in the two texts is read as a
        control token.
        """
        ...

    def write(self, prompt: str, *, longest: int, seed: int = 0) -> Generator[str, None, None]:
        """What the model writes after `prompt`, in pieces as it comes, at most `longest` tokens.

        It ends where the model ends its turn. Readings may come between two pieces. Close the
        iterator to stop early: it holds memory until then. `seed` is for models that draw.

        Raises:
            ModelError: the prompt does not fit the context.
        """
        ...

    def read(
        self, shared: str, branches: Sequence[Branch]
    ) -> AbstractContextManager[BranchReading]:
        """Decode `shared` (kept between calls) followed by each branch.

        Raises:
            ModelError: the prompt does not fit the context.
        """
        ...


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a library was built with; a mismatch means it must be rebuilt or refused."""

    format: int
    encoder: EncoderCard
    twin_agreement: float | None
    """Lowest cosine between the query encoder and the document encoder on probe texts."""


class VectorRows(Protocol):
    """Unit vectors in order, in memory or elsewhere: `Vectors` are."""

    def __len__(self) -> int:
        """How many there are."""
        ...

    def __iter__(self) -> Iterator["Vector"]:
        """Each of them, shape (dimension,)."""
        ...


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """A document ready to be stored: `vectors[i]` belongs to the i-th sentence in order."""

    document: Document
    passages: tuple[Passage, ...]
    vectors: "VectorRows"
    size: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Refiling:
    """A document whose text is as it was, and what its file is called and dated now."""

    document_id: int
    path: str
    title: str
    size: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class KnownFailure:
    """A file that could not be read when it was as it is described here."""

    path: str
    size: int
    modified_ns: int
    reason: str
    hint: str
    readers: str
    """The readers there were, and what bounded them; others may read it."""


class Catalogue(Protocol):
    """The library's truth: documents, passages, sentences, full text and vectors."""

    @property
    def generation(self) -> int:
        """Grows by one with each committed change."""
        ...

    @property
    def manifest(self) -> Manifest | None:
        """What the library was built with; None before the first document."""
        ...

    def snapshot(self) -> AbstractContextManager[None]:
        """A block in which all reads see one committed state, whatever is written meanwhile."""
        ...

    def documents(self) -> tuple[StoredDocument, ...]:
        """Every document, by path."""
        ...

    def text(self, document_id: int) -> str:
        """The document's text, in which its sentences' offsets count."""
        ...

    def document(self, document_id: int) -> Document:
        """The document as it was read."""
        ...

    def sentences(self, ids: Sequence[int]) -> tuple[Sentence, ...]:
        """The sentences with these ids, in the order given."""
        ...

    def document_sentences(self, document_id: int) -> tuple[Sentence, ...]:
        """All sentences of a document in order."""
        ...

    def passage_sentences(self, passage_id: int) -> tuple[Sentence, ...]:
        """All sentences of a passage in order."""
        ...

    def search_text(
        self, words: Sequence[str], count: int, *, among: Sequence[int] | None = None
    ) -> tuple[tuple[int, float], ...]:
        """Sentence ids and BM25 scores (higher is better) for any of `words`, best first.

        `among` limits the search to documents with these ids.
        """
        ...

    def word_frequencies(self, words: Sequence[str]) -> Mapping[str, int]:
        """In how many sentences each word occurs, after stemming."""
        ...

    def vectors(self, ids: Sequence[int] | None = None) -> tuple["NDArray[np.int64]", "Vectors"]:
        """Sentence ids and their vectors; all of them by default."""
        ...

    def put(self, documents: Sequence[PreparedDocument], *, manifest: Manifest) -> tuple[int, ...]:
        """Store these documents in one transaction, replacing those with the same path."""
        ...

    def remove(self, document_ids: Sequence[int]) -> None:
        """Forget documents in one transaction; their ids are never used again."""
        ...

    def refile(self, documents: Sequence[Refiling]) -> None:
        """Record that files have other names or dates, all in one transaction."""
        ...

    def notices(self) -> tuple[FileNotice, ...]:
        """What readers told of the documents, by path."""
        ...

    def failures(self) -> tuple[KnownFailure, ...]:
        """The files that could not be read, by path."""
        ...

    def keep_failures(
        self, failures: Sequence[KnownFailure], *, forget: Sequence[str] = ()
    ) -> None:
        """Keep these failures in place of those of the same paths, and none of `forget`."""
        ...

    def pending(self) -> tuple[str, ...]:
        """Paths that a run was asked to add and has not finished with."""
        ...

    def keep_pending(self, paths: Sequence[str]) -> None:
        """Keep these paths, and no others, until they are finished with."""
        ...

    def keep_output(self, output: str) -> None:
        """Keep the last answer or note (JSON) for `rag show`."""
        ...

    def last_output(self) -> str | None:
        """The last answer or note (JSON), or None."""
        ...


class VectorStore(Protocol):
    """Finds the nearest sentence vectors."""

    def search(
        self, query: "Vector", count: int, *, among: Sequence[int] | None = None
    ) -> tuple[tuple[int, float], ...]:
        """Sentence ids and cosines, best first; `among` limits to documents with these ids."""
        ...

    def refresh(self) -> None:
        """Bring the store to the catalogue's generation and save it, atomically."""
        ...
