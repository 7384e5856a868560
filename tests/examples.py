"""How many examples a property is tried with: few in the fast stage, many in the slow one."""

from hypothesis import settings

THOROUGH = 100

settings.register_profile("quick", max_examples=20, deadline=None)
settings.register_profile("thorough", max_examples=THOROUGH, deadline=None)


def examples(thorough: int) -> int:
    """This many in the slow stage, and as much fewer in the fast one as elsewhere."""
    return max(1, thorough * settings.default.max_examples // THOROUGH)
