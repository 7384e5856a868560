"""Who speaks in a written sentence although its sources let nobody of that name speak."""

from collections.abc import Sequence

from rag.briefing import attribution
from rag.briefing.words import DETERMINERS, PERSONAL, PREPOSITIONS, tokens


def strangers(text: str, quotations: Sequence[str]) -> tuple[str, ...]:
    """Those who speak in `text` although nobody who speaks in the quotations has all their words.

    Where a pronoun speaks in a quotation, anybody may.
    """
    voices = [
        _name(report.speaker(told)) for told in quotations for report in attribution.find(told)
    ]
    if any(PERSONAL.intersection(voice) for voice in voices):
        return ()
    said = (report.speaker(text) for report in attribution.find(text))
    return tuple(who for who in said if not any(_name(who) <= voice for voice in voices))


def _name(speaker: str) -> frozenset[str]:
    """The words of a speaker that tell one from another."""
    told = (word.lower.removesuffix("'s") for word in tokens(speaker) if word.is_word)
    return frozenset(told) - DETERMINERS - PREPOSITIONS - {"of"}
