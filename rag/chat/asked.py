"""What was read from the keyboard, a paste or a pipe: questions, commands, and how they are told."""

import re
from typing import Final

LONGEST: Final = 1500
"""Characters of the longest question that is put to the library as it stands."""
_SENTENCE: Final = re.compile(r"[^.!?\n]*(?:[.!?]+(?=\s|$)|\n|$)")


def inputs(text: str) -> tuple[str, ...]:
    """The questions and commands in what was read.

    Several lines are one question, unless each of them is whole by itself: a question that
    ends with its mark, or a command.
    """
    lines = tuple(line.strip() for line in text.splitlines() if line.strip())
    if len(lines) > 1 and all(line.startswith("/") or line.endswith("?") for line in lines):
        return lines
    first = lines[0] if lines else ""
    if first.startswith("/"):
        return (text.strip(),)
    return (" ".join(" ".join(lines).split()),)


def fitted(question: str) -> str:
    """The question, or what of a long text asks something: its last questions, else its end."""
    if len(question) <= LONGEST:
        return question
    sentences = [found.strip() for found in _SENTENCE.findall(question) if found.strip()]
    asking = [sentence for sentence in sentences if sentence.endswith("?")]
    kept: list[str] = []
    for sentence in reversed(asking or sentences):
        if len(" ".join((sentence, *kept))) > LONGEST:
            break
        kept.insert(0, sentence)
    return " ".join(kept) or question[-LONGEST:].partition(" ")[2] or question[-LONGEST:]


def shortened(question: str, longest: int) -> str:
    """The question's beginning where it is longer than that."""
    return question if len(question) <= longest else f"{question[: longest - 1].rstrip()}…"


def counted(count: int, thing: str = "document") -> str:
    """`1 document`, `22 documents`."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
