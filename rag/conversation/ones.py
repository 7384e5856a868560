"""What "one" stands for: of "who made the first electric one?" after a question about the loom."""

import re
from typing import Final

from rag.conversation.frames import is_plural, parse, question
from rag.conversation.referents import Memory

_ONE: Final = re.compile(
    r"(?i)\b((?:the|an?|another) (?:[a-z-]+ ){1,3})(ones?)(?! (?:of|to|who|that|which|whose|for|in|on|at|by|from|with)\b)\b"
)
_HEAD: Final = re.compile(
    r"^(?:the |an? )?((?:[a-z-]+ )*?[a-z-]+)(?: (?:of|in|for|at|on|from|to|that|who|which) .+)?$"
)


def one_of(plain: str, memory: Memory) -> tuple[str, ...]:
    """The question with the noun that "one" stands for, where it names nothing else before."""
    match, frame = _ONE.search(plain), parse(plain)
    if not match or not frame or frame.noun or len(frame.subject.split()) > 1:
        return ()
    several = match[2].lower() == "ones"
    noun = next((one for one in _nouns(memory, plain) if is_plural(one) is several), "")
    return (question(f"{plain[: match.start(2)]}{noun}{plain[match.end() :]}"),) if noun else ()


def _nouns(memory: Memory, plain: str) -> list[str]:
    meant = (*memory.candidates("it", plain), *memory.candidates("they", plain))
    heads = (_HEAD.match(one) for one in meant)
    return [head[1].split()[-1] for head in heads if head]
