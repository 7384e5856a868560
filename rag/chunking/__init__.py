"""Documents are cut into passages of whole sentences, every offset exact.

Paragraphs first, then sentences; a passage is a run of sentences under one heading. Every
letter and digit of a document lies in exactly one sentence.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rag.chunking.blocks import Block, text_blocks
from rag.chunking.markdown import markdown_blocks
from rag.chunking.sentences import sentence_spans
from rag.domain import Document, Passage, Span

PASSAGE_WORDS: Final = 120
_SHORT_WORDS: Final = 6
_CHARACTERS_PER_WORD: Final = 8
"""For scripts that put no spaces between words."""

_LEANING: Final = re.compile(
    r"""["'“‘(\[]*(?:he|she|it|they|his|her|hers|its|their|theirs|this|that|these|those|such|both|"""
    r"""one|another|others|however|but|and|or|nor|so|yet|also|then|there|thus|therefore|hence|still|"""
    r"""instead|meanwhile|moreover|furthermore|nevertheless|additionally|similarly|otherwise|"""
    r"""in addition|as a result|by contrast|in contrast|for example|for instance|the same)\b""",
    re.IGNORECASE,
)
"""A sentence that begins so means something only after the one before it."""


def split(document: Document) -> tuple[Passage, ...]:
    """The passages of `document`, in order.

    A passage holds consecutive sentences under one heading, about 120 words; paragraphs stay
    whole where they fit. `document.text[sentence.start:sentence.end]` is a trimmed sentence.
    """
    markdown = document.reader.startswith("markdown/")
    blocks = markdown_blocks(document.text) if markdown else text_blocks(document.text)
    return tuple(_passages(_paragraphs(document.text, blocks)))


def embedded_texts(document: Document, passages: tuple[Passage, ...]) -> tuple[str, ...]:
    """What the encoder is given for each sentence, in order.

    The sentence itself; after the one before it in its passage where it is shorter than six
    words or begins with a word that leans on what was said ("He added", "However").
    """
    return tuple(
        _embedded(document.text, passage.sentences, number)
        for passage in passages
        for number in range(len(passage.sentences))
    )


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
    if number and (_words(sentence) < _SHORT_WORDS or _LEANING.match(sentence)):
        before = sentences[number - 1]
        return f"{text[before.start : before.end]} {sentence}"
    return sentence
