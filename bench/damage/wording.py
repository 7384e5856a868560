"""A word of a quotation changed for one that says something else."""

import re
from collections.abc import Iterator, Mapping
from random import Random
from typing import Final

from bench.damage.notes import Change, Line, Note

_PAIRS: Final = """
increase/decrease increased/decreased increases/decreases increasing/decreasing
rise/fall rose/fell rises/falls rising/falling risen/fallen higher/lower highest/lowest
gained/lost gain/lose gaining/losing winning/losing won/lost wins/loses
approve/reject approved/rejected approves/rejects approving/rejecting accepted/refused
accept/refuse accepting/refusing supported/opposed supporting/opposing supports/opposes
allow/forbid allowing/forbidding allows/forbids permit/prohibit permits/prohibits
permitting/prohibiting banned/approved banning/approving
praised/condemned praising/condemning praise/condemn defended/attacked defending/attacking
confirmed/denied confirming/denying confirms/denies
began/ended begin/end beginning/ending begun/ended begins/ends started/stopped starting/stopping
opened/closed opening/closing reopen/close reopening/closing reopened/closed
strengthen/weaken strengthened/weakened strengthening/weakening strong/weak stronger/weaker
strongly/weakly expand/shrink expanded/shrunk expanding/shrinking raise/cut raised/cut
raising/cutting included/excluded including/excluding
entered/left joined/left
best/worst better/worse good/bad largest/smallest larger/smaller biggest/smallest bigger/smaller
early/late earlier/later earliest/latest fastest/slowest faster/slower rapidly/slowly
public/secret publicly/secretly guilty/innocent legal/illegal legally/illegally lawful/unlawful
peaceful/violent peacefully/violently safe/dangerous safely/dangerously
successful/unsuccessful successfully/unsuccessfully success/failure victory/defeat
possible/impossible likely/unlikely able/unable willing/unwilling necessary/needless
constitutional/unconstitutional fair/unfair popular/unpopular expected/unexpected
temporary/permanent temporarily/permanently domestic/foreign
conservative/liberal conservatives/liberals Democratic/Republican Democrats/Republicans
male/female men/women man/woman father/mother husband/wife son/daughter brother/sister
northern/southern eastern/western north/south east/west
majority/minority always/never
peace/war friend/enemy friends/enemies ally/rival allies/rivals
hire/fire hired/fired hiring/firing released/withheld releasing/withholding
positive/negative positively/negatively optimistic/pessimistic
border/coast morning/evening
"""
_OPPOSITES: Final[Mapping[str, str]] = {
    word: other
    for pair in _PAIRS.split()
    for word, other in (pair.split("/"), pair.split("/")[::-1])
}
_ONE_WAY: Final = frozenset(
    """cut shrunk shrink left refused attacked needless war excluded approved approving approve
    excluding coast later earlier fall falls fell close closed closing late
    son weak bad man secret fire able past""".split()
)
"""Words that often mean something else than the opposite of their partner."""
_IDIOMS: Final = re.compile(
    r"\b(?:high court|at all|all of|all over|above all|all but|after all|better than|as good|"
    r"good faith|most of|most recent\w*|most [a-z]+|the most|at most|more likely|less likely|"
    r"most likely|likely to|will likely|early \d+|late \d+|early voting|"
    r"as early|public health|public opinion|public school\w*|public option|the public|"
    r"the end|end of|in the end|best known|best friend|"
    r"West Bank|closing arguments?|opening statements?|opening arguments?|"
    r"winning streak|raise questions?|raised questions?|raises questions?|border security|"
    r"men and women|women and men|husband and wife|able to|war on|war crimes?|domestic violence|"
    r"foreign minister|foreign policy|foreign affairs|safe haven|strong suit|gain ground|"
    r"possible that|as possible|if possible|legal team|legal counsel|legal status|legal \w+|"
    r"good news|good morning|good luck|as well|rise to|gave rise|start\w* with|begin\w* with|"
    r"job openings?|record high|not \w+|n[’']t \w+|no \w+|never \w+|neither \w+|"
    r"fall\w* short|fell short|joined [\w ]{1,40} in|open\w* (?:fire|up)|rose to|"
    r"rais\w+ (?:concerns|the|money|doubts|fears|alarm|hopes|eyebrows|his|her|their|children)|"
    r"public (?:\w+ )?(?:safety|housing|charge|figures?|relations|square|sector|policy|interest|"
    r"servants?|office|school\w*|comment|lands?|service)|won[’']t|positive for|tested \w+|"
    r"public (?:from|to|on|in|that|who|about|and|with|for|at|is|was|has|will)|public(?=[.,;”])|"
    r"accept\w* (?:that|responsibility)|ending (?:in|with|on)|end of|better known)\b"
)
_NOUN: Final = re.compile(
    r"\b(?:the|a|an|its|his|her|their|this) (?P<noun>[a-z]{4,})"
    r"(?= (?:of|in|on|to|for|by|with|from|was|were|is|has|had|said|after|before|during|against)\b"
    r"|[,.;”\"])"
)
_VAGUE: Final = frozenset(
    """heart wake raft face eyes eve edge verge brink cost price risk threat chance need use lack
    amount majority series group range line lines list back case cases country day days effect fact first second third last latest least most
    middle move month months morning issue nation news night number numbers order other others
    part past people person place plan point process public rest result right same side situation
    start state states statement story step thing things time times topic total united union
    wake way week weekend weeks while whole world year years end ending beginning top bottom
    future present evening afternoon hour hours minute minutes""".split()
)
_KINDRED: Final = (
    "report document statement study memo letter book account article paper notes text findings",
    "bill law measure legislation act order package rule policy plan proposal ban program",
    "attack shooting assault incident massacre crime killing murder violence case matter",
    "deal agreement accord pact treaty",
    "president administration leader government office campaign candidate nominee",
    (
        "company network platform firm group organization newspaper outlet site agency bureau "
        "department panel committee commission board team"
    ),
    "court judge justices justice ruling decision verdict opinion",
    "pandemic virus outbreak disease crisis coronavirus infection vaccine vaccines",
    "suspect gunman shooter man victim officer officers police",
    "election vote race contest primary ballot campaign voting",
    "country nation state city town region area county community",
    "economy market markets recession downturn",
    "hearing trial investigation probe inquiry testimony impeachment proceedings",
    "meeting summit talks conference event gathering rally speech interview debate",
    "lawsuit suit complaint case charge charges allegation allegations",
    "senator congressman lawmaker lawmakers member members representative",
    "increase rise growth jump",
    "building house home tower complex condo",
    "video footage clip film movie post tweet message",
)
_INNER: Final = re.compile(r"“(?P<a>[^“”]{12,})”|\"(?P<b>[^\"]{12,})\"")


