"""What is wrong with words that a note gives as a quotation."""

from collections.abc import Iterator, Sequence

from rag.checking.differences import Pair
from rag.checking.evidence import Evidence
from rag.checking.parsing.quoting import inner_quotations
from rag.checking.result import Fault, NoteFinding
from rag.checking.verbatim import stands_in


def not_verbatim(pair: Pair) -> NoteFinding:
    """The words of a quotation that the source has otherwise."""
    aligned = pair.alignment
    for change in aligned.changes:
        if change.note or change.source:
            ours = [aligned.note[at] for at in change.note]
            theirs = [aligned.source[at] for at in change.source]
            if not ours and not _inside(change.source, len(aligned.source)):
                continue
            words = pair.told[ours[0].start : ours[-1].end] if ours else ""
            source = pair.source_text(theirs)
            reason = f"the source has “{source}”" if source else "the source has no such words"
            if not words:
                reason, words = "the quotation leaves it out", source
            return NoteFinding(Fault.QUOTATION, words, reason, suggestion=source or None)
    reason = "the source has these words otherwise"
    return NoteFinding(Fault.QUOTATION, pair.told, reason, suggestion=pair.source)


def _inside(positions: Sequence[int], length: int) -> bool:
    return bool(positions) and positions[0] > 0 and positions[-1] < length - 1


def inside(
    told: str, cited: Sequence[Evidence], found: Sequence[NoteFinding]
) -> Iterator[NoteFinding]:
    """The quotations inside a sentence that no cited text has."""
    texts = tuple(text for one in cited for text in (one.text, one.context))
    for span in inner_quotations(told):
        words = told[span.start : span.end]
        named = any(one.words and one.words in words for one in found)
        if not named and not any(stands_in(words, text) for text in texts):
            reason = "the source has no such words"
            yield NoteFinding(Fault.QUOTATION, f"“{words}”", reason)
