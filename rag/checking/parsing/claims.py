"""The sentences of a note that claim something, each with its citations and what it quotes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from rag.briefing.words import ADVERBS, AUXILIARIES, SAYING, WITH_OBJECT, tokens
from rag.checking.frame import CELLS, Frame
from rag.checking.parsing.blocks import NoteBlock
from rag.checking.parsing.quoting import whole_quotation
from rag.chunking.blocks import text_blocks
from rag.chunking.sentences import sentence_spans
from rag.domain import Span
from rag.quantities import find

_ENDS: Final = frozenset('.!?…”’"»)')
_BEGINS: Final = re.compile(r"\s*(?:[A-Z0-9“\"‘«„\[(…$€£]|\Z)")
_STOPS: Final = re.compile(r"[.!?]+(?=\s|\Z)")
_HEAD: Final = re.compile(r"(?P<head>[^:“”\"]{2,160}): +(?=\S)")
_ISO_DATE: Final = re.compile(r"-{0,2}\d[\dX]{1,3}(?:[-/][\dX]{1,4})*")
_LONGEST_DATE: Final = 40


class ClaimKind(StrEnum):
    """How a line is to be held against its sources."""

    SENTENCE = "sentence"
    PHRASE = "phrase"
    """A figure of a table or a side of a disagreement: words of a sentence, no whole one."""
    HEADING = "heading"
    TEMPLATE = "template"


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of a note, or a quotation of several."""

    line: int
    section: str | None
    shown: str
    """As a reader sees it, without citation numbers."""
    told: str
    """Without the marks around it, its speaker or its date."""
    citations: tuple[int, ...] = ()
    kind: ClaimKind = ClaimKind.SENTENCE
    quoted: bool = False
    """Whether all of `told` is given as a quotation."""
    borrowed: bool = False
    """Whether its citations stand only behind a later sentence."""
    speaker: str | None = None
    verb: str | None = None
    date: str | None = None
    """The date it is listed under."""

    @property
    def claims(self) -> bool:
        """Whether it says anything that a source must bear out."""
        return self.kind in (ClaimKind.SENTENCE, ClaimKind.PHRASE)


def of_block(block: NoteBlock, section: str | None, frame: Frame) -> Iterator[Claim]:
    """The claims of one block, or the block itself where it claims nothing."""
    whole = Claim(block.line(0), section, block.text, block.text)
    if block.kind == "heading":
        yield replace(whole, kind=ClaimKind.HEADING)
    elif block.kind == "head" or _is_label(block) or frame.tells(block.text):
        yield replace(whole, kind=ClaimKind.TEMPLATE)
    elif opening := frame.opening(block.text):
        yield from _sides(block, whole, opening, frame.joint)
    else:
        yield from _told(block, whole)


def _is_label(block: NoteBlock) -> bool:
    """Whether a cell says of what kind a figure is, or nothing."""
    bare = block.text.strip().lower()
    return not any(map(str.isalnum, bare)) or (block.kind == "cell" and bare in CELLS)


def _sides(block: NoteBlock, whole: Claim, opening: int, joint: str) -> Iterator[Claim]:
    """Each side of a disagreement with its own citations."""
    start = opening
    for side in block.text[opening:].split(joint):
        end = start + len(side)
        text = side.strip(" :")
        citations = _numbers(block, start, end)
        if text:
            yield _quoted(replace(whole, shown=text, citations=citations, kind=ClaimKind.PHRASE))
        start = end + len(joint)


def _told(block: NoteBlock, whole: Claim) -> Iterator[Claim]:
    phrase = block.kind == "cell"
    claims: list[Claim] = []
    for span in _segments(block):
        begins = span.end - len(block.text[span.start : span.end].lstrip())
        segment = replace(
            whole,
            line=block.line(begins),
            shown=block.text[span.start : span.end].strip(),
            citations=_numbers(block, span.start, span.end),
            kind=ClaimKind.PHRASE if phrase else ClaimKind.SENTENCE,
        )
        claims += _sentences(block, span, _headed(segment, block.bold))
    yield from claims