def wording_changes(line: Line, note: Note, draw: Random) -> tuple[Change, ...]:
    """One change for each word that has an opposite, else for each noun that can be exchanged.

    Those within quotation marks of the source's own come alone, where there are any.
    """
    if line.section in ("Figures", "Where the sources differ"):
        return ()
    opposites = tuple(_opposites(line))
    found = opposites or tuple(_other_nouns(line, note, draw))
    inner = _inner_spans(line)
    within = tuple(
        change
        for change in found
        if any(start <= change.start and change.end <= end for start, end in inner)
    )
    return within or found


def _inner_spans(line: Line) -> tuple[tuple[int, int], ...]:
    """Where the source quotes somebody; the outermost marks are the note's own."""
    inside = line.statement[1:-1]
    return tuple(
        (line.start + 1 + found.start(), line.start + 1 + found.end())
        for found in _INNER.finditer(inside)
    )


def _opposites(line: Line) -> Iterator[Change]:
    idioms = [found.span() for found in _IDIOMS.finditer(line.text)]
    for found in re.finditer(r"(?<![\w’'-])[A-Za-z]+(?![\w’'-])", line.statement):
        word = found[0]
        start, end = line.start + found.start(), line.start + found.end()
        idiom = any(first <= start and end <= last for first, last in idioms)
        if word not in _OPPOSITES or word in _ONE_WAY or idiom or _named(line.text, start, end):
            continue
        before = line.text[:start]
        other = _OPPOSITES[word]
        if not re.search(r"\b[Aa]n? $", before) or (word[0] in "aeiou") == (other[0] in "aeiou"):
            yield Change(start, end, other)


def _named(text: str, start: int, end: int) -> bool:
    """Whether a word with a capital stands in a longer name: the Democratic National Committee."""
    if text[start].islower():
        return False
    return bool(re.match(r" [A-Z]", text[end:]) or re.search(r"[A-Z]\w* $", text[:start]))


def _other_nouns(line: Line, note: Note, draw: Random) -> Iterator[Change]:
    nouns = sorted(
        {found["noun"] for found in _NOUN.finditer(note.quoted)} - _VAGUE - _words(line.text)
    )
    for found in _NOUN.finditer(line.text, line.start, line.end):
        noun = found["noun"]
        if noun in _VAGUE or _is_no_noun(noun):
            continue
        others = [
            other
            for other in nouns
            if _exchangeable(noun, other) and _before_same(line, found, note, other)
        ]
        if others:
            yield Change(*found.span("noun"), draw.choice(others))


def _exchangeable(noun: str, other: str) -> bool:
    """Whether the sentence keeps its grammar and not its meaning with the other noun."""
    if _is_no_noun(other) or noun.endswith("s") != other.endswith("s"):
        return False
    if (noun[0] in "aeiou") != (other[0] in "aeiou"):
        return False
    kindred = any({noun, other} <= set(words.split()) for words in _KINDRED)
    return not kindred and noun[:4] != other[:4]


def _before_same(line: Line, found: re.Match[str], note: Note, other: str) -> bool:
    """Whether the note has the other noun before the same word, so that it reads well here."""
    following = re.match(r" \w+|\W", line.text[found.end() :])
    return following is not None and f" {other}{following[0]}" in note.quoted


def _is_no_noun(word: str) -> bool:
    return word.endswith(("ly", "ing", "ed", "ous", "ful", "ive", "able", "al", "ic", "est"))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", text.lower()))
