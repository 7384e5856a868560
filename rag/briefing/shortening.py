"""Long sentences told shorter, by leaving out what the language model does not miss.

Only whole asides and clauses go, none with a figure, a hedge, a negation or a speaker (see
`cutting`), and only where what follows stays nearly as likely without them: a cut that leaves
the rest odd makes it unlikelier.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from rag.briefing.cutting import cuts
from rag.briefing.material import Material
from rag.briefing.selection import Fact
from rag.briefing.telling import Telling
from rag.domain import Span
from rag.ports import Branch, LanguageModel

Steps: TypeAlias = Callable[[int, int], None]
_LONG: Final = 24
"""Words from which on a sentence is worth shortening."""
_LOSS: Final = 0.3
"""Nats for each token by which what follows a cut may become less likely."""
_END: Final = -1.4
"""Least log-probability of the sentence ending where a clause at its end is cut."""
_BEGINNING: Final = "The news of the day.\n\n"


def shorter(
    material: Material, facts: Sequence[Fact], model: LanguageModel, progress: Steps
) -> tuple[Fact, ...]:
    """The facts with their long tellings told shorter where they can be.

    Raises:
        ModelError: the model cannot be used.
    """
    found: list[Fact] = []
    for done, fact in enumerate(facts, start=1):
        tellings = tuple(_shortened(material, each, model) for each in fact.tellings)
        found.append(replace(fact, tellings=tellings))
        progress(done, len(facts))
    return tuple(found)


def _shortened(material: Material, telling: Telling, model: LanguageModel) -> Telling:
    at, text = telling.first, material.text(telling.first)
    if telling.last != at or telling.cut or len(text.split()) < _LONG:
        return telling
    possible = cuts(text, material.quantities[at], material.reports[at])
    return replace(
        telling, omitted=_apart([span for span in possible if _reads_on(text, span, model)])
    )


def _reads_on(text: str, span: Span, model: LanguageModel) -> bool:
    """Whether what follows the cut reads nearly as well as it did."""
    before, rest = text[: span.start].rstrip(" ,"), text[span.end :].strip(" ,")
    if not any(character.isalnum() for character in rest):
        return _likelihoods(model, [Branch(before, ".", "")])[0] >= _END
    whole, short = _likelihoods(
        model, [Branch(f"{text[: span.end]} ", rest, ""), Branch(f"{before} ", rest, "")]
    )
    return short >= whole - _LOSS


def _likelihoods(model: LanguageModel, branches: Sequence[Branch]) -> tuple[float, ...]:
    with model.read(_BEGINNING, branches) as reading:
        return reading.likelihoods


def _apart(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The longest of the spans that overlap, in order."""
    chosen: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        if all(span.end <= other.start or other.end <= span.start for other in chosen):
            chosen.append(span)
    return tuple(sorted(chosen, key=lambda span: span.start))