def _segments(block: NoteBlock) -> Iterator[Span]:
    """The runs of text that end behind citation numbers at a sentence's end."""
    start, text = 0, block.text
    for mark in block.marks:
        stop = _STOPS.match(text, mark.at)
        end = stop.end() if stop else mark.at
        closed = bool(stop) or text[:end].rstrip()[-1:] in _ENDS
        if end > start and closed and _BEGINS.match(text, end):
            yield Span(start, end)
            start = end
    if text[start:].strip():
        yield Span(start, len(text))


def _numbers(block: NoteBlock, start: int, end: int) -> tuple[int, ...]:
    """The citation numbers in a run of the block's text, those right before its end included."""
    held = (mark for mark in block.marks if start < mark.at <= end or mark.at == end == start)
    return tuple(dict.fromkeys(number for mark in held for number in mark.numbers))


def _headed(claim: Claim, bold: str) -> Claim:
    """The claim with its speaker or date taken off, where it begins with one."""
    found = _HEAD.match(claim.shown)
    if found is None:
        return _quoted(claim)
    head, rest = found["head"].strip(), claim.shown[found.end() :]
    inner = _quoted(replace(claim, shown=rest))
    said = _speaker(head, bold)
    if said and (bold or inner.quoted):
        return replace(inner, shown=claim.shown, speaker=said[0], verb=said[1])
    if len(head) <= _LONGEST_DATE and _is_date(head):
        return replace(inner, shown=claim.shown, date=head)
    return _quoted(claim)


def _speaker(head: str, bold: str) -> tuple[str, str] | None:
    """Speaker and verb of `Lee also said`, or what is bold and what is not."""
    if bold and head.startswith(bold) and head != bold:
        return bold, head[len(bold) :].strip()
    words = tokens(head)
    if not words or words[-1].lower not in SAYING | WITH_OBJECT.keys():
        return None
    at = len(words) - 1
    while at > 0 and words[at - 1].lower in ADVERBS | AUXILIARIES:
        at -= 1
    if at == 0:
        return None
    return head[: words[at - 1].end], head[words[at].start :]


def _is_date(head: str) -> bool:
    """Whether the words before a colon are nothing but a date, in words or in ISO 8601."""
    return bool(_ISO_DATE.fullmatch(head)) or any(
        found.kind.value == "date" and found.end - found.start >= len(head) - 1
        for found in find(head)
    )


def _quoted(claim: Claim) -> Claim:
    """The claim with the marks taken off that give all of it as a quotation."""
    span = whole_quotation(claim.shown)
    if span is None:
        return replace(claim, told=claim.shown)
    shown = claim.shown
    told = f"{_names(shown[: span.start - 1])}{shown[span.start : span.end]}"
    return replace(claim, told=told, quoted=True)


def _names(lead: str) -> str:
    """What leads up to a quotation, as far as it says something: a name in brackets."""
    return lead.strip(" ….") + " " if "[" in lead else ""


def _sentences(block: NoteBlock, span: Span, segment: Claim) -> Iterator[Claim]:
    """A quotation as one claim; other words sentence by sentence, the last with the citations."""
    if segment.quoted or segment.kind is ClaimKind.PHRASE:
        yield segment
        return
    parts = _cut(segment.told)
    for at, part in enumerate(parts):
        last = at == len(parts) - 1
        text = segment.told[part.start : part.end]
        place = block.text.find(text[:40], span.start)
        yield (
            _quoted(
                replace(
                    segment,
                    line=block.line(max(place, span.start)),
                    shown=segment.shown if len(parts) == 1 else text,
                    borrowed=not last and bool(segment.citations),
                    speaker=segment.speaker if at == 0 else None,
                    date=segment.date if at == 0 else None,
                )
            )
            if len(parts) > 1
            else replace(segment, told=text)
        )


def _cut(text: str) -> Sequence[Span]:
    found = [span for block in text_blocks(text) for span in sentence_spans(text, block)]
    return found or [Span(0, len(text))]
