"""The words that numbers are told in."""

from rag.quantities.tokens import word_list, word_set

_UNDER_TWENTY = word_list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
SMALL_NUMBERS = {word: value for value, word in enumerate(_UNDER_TWENTY)}
TENS = {
    word: 10 * value
    for value, word in enumerate(
        word_list("twenty thirty forty fifty sixty seventy eighty ninety"), start=2
    )
}
TENS["fourty"] = 40
SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "million": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "crore": 10**7,
    "crores": 10**7,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
    "dozen": 12,
}
PLURAL_SCALES = word_set("tens dozens scores hundreds thousands millions billions trillions")
DETERMINERS = (
    ("several",),
    ("many",),
    ("a", "few"),
    ("few",),
    ("a", "couple", "of"),
    ("a", "couple"),
    ("a", "handful", "of"),
)
DENOMINATORS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
MULTIPLES = {
    "twice": 2,
    "thrice": 3,
    "doubled": 2,
    "doubling": 2,
    "tripled": 3,
    "tripling": 3,
    "trebled": 3,
    "quadrupled": 4,
    "quadrupling": 4,
    **{f"{word}fold": value for word, value in SMALL_NUMBERS.items() if 2 <= value <= 10},
}
"""Words that multiply: twice, doubled, tenfold."""
NUMERAL_WORDS = frozenset(
    {
        "a",
        "an",
        "half",
        *SMALL_NUMBERS,
        *TENS,
        *PLURAL_SCALES,
        *(words[0] for words in DETERMINERS),
        *MULTIPLES,
        "minus",
    }
)
"""Every word that a number in words may begin with."""
AFTER_ARTICLE = frozenset({"few", "couple", "handful", *SCALES, *DENOMINATORS})
"""Every word that may follow "a" in a number."""
