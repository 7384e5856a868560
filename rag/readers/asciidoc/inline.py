"""The words of a line of AsciiDoc without the marks around and in them."""

import html
import re
from collections.abc import Mapping
from typing import Final

from rag.readers.raised import END, LOWERED, RAISED, resolved

_TEXT: Final = r"\[((?:\\\]|[^\]]){0,500})\]"
_DROPPED: Final = re.compile(
    r"\(\(\([^()]{0,300}\)\)\)|\[\[[^\[\]]{1,200}\]\](?!\])"
    r"|\b(?:image|icon|anchor|indexterm|counter2):[^\s\[:][^\s\[]{0,300}\[[^\]]{0,500}\]"
)
_FOOTNOTE: Final = re.compile(rf"[ \t]?\bfootnote(?:ref)?:[\w-]{{0,80}}{_TEXT}")
_MENU: Final = re.compile(rf"\bmenu:([^\s\[][^\[]{{0,100}}){_TEXT}")
_XREF: Final = re.compile(rf"\bxref:([^\s\[]{{1,300}}){_TEXT}")
_MACRO: Final = re.compile(
    rf"\b(?:btn|kbd|pass|stem|latexmath|asciimath|link|mailto|indexterm2|counter):+"
    rf"([^\s\[]{{0,300}}){_TEXT}"
)
_LINK: Final = re.compile(rf"<?((?:https?|ftp|irc)://[^\s\[\]<>]{{1,500}}){_TEXT}")
_REFERENCE: Final = re.compile(r"<<([^<>,]{1,200})(?:,([^<>]{0,300}))?>>")
_BIBLIOGRAPHY: Final = re.compile(r"\[\[\[([^\[\],]{1,100})(?:,([^\[\]]{1,100}))?\]\]\]")
_TERM: Final = re.compile(r"\(\(([^()]{1,200})\)\)")
_ROLE: Final = re.compile(r"\[[.#%\w][\w .#%=-]{0,80}\](?=[#*_`]\S)")
_LITERAL: Final = re.compile(r"(`?)(\+{1,3})(?=\S)([^\n]{1,500}?)(?<=\S)\2\1(?![\w+])")
_CURLED: Final = (
    (re.compile(r'"`([^`"]{1,500})`"'), r"“\1”"),
    (re.compile(r"'`([^`']{1,500})`'"), r"‘\1’"),
)
_DOUBLED: Final = re.compile(r"(\*\*|__|``|##)(?=\S)([^\n]{1,500}?)(?<=\S)\1")
_STRONG: Final = re.compile(r"(?<![\w*`_#])([*_`#])(?=\S)([^\n]{1,500}?)(?<=\S)\1(?![\w*`_#])")
_SHIFTED: Final = re.compile(r"(?<=[\w.,;:!?%)\]”’\"'])([~^])([^\s~^]{1,80})\1")
_STRUCK: Final = re.compile(
    r"\[\.?(?:line-through|strike|del)\](#{1,2})(?=\S)([^\n#]{1,500}?)(?<=\S)\1"
)
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z]{2,31}\d{0,2});")
_LINK_FACTS: Final = re.compile(r",\s*\w+=.*")


def words(text: str, titles: Mapping[str, str]) -> str:
    """The words of a line; `titles` are those of sections, by the ids that refer to them."""
    text = _BIBLIOGRAPHY.sub(lambda found: f"[{found[2] or found[1]}]", text)
    text = _DROPPED.sub("", text)
    text = _FOOTNOTE.sub(lambda found: f" ({found[1]})" if found[1] else "", text)
    text = _MENU.sub(lambda found: " > ".join(filter(None, found.groups())), text)
    text = _XREF.sub(lambda found: _label(found[2]) or _titled(found[1], titles), text)
    text = _LINK.sub(lambda found: _label(found[2]) or found[1], text)
    text = _MACRO.sub(lambda found: _label(found[2]) or found[1], text)
    text = _REFERENCE.sub(
        lambda found: (found[2] or "").strip() or _titled(found[1], titles), text
    )
    text = _STRUCK.sub("", text)
    text = _TERM.sub(r"\1", _ROLE.sub("", text))
    for curled, instead in _CURLED:
        text = curled.sub(instead, text)
    text = _LITERAL.sub(r"\3", text)
    text = _STRONG.sub(r"\2", _DOUBLED.sub(r"\2", text))
    text = resolved(_SHIFTED.sub(_marked, text)).replace("`'", "’").removesuffix(" +")
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)


def _marked(shifted: re.Match[str]) -> str:
    return f"{RAISED if shifted[1] == '^' else LOWERED}{shifted[2]}{END}"


def _label(text: str) -> str:
    """What a link shows: `Home^,role=x` is Home."""
    told = _LINK_FACTS.sub("", text.replace("\\]", "]"), count=1)
    return told.strip().removesuffix("^").strip('"')


def _titled(target: str, titles: Mapping[str, str]) -> str:
    """The title of what a cross reference points at, else its name."""
    path, _, fragment = target.strip().partition("#")
    name = fragment or path
    found = titles.get(name)
    return found or (name.strip("_").replace("_", " ") if name.startswith("_") else path or name)
