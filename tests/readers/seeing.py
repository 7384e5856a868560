"""A recogniser that sees what it is told; as a program, the sandbox's worker with one."""

import os
import time

from rag.ports import Recognised

LINES = ("The storm flooded around 40 houses.", "At least 12 people were hurt.")
SECONDS = "SECONDS_A_PAGE"
"""Variable that says how long the program looks at each page."""


def seen(text, *, x=100.0, y=100.0, width=None, score=0.99):
    """A level line whose top left corner is at x and y."""
    right, bottom = x + (width or 14.0 * len(text)), y + 30.0
    return Recognised(text, ((x, y), (right, y), (right, bottom), (x, bottom)), score)


def below(*texts, **where):
    """Lines of one paragraph."""
    return tuple(seen(text, y=100.0 + 40 * row, **where) for row, text in enumerate(texts))


class Seer:
    """Sees these lines on the pages, one page after the other, the last ones on all others."""

    def __init__(self, *pages, seconds=0.0):
        self._pages = list(pages) or [below(*LINES)]
        self._seconds = seconds
        self.shapes = []

    def recognise(self, pixels):
        time.sleep(self._seconds)
        self.shapes.append(pixels.shape)
        return self._pages.pop(0) if len(self._pages) > 1 else self._pages[0]


if __name__ == "__main__":
    from rag.readers.worker import main

    main(Seer(seconds=float(os.environ.get(SECONDS, "0"))))
