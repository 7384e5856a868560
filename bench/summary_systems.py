"""Who writes the summaries: the program, and what it is compared with."""

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

from bench.summary_items import Item, SummarySet
from bench.summary_texts import fill, sentences_of, told
from rag import quantities
from rag.briefing import Briefer, Request
from rag.domain import Kind, Note, Sentence
from rag.errors import RefusedError
from rag.evaluation.corpus import digest, lay_out
from rag.evaluation.versions import library_version
from rag.ports import Encoder, LanguageModel
from rag.questions import analyse
from rag.render import json as rendered
from rag.retrieval import Retriever
from rag.settings import LIBRARY_FOLDER, Settings
from rag.workspace import Adapters, Silent, Workspace
from rag.workspace.parts import Library

NEAREST = 30
FEW_WORDS = 5
SHOWN_TOKENS = 1_000
RULES = "You summarise documents. Use only what they say."
NEUTRAL = "Write a neutral summary."
FOCUSED = "Write a summary of what was said that answers this: {question}"
_SPEAKER = re.compile(r"[A-Z][^:.?!]{0,40}: ")
_REFUSED = {
    "refused": True,
    "figures": 0,
    "disagreements": 0,
    "has_disagreements_key": False,
    "has_coverage": False,
    "documents": 1,
    "used": 0,
    "sources_have_digits": False,
    "sources_have_numbers": False,
}
_NUMBERS = (Kind.COUNT, Kind.MONEY, Kind.PERCENT)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a system wrote, one string a sentence, not yet cut, and what else is to be counted."""

    sentences: tuple[str, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Shelf:
    """A set's library with the models, all opened once."""

    library: Library
    retriever: Retriever
    encoder: Encoder
    model: LanguageModel
    ids: Mapping[str, int]
    """The library's number of each document of the set."""

    def numbers(self, item: Item) -> tuple[int, ...]:
        return tuple(self.ids[one] for one in item.documents)

    def sentences(self, item: Item) -> list[tuple[Sentence, ...]]:
        """The sentences of each of the item's documents."""
        return [self.library.document_sentences(one) for one in self.numbers(item)]

    def texts(self, item: Item) -> tuple[str, ...]:
        """All sentences of the item's documents, one document after the other."""
        return tuple(_line(one.text) for own in self.sentences(item) for one in own)


@contextmanager
def opened(found: SummarySet, cache: Path) -> Iterator[Shelf]:
    """The set's library, built in `cache` from files where it is not there yet."""
    settings = Settings()
    root = cache / f"{found.name}-{digest(found.documents)[:12]}-{library_version(settings)[:12]}"
    corpus = lay_out(found.documents, root)
    with Workspace(root, Settings(sources=tuple(map(str, corpus.sources)))) as workspace:
        workspace.index()
    parts = Adapters(root, settings, Silent())
    library, vectors = parts.library(root / LIBRARY_FOLDER, writable=False)
    with closing(library):
        encoder = parts.encoder()
        ids = {corpus.id_of(one.path): one.id for one in library.documents()}
        yield Shelf(library, Retriever(library, vectors, encoder), encoder, parts.model(), ids)


def note(shelf: Shelf, item: Item) -> Summary:
    """The program's note, with the item's question for a focus where there is one.

    Where the program refuses to write one there is no text, which scores nothing.
    """
    briefer = Briefer(shelf.library, encoder=shelf.encoder, model=shelf.model)
    try:
        made = briefer.summarise(shelf.numbers(item), Request(focus=item.question or None))
    except RefusedError:
        return Summary(("",), _REFUSED)
    return Summary(told(made), {**_sections(made), **_figures(shelf, item), **_cited(made, item)})


def _sections(made: Note) -> dict[str, Any]:
    keys = rendered.note_object(made)
    return {
        "figures": len(made.figures),
        "disagreements": len(made.disagreements),
        "has_disagreements_key": "disagreements" in keys,
        "has_coverage": "coverage" in keys and made.coverage.documents == len(made.sources),
        "documents": len(made.sources),
        "used": made.coverage.used,
    }


def _figures(shelf: Shelf, item: Item) -> dict[str, Any]:
    """Whether the sources have figures: any digit, and any count, amount or percentage read."""
    texts = shelf.texts(item)
    kinds = {one.kind for text in texts for one in quantities.find(text)}
    digits = any(re.search(r"\d", text) for text in texts)
    return {"sources_have_digits": digits, "sources_have_numbers": bool(kinds & set(_NUMBERS))}


def _cited(made: Note, item: Item) -> dict[str, Any]:
    """How many of the brief's and key points' citations lie in the turns that are marked."""
    if not item.turns:
        return {}
    wanted = {number for one in (*made.brief, *made.key_points) for number in one.citations}
    lines = [one.line_start for one in made.citations if one.id in wanted and one.line_start]
    marked = sum(any(first <= line - 1 <= last for first, last in item.turns) for line in lines)
    return {"cited": len(lines), "cited_in_turns": marked}


def lead(shelf: Shelf, item: Item) -> Summary:
    """The first three sentences of the first document."""
    return Summary(tuple(_line(one.text) for one in shelf.sentences(item)[0][:3]))


