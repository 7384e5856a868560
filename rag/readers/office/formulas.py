"""Office formulas (OMML) written on one line: `((x-c)/(v))^2`."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml import etree

MATH: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_DEEPEST: Final = 60


def written(formula: "etree._Element", depth: int = 0) -> str:
    """The formula, its fractions, powers and roots in the signs a keyboard has."""
    if depth > _DEEPEST:
        return "".join(formula.itertext(f"{{{MATH}}}t"))
    return "".join(_part(child, depth + 1) for child in formula if isinstance(child.tag, str))


def _part(element: "etree._Element", depth: int) -> str:
    kind = element.tag.removeprefix(f"{{{MATH}}}")
    if kind.startswith("{") or kind.endswith("Pr"):
        return ""
    if kind in {"t", "r"}:
        return "".join(element.itertext(f"{{{MATH}}}t"))
    inside = {
        child.tag.removeprefix(f"{{{MATH}}}"): written(child, depth)
        for child in element
        if isinstance(child.tag, str)
    }
    forms = {
        "f": "{num}/{den}",
        "sSup": "{e}^{sup}",
        "sSub": "{e}_{sub}",
        "sSubSup": "{e}_{sub}^{sup}",
        "rad": "√{e}",
        "nary": "{sign}_{sub}^{sup} {e}",
        "d": "({all})",
        "m": "[{all}]",
    }
    form = forms.get(kind)
    if form is None:
        return written(element, depth)
    parts = {name: _bracketed(text) for name, text in inside.items()}
    whole = ", ".join(text for name, text in inside.items() if not name.endswith("Pr"))
    blank = dict.fromkeys(("num", "den", "e", "sub", "sup"), "")
    filled = form.format(**{**blank, **parts}, sign=_sign(element), all=whole)
    return filled.replace("_^", "^").replace("^ ", " ")


def _bracketed(text: str) -> str:
    """A part that is more than one sign or number, in brackets."""
    return text if len(text) < 2 or text.isalnum() else f"({text})"


def _sign(element: "etree._Element") -> str:
    found = element.find(f"{{{MATH}}}naryPr/{{{MATH}}}chr")
    return "∫" if found is None else str(found.get(f"{{{MATH}}}val", ""))
