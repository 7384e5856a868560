"""Signs of fonts that have none but signs, by the codes that Word writes for them."""

from typing import Final

_PRIVATE: Final = range(0xF020, 0xF100)
"""Where Word puts the codes of such fonts."""
_SYMBOL: Final = {
    **dict(
        enumerate(
            "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾"
            "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
            0x21,
        )
    ),
    **dict(
        enumerate(
            "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑",
            0xA0,
        )
    ),
}
"""The Symbol font (https://www.unicode.org/Public/MAPPINGS/VENDORS/ADOBE/symbol.txt)."""
_WINGDINGS: Final = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x76: "❖", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢",
    0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_FONTS: Final = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}


def symbol(font: str, code: str) -> str:
    """The sign with this hexadecimal code in this font; U+FFFD where it cannot be told."""
    try:
        number = int(code, 16)
        if number < 0x100 and font.strip().casefold() in _FONTS:
            number += 0xF000
        return in_font(font, chr(number))
    except (ValueError, OverflowError):
        return "\ufffd"


def in_font(font: str, text: str) -> str:
    """`text` with the signs that this font shows for private codes."""
    if text.isprintable():
        return text
    signs = _FONTS.get(font.strip().casefold(), {})
    return "".join(
        signs.get(ord(each) - 0xF000, each) if ord(each) in _PRIVATE else each for each in text
    )
