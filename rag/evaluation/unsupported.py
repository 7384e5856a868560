"""Figures and names in a printed text that its quotations do not hold.

This is a plain reading by regular expressions that shares no code with what checks answers, so
that one cannot hide the other's mistakes.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

_MARKER: Final = re.compile(r"\s?\[\d+\](?!\w)")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’.&-][^\W\d_]+)*")
_DIGITS: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_BEFORE_START: Final = re.compile(r"(?:^|[.!?…:;—–\n]|[.!?]['\"”’)]+)\s*['\"“‘(\[]*$")
_ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL: Final = {
    **{word: float(value) for value, word in enumerate(_ONES)},
    **{word: float(value) for value, word in zip(range(20, 100, 10), _TENS, strict=True)},
}
_SCALES: Final = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
}
_ATTACHED: Final = frozenset({"k", "m"})
"""Scales only without a space: "5 m" is a length."""
_AND: Final = re.compile(r"(?<=hundred) and (?=[a-z])", re.IGNORECASE)
_FUNCTION_WORDS: Final = frozenset(
    "a about after against all almost also although among an and another any are around as at be because been before both but by can "
    "could did do does during each either even every few first following for from given had has "
    "have he her here his how however i if in instead into is it its later like many may more most "
    "much nearly neither no nor not of on once one only or other others our over she should since so some "
    "such than that the their them then there these they this those though through thus to under "
    "unlike until was we were what when where which while who whose why will with within without "
    "would yes yet you your".split()
)
_NAMES_TOO: Final = frozenset({"may", "will"})
"""Function words that are names where they have a capital within a sentence."""
_TOKEN: Final = re.compile(rf"{_DIGITS.pattern}|[^\W\d_]+")


def figures(text: str, quotations: Iterable[str]) -> tuple[str, ...]:
    """The figures of `text` that no quotation holds, as digits or in words."""
    held = {value for quote in quotations for value, _ in _numbers(quote)}
    return tuple(shown for value, shown in _numbers(_bare(text)) if value not in held)


def names(
    text: str, quotations: Iterable[str], common: Collection[str] = frozenset()
) -> tuple[str, ...]:
    """The capitalised words of `text` that no quotation holds.

    A sentence's first word is a name unless it is a function word or one of `common`, the words
    that the documents write with a small letter.
    """
    held = {_stem(word) for quote in quotations for word in _WORD.findall(quote)}
    known = {*common, *(word.lower() for word in held)}
    return tuple(word for word in capitalised(_bare(text), known) if word not in held)


def capitalised(text: str, common: Collection[str] = frozenset()) -> Iterator[str]:
    """The words with a capital, in order, but for function words and `common` first words."""
    for word, starts in _with_capital(text):
        if not (starts and word.lower() in common):
            yield word


def numbers(text: str) -> tuple[float, ...]:
    """The numbers of a text, those in words too, in order."""
    return tuple(value for value, _ in _numbers(text))


def common_words(texts: Iterable[str]) -> frozenset[str]:
    """The words that `texts` write with a small letter."""
    return frozenset(word for text in texts for word in _WORD.findall(text) if word[0].islower())


def _bare(text: str) -> str:
    return _MARKER.sub("", text)


def _with_capital(text: str) -> Iterator[tuple[str, bool]]:
    """Words with a capital that may be names, and whether each begins a sentence."""
    for found in _WORD.finditer(text):
        word = _stem(found.group())
        if not word[:1].isupper():
            continue
        starts = bool(_BEFORE_START.search(text[max(0, found.start() - 8) : found.start()]))
        if word.lower() not in _FUNCTION_WORDS or (word.lower() in _NAMES_TOO and not starts):
            yield word, starts


def _stem(word: str) -> str:
    return _POSSESSIVE.sub("", word)


def _numbers(text: str) -> Iterator[tuple[float, str]]:
    """The numbers of a text with the words that tell them; each as written and in full."""
    text = _AND.sub(" ", text)
    run: list[str] = []
    end = 0
    for found in _TOKEN.finditer(text):
        token, between = found.group(), text[end : found.start()]
        end = found.end()
        goes_on = bool(run) and _continues(run[-1], token, between)
        if run and not goes_on:
            yield from _run(run)
            run = []
        if goes_on or _is_number(token):
            run.append(token)
    yield from _run(run)


def _continues(before: str, token: str, between: str) -> bool:
    """Whether `token` goes on with the number that `before` belongs to."""
    if between.strip(" \u00a0-–"):
        return False
    lower, last = token.lower(), before.lower()
    if lower in _SCALES:
        return lower not in _ATTACHED or not between
    spelt = lower in _SMALL and not last[0].isdecimal()
    return spelt and (last in _SCALES or (last in _TENS and _SMALL[lower] < 10))


def _is_number(token: str) -> bool:
    return token[0].isdecimal() or token.lower() in _SMALL


def _run(tokens: list[str]) -> Iterator[tuple[float, str]]:
    if not tokens or (len(tokens) == 1 and tokens[0].lower() in {"one", "zero"}):
        return
    yield _value(tokens), " ".join(tokens)


def _value(tokens: list[str]) -> float:
    total, part = 0.0, 0.0
    for token in (token.lower() for token in tokens):
        if token in _SCALES and _SCALES[token] >= 1e3:
            total, part = total + (part or 1) * _SCALES[token], 0.0
        elif token in _SCALES:
            part = (part or 1) * _SCALES[token]
        elif token in _SMALL:
            part += _SMALL[token]
        else:
            part += float(token.replace(",", "").rstrip("."))
    return round(total + part, 6)
