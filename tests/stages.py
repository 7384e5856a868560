"""Which cases of a test belong to the slow stage."""

import re
from collections.abc import Iterable

import pytest


def each(names: Iterable[str], *, slow: str) -> list[object]:
    """The names in order; those that begin as the pattern `slow` says are of the slow stage."""
    return [
        pytest.param(name, marks=pytest.mark.slow) if re.match(slow, name) else name
        for name in sorted(names)
    ]
