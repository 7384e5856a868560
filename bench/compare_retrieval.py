"""What retrieval finds: units to embed, what is put before them, and ways to fuse two rankings.

    .venv/bin/python bench/compare_retrieval.py SET… [--limit 300] [--cache FOLDER]

A SET is a folder with `questions.jsonl` and `corpus.jsonl` (docs/evaluation.md). Prints, for
every variant, how often a passage the question was written about is among the first 1, 5 and
10, and a sentence that holds the answer among the first 1, 3 and 8. Vectors are kept in
`--cache`, so that a second run takes seconds.
"""

import argparse
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from rag import chunking
from rag.domain import Document, EncoderCard, Sentence
from rag.evaluation.loading import load
from rag.evaluation.sampling import first
from rag.evaluation.sets import QuestionSet, SetQuestion
from rag.evaluation.wording import contains_any, token_f1
from rag.library import FORMAT, SqliteCatalogue
from rag.models.encoders import open_encoder
from rag.ports import Encoder, Manifest, PreparedDocument
from rag.questions import analyse
from rag.retrieval import Scored, fuse
from rag.settings import Settings, cache_folder

DEPTH = 50
PASSAGES = (1, 5, 10)
SENTENCES = (1, 3, 8)
Scores = Mapping[int, float]
Fusion = Callable[[Sequence[Scored]], Scores]


@dataclass(frozen=True)
class Asked:
    """A question, its vector, and the BM25 scores of the sentences that share words with it."""

    question: SetQuestion
    vector: np.ndarray
    lexical: Mapping[int, float]


@dataclass(frozen=True)
class Library:
    """The sentences of a set by id, and the id of the document each lies in."""

    sentences: Mapping[int, Sentence]
    documents: Mapping[int, str]


def main() -> int:
    options = _options()
    settings = Settings()
    with TemporaryDirectory() as folder:
        encoder = open_encoder(settings.encoder, cache=cache_folder(), threads=settings.threads)
        for number, path in enumerate(options.sets):
            found = load(path)
            if not isinstance(found, QuestionSet):
                raise SystemExit(f"{path} holds no questions")
            _compare(found, Path(folder) / str(number), _Vectors(encoder, options.cache), options)
    return 0


