"""The sentences of a note that claim something, each with its citations and what it quotes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from rag.briefing.words import ADVERBS, AUXILIARIES, SAYING, WITH_OBJECT, tokens
from rag.checking.frame import Frame
from rag.checking.parsing.blocks import NoteBlock
from rag.checking.parsing.labels import Label, is_date, label
from rag.checking.parsing.quoting import whole_quotation
from rag.chunking.blocks import text_blocks
from rag.chunking.sentences import sentence_spans
from rag.domain import Span

_ENDS: Final = frozenset('.!?…”’"»)')
_BEGINS: Final = re.compile(r"\s*(?:[A-Z0-9“\"‘«„\[(…$€£]|\Z)")
_STOPS: Final = re.compile(r"[.!?]+(?=\s|\Z)")
_HEAD: Final = re.compile(r"(?P<head>[^:“”\"]{2,160}): +(?=\S)")
_LONGEST_VERB: Final = 5
"""Words between the name of a speaker above and what is said."""


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
    spellings: tuple[str, ...] = ()
    """Names that the sources are said to write so; of a label only."""

    @property
    def claims(self) -> bool:
        """Whether it says anything that a source must bear out."""
        return self.kind in (ClaimKind.SENTENCE, ClaimKind.PHRASE)


def of_block(block: NoteBlock, section: str | None, frame: Frame) -> Iterator[Claim]:
    """The claims of one block, or the block itself where it claims nothing."""
    whole = Claim(block.line(0), section, block.text, block.text)
    if block.kind == "heading":
        yield replace(whole, kind=ClaimKind.HEADING)
    elif block.kind == "head" or _is_bare(block) or frame.tells(block.text):
        yield replace(whole, kind=ClaimKind.TEMPLATE)
    elif opening := frame.opening(block.text):
        sides = tuple(_sides(block, whole, opening, frame.joint))
        yield from sides or (replace(whole, kind=ClaimKind.TEMPLATE),)
    else:
        phrase = block.kind == "cell" or frame.opens(section or "")
        yield from _told(block, whole, ClaimKind.PHRASE if phrase else ClaimKind.SENTENCE, frame)


def of_row(cells: Sequence[NoteBlock], section: str | None, frame: Frame) -> Iterator[Claim]:
    """The claims of a row: its cells, with the speaker and the date that it gives them."""
    place = cells[0].cell
    heads = place.heads if place else ()
    told = [cell for cell in cells if not frame.is_speaker(cell) and not frame.is_date(cell)]
    if len(told) == len(cells) and frame.lists(heads):
        text = " | ".join(cell.text for cell in cells if cell.text)
        yield Claim(cells[0].line(0), section, text, text, kind=ClaimKind.TEMPLATE)
        return
    speaker = next(
        (one.text for one in cells if frame.is_speaker(one) and not _is_bare(one)), None
    )
    date = next((one.text for one in cells if frame.is_date(one) and not _is_bare(one)), None)
    for cell in told:
        for claim in of_block(cell, section, frame) if cell.text else ():
            headed = speaker if claim.claims and claim.speaker is None else claim.speaker
            yield replace(claim, speaker=headed, date=date if claim.claims else None)


def _is_bare(block: NoteBlock) -> bool:
    """Whether it says nothing: `—` in a table."""
    return not any(map(str.isalnum, block.text))


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


def _told(block: NoteBlock, whole: Claim, kind: ClaimKind, frame: Frame) -> Iterator[Claim]:
    above = label(block.above, frame.spelled) if block.above else None
    claims: list[Claim] = []
    for span in _segments(block):
        begins = span.end - len(block.text[span.start : span.end].lstrip())
        segment = replace(
            whole,
            line=block.line(begins),
            shown=block.text[span.start : span.end].strip(),
            citations=_numbers(block, span.start, span.end),
            kind=kind,
        )
        claims += _sentences(block, span, _headed(segment, block.bold, above))
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


def _headed(claim: Claim, bold: str, above: Label | None) -> Claim:
    """The claim with its speaker or date taken off, where it begins or stands under one."""
    dated = above.date if above else None
    found = _HEAD.match(claim.shown)
    if found is None:
        return _quoted(replace(claim, date=dated))
    head, rest = found["head"].strip(), claim.shown[found.end() :]
    inner = _quoted(replace(claim, shown=rest))
    if above and above.date is None and (_is_verb(head) or _may_be_verb(head, inner)):
        return replace(inner, shown=claim.shown, speaker=above.name, verb=head)
    said = _speaker(head, bold)
    if said and (bold or inner.quoted):
        return replace(inner, shown=claim.shown, speaker=said[0], verb=said[1], date=dated)
    if is_date(head):
        return replace(inner, shown=claim.shown, date=head)
    return _quoted(replace(claim, date=dated))


def _is_verb(head: str) -> bool:
    """Whether the words before a colon only tell that something is said: `also said`."""
    words = [word.lower for word in tokens(head)]
    if words[:2] == ["according", "to"]:
        return True
    helping = ADVERBS | AUXILIARIES
    return (
        bool(words)
        and words[-1] in SAYING | WITH_OBJECT.keys()
        and all(one in helping for one in words[:-1])
    )


def _may_be_verb(head: str, inner: Claim) -> bool:
    return inner.quoted and len(head.split()) <= _LONGEST_VERB and head[:1].islower()


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
