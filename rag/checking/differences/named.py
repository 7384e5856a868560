"""Names that the source has otherwise, and names that have changed places."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from rag.checker.common import is_common
from rag.checker.names import Name, Standing, root, spelled_out
from rag.checking.differences.pair import Pair
from rag.checking.result import Fault, NoteFinding
from rag.checking.tokens import Token, tokens

_JOINING: Final = frozenset(("and", "or", "with", "by"))
_PRONOUNS: Final = ("body", "thing", "one", "where")
"""How indefinite pronouns end: nobody, everything."""
_BETWEEN: Final = 4
"""Words between two names that act on each other."""


def findings(pair: Pair) -> Iterator[NoteFinding]:
    """The names of the note that stand not so in what it cites."""
    for run in pair.runs:
        foreign = [name for name in run if not _stands(name, run, pair)]
        if foreign:
            yield _otherwise(run, foreign, pair)
    yield from _opening(pair)
    yield from _swapped(pair)


def _opening(pair: Pair) -> Iterator[NoteFinding]:
    """A first word in the place of a name; its capital does not tell whether it is one itself."""
    aligned = pair.alignment
    first = aligned.note[0] if aligned.note else None
    if first is None or not first.means or not first.text[0].isupper() or 0 in aligned.pairs:
        return
    if any(name.word.start == first.start for name in pair.names) or first.key in _written(pair):
        return
    rivals = _rivals(0, pair)
    if rivals:
        theirs = pair.source_text(rivals)
        reason = f"the source has “{theirs}”"
        yield NoteFinding(Fault.NAME, first.text, reason, suggestion=theirs)


def _written(pair: Pair) -> frozenset[str]:
    """The words that the evidence has in small letters."""
    texts = (pair.source, *pair.others, pair.around)
    return frozenset(token.key for text in texts for token in tokens(text) if token.text.islower())


def _stands(name: Name, run: Sequence[Name], pair: Pair) -> bool:
    at = pair.index(name.word.start)
    if at is None or at in pair.alignment.pairs:
        return True
    key, rivals = name.word.key, _rivals(at, pair)
    if pair.register.standing(key) > Standing.VARIANT and not rivals:
        return True
    if _joined(name, run, rivals, pair) or (not rivals and spelled_out(run, pair.register.keys)):
        return True
    if rivals:
        return False
    if pair.others_register.standing(key) > Standing.VARIANT:
        return True
    return name.title or pair.context_register.standing(key) > Standing.VARIANT


def _rivals(at: int, pair: Pair) -> tuple[Token, ...]:
    """The names that the source has in the place of a name of the note."""
    own = root(pair.alignment.note[at].key)
    return tuple(
        token
        for token in pair.alignment.against(at)
        if token.text[:1].isupper()
        and (token.means or token.text.isupper())
        and (token is not pair.alignment.source[0] or _names_at_start(token))
        and root(token.key) != own
        and not token.text.isdigit()
    )


def _names_at_start(token: Token) -> bool:
    """Whether the first word of a sentence is a name, and neither a common word nor a pronoun."""
    return not is_common(token.key) and not token.key.endswith(_PRONOUNS)


def _joined(name: Name, run: Sequence[Name], rivals: Sequence[Token], pair: Pair) -> bool:
    """Whether the source elsewhere joins this name to the one it replaces or stands beside."""
    around = pair.context_register
    kept = (
        one.word.key
        for one in run
        if (at := pair.index(one.word.start)) is not None and at in pair.alignment.pairs
    )
    beside = {token.key for token in rivals} or set(kept)
    if any({name.word.key + key, key + name.word.key} & around.keys for key in beside):
        return True
    return bool(rivals) and spelled_out(run, {token.key for token in rivals})


def _otherwise(run: Sequence[Name], foreign: Sequence[Name], pair: Pair) -> NoteFinding:
    words = pair.told[run[0].word.start : run[-1].word.end]
    at = pair.index(foreign[0].word.start)
    rivals = _rivals(at, pair) if at is not None else ()
    if rivals:
        theirs = pair.source_text(rivals)
        reason = f"the source has “{theirs}”"
        words = pair.told[foreign[0].word.start : foreign[-1].word.end]
        return NoteFinding(Fault.NAME, words, reason, suggestion=theirs)
    key = foreign[0].word.key
    spelled = pair.register.standing(key) is Standing.VARIANT
    reason = "is spelled otherwise in the source" if spelled else "what it cites has no such name"
    return NoteFinding(Fault.NAME, words, reason)


def _swapped(pair: Pair) -> Iterator[NoteFinding]:
    """Lee told Kim, where the source has that Kim told Lee."""
    for one, other in pairwise(pair.runs):
        theirs = _reversed(one[-1], other[0], pair)
        if theirs:
            words = pair.told[one[0].word.start : other[-1].word.end]
            reason = f"the source has it the other way round: “{theirs}”"
            yield NoteFinding(Fault.DIRECTION, words, reason, suggestion=theirs)


def _reversed(one: Name, other: Name, pair: Pair) -> str:
    """The source's words from the second name to the first, if it says the same of them so."""
    aligned = pair.alignment
    first, second = pair.index(one.word.start), pair.index(other.word.start)
    if first is None or second is None or not {first, second} <= aligned.pairs.keys():
        return ""
    low, high = aligned.pairs[second], aligned.pairs[first]
    between, there = aligned.note[first + 1 : second], aligned.source[low + 1 : high]
    done = {token.stem for token in between if token.means}
    joined = {token.key for token in (*between, *there)} & _JOINING
    if low >= high or not done or len(between) > _BETWEEN or joined:
        return ""
    same = done == {token.stem for token in there if token.means}
    return pair.source_text(aligned.source[low : high + 1]) if same else ""
