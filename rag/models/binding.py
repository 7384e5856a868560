"""The binding to llama.cpp, imported with the settings its threads need."""

import os

# The threads of llama.cpp wait for each other hundreds of times a prompt. OpenMP lets them spin
# for that, which on a machine with other work to do makes everything three to eight times
# slower: the one that is waited for is not running. Sleeping costs nothing on a quiet machine.
# Read when the library is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import llama_cpp as api  # noqa: TID253

__all__ = ["api"]
