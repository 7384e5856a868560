"""LaTeX as text: sections, lists and tables marked, commands taken off by pylatexenc."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rag.domain import Document
from rag.readers.blocks import one_line, table
from rag.readers.dating import parse_date
from rag.readers.decoding import decode, looks_binary
from rag.readers.kinds import known_kind
from rag.readers.made import Told
from rag.readers.outlined import Outlined
from rag.readers.raised import END, LOWERED, RAISED, resolved

SUFFIXES: Final = frozenset({".tex", ".latex", ".ltx"})
_COMMENT: Final = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*(?:\n[ \t]*(?=\S))?")
_CONDITION: Final = re.compile(r"\\(if(?!f\b|thenelse\b)[a-zA-Z@]*|else|fi)(?![a-zA-Z@])")
_ASIDE: Final = re.compile(r"\\begin\{comment\}.*?\\end\{comment\}", re.DOTALL)
_STRUCK: Final = re.compile(r"\\(?:sout|st|xout|deleted)\s{0,9}\{[^{}]{0,500}\}")
_SHIFTED: Final = re.compile(r"\\text(super|sub)script\s{0,9}\{([^{}]{0,200})\}")
_BODY: Final = re.compile(r"\\begin\s*\{document\}")
_END: Final = re.compile(r"\\end\s*\{document\}")
_LEVELS: Final = {
    "part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5,
    "subparagraph": 6,
}  # fmt: skip
_SECTION: Final = re.compile(rf"\\({'|'.join(_LEVELS)})\*?\s*(?:\[[^\[\]]{{0,300}}\]\s*)?(?=\{{)")
_ITEM: Final = re.compile(r"\\item\b\s*(?:\[([^\[\]]{0,300})\])?")
_TABLE: Final = re.compile(r"\\(begin|end)\s{0,9}\{(?:tabular[x*]?|longtable)\}")
_ARGUMENTS: Final = re.compile(r"\A\s*(?:\[[^\[\]]*\]|\{(?:[^{}]|\{[^{}]*\})*\}\s*)+")
_ROW_END: Final = re.compile(r"\\\\(?:\[[^\[\]]{0,30}\])?|\\tabularnewline\b")
_RULES: Final = re.compile(
    r"\\(?:hline|toprule|midrule|bottomrule|endhead|endfirsthead|endfoot|endlastfoot)\b"
    r"|\\(?:cline|cmidrule)(?:\([^()]*\))?\{[^{}]*\}"
)
_CELL: Final = re.compile(r"(?<!\\)&")
_BARE: Final = re.compile(
    r"\\(?:begin|end)\s*\{(?:itemize|enumerate|description|document|center|flushleft|flushright"
    r"|abstract|quote|quotation|figure\*?|table\*?|minipage)\}(?:\[[^\[\]]{0,100}\])?"
    r"|\\(?:maketitle|tableofcontents|centering|newpage|clearpage|noindent|bigskip|medskip)\b"
    r"|~?\\(?:[a-zA-Z]*cite[a-zA-Z]*\*?|label|includegraphics|vspace\*?|hspace\*?|bibliographystyle|bibliography|input|include)"
    r"\s*(?:\[[^\[\]]{0,300}\])?\{[^{}]{0,300}\}"
)
_LONGEST_PARAGRAPH: Final = 20_000
_LONGEST_ARGUMENT: Final = 2_000
_COMMAND: Final = re.compile(r"\\[a-zA-Z]+\*?|\\(.)|[{}]")
_TABLE_MARK: Final = "\ue020"


@dataclass(frozen=True, slots=True)
class LatexReader:
    """Reads LaTeX; nothing is included, and no command is carried out."""

    name: str = "latex/2"

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether the suffix says so and the first bytes are text of no other kind."""
        return path.suffix.lower() in SUFFIXES and (
            not head or not (looks_binary(head) or known_kind(path, head))
        )

    def read(self, path: Path, data: bytes, *, stored_as: str) -> Document:
        """The document in `data`: its title, author and date as the preamble gives them.

        Raises:
            ReadError: the bytes are no text, or hold no letter or digit.
        """
        source = _shown(_COMMENT.sub(r"\1", decode(data, path)))
        words = _converter()
        told = _told(source, words)
        outline = Outlined()
        outline.heading(1, told.title or "")
        _tell(_body(source), outline, words)
        return outline.document(data, path=path, stored_as=stored_as, reader=self.name, told=told)


def _shown(source: str) -> str:
    """The source without what is never typeset, raised letters marked."""
    if "\\begin{comment}" in source:
        source = _ASIDE.sub("", source)
    return _SHIFTED.sub(_marked, _STRUCK.sub("", "".join(_chosen(source))))


def _marked(shifted: re.Match[str]) -> str:
    return f"{RAISED if shifted[1] == 'super' else LOWERED}{shifted[2]}{END}"


