"""Attributes of an AsciiDoc text, and the conditions that are put on them."""

import re
from typing import Final

from rag.readers.blocks import one_line

_ENTRY: Final = re.compile(r":(!?)([\w][\w-]{0,80})(!?):(?:[ \t]+(.*))?")
_REFERENCE: Final = re.compile(r"(?<!\\)\{([\w][\w-]{0,80})\}")
_LONGEST_VALUE: Final = 2_000
_LONGEST_LINE: Final = 20_000
_CONDITION: Final = re.compile(r"(ifn?def)::([\w,+-]{0,500})\[(.*)\]")
_IFEVAL: Final = re.compile(r"ifeval::\[.*\]")
_ENDIF: Final = re.compile(r"endif::[\w,+-]{0,500}\[\]")
_BUILT_IN: Final = {
    "empty": "", "blank": "", "sp": " ", "nbsp": " ", "zwsp": "", "wj": "", "apos": "'",
    "quot": '"', "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "deg": "°", "plus": "+",
    "amp": "&", "lt": "<", "gt": ">", "vbar": "|", "startsb": "[", "endsb": "]", "caret": "^",
    "asterisk": "*", "tilde": "~", "backtick": "`", "two-colons": "::", "cpp": "C++",
}  # fmt: skip


class Attributes:
    """What `:name: value` says, and `{name}` stands for."""

    def __init__(self) -> None:
        self._values: dict[str, str | None] = {}
        self._goes_on: str | None = None

    def takes(self, line: str) -> tuple[str, str] | None:
        """Name and value where the line is an attribute's entry, or goes on with one."""
        if self._goes_on is not None:
            return self._take(self._goes_on, f"{self._values[self._goes_on] or ''} {line}")
        entry = _ENTRY.fullmatch(line)
        if entry is None:
            return None
        name = entry[2].lower()
        if entry[1] or entry[3]:
            self._values[name] = None
            return name, ""
        return self._take(name, entry[4] or "")

    def is_set(self, name: str) -> bool | None:
        """Whether the text sets an attribute, or unsets it; None where it does neither."""
        name = name.lower()
        return self._values[name] is not None if name in self._values else None

    def resolved(self, text: str) -> str:
        """`text` with the values of attributes; references to others stay as they are."""
        if "{" not in text:
            return text
        left = _LONGEST_LINE

        def value(found: re.Match[str]) -> str:
            nonlocal left
            name = found[1].lower()
            told = self._values.get(name, _BUILT_IN.get(name))
            if told is None or len(told) > left:
                return found[0]
            left -= len(told)
            return told

        return _REFERENCE.sub(value, text)

    def _take(self, name: str, value: str) -> tuple[str, str]:
        more = value.endswith(" \\")
        self._goes_on = name if more else None
        told = one_line(self.resolved(value.removesuffix(" \\").removesuffix(" +")))
        self._values[name] = told[:_LONGEST_VALUE]
        return name, told


class Conditions:
    """Lines under `ifdef`, `ifndef` and `ifeval`.

    Whoever builds a document may set attributes that it does not. So what depends on one that
    it neither sets nor unsets is kept, and so is what depends on a comparison.
    """

    def __init__(self, attributes: Attributes) -> None:
        self._attributes = attributes
        self._open: list[bool] = []

    def kept(self, line: str) -> str | None:
        """The line, or what an `ifdef` in one line holds; None where nothing is to be read."""
        condition = _CONDITION.fullmatch(line)
        if condition is not None and not condition[3]:
            self._open.append(self._holds(condition[1], condition[2]))
        elif _IFEVAL.fullmatch(line):
            self._open.append(True)
        elif _ENDIF.fullmatch(line):
            del self._open[-1:]
        elif all(self._open):
            if condition is None:
                return line
            return condition[3] if self._holds(condition[1], condition[2]) else None
        return None

    def _holds(self, kind: str, names: str) -> bool:
        """Whether an attribute may be set (or unset): any of `a,b`, all of `a+b`."""
        excluded = kind == "ifndef"
        states = [self._attributes.is_set(name) for name in re.split("[,+]", names) if name]
        may = [state is None or state is not excluded for state in states]
        return all(may) if ("+" in names) is not excluded else any(may or [True])
