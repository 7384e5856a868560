"""Sentences inside a paragraph, as exact spans of the text.

Boundaries come from syntok; here wrong ones are taken back, and missing ones are added.
Sentences are what lies between boundaries, so that nothing is lost whatever they are.
"""

import re
from collections.abc import Iterator
from itertools import chain, pairwise
from typing import Final

from rag.chunking.blocks import Block
from rag.domain import Span

LONGEST_SENTENCE: Final = 1_000
_LONGEST_PIECE: Final = 20_000
_LOOK_AROUND: Final = 80

_BULLET: Final = re.compile(r"[ \t>]*(?:[-*+•‣▪–][ \t]+)?")
_MARK: Final = re.compile(r"[.!?‼‽⁇⁈⁉。﹒﹗！．？｡([{]")
"""Without such a mark before a word there is nothing to cut, and syntok need not be asked."""
_STOP: Final = re.compile(_MARK.pattern.replace("([{", ""))
"""The same for paragraphs too long to have been written as one, where brackets are no sign."""
_TAIL: Final = " \t\n.!?\"'”’)]"
_CLOSING: Final = re.compile(r"""["'”’»)\]]+(?=\s|\Z)""")
_TITLES: Final = (
    "Lt|Gen|Col|Rep|Reps|Gov|Sen|Sens|Sgt|Maj|Cpl|Cmdr|Adm|Brig|Hon|Rev|Pres|Supt|Det|Insp|Messrs"
    "|Mme|Mlle|Msgr|Pvt|Prof|Dr|Drs|Mr|Mrs|Ms|Mx|St|Ste|Mt|Ft|Capt|Amb|Atty"
)
_REFERENCES: Final = (
    "p|pp|no|nos|fig|figs|eq|eqs|sec|secs|sect|ch|chap|vol|vols|art|arts|tab|app|par|para|paras"
    "|ref|refs|cl|ver|v|ed|eds|l|ll|n|nn|col|cols|pt|bk|approx|ca|c"
)
_OPEN_TITLE: Final = re.compile(rf"\b(?:{_TITLES})\.$")
_NO_NAME: Final = re.compile(r"(?:The|An?|He|She|It|In|On|At|They|We|This|That|But|And)\b")
_OPEN_REFERENCE: Final = re.compile(rf"(?:\b(?:{_REFERENCES})\.|§+)$", re.IGNORECASE)
_REFERENT: Final = re.compile(r"[(\[]?(?:\d|[IVXLC]{2,}\b|[B-HJ-Z]\b|§)")
_ENUMERATOR: Final = re.compile(r"\W*(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxlc]{1,5})[.)]+")
_EXCLAIMED: Final = re.compile(r"""[!?]["”’']$""")
_SPEAKING: Final = re.compile(
    r"(?:[A-Z][\w.'’-]* ){1,4}(?:said|says|asked|asks|cried|added|replied|shouted|wrote|told)\b"
    r"[^.!?]{0,30}(?:[.,]|\Z)"
)
_GLUED: Final = re.compile(
    r"""[a-z]{2,}[.!?]["”’)]*(?:[A-Z][a-z]{2,}|An?|As|At|By|He|If?|In|It|My|No|On|So|To|We)["”’)]*[,;:]?"""
)
"""Two sentences with the space between them lost, rather than a file name or an address."""

_ADDED: Final = re.compile(
    r"""(?<=[。！？｡])[」』”’）]*(?=[^\s。！？｡」』”’）])"""
    r"""|(?<=[\w%)"”’][.!?])["”’)]*(?:\[[^\]\s]{1,12}\]|[*_])+\s+(?=["“‘(\[*_]*[A-Z])"""
    r"""|(?<=[a-z]{4}[.!?])["”’)]*\s+(?=\d{3,}\b)"""
)
"""Ends that syntok does not see: CJK full stops, footnote marks or emphasis between a full stop
and the next sentence, and a sentence that begins with a large number."""

_BEFORE_NUMBER: Final = re.compile(
    r"\b(?:approx|incl|excl|resp|circa|nos|figs|sect)\.\s*$", re.IGNORECASE
)
_CERTAIN: Final = re.compile(
    r"""[^\W\d_]{4}(?![A-Z])[^\W\d_](?<![Aa]pprox)(?<!synth)(?<!bre)[.!?]["”’»]*[ \t\n]+"""
    r"""(?=["“‘«]*[^\W\d_]{2})"""
)
"""The end of a sentence, unless lower case follows: the word is too long for an abbreviation but
those of syntok's own list."""
_CJK_ENDS: Final = "。！？｡」』”’）"
_CLAUSE_ENDS: Final = ("; ", ": ", ", ", " – ", " — ", "、", "，", "\n", "\t", " ")


def sentence_spans(text: str, block: Block) -> Iterator[Span]:
    """The sentences of `block`: trimmed spans of `text`, in order, each with a letter or digit.

    None is longer than 1,000 characters; what is longer is cut at a clause or a word.
    """
    bullet = _BULLET.match(text, block.start, block.end)
    start = bullet.end() if bullet else block.start
    mark = _MARK if block.end - start <= _LONGEST_PIECE else _STOP
    for piece in _pieces(text, start, block.end, prose=not block.whole):
        inner = () if block.whole else _boundaries(text[piece.start : piece.end], mark)
        cuts = (piece.start, *(piece.start + cut for cut in inner), piece.end)
        for left, right in pairwise(cuts):
            yield from _trimmed(text, left, right)


