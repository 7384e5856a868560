"""Finds the numbers, dates and amounts of a text with their hedges, and compares them.

`find` reads digits and words, ranges, percentages, money, measures, durations, dates and
ordinals; numbers that name something (Boeing 747, Article 5) come as `other`. `same`, `agrees`
and `rounds` compare what was found.
"""

from rag.quantities.compare import Agreement, agrees, rounds, same
from rag.quantities.finding import find
from rag.quantities.hedges import HEDGES, Direction, direction

__all__ = ["HEDGES", "Agreement", "Direction", "agrees", "direction", "find", "rounds", "same"]
