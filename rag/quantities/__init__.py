"""Finds the numbers, dates and amounts of a text with their hedges, and compares them.

`find` reads digits and words, ranges, percentages, money, measures, durations, dates and
ordinals; numbers that name something (Boeing 747, Article 5) come as `other`:

>>> from rag.quantities import agrees, find, rounds, same
>>> toll, = find("at least one and a half million people")
>>> toll.value, toll.qualifier, toll.kind.value
(1500000, 'at least', 'count')
>>> [(found.text, found.value, found.unit) for found in find("US$3.5bn, up 5% on Q4 2021")]
[('US$3.5bn', 3500000000, 'USD'), ('5%', 5, '%'), ('Q4 2021', '2021-36', None)]
>>> span, = find("between 5 and 7 per cent")
>>> span.value, span.value_high
(5, 7)

`same` compares values and units however they are written, `rounds` tells whether the first is
a rounding of the second, and `agrees` says both in a word:

>>> def one(text):
...     return find(text)[0]
>>> same(one("1,000"), one("a thousand")), same(one("50"), one("1500"))
(True, False)
>>> rounds(one("nearly 1,000"), one("989")), rounds(one("1,000"), one("1,400"))
(True, False)
>>> agrees(one("2022"), one("5 June 2022"))
'rounded'

Every `Quantity` is a slice of its text, `text[start:end]`, and `direction` says where the true
value lies by its hedge:

>>> from rag.quantities import direction
>>> direction(toll.qualifier).value
'lower'

Nothing here raises whatever the text, and the time is linear in its length. English.
"""

from rag.quantities.compare import Agreement, agrees, rounds, same
from rag.quantities.finding import find
from rag.quantities.hedges import HEDGES, Direction, direction

__all__ = ["HEDGES", "Agreement", "Direction", "agrees", "direction", "find", "rounds", "same"]
