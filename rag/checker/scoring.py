"""How likely a sentence is supported: one logistic model over what speaks against it."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Coefficients:
    """What `bench/fit_checker.py` found."""

    bias: float
    weights: Mapping[str, float]
    threshold: float
    """A sentence whose probability is lower is unsupported."""

    def probability(self, signals: Mapping[str, float]) -> float:
        """The probability that a sentence with these signals is supported."""
        against = sum(self.weights.get(name, 0.0) * value for name, value in signals.items())
        return 1.0 / (1.0 + math.exp(min(500.0, against - self.bias)))


@cache
def shipped() -> Coefficients:
    """The coefficients that come with the package."""
    text = files("rag.checker").joinpath("coefficients.json").read_text("utf-8")
    stored = json.loads(text)
    return Coefficients(stored["bias"], stored["weights"], stored["threshold"])