def _compare(
    questions: QuestionSet, folder: Path, vectors: "_Vectors", options: argparse.Namespace
) -> None:
    folder.mkdir()
    with SqliteCatalogue.open(folder, writable=True) as catalogue:
        found = sorted(questions.documents, key=lambda one: one.id)
        documents = [_document(one.id, one.title, one.text) for one in found]
        _store(catalogue, documents)
        names = {one.id: one.path for one in catalogue.documents()}
        ordered = [s for one in names for s in catalogue.document_sentences(one)]
        library = Library(
            {one.id: one for one in ordered}, {one.id: names[one.document_id] for one in ordered}
        )
        answerable = [one for one in questions.questions if not one.unanswerable]
        chosen = first(answerable, options.limit)
        texts = [" ".join(one.text.split()) for one in chosen]
        asked = [
            Asked(one, vector, dict(catalogue.search_text(analyse(one.text).words, DEPTH)))
            for one, vector in zip(chosen, vectors.of(texts), strict=True)
        ]
    by_path = {one.path: one for one in documents}
    print(f"\n{questions.name}: {len(asked)} questions, {len(ordered):,} sentences\n")
    print("| embedded | fused | passage @1 | @5 | @10 | sentence @1 | @3 | @8 |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for unit, told in _units(by_path, ordered, library):
        matrix = vectors.of(told)
        for fusion in FUSIONS if unit == SHIPPED else ("scores and passages",):
            shares = _measure(asked, matrix, ordered, library, FUSIONS[fusion])
            print(f"| {unit} | {fusion} | " + " | ".join(f"{x:.3f}" for x in shares) + " |")


SHIPPED = "sentence; after the one before where it leans on it"


def _units(
    documents: Mapping[str, Document], ordered: Sequence[Sentence], library: Library
) -> Iterator[tuple[str, list[str]]]:
    """What the encoder is given for each sentence, variant by variant."""
    shipped = [
        text
        for one in documents.values()
        for text in chunking.embedded_texts(one, chunking.split(one))
    ]
    plain = [one.text for one in ordered]
    titles = [documents[library.documents[one.id]].title for one in ordered]
    before = [None, *ordered[:-1]]
    window = [
        f"{other.text} {one.text}" if other and other.passage_id == one.passage_id else one.text
        for other, one in zip(before, ordered, strict=True)
    ]
    passages: dict[int, str] = {}
    for one in ordered:
        passages[one.passage_id] = f"{passages.get(one.passage_id, '')} {one.text}".strip()
    yield SHIPPED, shipped
    yield "sentence alone", plain
    yield "sentence after the one before it", window
    yield "whole passage", [passages[one.passage_id] for one in ordered]
    yield "shipped, after the title", [f"{t}. {s}" for t, s in zip(titles, shipped, strict=True)]


def _measure(
    asked: Sequence[Asked],
    matrix: np.ndarray,
    ordered: Sequence[Sentence],
    library: Library,
    fusion: Fusion,
) -> list[float]:
    hits = np.zeros(len(PASSAGES) + len(SENTENCES))
    ids = [one.id for one in ordered]
    for one in asked:
        cosines = dict(zip(ids, (matrix @ one.vector).tolist(), strict=True))
        nearest = sorted(cosines, key=lambda at: -cosines[at])[:DEPTH]
        pool = [
            Scored(library.sentences[at], cosines[at], one.lexical.get(at, 0.0))
            for at in dict.fromkeys((*nearest, *one.lexical))
        ]
        scores = fusion(pool)
        ranked = sorted(scores, key=lambda at: (-scores[at], at))
        hits += _hits(one.question, [library.sentences[at] for at in ranked], library)
    return list(hits / max(1, len(asked)))


def _hits(question: SetQuestion, ranked: Sequence[Sentence], library: Library) -> np.ndarray:
    passages = list(dict.fromkeys(library.documents[one.id] for one in ranked))
    gold = set(question.context_ids)
    right = [
        library.documents[one.id] in gold and _holds(one.text, question) for one in ranked[:8]
    ]
    found = [bool(gold & set(passages[:depth])) for depth in PASSAGES]
    return np.array([*found, *(any(right[:depth]) for depth in SENTENCES)], dtype=float)


def _holds(text: str, question: SetQuestion) -> bool:
    if question.evidence_sentences:
        return token_f1(text, question.evidence_sentences) >= 0.5
    return contains_any(text, question.answers)


def _reciprocal(constant: int) -> Fusion:
    def fused(pool: Sequence[Scored]) -> Scores:
        scores: dict[int, float] = {}
        dense = sorted(pool, key=lambda one: -one.dense)[:DEPTH]
        lexical = sorted((one for one in pool if one.lexical), key=lambda one: -one.lexical)
        for ranking in (dense, lexical):
            for rank, one in enumerate(ranking, start=1):
                at = one.sentence.id
                scores[at] = scores.get(at, 0.0) + 1 / (constant + rank)
        return scores

    return fused


def _convex(weight: float) -> Fusion:
    def fused(pool: Sequence[Scored]) -> Scores:
        top = max((one.lexical for one in pool), default=0.0) or 1.0
        return {one.sentence.id: one.dense + weight * one.lexical / top for one in pool}

    return fused


FUSIONS: Mapping[str, Fusion] = {
    "meaning alone": _convex(0.0),
    "words alone": lambda pool: {one.sentence.id: one.lexical for one in pool},
    "ranks, k = 60": _reciprocal(60),
    "ranks, k = 10": _reciprocal(10),
    "scores, words × 0.2": _convex(0.2),
    "scores, words × 0.4": _convex(0.4),
    "scores, words × 0.8": _convex(0.8),
    "scores and passages": fuse,
}


@dataclass(frozen=True)
class _Vectors:
    """Vectors of texts, kept in a folder."""

    encoder: Encoder
    folder: Path

    def of(self, texts: Sequence[str]) -> np.ndarray:
        name = hashlib.sha256("\0".join((self.encoder.card.sha256, *texts)).encode()).hexdigest()
        file = self.folder / f"{name}.npy"
        if not file.is_file():
            self.folder.mkdir(parents=True, exist_ok=True)
            unique = list(dict.fromkeys(texts))
            rows = dict(zip(unique, self.encoder.encode_documents(unique), strict=True))
            np.save(file, np.stack([rows[text] for text in texts]))
        return np.load(file)


def _document(identity: str, title: str, text: str) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(identity, title, text, sha256=digest, text_sha256=digest, reader="text/1")


def _store(catalogue: SqliteCatalogue, documents: Sequence[Document]) -> None:
    manifest = Manifest(FORMAT, EncoderCard("none", 1, ""), None)
    prepared = []
    for one in documents:
        passages = chunking.split(one)
        count = sum(len(passage.sentences) for passage in passages)
        prepared.append(PreparedDocument(one, passages, np.zeros((count, 1), np.float32), 0, 0))
    catalogue.put(prepared, manifest=manifest)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET")
    parser.add_argument("--limit", type=int, default=300)
    parser.add_argument("--cache", type=Path, default=cache_folder() / "bench")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
