"""What people type around a question: "ok, do we know how many survived though?"."""

import re
from typing import Final

_ASKS: Final = r"(?=(?:who|whom|whose|what|which|when|where|why|how)\b)"
_WRAPPED: Final = re.compile(
    r"(?i)^(?:(?:do|did) (?:we|you|they) know(?: exactly)?|(?:can|could|would) you (?:please )?(?:tell me|say|find out|check)"
    r"|any idea|i(?:['’]d| would) like to know|i (?:want|need) to know|remind me|(?:please )?(?:tell me|say))[,:]? "
    + _ASKS
)
_OPENED: Final = re.compile(
    r"(?i)^(?:(?:many )?thanks|thank you|ok(?:ay)?|right|great|good|fine|sorry|h+m+|oh|wait|hang on|no|yes|yeah|interesting|i see|got it)[.,!;:…]+ +(?=\S+)"
)
_CLOSED: Final = re.compile(r"(?i)(?:,? (?:please|pls|though|btw|by the way))+$")
_IS: Final = re.compile(
    r"(?i)\b(?:(who|what|where|when|how|why)['’]?|(that|it|there|he|she)['’])s\b(?= (\S+))?"
)
_FRONTED: Final = re.compile(
    r"(?i)^((?:according to|in|on|at|after|before|since|during|by|for) [^,?]{1,60}), (?=(?:who|whom|whose|what|which|when|where|why|how"
    r"|did|does|do|is|are|was|were|has|have|had|will|can|could|would|should)\b)(.+)$"
)
_HAS: Final = frozenset("been happened got become had gone done said changed".split())


def opened(text: str) -> str:
    """The text without what is said before it, `Thanks. `."""
    return _OPENED.sub("", text)


def closed(text: str) -> str:
    """The text without what is said behind it, ` please`."""
    return _CLOSED.sub("", text)


def unwrapped(text: str) -> str:
    """The question in `do you know when that was`, its short forms written out."""
    return written_out(_WRAPPED.sub("", text))


def plainly(text: str) -> str:
    """A question as its parts can be told: nothing around it, and what comes before it behind."""
    bare = text.rstrip(" ?")
    plain = unwrapped(closed(opened(bare)))
    fronted = _FRONTED.match(plain)
    if fronted:
        plain = f"{fronted[2]} {fronted[1][:1].lower()}{fronted[1][1:]}"
    return text if plain == bare else f"{plain[:1].upper()}{plain[1:]}{text[len(bare) :]}"


def written_out(text: str) -> str:
    """`what's` as `what is`, or `what has` before "been" and its like."""
    return _IS.sub(_full, text)


def _full(match: re.Match[str]) -> str:
    verb = "has" if (match[3] or "").lower() in _HAS else "is"
    return f"{match[1] or match[2]} {verb}"
