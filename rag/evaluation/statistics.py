"""Intervals for shares and sums of them, and whether one run beats another by chance."""

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Weights: TypeAlias = "NDArray[np.float64]"

Z: Final = 1.959964
"""Quantile of the normal distribution for 95 %."""
_RESAMPLES: Final = 1000
Interval: TypeAlias = tuple[float, float]


def wilson(hits: float, total: float) -> Interval:
    """The 95 % Wilson score interval of a share (Wilson, JASA 1927); (0, 1) of nothing."""
    if total <= 0:
        return 0.0, 1.0
    share, square = hits / total, Z * Z
    centre = (share + square / (2 * total)) / (1 + square / total)
    spread = share * (1 - share) / total + square / (4 * total * total)
    half = Z * math.sqrt(max(spread, 0.0)) / (1 + square / total)
    return max(0.0, min(share, centre - half)), min(1.0, max(share, centre + half))


def bootstrap(pairs: Sequence[tuple[float, float]]) -> Interval:
    """The 95 % percentile interval of Σ value / Σ weight over questions drawn again, seeded."""
    values, weights = zip(*pairs, strict=True)

    def ratio(counts: "Weights") -> "Weights":
        import numpy as np

        below = counts @ np.asarray(weights, dtype=np.float64)
        above = counts @ np.asarray(values, dtype=np.float64)
        return above[below > 0] / below[below > 0]

    return resampled(len(pairs), ratio)


def bootstrap_balanced(recalled: Sequence[float], refused: Sequence[float]) -> Interval:
    """The 95 % interval of balanced accuracy, each class drawn again for itself.

    `recalled` are the hits of one class, `refused` the misses of the other.
    """
    import numpy as np

    generator = np.random.default_rng(0)
    one, other = np.asarray(recalled, dtype=np.float64), np.asarray(refused, dtype=np.float64)
    first = _drawn(generator, len(one)) @ one / len(one)
    second = 1 - _drawn(generator, len(other)) @ other / len(other)
    low, high = np.percentile((first + second) / 2, (2.5, 97.5))
    return float(low), float(high)


def resampled(size: int, statistic: "Callable[[Weights], Weights]") -> Interval:
    """The 95 % percentile interval of a statistic of how often each question was drawn."""
    import numpy as np

    found = statistic(_drawn(np.random.default_rng(0), size))
    low, high = np.percentile(found, (2.5, 97.5))
    return float(low), float(high)


def sign_test(gained: int, lost: int) -> float:
    """The two-sided p-value that as uneven a split comes by chance alone; 1.0 without any."""
    total, rarer = gained + lost, min(gained, lost)
    tail = sum(math.comb(total, count) for count in range(rarer + 1))
    return min(1.0, 2 * tail / (1 << total))


def _drawn(generator: "np.random.Generator", size: int) -> "Weights":
    return generator.multinomial(size, [1 / size] * size, size=_RESAMPLES).astype("float64")
