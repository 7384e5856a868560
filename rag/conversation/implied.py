"""Questions that leave out what they are about: "who is responsible?", "any injuries?"."""

import re
from typing import Final

from rag.conversation.claims import asks_of_claim
from rag.conversation.frames import Frame, is_plural, parse, question
from rag.conversation.pasts import Past
from rag.conversation.referents import Memory
from rag.conversation.replacing import circumstances

_LACKING: Final = {
    "affected": "by",
    "covered": "by",
    "concerned": "by",
    "involved": "in",
    "included": "in",
    "exempt": "from",
    "exempted": "from",
    "responsible": "for",
    "accountable": "for",
    "to blame": "for",
    "at fault": "for",
}
"""What is always so by, in or for something, and how that is told."""
_LACKS: Final = re.compile(
    rf"(?i)^(?:who|what|which|how many|how much|whose|is|are|was|were)\b.*\b({'|'.join(_LACKING)})$"
)
_ANY: Final = re.compile(r"(?i)^any (?!idea\b|chance\b|more\b)([a-z].*)$")
_COUNT: Final = re.compile(
    r"(?i)^(how (?:many|much)|which) ((?!of\b|more\b|else\b|exactly\b|then\b|one)[\w’'-]+(?: (?!of\b)[\w’'-]+)?)$"
)
_CONCERNING: Final = re.compile(r"^(?:Is|Are) there any .+ concerning (.+)\?$")
_LONGEST: Final = 7
"""Words of the longest question that is taken to leave something out."""
_PEOPLE: Final = frozenset(
    "people men women children girls boys civilians victims passengers residents staff crew "
    "families pupils patients".split()
)


def lacking(plain: str, memory: Memory) -> tuple[str, ...]:
    """`Who is responsible` with what for."""
    match = _LACKS.match(plain)
    about = _about(memory) if match else ""
    if not match or not about or len(plain.split()) > _LONGEST:
        return ()
    return (question(plain, _LACKING[match[1].lower()], about),)


def any_of(plain: str, memory: Memory) -> tuple[str, ...]:
    """`Any injuries` as a question, with where or by what."""
    match = _ANY.match(plain)
    about = _about(memory) if match else ""
    if not match or not about or len(plain.split()) > _LONGEST:
        return ()
    return (question("are" if is_plural(match[1]) else "is", "there", plain, "concerning", about),)


def counted(plain: str, memory: Memory) -> tuple[str, ...]:
    """`How many houses` with what happened to them, or only where and when."""
    last = next((one for one in memory.pasts if not asks_of_claim(one.text)), memory.last)
    match, frame, past = _COUNT.match(plain), parse(plain), last.frame
    if not match or frame is None or frame.auxiliary or frame.predicate or past is None:
        return ()
    if not past.is_open or past.question_word not in ("how many", "how much", "which", "who"):
        return ()
    place = circumstances(past.predicate)
    if place and not _is_people(match[2], memory) and _counts_people(last, past, memory):
        happened = "were affected" if place.startswith(("when ", "while ")) else ""
        return (question(plain, happened, place),)
    return (question(plain, past.auxiliary, past.predicate),)


def _counts_people(last: Past, past: Frame, memory: Memory) -> bool:
    return past.question_word == "who" or not last.noun or _is_people(last.noun, memory)


def _is_people(noun: str, memory: Memory) -> bool:
    last = noun.lower().split()[-1]
    return last in _PEOPLE or memory.passages.is_person(last.removesuffix("s"))


def _about(memory: Memory) -> str:
    """What the last question was about, which "it" or "they" would mean."""
    concerned = _CONCERNING.match(memory.last.text)
    if concerned:
        return concerned[1]
    return memory.topic(people=False)
