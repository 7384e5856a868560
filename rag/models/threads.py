"""How many threads pay off: one per physical core this process may use."""

import os
import sys
from pathlib import Path
from typing import Final

_CPU_INFORMATION: Final = Path("/proc/cpuinfo")


def physical_cores() -> int:
    """The number of physical cores this process may run on, at least 1."""
    usable = _usable_processors()
    if sys.platform != "linux" or not _CPU_INFORMATION.is_file():
        return max(1, usable // 2 if sys.platform == "win32" else usable)
    cores = _distinct_cores(_CPU_INFORMATION.read_text("utf-8", "replace"))
    return max(1, min(usable, cores or usable))


def _usable_processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _distinct_cores(information: str) -> int:
    """The number of (package, core) pairs in the text of /proc/cpuinfo; 0 where it has none."""
    cores: set[tuple[str, str]] = set()
    for block in information.split("\n\n"):
        fields = dict(_pair(line) for line in block.splitlines() if ":" in line)
        if "core id" in fields:
            cores.add((fields.get("physical id", "0"), fields["core id"]))
    return len(cores)


def _pair(line: str) -> tuple[str, str]:
    key, _, value = line.partition(":")
    return key.strip(), value.strip()