def _pieces(text: str, start: int, end: int, *, prose: bool) -> Iterator[Span]:
    """Runs short enough for syntok: a paragraph, or what a very long one is cut into.

    That is done where sentences end for certain, so that syntok, which reads half a million
    characters a second, has little left to do; else behind a full stop, at a space, anywhere.
    """
    if end - start <= _LONGEST_PIECE:
        yield Span(start, end)
        return
    for stop in chain(_certain_ends(text, start, end) if prose else (), (end,)):
        while stop - start > _LONGEST_PIECE:
            half, limit = start + _LONGEST_PIECE // 2, start + _LONGEST_PIECE
            cut = max(text.rfind(mark, half, limit) for mark in (". ", "? ", "! ", "。")) + 1
            cut = cut or text.rfind(" ", half, limit) + 1 or limit
            yield Span(start, cut)
            start = cut
        yield Span(start, stop)
        start = stop


def _certain_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Where a sentence begins behind a word and a full stop, and neither low nor in brackets."""
    for match in _CERTAIN.finditer(text, start, end):
        boundary = match.end()
        before = max(start, boundary - LONGEST_SENTENCE)
        opened, closed = (text.rfind(mark, before, boundary) for mark in "()")
        is_low = text[boundary].islower() or opened > closed
        if not is_low and not _is_wrong(text, start, boundary):
            yield boundary


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The span without white space around it, cut where it is too long for a model."""
    while True:
        while start < end and text[start].isspace():
            start += 1
        cut = end if end - start <= LONGEST_SENTENCE else _clause_end(text, start)
        stop = cut
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if any(character.isalnum() for character in text[start:stop]):
            yield Span(start, stop)
        if cut == end:
            return
        start = cut


def _clause_end(text: str, start: int) -> int:
    limit = start + LONGEST_SENTENCE
    for mark in _CLAUSE_ENDS:
        found = text.rfind(mark, start + LONGEST_SENTENCE // 3, limit)
        if found >= 0:
            return found + len(mark)
    return limit


def _boundaries(text: str, mark: re.Pattern[str]) -> tuple[int, ...]:
    """Offsets in `text` at which a sentence begins, the first left out; none without a `mark`."""
    if not mark.search(text.rstrip(_TAIL)) or _is_data(text):
        return ()
    kept: list[int] = []
    added = (match.end() for match in _ADDED.finditer(text) if _is_end(text, match))
    for proposed in sorted({*_proposed(text), *added}):
        closing = _CLOSING.match(text, proposed)
        boundary = closing.end() if closing else proposed
        if not _is_wrong(text, kept[-1] if kept else 0, boundary):
            kept.append(boundary)
    return tuple(sorted(set(kept)))


def _is_data(text: str) -> bool:
    """Whether a long text is mostly brackets, for which syntok takes a minute a megabyte."""
    return len(text) > LONGEST_SENTENCE and sum(map(text.count, "([{")) * 25 > len(text)


def _is_end(text: str, match: re.Match[str]) -> bool:
    return not _BEFORE_NUMBER.search(text, max(0, match.start() - 10), match.end())


def _proposed(text: str) -> Iterator[int]:
    """The start of each sentence but the first, as syntok sees it."""
    from syntok import segmenter
    from syntok.tokenizer import Tokenizer

    tokens = Tokenizer(replace_not_contraction=False).tokenize(text)
    for number, sentence in enumerate(segmenter.segment(tokens)):
        if number and sentence[0].offset < len(text):
            yield sentence[0].offset


def _is_wrong(text: str, start: int, boundary: int) -> bool:
    """Whether the sentence from `start` goes on behind `boundary`."""
    if not start < boundary < len(text):
        return True
    before = text[max(start, boundary - _LOOK_AROUND) : boundary].rstrip()
    after = text[boundary : boundary + _LOOK_AROUND]
    return (
        before.endswith(";")
        or _is_inside_word(text, boundary)
        or _is_abbreviated(before, after)
        or (len(before) < _LOOK_AROUND and _ENUMERATOR.fullmatch(before) is not None)
        or (_EXCLAIMED.search(before) is not None and _SPEAKING.match(after) is not None)
    )


def _is_abbreviated(before: str, after: str) -> bool:
    if _OPEN_TITLE.search(before):
        return not _NO_NAME.match(after)
    return bool(_OPEN_REFERENCE.search(before) and _REFERENT.match(after))


def _is_inside_word(text: str, boundary: int) -> bool:
    """Whether no white space stands before `boundary` and the full stop is a name's or a link's."""
    last = text[boundary - 1]
    if last.isspace() or last in _CJK_ENDS:
        return False
    left = text[max(0, boundary - _LOOK_AROUND) : boundary].split()
    right = text[boundary : boundary + _LOOK_AROUND].split()
    word = f"{left[-1]}{right[0]}" if left and right else ""
    return _GLUED.fullmatch(word.lstrip("\"'“‘(")) is None
