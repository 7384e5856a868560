"""Which reading of a follow-up a language model finds likeliest after what was said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.ports import Branch, LanguageModel


@dataclass(frozen=True)
class ModelPreference:
    """Readings weighed by a language model, which is loaded when it is first asked."""

    model: Callable[[], LanguageModel]

    def likelihoods(self, said: str, readings: Sequence[str]) -> tuple[float, ...]:
        """The mean log-probability of each reading's tokens as the next question after `said`."""
        branches = [Branch(before="", scored=f" {reading}", after="") for reading in readings]
        with self.model().read(f"{said}\nQuestion:", branches) as reading:
            return reading.likelihoods
