"""A question that could be answered, made of the passages nearest to a refused one.

Every word but the question words comes from a passage, so that the question has its answer there.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from rag.briefing import attribution
from rag.conversation import words as lists
from rag.conversation.frames import is_plural, question
from rag.conversation.names import NAME, Passages, names
from rag.domain import Answer, Kind
from rag.quantities import find
from rag.questions import content_words, stem

_MOST_PASSAGES: Final = 3
_MOST_TRIED: Final = 5
_LONGEST: Final = 16
"""Words of the longest suggestion."""
_CLAUSE: Final = re.compile(
    r"\s*(?P<noun>(?:[\w’'-]+ ){0,3}?[\w’'-]+) (?P<verb>(?:(?:have|has|had) been|were|was|are|have|had) )?"
    r"(?P<event>[a-z]+(?: (?:out|up|down|off|away|back|part|place))?)\b(?P<rest>(?: (?:in|from|by|on|at) (?:the )?[\w’'-]+(?: [A-Z][\w’'-]*)*)?)"
)
_DATED: Final = re.compile(
    r"^(?P<subject>(?:The|A|An)? ?(?:[\w’'-]+ ){1,6}?)(?P<verb>was|were) (?P<event>[a-z]+ed|[a-z]+en)\b"
)
_ROLE: Final = re.compile(
    r"\b(?P<role>(?:[Tt]he|[Ii]ts|[Tt]heir) [a-z’'-]+(?: [a-z’'-]+){0,3}?(?: of (?:the )?[\w’'-]+)?),? (?P<name>"
    + NAME.pattern
    + r"),"
)


def suggestion(answer: Answer, answerable: Callable[[str], bool] | None = None) -> str | None:
    """A question like the refused one that the nearest passages answer, or None.

    Those that share most with what was asked come first; the first that is `answerable` counts.
    """
    if answer.refusal is None:
        return None
    nearest = answer.refusal.nearest[:_MOST_PASSAGES]
    quotes = [one.quote for one in answer.citations if one.id in nearest]
    made = [text for quote in quotes for text in _asked(" ".join(quote.split()))]
    asked = _stems(answer.understood)
    fitting = [one for one in made if len(one.split()) <= _LONGEST and _stems(one) != asked]
    ranked = sorted(dict.fromkeys(fitting), key=lambda one: -len(_stems(one) & asked))
    tried = ranked[:_MOST_TRIED]
    return next((one for one in tried if answerable is None or answerable(one)), None)


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(text))


def _asked(sentence: str) -> Iterator[str]:
    """Questions that the sentence answers."""
    yield from _counts(sentence)
    yield from _roles(sentence)
    yield from _dates(sentence)
    yield from _speakers(sentence)
    if not _is_headline(sentence):
        yield from (
            f"Tell me about {name}" for name in names((sentence,)) if _stands(name, sentence)
        )


def _is_headline(sentence: str) -> bool:
    """Whether most words are written with a capital, so that capitals tell no names."""
    words = [word for word in sentence.split() if word[:1].isalpha()]
    return 2 * sum(word[0].isupper() for word in words) > len(words)


def _stands(name: str, sentence: str) -> bool:
    """Whether the name stands for itself: not `North Korean` of "North Korean soldiers"."""
    after = re.search(rf"{re.escape(name)} ([a-z][\w’'-]+)", sentence)
    follows = lists.PREPOSITIONS | lists.AUXILIARIES | lists.CONJUNCTIONS | lists.ADVERBS
    return not after or after[1] in follows or lists.is_past(after[1]) or lists.is_base(after[1])


def _counts(sentence: str) -> Iterator[str]:
    """From "Nineteen people were burned": "How many people were burned?"."""
    for quantity in find(sentence):
        if quantity.kind is not Kind.COUNT:
            continue
        match = _CLAUSE.match(sentence[quantity.end :])
        if match is None or not _is_counted(match):
            continue
        parts = (match["noun"], (match["verb"] or "").strip(), match["event"] + match["rest"])
        yield question("How many", *parts)


def _is_counted(match: re.Match[str]) -> bool:
    words = match["noun"].split()
    plain = all(word.islower() or word[:1].isupper() for word in words)
    closed = lists.PREPOSITIONS | lists.CONJUNCTIONS | lists.AUXILIARIES | lists.DETERMINERS
    free = not any(word.lower() in closed or lists.is_past(word.lower()) for word in words)
    event = match["event"].partition(" ")[0]
    participle = lists.is_participle(event)
    return (
        plain
        and free
        and is_plural(match["noun"])
        and (participle if match["verb"] else lists.is_past(event))
    )


def _dates(sentence: str) -> Iterator[str]:
    """From "The recall was announced on 12 February": "When was the recall announced?"."""
    match = _DATED.match(sentence)
    dated = any(one.kind is Kind.DATE for one in find(sentence))
    if match and dated and lists.is_participle(match["event"]):
        subject = match["subject"].strip()
        first, _, rest = subject.partition(" ")
        lowered = f"{first.lower()} {rest}" if first in ("The", "A", "An") else subject
        yield question("When", match["verb"], lowered, match["event"])


def _roles(sentence: str) -> Iterator[str]:
    """From "The mayor of Carrick, Fiona Dunne,": "Who is the mayor of Carrick?"."""
    for match in _ROLE.finditer(sentence):
        role = " ".join(match["role"].split())
        if len(role.split()) > 1 and Passages((sentence,)).is_person(match["name"]):
            yield question("Who is", f"{role[:1].lower()}{role[1:]}")


def _speakers(sentence: str) -> Iterator[str]:
    for report in attribution.find(sentence):
        speaker = _named(report.speaker(sentence))
        first, _, rest = speaker.partition(" ")
        lowered = f"{first.lower()} {rest}" if first in ("The", "A", "An") and rest else speaker
        if speaker.lower() not in lists.PRONOUNS:
            yield question("What did", lowered, "say")


def _named(speaker: str) -> str:
    """The name alone of "the council leader, Priya Anand"."""
    role, comma, name = speaker.rpartition(", ")
    return name if comma and role and NAME.fullmatch(name) else speaker
