"""What the last answer says, as one clause that can stand after "that"."""

import re
from typing import Final

from rag.briefing import attribution
from rag.conversation import words as lists
from rag.conversation.asking import clause, filler
from rag.conversation.pasts import Past

_LONGEST: Final = 30
"""Words of the longest clause."""
_THAT: Final = re.compile(r"^\W*that\s+")
_SAID_BY: Final = re.compile(
    rf",[\"”’']? (?:{'|'.join(sorted(lists.SAYING - {'know'}))}) [^,.]{{2,60}}\W*$|, (?!(?:which|who|and)\b)[^,.]{{2,60}} (?:said|says|reported|claimed)\W*$"
)
"""Who says it, behind what is said."""
_DATELINE: Final = re.compile(r"^[A-Z][A-Z ,./]{2,40}(?:\([^)]*\) ?)?(?::|--|[–—]) ")
"""`NEW DELHI: ` before the first sentence of a report."""
_SAYS: Final = "|".join(sorted(lists.SAYING | {"agree", "believe", "dispute", "doubt"}))
_ASKS_OF: Final = re.compile(
    rf"^(?:(?:Who|Which \w+)(?: else)? (?:{_SAYS}) that|(?:Is|Was|Has) it (?:\w+ ){{1,4}}?that"
    rf"|(?:Did|Does|Do|Has|Have) .+? (?:{_SAYS}) (?:that|why|when|where|how)) (.+)\?$"
)
"""What is doubted after such a question is what it asks of."""
_QUOTES: Final = re.compile('["“”]')
_OPENING: Final = re.compile(
    r"^(?:However|But|And|So|Meanwhile|Also|In addition),?\s+", re.IGNORECASE
)


def asks_of_claim(text: str) -> bool:
    """Whether it asks who said something, or whether it is so."""
    return _ASKS_OF.match(text) is not None


def claim(past: Past) -> str:
    """What was answered, or asked where nothing was; empty where neither is a clause."""
    asked = _ASKS_OF.match(past.text)
    if asked:
        return asked[1]
    stated = proposition(past)
    return stated if past.short and _is_clause(past) and stated else told(past) or stated


def proposition(past: Past) -> str:
    """The last question as a statement: `around 1,000 were wounded`; empty where it is long."""
    said = _stated(past)
    return said if len(said.split()) <= _LONGEST else ""


def _stated(past: Past) -> str:
    frame = past.frame
    if frame is None or not (frame.predicate or frame.is_copular):
        return ""
    if frame.is_open and not frame.auxiliary:
        return f"{filler(past, frame)} {frame.predicate}"
    auxiliary, subject, predicate = clause(past, frame)
    if frame.is_copular and frame.question_word != "who":
        predicate = past.short
    if auxiliary in ("did", "do", "does"):
        auxiliary = ""
    if frame.question_word == "how" and not frame.is_open:
        auxiliary = frame.auxiliary.lower()
    return " ".join(part for part in (subject, auxiliary, predicate) if part)


def told(past: Past) -> str:
    """The first cited sentence without who says it."""
    for quote in past.quotes[:1]:
        said = _without_speaker(_DATELINE.sub("", " ".join(quote.split())))
        said = _SAID_BY.sub("", said)
        words = _QUOTES.sub("", said).strip(" .,;").split()
        text = " ".join(words[:_LONGEST])
        return text if lists.first(text).isupper() or _is_name(words) else _lowered(text)
    return ""


def _is_clause(past: Past) -> bool:
    frame = past.frame
    return frame is not None and (frame.is_open or frame.is_copular)


def _is_name(words: list[str]) -> bool:
    return len(words) > 1 and words[1][:1].isupper()


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _without_speaker(sentence: str) -> str:
    """What is said, without "said Lee" before or after it."""
    for report in attribution.find(sentence):
        before = sentence[: min(report.speaker_start, report.verb_start)].strip(" ,\"“”'")
        after = sentence[max(report.speaker_end, report.verb_end) :].strip(" ,\"“”'.")
        said = before if report.closes(sentence) else after
        said = _OPENING.sub("", _THAT.sub("", said))
        if len(said.split()) > 3:
            return said
    return _OPENING.sub("", sentence) or sentence
