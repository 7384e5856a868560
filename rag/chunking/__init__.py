"""Documents are cut into passages of whole sentences, every offset exact.

Paragraphs first, then sentences; a passage is a run of sentences under one heading. Every
letter and digit of a document lies in exactly one sentence.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from rag.chunking.blocks import Block, text_blocks
from rag.chunking.leaning import SHORT_WORDS, leans
from rag.chunking.markdown import markdown_blocks, outlined_blocks
from rag.chunking.sentences import sentence_spans
from rag.chunking.tables import is_row, tables, understood_rows
from rag.domain import Document, Passage, PlaceKind, Shape, Span

PASSAGE_WORDS: Final = 120
_CHARACTERS_PER_WORD: Final = 8
"""For scripts that put no spaces between words."""


def split(document: Document) -> tuple[Passage, ...]:
    """The passages of `document`, in order.

    A passage holds consecutive sentences under one heading, about 120 words; paragraphs stay
    whole where they fit. `document.text[sentence.start:sentence.end]` is a trimmed sentence.
    """
    return tuple(_passages(_paragraphs(document.text, _blocks(document))))


def embedded_texts(document: Document, passages: tuple[Passage, ...]) -> tuple[str, ...]:
    """What the encoder is given for each sentence, in order.

    The sentence itself; after the one before it in its passage where it is shorter than six
    words or begins with a word that leans on what was said ("He added", "However"). A table row
    is told with its headings.
    """
    return tuple(texts_to_embed(document, passages))


def texts_to_embed(document: Document, passages: tuple[Passage, ...]) -> Iterator[str]:
    """What `embedded_texts` gives, one by one."""
    spans = [span for passage in passages for span in passage.sentences]
    texts = (
        _embedded(document.text, passage.sentences, number)
        for passage in passages
        for number in range(len(passage.sentences))
    )
    done = 0
    for first, last in tables(document.text, spans):
        yield from islice(texts, first - done)
        rows = [document.text[span.start : span.end] for span in spans[first:last]]
        plain = islice(texts, last - first)
        for text, row, found in zip(plain, rows, understood_rows(rows), strict=True):
            yield found.told(row) if found else text
        done = last
    yield from texts


def _blocks(document: Document) -> Iterator[Block]:
    match document.shape:
        case Shape.PLAIN:
            return text_blocks(document.text)
        case Shape.OUTLINED:
            return outlined_blocks(document.text, _sections(document))
        case Shape.MARKDOWN:
            return markdown_blocks(document.text)


def _sections(document: Document) -> tuple[int, ...]:
    """Where a slide, sheet or message begins, over which no heading reaches."""
    kinds = (PlaceKind.SLIDE, PlaceKind.SHEET, PlaceKind.MESSAGE)
    return tuple(place.start for place in document.places if place.kind in kinds)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    block: Block
    sentences: tuple[Span, ...]
    words: tuple[int, ...]


def _paragraphs(text: str, blocks: Iterable[Block]) -> Iterator[_Paragraph]:
    for block in blocks:
        spans = tuple(sentence_spans(text, block))
        if spans:
            words = tuple(_words(text[span.start : span.end]) for span in spans)
            yield _Paragraph(block, spans, words)


def _words(text: str) -> int:
    return max(len(text.split()), len(text) // _CHARACTERS_PER_WORD)


def _passages(paragraphs: Iterable[_Paragraph]) -> Iterator[Passage]:
    gathered: list[Span] = []
    words, heading = 0, None
    for paragraph in paragraphs:
        new_section = paragraph.block.opens_section
        if gathered and (new_section or words + sum(paragraph.words) > PASSAGE_WORDS):
            yield _passage(gathered, heading)
            gathered, words = [], 0
        heading = paragraph.block.heading
        for span, count in zip(paragraph.sentences, paragraph.words, strict=True):
            if gathered and words + count > PASSAGE_WORDS:
                yield _passage(gathered, heading)
                gathered, words = [], 0
            gathered.append(span)
            words += count
    if gathered:
        yield _passage(gathered, heading)


def _passage(sentences: list[Span], heading: str | None) -> Passage:
    return Passage(sentences[0].start, sentences[-1].end, tuple(sentences), heading)


def _embedded(text: str, sentences: tuple[Span, ...], number: int) -> str:
    span = sentences[number]
    sentence = text[span.start : span.end]
    if number and (_words(sentence) < SHORT_WORDS or leans(sentence)) and not is_row(sentence):
        before = sentences[number - 1]
        return f"{text[before.start : before.end]} {sentence}"
    return sentence
