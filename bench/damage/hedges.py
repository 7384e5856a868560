"""Hedges dropped, so that the sentence says for certain what its source does not."""

import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Final, TypeAlias

from bench.damage.notes import Change, Line, Note

Rule: TypeAlias = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]

_NUMBER: Final = (
    r"(?:an? )?(?:[$€£]?\d|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|eleven\b|"
    r"twelve\b|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|"
    r"dozen|half\b|third\b|quarter\b)"
)
_ADVERBS: Final = (
    "allegedly|reportedly|apparently|possibly|potentially|perhaps|probably|supposedly|presumably|"
    "purportedly"
)
_ABOUT_WHAT: Final = re.compile(
    r"\b(?:talk\w*|concerns?|questions?|reports?|stor(?:y|ies)|worr\w+|information|think\w*|spoken?|"
    r"speak\w*|learn\w*|what|how|complain\w*|warn\w*|tweet\w*|ask\w*|lied|lying|lies|details|truth|"
    r"comments?|jok\w+|thought|told|hear\w*|writ\w+|wrote|all|no|not|little|so) $",
    re.IGNORECASE,
)
_OPEN_QUESTION: Final = re.compile(
    r"\b(?:whether|if|how|what|where|unless|than|so|until|wish\w*|as|fear\w*|concern\w*|"
    r"worr\w+|hop\w+|possib\w+|doubt\w*|chances?|risks?)\b[^;“”]*$|\bor $",
    re.IGNORECASE,
)
_HEDGED: Final = re.compile(
    r"\b(?:at least|nearly|almost|around|about|roughly|approximately|up to|more than|as many as|"
    r"less than|fewer than|estimated|over|some|under) $",
    re.IGNORECASE,
)
_WHEN: Final = re.compile(r"\b(?:at|by|until|till|before|after|since|from|to|between|and) $")
_VERBS: Final = {
    "claimed": "proved",
    "alleged": "proved",
    "alleges": "proves",
    "claims": "proves",
    "believes": "knows",
    "believe": "know",
}
_BE: Final = {"is": "is", "are": "are", "was": "was", "were": "were"}
_HAVE: Final = {"is": "has", "are": "have", "was": "had", "were": "had"}
_SEEMS: Final = {
    ("s", "be"): "is",
    ("", "be"): "are",
    ("s", "have"): "has",
    ("", "have"): "have",
    ("ed", "have"): "had",
}


def hedge_changes(line: Line, note: Note, draw: Random) -> tuple[Change, ...]:
    """One change for each hedge of the statement, in the order of the rules.

    `draw` is not needed: a hedge is dropped in one way only.
    """
    del draw
    return tuple(change for change in _changes(line) if not _said_plainly(change, line, note))


def _changes(line: Line) -> Iterator[Change]:
    for pattern, dropped in _RULES:
        for found in pattern.finditer(line.text, line.start, line.end):
            if not _hedges(line.text[: found.start()], found[0].lower()):
                continue
            after = dropped(found)
            if found[0][0].isupper():
                after = after[:1].upper() + after[1:]
            yield Change(found.start(), found.end(), after)


def _hedges(before: str, hedge: str) -> bool:
    """Whether these words hedge here; "about two men" may tell of whom."""
    if hedge.startswith(("about", "up to", "more than", "less than", "fewer than")):
        return not _ABOUT_WHAT.search(before)
    if hedge.startswith(("may ", "might ", "could ")):
        return not _OPEN_QUESTION.search(re.split(r"(?<=[a-z]{3})[.!?] ", before)[-1])
    return True


def _said_plainly(change: Change, line: Line, note: Note) -> bool:
    """Whether the note quotes the same number without a hedge, which would bear out the change."""
    if not re.match(r"[$€£]?\d", change.after):
        return False
    following = re.match(r"\W*\w+", line.text[change.end : line.end])
    phrase = change.after + (following[0] if following else "")
    places = re.finditer(re.escape(phrase), note.quoted)
    return any(not _HEDGED.search(note.quoted[: found.start()]) for found in places)