def _chosen(source: str) -> Iterator[str]:
    """What no false condition hides: its other case is told, and all where it has no end."""
    position, depth, hidden_from = 0, 0, -1
    for found in _CONDITION.finditer(source):
        if hidden_from < 0:
            if found[1] == "iffalse":
                hidden_from, depth = found.start(), 1
            continue
        depth += 1 if found[1].startswith("if") else -1 if found[1] == "fi" else 0
        if depth == 0 or (depth == 1 and found[1] == "else"):
            yield source[position:hidden_from]
            position, hidden_from = found.end(), -1
    yield source[position:]


Words = Callable[[str], str]


def _converter() -> Words:
    """What turns LaTeX without structure into its words."""
    from pylatexenc.latex2text import LatexNodes2Text

    converter = LatexNodes2Text(
        math_mode="verbatim", keep_comments=False, strict_latex_spaces=False
    )

    def words(source: str) -> str:
        return resolved(plain(source))

    def plain(source: str) -> str:
        if "\\" not in source and not re.search(r"[{}~$`']", source):
            return one_line(source)
        try:
            if len(source) <= _LONGEST_PARAGRAPH:
                return one_line(converter.latex_to_text(source, tolerant_parsing=True))
        except Exception:  # noqa: BLE001, the library raises anything on what is no LaTeX
            pass
        return one_line(_COMMAND.sub(r"\1", source))

    return words


def _body(source: str) -> str:
    start = _BODY.search(source)
    body = source[start.end() :] if start else source
    end = _END.search(body)
    return body[: end.start()] if end else body


def _tell(body: str, outline: Outlined, words: Words) -> None:
    tables: list[str] = []
    parts: list[str] = []
    for text, is_table in _cut(body.replace(_TABLE_MARK, "")):
        if is_table:
            parts.append(f"\n\n{_TABLE_MARK}{len(tables)}\n\n")
            tables.append(_table(text, words))
        else:
            parts.append(text)
    body = "".join(parts)
    for paragraph in re.split(r"\n[ \t]*\n\s*", body):
        if paragraph.startswith(_TABLE_MARK):
            outline.block(tables[int(paragraph[1:])])
        else:
            _tell_paragraph(paragraph, outline, words)


def _cut(body: str) -> Iterator[tuple[str, bool]]:
    """Pieces of `body`, and whether each is what a table holds."""
    position, opened = 0, -1
    for mark in _TABLE.finditer(body):
        if mark[1] == "begin" and opened < 0:
            yield body[position : mark.start()], False
            position = opened = mark.end()
        elif mark[1] == "end" and opened >= 0:
            yield body[opened : mark.start()], True
            position, opened = mark.end(), -1
    yield body[position:], False


def _tell_paragraph(paragraph: str, outline: Outlined, words: Words) -> None:
    position = 0
    for section in _SECTION.finditer(paragraph):
        if section.start() < position:
            continue
        _tell_items(paragraph[position : section.start()], outline, words)
        title, position = _argument(paragraph, section.end())
        outline.heading(_LEVELS[section[1]], words(title))
    _tell_items(paragraph[position:], outline, words)


def _tell_items(text: str, outline: Outlined, words: Words) -> None:
    """Append a paragraph, and each item of a list in it."""
    position, label, listed, near = 0, "", False, False
    for item in (*_ITEM.finditer(text), None):
        part = words(_BARE.sub(" ", text[position : item.start() if item else len(text)]))
        shown = " ".join(filter(None, (words(label), part)))
        if shown:
            outline.block(f"- {shown}" if listed else shown, near=listed and near)
            near = listed
        if item is not None:
            position, label, listed = item.end(), item[1] or "", True


def _table(source: str, words: Words) -> str:
    source = _RULES.sub("", _ARGUMENTS.sub("", source, count=1))
    rows = [[words(cell) for cell in _CELL.split(row)] for row in _ROW_END.split(source)]
    return table(rows, 1)


def _argument(text: str, start: int) -> tuple[str, int]:
    """What stands in the braces that open at `start`, and where they are closed."""
    depth = 0
    for at in range(start, min(len(text), start + _LONGEST_ARGUMENT)):
        depth += {"{": 1, "}": -1}.get(text[at], 0) if text[at - 1 : at] != "\\" else 0
        if depth == 0:
            return text[start + 1 : at], at + 1
    return "", start + 1


def _told(source: str, words: Words) -> Told:
    named = dict(_named(source))
    date = words(named.get("date", ""))
    author = re.split(r"\\(?:and|AND|thanks|\\)", named.get("author", ""))[0]
    return Told(
        title=words(named.get("title", "").replace("\\\\", " ")),
        author=words(author),
        date=parse_date(date[:100]),
        date_found="LaTeX \\date",
    )


def _named(source: str) -> Iterator[tuple[str, str]]:
    for found in re.finditer(r"\\(title|author|date)\s*(?:\[[^\[\]]{0,300}\]\s*)?(?=\{)", source):
        yield found[1], _argument(source, found.end())[0]
