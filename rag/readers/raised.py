"""Superscripts and subscripts on a plain line: `10^6`, `2021 [12]`, `H2O`, never `106`.

Readers put marks around what is raised or lowered; when a line is complete, the marks become the
signs that keep two figures apart. The marks are characters that Unicode promises to no text.
"""

import re
from typing import Final

RAISED: Final = "\ufdd0"
LINKED: Final = "\ufdd1"
"""Begins what is raised and is a link: a reference, never a power."""
LOWERED: Final = "\ufdd2"
END: Final = "\ufdd3"

MARKS: Final = f"{RAISED}{LINKED}{LOWERED}{END}"
_MARK: Final = re.compile(f"[{MARKS}]")
_MARKED: Final = re.compile(f"([{RAISED}{LINKED}{LOWERED}])([^{MARKS}]{{0,300}}){END}")
_SPLIT: Final = re.compile(
    f"([{RAISED}{LINKED}{LOWERED}])[^{MARKS}]*{END}(?:\\1[^{MARKS}]*{END})+"
)
_DEEPEST: Final = 5
"""Powers of powers."""
_FRACTION: Final = re.compile(r"\s*[/⁄]")
_POWER: Final = re.compile(r"[-+−–]?\d{1,4}(?:[./]\d{1,3})?|\d{0,3}[-+−–]|[-+−–]?n")
_SIGNED: Final = re.compile(r"[-−–+]\d{1,4}(?:[./]\d{1,3})?|\d{0,2}[+−–-]")
_YEAR: Final = re.compile(r"(?<![\d.,\w])(?:1[5-9]|20)\d\d\Z")
_SIGN_BEFORE: Final = re.compile(r"\^[-−–+]\Z")
_UNIT: Final = re.compile(
    r"(?:\b(?:[kcdmµμn]?m|ft|in|yd|mi|sec|[kmµμ]?s|[kmMG]?(?:Pa|W|V|Hz|J)|[a-zA-Z])|[)²³])\Z"
)
_JOINED_TO_FIGURES: Final = frozenset(
    "st nd rd th er ers re res ère ères e es ème èmes eme º ª".split()
)
_JOINED_TO_WORDS: Final = frozenset("tm sm me mes lle lles gr o os e er ère º ª".split())
_LONG_WORD: Final = re.compile(r"[^\W\d_]{3}|\d")


def resolved(text: str) -> str:
    """`text` with what is marked in it told in plain signs."""
    if not _MARK.search(text):
        return text
    for _ in range(_DEEPEST):
        text, changes = _pass(text)
        if not changes:
            break
    # Marks without their other half: what they begin is at least set apart.
    return _MARK.sub(lambda mark: "" if mark[0] == END else " ", text)


def merged(text: str) -> str:
    """`text` with marked parts that follow each other directly as one, as where runs are split."""
    return _SPLIT.sub(lambda found: found[1] + _MARK.sub("", found[0]) + END, text)


def _pass(text: str) -> tuple[str, int]:
    parts: list[str] = []
    last = ""
    position = changes = 0
    for found in _MARKED.finditer(text):
        plain = text[position : found.start()]
        last = (last + plain[-40:])[-40:]
        after = _MARK.sub("", text[found.end() : found.end() + 12])
        told = _told(found[1], found[2], last, after)
        parts += (plain, told)
        last = (last + told[-40:])[-40:]
        position, changes = found.end(), changes + 1
    return "".join((*parts, text[position:])), changes


def _told(kind: str, inside: str, before: str, after: str) -> str:
    words = inside.strip()
    if not any(map(str.isalnum, words)) and not _SIGNED.fullmatch(words):
        return inside
    if kind == LOWERED:
        return _below(inside, before, after)
    shown = _above(words, before, after, linked=kind == LINKED)
    if shown is None:
        return inside
    follows = after[:1].isdigit() or (shown.endswith("]") and after[:1].isalpha())
    return f"{shown} " if follows else shown


def _below(inside: str, before: str, after: str) -> str:
    shown = f"_{inside.strip()}" if before[-1:].isdigit() and inside[:1].isalnum() else inside
    return f"{shown} " if after[:1].isdigit() and shown[-1:].isdigit() else shown


def _above(words: str, before: str, after: str, *, linked: bool) -> str | None:
    """What is raised, with what sets it apart; None where it can stand as it is."""
    near = _MARK.sub("", before)
    bracketed = words[0] in "[(" and words[-1] in "])"
    if not near or near[-1].isspace() or near[-1] in "[({|/⁄\ue000":
        parted = (words[-1:].isdigit() and after[:1].isdigit()) or (
            words.isdigit() and _LONG_WORD.match(after) is not None
        )
        return f"[{words}]" if parted and not bracketed else None
    if bracketed or _SIGN_BEFORE.search(near):
        return None
    if linked:
        return f" [{words}]"
    if near[-1].isdigit() and _FRACTION.match(after) and words.isdigit():
        return f" {words}"
    return _power(words, near) or _joined(words, near) or f" [{words}]"


def _power(words: str, near: str) -> str:
    in_figures = near[-1].isdigit() and not _YEAR.search(near) and _POWER.fullmatch(words)
    in_unit = words in {"2", "3"} and _UNIT.search(near)
    return f"^{words}" if in_figures or in_unit or _SIGNED.fullmatch(words) else ""


def _joined(words: str, near: str) -> str:
    known = _JOINED_TO_FIGURES if near[-1].isdigit() else _JOINED_TO_WORDS
    return words if words.casefold() in known else ""
