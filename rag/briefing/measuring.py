"""What two figures measure, by the words of their clauses: whether it is one thing, and its name."""

import re
from typing import Final

from rag.briefing.measures import Measure
from rag.briefing.words import FUNCTION_WORDS, Token, tokens, word_set
from rag.quantities.events import EVENTS

_PLAIN: Final = word_set(
    "the total estimated expected reported about around nearly rose fell rises falls "
    "risen fallen cost costs amounted"
)
"""Words that do not say what is measured."""
_OF: Final = re.compile(r"of (?:(?:the|its|their|his|her) )?")
_LONGEST_NAME: Final = 4


def told_apart(one: str, other: str) -> bool:
    """Whether one noun of both clauses stands behind different words: net and operating profit."""
    first, second = _described(one), _described(other)
    return any(
        words and second[noun] and not words & second[noun]
        for noun, words in first.items()
        if noun in second
    )


def _described(clause: str) -> dict[str, frozenset[str]]:
    """For each word of a clause those right before it that mean something."""
    found: dict[str, frozenset[str]] = {}
    run: list[str] = []
    for word in tokens(clause):
        if word.lower.endswith("'s"):
            continue
        if not _means(word):
            run = []
            continue
        found.setdefault(word.lower, frozenset(run))
        run.append(word.lower)
    return found


def name(one: Measure, other: Measure) -> str:
    """What is measured, in the sources' words: the noun, then what happened."""
    nouns = (side.noun for side in (one, other) if side.head not in FUNCTION_WORDS)
    told = (_OF.sub("", words) for words in nouns)
    noun = max(told, key=lambda words: (len(words), words), default="")
    events = [" or ".join(_event_words(side)) for side in (one, other)]
    happened = " / ".join(dict.fromkeys(event for event in events if event))
    if happened:
        return f"{noun}: {happened}" if noun else happened
    return noun or _in_common(one, other) or one.quantity.unit or one.quantity.kind.value


def _in_common(one: Measure, other: Measure) -> str:
    """The longest run of words of the one clause that stands in the other, if it means something."""
    words, rival = tokens(one.clause), " ".join(token.lower for token in tokens(other.clause))
    runs = (
        words[start:end]
        for start in range(len(words))
        for end in range(start + 1, min(start + _LONGEST_NAME, len(words)) + 1)
        if all(_means(word) for word in words[start:end])
    )
    common = (run for run in runs if f" {' '.join(word.lower for word in run)} " in f" {rival} ")
    best = max(common, key=len, default=())
    return one.clause[best[0].start : best[-1].end] if best else ""


def _means(word: Token) -> bool:
    return (
        word.is_word and word.lower not in FUNCTION_WORDS | _PLAIN and not word.text[0].isdigit()
    )


def _event_words(side: Measure) -> tuple[str, ...]:
    found = [(pattern.search(side.clause), kind) for kind, pattern in EVENTS.items()]
    matches: list[re.Match[str]] = [match for match, _ in found if match]
    return tuple(match.group() for match in sorted(matches, key=lambda match: match.start()))
