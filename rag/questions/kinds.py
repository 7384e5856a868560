"""What would answer a question: its kind, read off its wording, and whether it asks for several.

Search queries count as questions: lower case, no question mark, no question word ("number of
wounded"). The first wording that tells a kind decides; an auxiliary verb at the beginning makes a
yes-or-no question only where nothing else is asked.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final


class QuestionKind(StrEnum):
    """What would answer the question."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    DURATION = "duration"
    DATE = "date"
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    YES_NO = "yes_no"
    REASON = "reason"
    LIST = "list"
    DESCRIPTION = "description"
    FACT = "fact"

    @property
    def is_quantity(self) -> bool:
        """Whether only a figure or date answers it."""
        return self in _QUANTITIES

    @property
    def is_name(self) -> bool:
        """Whether a name answers it."""
        return self in _NAMES

    @property
    def wants_sentences(self) -> bool:
        """Whether it asks for more than a fact, so that whole sentences answer it."""
        return self in _SENTENCES


_QUANTITIES: Final = frozenset(
    {
        QuestionKind.COUNT,
        QuestionKind.MONEY,
        QuestionKind.PERCENT,
        QuestionKind.DURATION,
        QuestionKind.DATE,
    }
)
_NAMES: Final = frozenset({QuestionKind.PERSON, QuestionKind.ORGANISATION, QuestionKind.PLACE})
_SENTENCES: Final = frozenset(
    {
        QuestionKind.YES_NO,
        QuestionKind.REASON,
        QuestionKind.LIST,
        QuestionKind.DESCRIPTION,
    }
)

_BE: Final = r"(?:is|are|was|were)"
_AUXILIARY: Final = (
    r"is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must"
)
_ASKS: Final = r"(?:which|what)"
_QUALIFIER: Final = rf"(?:(?!(?:{_AUXILIARY}|the|an?|of|kinds?|types?|sorts?|parts?)\b)[\w'’\-]+ )"
"""A word between "which" and its noun."""
_COUNTED_OUT: Final = r"(?:two|three|four|five|six|several)"
_QUANTITY_NOUNS: Final = (
    r"number|amount|percentage|proportion|share|rate|total|size|cost|price|length|height|weight|"
    r"population|distance|speed|area|value|figure|budget|toll|salary|income|revenue|profit|age|"
    r"depth|width|temperature"
)
_NOT_OTHER: Final = (
    r"(?!(?: (?:\w+ed|\w+en|due|spent|meant|kept|built))? "
    r"(?:to|on|with|by|for|from|as|about|against)\W*$)"
)
"""What is the temperature linked to? asks for no temperature."""
_OWNER: Final = r"(?:(?:the )?(?:[\w.&\-]+ ){0,3}[\w.&\-]+(?:['’]s|s['’]) |(?:its|his|her|their) )"
_SUMS: Final = r"revenues?|turnover|profits?|prices?|salary|budget|income|debts?|costs?"
_NOT_OF_SUM: Final = r"(?! (?:margins?|growth|models?|plans?|sources?|streams?|warnings?|targets?|cuts?|rises?|range)\b)"
"""Somebody's income source is no sum of money."""
_PEOPLE: Final = (
    r"person|man|woman|author|president|minister|leader|lawmaker|king|queen|general|official|"
    r"writer|actor|actress|singer|director|artist|player|scientist|founder|inventor|composer|"
    r"senator|governor|mayor|emperor|pope|candidate|character|chief executive|ceo"
)
_BODIES: Final = (
    r"compan(?:y|ies)|firms?|agenc(?:y|ies)|part(?:y|ies)|universit(?:y|ies)|colleges?|"
    r"organi[sz]ations?|institutions?|institutes?|banks?|newspapers?|magazines?|publishers?|labels?|"
    r"teams?|clubs?|ministr(?:y|ies)|departments?|bands?|networks?|studios?|manufacturers?|airlines?|"
    r"broadcasters?|retailers?|charit(?:y|ies)|committees?|councils?|commissions?|"
    r"subsidiar(?:y|ies)|schools?|airports?|hospitals?"
)
_PLACES: Final = (
    r"countr(?:y|ies)|cit(?:y|ies)|towns?|regions?|places?|states?|locations?|continents?|"
    r"provinces?|villages?|areas?|district|count(?:y|ies)|islands?"
)
_TIMES: Final = r"years?|dates?|days?|months?|decades?|centur(?:y|ies)|times?|birthday"
_LISTED: Final = (
    r"types|kinds|causes|examples|names|members|list|components|symptoms|parts|effects|stages|"
    r"benefits|advantages|disadvantages|features|events|reasons"
)