def _number(found: re.Match[str]) -> str:
    """The number alone; "about 2 p.m." needs an "at" where no other word does its work."""
    before, after = found.string[: found.start()], found.string[found.end() :]
    clock = re.match(r" ?[ap]\.?m\b", after) and not _WHEN.search(before)
    return f"at {found['next']}" if clock else found["next"]


def _article(found: re.Match[str]) -> str:
    """`an alleged plot` without its adjective: `a plot`."""
    article, following = found["article"], found["next"]
    if article.lower() in ("a", "an"):
        article = "an" if following[0] in "aeiou" else "a"
    return f"{article} {following}"


def _seems(found: re.Match[str]) -> str:
    return _SEEMS.get((found["form"], found["verb"]), found[0])


def _rule(pattern: str, dropped: Callable[[re.Match[str]], str]) -> Rule:
    return re.compile(pattern), dropped


_RULES: Final[tuple[Rule, ...]] = (
    _rule(
        r"\b(?:[Aa]t least|[Nn]early|[Aa]lmost|[Aa]round|[Aa]bout|[Rr]oughly|[Aa]pproximately|"
        r"[Uu]p to|[Mm]ore than|[Aa]s many as|[Ll]ess than|[Ff]ewer than|[Aa]n estimated) "
        rf"(?P<next>(?={_NUMBER})[^\s”’\"]*[\w%])",
        _number,
    ),
    _rule(
        rf"\b(?P<article>an?|the) (?:{_ADVERBS}) (?P<next>[a-z]\w+)",
        _article,
    ),
    _rule(rf"(?:, (?:{_ADVERBS}),) (?P<next>\w+)", lambda found: f" {found['next']}"),
    _rule(
        rf"(?<!\ban )(?<!\ba )(?<!\bthe )(?<!, )\b(?:{_ADVERBS}|{_ADVERBS.title()}) (?P<next>\w+)",
        lambda found: found["next"],
    ),
    _rule(
        r"\b(?P<article>an?|the|his|her|their|its|of|any) "
        r"(?:alleged|suspected|purported|supposed) (?P<next>[a-z]\w+)",
        _article,
    ),
    _rule(
        r"\b(?:may|might) have (?P<next>[a-z]+(?:ed|en|ught|own|ade|ost|one|elt|ept|un))\b",
        lambda found: f"had {found['next']}",
    ),
    _rule(
        r"\b(?:may(?! not (?!be))|might|could(?! not| have| see| hear| feel| afford| n’t))(?! have\b) "
        r"(?P<next>[a-z]+)\b",
        lambda found: f"will {found['next']}",
    ),
    _rule(
        r"\b(?P<be>is|are|was|were) (?:widely |also )?"
        r"(?:believed|thought|alleged|reported|suspected|rumou?red|said|presumed) to "
        r"(?P<verb>be|have)\b",
        lambda found: (_BE if found["verb"] == "be" else _HAVE)[found["be"]],
    ),
    _rule(
        r"\b(?:is|are) (?:widely |also |still )?(?:expected|likely) to (?P<next>[a-z]+)",
        lambda found: f"will {found['next']}",
    ),
    _rule(
        r"\b(?P<be>will|would|has|have|had|was|were|is|are) (?:likely|probably) (?!to\b)"
        r"(?P<next>\w+)",
        lambda found: f"{found['be']} {found['next']}",
    ),
    _rule(r"\b(?:appear|seem)(?P<form>s|) to (?P<verb>be|have)\b", _seems),
    _rule(r"\b(?:appear|seem)(?P<form>ed) to (?P<verb>have)\b", _seems),
    _rule(
        r"(?<!I )\b(?P<verb>claimed|alleged|alleges|believes?) that\b",
        lambda found: f"{_VERBS[found['verb']]} that",
    ),
    _rule(
        r"\b(?:[Hh]e|[Ss]he|[Ii]t|report|lawsuit|suit|who|also|complaint|article) claims that\b",
        lambda found: found[0].replace("claims that", "proves that"),
    ),
)
