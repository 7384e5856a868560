"""Closed word lists and the tokens they are matched against; English."""

import re
from dataclasses import dataclass
from typing import Final


def word_set(text: str) -> frozenset[str]:
    """The words of `text`, for closed lists."""
    return frozenset(text.split())


_TOKEN: Final = re.compile(r"[A-Za-z]\.(?:[A-Za-z]\.)+|\w+(?:[.,'’\-/]\w+)*%?|[^\w\s]")
OPENING_QUOTES: Final = frozenset("\"“‘«'")
CLOSING_QUOTES: Final = frozenset("\"”’»'")
TITLES: Final = word_set(
    "mr mrs ms dr prof sen rep gov gen lt col capt sgt maj st jr sr rev hon pres no vs u.s"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark of punctuation, `text[start:end]`."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The word in lower case with straight apostrophes."""
        return self.text.lower().replace("’", "'")

    @property
    def is_word(self) -> bool:
        """Whether it holds a letter or digit."""
        return self.text[0].isalnum()

    @property
    def is_name(self) -> bool:
        """Whether it is written with a capital."""
        return self.text[0].isupper()


def tokens(text: str) -> tuple[Token, ...]:
    """The words and marks of `text`; the full stop of a title ("Sen.") is left out."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        if match.group() == "." and found and found[-1].lower in TITLES:
            continue
        found.append(Token(match.group(), match.start(), match.end()))
    return tuple(found)


PRONOUNS: Final = word_set(
    "he she they it this these that his her their its him them such both neither either "
    "others another one here i we you my our your who which whose"
)
PERSONAL: Final = word_set("he she")
TIMES: Final = word_set(
    "week weeks month months year years morning afternoon evening night day days weekend "
    "season spring summer autumn fall winter quarter decade century time january february "
    "march april may june july august september october november december"
)
DETERMINERS: Final = word_set("a an the one two three four five several some many most all")
AUXILIARIES: Final = word_set(
    "am is are was were be been being has have had having do does did will would shall should "
    "can could may might must"
)
NEGATIONS: Final = word_set(
    "not no never nor neither without cannot can't won't don't doesn't didn't isn't aren't "
    "wasn't weren't hasn't haven't hadn't wouldn't couldn't shouldn't denied denies deny"
)
RELATIVES: Final = word_set(
    "that which who whom whose when where while as if because since although though until "
    "unless whether than so but what why how"
)
PREPOSITIONS: Final = word_set(
    "in on at by for from to with into onto over under after before during about against "
    "among between through across near around within amid despite via upon toward towards "
    "without throughout following including out"
)
ADVERBS: Final = word_set(
    "also later previously further recently repeatedly then earlier publicly separately "
    "reportedly again now only still just already initially subsequently first once "
    "each simply explicitly privately immediately quickly strongly flatly falsely even ever"
)
WEEKDAYS: Final = word_set("monday tuesday wednesday thursday friday saturday sunday")

FUNCTION_WORDS: Final = (
    PRONOUNS | DETERMINERS | AUXILIARIES | RELATIVES | PREPOSITIONS | ADVERBS
) | word_set("and or nor of also said says according more than other")

SAYING: Final = word_set(
    "said says say saying told tells added adds stated states claimed claims confirmed confirms "
    "revealed reveals mentioned mentions noted notes indicated indicates suggested suggests "
    "reported reports announced announces argued argues warned warns insisted insists explained "
    "explains declared declares alleged alleges predicted predicts estimated estimates tweeted "
    "tweets wrote writes testified testifies asserted asserts conceded concedes admitted admits "
    "acknowledged acknowledges believe believes believed maintained maintains contended contends "
    "complained vowed vows promised promises pledged pledges urged urges replied responded "
    "remarked concluded concludes recalled denied denies reiterated reaffirmed disclosed "
    "observed cautioned emphasized emphasised stressed demanded demands"
)
"""Verbs that report what somebody says, where `that`, a quotation or a clause follows."""
WITH_OBJECT: Final = {
    "described": "as",
    "describes": "as",
    "attributed": "to",
    "attributes": "to",
    "blamed": "for",
    "accuse": "of",
    "accused": "of",
    "accuses": "of",
    "characterized": "as",
    "characterised": "as",
}
"""Reporting verbs that count only with this word after their object."""
CONNECTIVES: Final = re.compile(
    r"(?:However|But|And|Yet|So|Also|Still|Then|Thus|Therefore|Hence|Moreover|Furthermore|"
    r"Meanwhile|Nevertheless|Nonetheless|Instead|Consequently|Additionally|Besides|Otherwise|"
    r"Indeed|Similarly|Likewise|Separately|Plus|Or|Again|Finally|Afterwards?|Later|"
    r"In addition|As a result|In fact|Of course|For example|For instance|In contrast|"
    r"By contrast|On the other hand|At the same time|In other words|After that|"
    r"After all|To that end|In response|In turn|That said|Even so|"
    r"Despite (?:this|that|these|those)(?: \w+)?|Because of (?:this|that))\b,?\s+(?!(?:of|for|to)\b)(?=\S)"
)
"""Openings that lean on the sentence before."""
