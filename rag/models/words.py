"""Where words end, so that a span never stops inside a figure, a compound or an abbreviation."""

import re
from typing import Final

_GLYPH: Final = (
    r"[^\s!-/:-@\[-^`{-~¡§«¶·»¿\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u3000-\u303f\uff01-\uff0f]"
)
_JOINT: Final = r"[.,:/&'’_\-‐‑–]"
_WORD: Final = re.compile(rf"{_GLYPH}+(?:{_JOINT}{_GLYPH}+)*(?:(?<=[.]{_GLYPH})[.])?[%‰°]?")
_POSSESSIVE: Final = re.compile(r"['’]s$")


def word_ends(text: str) -> frozenset[int]:
    """Offsets at which a word ends: never inside `1,000`, `3.5`, `pro-Russian` or `U.S.`.

    A possessive may be left off (`Ukraine's` ends after `Ukraine` too); a percent sign is part
    of its figure; closing quotes, commas and full stops are not part of a word.
    """
    ends: set[int] = set()
    for word in _WORD.finditer(text):
        ends.add(word.end())
        possessive = _POSSESSIVE.search(word.group())
        if possessive:
            ends.add(word.start() + possessive.start())
    return frozenset(ends)


def token_ends(pieces: tuple[bytes, ...]) -> tuple[int | None, ...]:
    """How many code points the pieces up to and including each make; None inside a code point."""
    ends: list[int | None] = []
    characters = missing = 0
    for piece in pieces:
        for byte in piece:
            if missing and byte & 0xC0 == 0x80:
                missing -= 1
            else:
                characters += 1
                missing = _continuation_bytes(byte)
        ends.append(None if missing else characters)
    return tuple(ends)


def _continuation_bytes(lead: int) -> int:
    if lead >= 0xF0:
        return 3
    if lead >= 0xE0:
        return 2
    return 1 if lead >= 0xC0 else 0