def round_robin(shelf: Shelf, item: Item) -> Summary:
    """The first sentence of each document, then the second of each, as far as is needed."""
    rounds = chain.from_iterable(zip_longest(*shelf.sentences(item)))
    texts = [_line(one.text) for one in rounds if one is not None]
    return Summary(fill(range(len(texts)), texts, item.words))


def lexrank(shelf: Shelf, item: Item) -> Summary:
    """The most central sentences of all documents."""
    texts = shelf.texts(item)
    return _centre(texts, worth_telling(texts), item)


def lexrank_near(shelf: Shelf, item: Item) -> Summary:
    """The most central of the sentences nearest to the question."""
    return _centre(shelf.texts(item), _nearest(shelf, item)[:NEAREST], item)


def nearest(shelf: Shelf, item: Item) -> Summary:
    """The sentences nearest to the question."""
    return Summary(fill(_nearest(shelf, item), shelf.texts(item), item.words))


def free(shelf: Shelf, item: Item) -> Summary:
    """What the program's own model writes, given the documents."""
    articles = (" ".join(_line(one.text) for one in own) for own in shelf.sentences(item))
    return _written(shelf.model, "\n\n".join((*articles, NEUTRAL)), item.words)


def free_near(shelf: Shelf, item: Item) -> Summary:
    """What the program's own model writes, given what is retrieved for the question."""
    texts = shelf.texts(item)
    shown: list[int] = []
    room = SHOWN_TOKENS
    for at in _retrieved(shelf, item):
        room -= shelf.model.tokens(texts[at])
        if room < 0:
            break
        shown.append(at)
    told_to = FOCUSED.format(question=item.question)
    given = "\n".join(texts[at] for at in sorted(shown))
    return _written(shelf.model, f"{given}\n\n{told_to}", item.words)


System = Callable[[Shelf, Item], Summary]
NOTE = "note"
SYSTEMS: Mapping[str, Mapping[str, System]] = {
    "neus": {
        NOTE: note,
        "lead-3": lead,
        "round-robin": round_robin,
        "lexrank": lexrank,
        "free": free,
    },
    "qmsum": {
        NOTE: note,
        "lead-3": lead,
        "lead": round_robin,
        "lexrank": lexrank,
        "lexrank-near": lexrank_near,
        "nearest": nearest,
        "free-near": free_near,
    },
}


def _written(model: LanguageModel, asked: str, words: int) -> Summary:
    """The model's likeliest words after `asked`, as many as will be kept."""
    text = ""
    with closing(model.write(model.chat(RULES, asked), longest=4 * words)) as pieces:
        for piece in pieces:
            text += piece
            if len(text.split()) > words:
                break
    return Summary(sentences_of(text))


def _centre(texts: Sequence[str], among: Sequence[int], item: Item) -> Summary:
    chosen = tuple(texts[at] for at in sorted(among))
    return Summary(fill(central(chosen), chosen, item.words))


def _nearest(shelf: Shelf, item: Item) -> list[int]:
    """Positions of the sentences worth telling, those first that are nearest to the question."""
    own = [one.id for sentences in shelf.sentences(item) for one in sentences]
    found, rows = shelf.library.vectors(own)
    cosines = rows @ shelf.encoder.encode_query(item.question or "")
    score = dict(zip(found.tolist(), cosines.tolist(), strict=True))
    return sorted(worth_telling(shelf.texts(item)), key=lambda at: -score[own[at]])


def _retrieved(shelf: Shelf, item: Item) -> Sequence[int]:
    """Positions of what the program retrieves for the question, then the nearest of the rest."""
    own = [one.id for sentences in shelf.sentences(item) for one in sentences]
    place = {identity: at for at, identity in enumerate(own)}
    question = analyse(item.question or "")
    found = shelf.retriever.candidates(question, NEAREST, among=shelf.numbers(item))
    ranked = (place[one.sentence.id] for one in found)
    return tuple(dict.fromkeys((*ranked, *_nearest(shelf, item))))


def worth_telling(texts: Sequence[str]) -> tuple[int, ...]:
    """Positions of the texts that have a few words besides a speaker's name.

    Without this, what is most central in a meeting is "Yeah"; all positions where none has.
    """
    found = tuple(
        at for at, text in enumerate(texts) if len(_SPEAKER.sub("", text).split()) >= FEW_WORDS
    )
    return found or tuple(range(len(texts)))


@functools.cache
def central(texts: tuple[str, ...]) -> tuple[int, ...]:
    """Positions of `texts`, the most central first, by sumy's LexRank until it settles."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph
    from sumy.models.dom import Sentence as Centred
    from sumy.nlp.stemmers import Stemmer
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.utils import get_stop_words

    ranked: list[int] = []

    def noted(infos: Sequence[Any]) -> Sequence[Any]:
        ranked.extend(one.order for one in infos)
        return infos

    summariser = LexRankSummarizer(Stemmer("english"))
    summariser.stop_words = get_stop_words("english")
    summariser.epsilon = 1e-4
    sentences = [Centred(text, _Words()) for text in texts]
    summariser(ObjectDocumentModel([Paragraph(sentences)]), noted)
    return tuple(ranked)


class _Words:
    """Words as sumy asks for them; its own way needs data that is fetched from the network."""

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(re.findall(r"\w+(?:['’]\w+)*", text))


def _line(text: str) -> str:
    return " ".join(text.split())
