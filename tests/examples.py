"""How many examples a property is tried with: few in the fast stage, many in the slow one.

Both stages take the same examples each time, so that a check says the same of the same code
twice. New ones are looked for with `--hypothesis-profile=searching`; what is found becomes a test.
"""

from hypothesis import settings

THOROUGH = 100

settings.register_profile("quick", max_examples=20, deadline=None, derandomize=True)
settings.register_profile("thorough", max_examples=THOROUGH, deadline=None, derandomize=True)
settings.register_profile("searching", max_examples=10 * THOROUGH, deadline=None)


def examples(thorough: int) -> int:
    """This many in the slow stage, and as much fewer in the fast one as elsewhere."""
    return max(1, thorough * settings.default.max_examples // THOROUGH)
