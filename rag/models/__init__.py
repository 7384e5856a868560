"""Models and where they come from; the only modules that touch their libraries."""

import os
from typing import Final

# With OpenMP's usual spinning at barriers, llama.cpp falls from 440 to 120 prompt tokens per
# second, and from 40 generated ones to 4, as soon as another process wants a core (two cores,
# 135M weights); sleeping at them it keeps its share and costs nothing on an idle machine.
_WAIT_POLICY: Final = "OMP_WAIT_POLICY"
os.environ.setdefault(_WAIT_POLICY, "passive")
