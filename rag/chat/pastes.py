"""Long pastes, which stand in the line as a label until it is sent."""

from typing import Final

LONGEST_SHOWN: Final = 400
"""Characters of a paste that is shown as it is."""
_MOST_LINES: Final = 6


class Pastes:
    """What was pasted in this chat, by its label."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def shown(self, pasted: str) -> str:
        """What stands in the line for a paste: itself, or a label where it would fill the window."""
        text = pasted.replace("\r\n", "\n").replace("\r", "\n")
        if len(text) <= LONGEST_SHOWN and text.count("\n") < _MOST_LINES:
            return text
        label = f"[paste {len(self._texts) + 1}: {len(text):,} characters]"
        self._texts[label] = text
        return label

    def whole(self, line: str) -> str:
        """The line with every label turned back into what was pasted."""
        for label, text in self._texts.items():
            line = line.replace(label, text)
        return line