_PATTERNS: Final = {
    QuestionKind.MONEY: (
        r"\bhow much (?:money|did|does|do|was|is|were|are|will|would|has|have|had|can|could|may"
        r"|might|should)\b.*\b(?:cost|pay|paid|spen[dt]|worth|earn|owe|raise|invest|charge|price)"
        rf"|\bhow much money\b|\b(?:{_ASKS} {_BE} )?(?:the )?(?:\w+ )?(?:cost|price|salary|revenue"
        r"|budget) of\b|\bhow expensive\b"
        rf"|\b{_ASKS} {_BE} {_OWNER}(?:(?!(?:of|for|to|in|on)\b)\w+ ){{0,2}}(?:{_SUMS})\b{_NOT_OTHER}{_NOT_OF_SUM}"
    ),
    QuestionKind.PERCENT: (
        rf"\b{_ASKS} (?:percentage|per ?cent|proportion|share|fraction)\b"
        r"|\bhow many per ?cent\b"
    ),
    QuestionKind.DURATION: (
        r"\bhow long\b(?! is the| was the (?:river|bridge|road|wall|border))"
        r"|\bhow many (?:seconds|minutes|hours|days|weeks|months|years|decades|centuries)\b"
    ),
    QuestionKind.DATE: (
        r"^\W*(?:and |but |so )?(?:since |until |till |by )?when\b(?! an? )"
        r"|\bwhen (?:did|was|were|is|are|do|does|has|have|had|will|would|can|could)\b"
        rf"|\b(?:in |on )?{_ASKS} {_QUALIFIER}?(?:{_TIMES})\b"
        rf"|\b(?:{_ASKS} {_BE} )?(?:the |his |her )?(?:\w+['’]s )?(?:birth ?date|date|birthday|year) of\b"
        rf"|\b{_ASKS} {_BE} (?:\w+['’]?s? ){{0,4}}(?:birth ?date|date|birthday|deadline)\b"
    ),
    QuestionKind.COUNT: (
        r"\bhow (?:many|much|long|far|big|large|tall|high|deep|heavy|old|fast|wide|often)\b"
        rf"|\b{_ASKS} {_BE} the (?:\w+ ){{0,2}}(?:{_QUANTITY_NOUNS})\b{_NOT_OTHER}"
        rf"|\bat {_ASKS} (?:{_QUANTITY_NOUNS})\b"
        rf"|^\W*(?:the )?(?:\w+ )?(?:number|population|amount|height|length|weight|age) of\b"
    ),
    QuestionKind.REASON: (
        r"\bwhy\b|\bhow come\b|\bfor what (?:reason|purpose)s?\b"
        rf"|\b{_ASKS} (?:\w+ ){{0,2}}(?:reasons?|caused|causes|led to)\b|^\W*(?:the )?causes? of\b"
    ),
    QuestionKind.LIST: (
        rf"^\W*(?:list|name (?:all|the|some|two|three|four|five))\b|\b{_ASKS} are (?:all |some |the )"
        rf"|\b{_ASKS} (?:are|were) (?:the )?(?:\w+ )?(?:{_COUNTED_OUT}|other|main|different) "
        rf"|\b{_ASKS} {_COUNTED_OUT} \w+"
        rf"|\b{_ASKS} (?:{_BE}|do|does|did) (?:the )?(?:\w+ )?(?:{_LISTED})\b"
        rf"|\b{_ASKS} (?:kinds|types|sorts) of\b|^\W*(?:the )?(?:{_LISTED})(?: and \w+)? of\b"
        r"|^\W*\w+s (?:(?:in|of) \w+ )?(?:that|which) "
    ),
    QuestionKind.ORGANISATION: (
        rf"\b{_ASKS} {_QUALIFIER}{{0,2}}?(?:{_BODIES})\b"
        r"|\bwho (?:\w+ )?(?:makes?|made|manufactures?d?|owns?|owned|publishe[sd]|operate[sd]"
        r"|runs|sponsors?(?:ed)?|broadcasts?)\b"
    ),
    QuestionKind.PERSON: (
        rf"\bwho(?:m|se)?\b|\b{_ASKS} {_BE} the name of (?:the |his |her )?(?:\w+ ){{0,3}}(?:{_PEOPLE})\b"
        rf"|\b{_ASKS} {_QUALIFIER}?(?:{_PEOPLE})\b|^\W*(?:the )?(?:{_PEOPLE}) (?:of|who)\b"
    ),
    QuestionKind.PLACE: (
        rf"\bwhere(?:abouts)?\b|\b{_ASKS} {_QUALIFIER}?(?:{_PLACES})\b|^\W*(?:the )?(?:location|capital) of\b"
        rf"|\b{_ASKS} {_BE} the (?:capital(?! \w*expend)|birthplace|location)\b"
    ),
    QuestionKind.DESCRIPTION: (
        r"^\W*(?:describe|explain|tell me about|summari[sz]e|compare|discuss)\b"
        rf"|\b{_ASKS} (?:happened|(?:is|was) (?:happening|going on|the (?:latest|news))|has happened"
        r"|do we know|is known|are people saying)\b|\bwhat['’]s (?:happening|going on|new|the latest)\b"
        rf"|\b{_ASKS} (?:did|does|do|has|have) .+ (?:say|said|think|thought|argue|believe)\b"
        r"|\bhow (?:do|does|did|is|are|was|were|can|could|has|have|will|would|to|they|it|the|we|you)\b"
        rf"|\b{_ASKS} {_BE} (?:the )?(?:difference|relationship|background|situation|significance"
        r"|impact|effects?|consequences?|importance)\b"
        r"|^\W*(?:the )?(?:differences? between|importance of|history of)"
        rf"|^\W*how (?!\w+ (?:{_AUXILIARY})\b)"
    ),
}
"""What tells each kind; of two that begin at one place the earlier here decides."""
_WORDINGS: Final = tuple(
    (kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS.items()
)
_YES_NO: Final = re.compile(
    rf"^\W*(?:and |but |so )?(?:{_AUXILIARY})(?:n['’]t)?\b"
    r"|\b(?:tell me|say|says|know|find out|check) (?:whether|if)\b",
    re.IGNORECASE,
)
_RELATIVE: Final = re.compile(r"\b(?:who|whom|whose|where)\b", re.IGNORECASE)
_ASKED_OPENLY: Final = re.compile(r"\b(?:what|which)\b", re.IGNORECASE)
_INTRODUCES: Final = re.compile(
    r"(?:\A\W*|[;:(\"“]\s*|\b(?:and|but|or|so|of|by|to|for|with|from|about|against|in|on|at|know|known|say|says"
    r"|said|me|us|tell|exactly|then|also|decide|ask|is|was|are|were)\s+)\Z",
    re.IGNORECASE,
)
_SEVERAL: Final = re.compile(
    rf"\bwho (?:are|were)\b(?! (?:you|we))|\brespectively\b"
    rf"|\b(?:{_ASKS}|whose) (?:[\w'’-]+ ){{0,2}}?(?:countries|cities|towns|regions|places|states"
    r"|provinces|areas|counties|islands|years|dates|months|companies|firms|agencies|parties"
    r"|universities|organi[sz]ations|banks|teams|clubs|schools|people|men|women|authors|players"
    r"|actors|leaders|artists)\b",
    re.IGNORECASE,
)


def kind_of(text: str) -> QuestionKind:
    """The kind of the question `text`."""
    told = [
        (start, order, kind)
        for order, (kind, wording) in enumerate(_WORDINGS)
        if (start := next(_asking(wording, text), None)) is not None
    ]
    if told:
        return min(told)[2]
    if _YES_NO.search(text):
        return QuestionKind.YES_NO
    return _relative_kind(text)


def asks_for_several(text: str, kind: QuestionKind) -> bool:
    """Whether more than one thing is to be named: a list, "who are", "which countries"."""
    return kind is QuestionKind.LIST or _SEVERAL.search(text) is not None


def _relative_kind(text: str) -> QuestionKind:
    """The kind of a search query that only a relative pronoun tells: "the man who sank it"."""
    pronoun = None if _ASKED_OPENLY.search(text) else _RELATIVE.search(text)
    if pronoun is None or pronoun.group().isupper():
        return QuestionKind.FACT
    return QuestionKind.PLACE if pronoun.group().lower() == "where" else QuestionKind.PERSON


def _asking(wording: re.Pattern[str], text: str) -> Iterator[int]:
    """Where the wording asks: "the general who led" does not ask who, nor does "the WHO"."""
    for match in wording.finditer(text):
        pronoun = _RELATIVE.match(match.group())
        if pronoun is None or _interrogates(pronoun, match.start(), text):
            yield match.start()


def _interrogates(pronoun: re.Match[str], start: int, text: str) -> bool:
    abbreviates = pronoun.group().isupper() and not text.isupper()
    return not abbreviates and _INTRODUCES.search(text, 0, start) is not None
