"""Words that cannot both be true of one thing: opposites, and pairs that only the news has."""

from functools import cache
from typing import Final

from rag.opposites import negated_form, opposites, stem

_PAIRS: Final = """
release,publish,issue|withhold,suppress
public,publicly,open,openly|secret,secretly,private,privately
liberal,progressive,left-wing|conservative,right-wing
reopen,open|close,shut
largest,biggest,greatest,larger,bigger|smallest,least,tiniest,smaller
latest,newest|earliest,oldest
praise,commend,applaud,hail,laud,welcome|condemn,criticise,criticize,denounce,slam,blast,deplore
confirm,affirm,acknowledge|deny,refute,dispute
necessary,needed,essential|needless,unnecessary
accuse,charge,indict,blame|exonerate,clear,acquit
uphold|overturn,overrule
extend,prolong|shorten,curtail
tighten|loosen,ease,relax
impose|lift
enforce|waive
civilian|military
incoming|outgoing
sooner|later
supporter,ally,proponent|opponent,critic
winner|loser
friendly|hostile
deliberate,deliberately,intentional,intentionally|accidental,accidentally
ordinary|extraordinary
optimism|pessimism
trust|distrust
advance|retreat
legalise,legalize|criminalise,criminalize
nationalise,nationalize|privatise,privatize
popular|unpopular
recover,recovery|relapse,collapse
shelter|evict
mild|severe
lenient|harsh
credible|implausible
heal|injure
unite|divide
resume|suspend
delay,postpone|hasten,expedite
hire|fire
boom|bust
ban,outlaw,prohibit|allow,permit,legalise,legalize
"""


def contrary(one: str, other: str) -> bool:
    """Whether one of two folded words denies what the other says."""
    here, there = stem(one), stem(other)
    return (
        there in opposites(here) or there in _contraries(here) or negated_form(one, other)
    ) and one != other


@cache
def _contraries(stemmed: str) -> frozenset[str]:
    return frozenset(
        other
        for line in _PAIRS.split()
        for here, there in _both_ways(line)
        if stemmed in here and stemmed not in there
        for other in there - here
    )


@cache
def _both_ways(line: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    one, other = (frozenset(map(stem, side.split(","))) for side in line.split("|"))
    return (one, other), (other, one)
