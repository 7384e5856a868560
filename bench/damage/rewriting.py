"""Lines reworded as an editor would, so that they say the same and quote no more.

No figure, hedge, negation, name or speaker is dropped; a line that would lose one is left alone.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Final, TypeAlias

from bench.damage import gazetteer
from bench.damage.notes import Line
from bench.damage.speakers import PAST

Rewrite: TypeAlias = Callable[[str], str]

_WHOLE: Final = (
    re.compile(r"“(?P<told>[^“”]*(?:“[^“”]*”[^“”]*)*)”"),
    re.compile(r"‘(?P<told>[^‘]*[\"“”][^‘]*)’"),
)
_SENTENCE: Final = re.compile(r".*[A-Za-z0-9)%](?<!\bRep)(?<!\bSen)(?<!\bGov)[.!?][”\"’]?")
_INNER: Final = re.compile(r"“[^”]*”|\"[^\"]*\"")
_FIRST_PERSON: Final = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us)\b")
"""Without its marks such a sentence would be said by who edits the note."""
_DATELINE: Final = re.compile(
    r"(?:[A-Z][A-Z.]+(?:,? [A-Z][A-Za-z.]*)*(?: \([A-Za-z ]+\))?|\([A-Z][A-Za-z ]+\))"
    r"(?: ?[—–:-]+ |: )(?=[A-Z“\"])"
)
_CONNECTIVE: Final = re.compile(
    r"(?:However|Meanwhile|In addition|Additionally|Moreover|Furthermore|Indeed|Also|Still|"
    r"Nevertheless|Nonetheless|Instead|Now|Then|In fact|Of course|Separately|That said), (?=\w)|"
    r"(?:But|And|Yet|So) (?=(?:the|a|an|in|on|it|he|she|they|there|this|that|those|these|some|"
    r"[A-Z])\b)"
)
_PERFECT: Final = re.compile(
    r"(?<!would )(?<!could )(?<!may )(?<!might )(?<!should )(?<!must )(?<!will )(?<!to )"
    rf"\b(?:has|have) (?P<verb>{PAST}|called|agreed|approved|signed|issued|filed|launched|"
    r"pledged|promised|accused|criticized)\b"
)
_SPEAKER: Final = (
    r"(?P<speaker>(?!(?:who|which|and|but|as|he|she|it|they|I|we|who)\b)"
    r"(?:(?! (?:in|during|at|on|after) )[^,;:“”\"]){2,60}?)"
)
_TOLD_LAST: Final = re.compile(
    rf"(?P<what>[^“”\"]{{25,}}), {_SPEAKER} (?P<verb>said|announced|claimed|confirmed|reported)"
    r"(?P<when>(?: in a statement)?(?: on)?(?: \w+day)?)\."
)
_QUOTED_FIRST: Final = re.compile(
    rf"(?P<what>“[^“”]{{12,}}|\"[^\"]{{12,}}),(?P<close>[”\"]) "
    rf"(?:{_SPEAKER} (?P<verb>said|wrote|tweeted|added|told reporters)|"
    r"(?P<verb2>said|wrote|tweeted|added) (?P<speaker2>(?:(?! (?:in|during|at|on) )[^,;:“”\"]){2,60}?))"
    r"(?P<when>(?: in an? (?:statement|interview)| on Twitter)?(?: on)?(?: \w+day)?)\."
)
_LOWERED: Final = frozenset(
    """The A An At In On It They He She There This These Those That Some Many More Most Nearly
    About Around Almost All Both Several Its His Her Their Two Three Four Five Six Ten One When
    After Before As By For From With Up Roughly Approximately Less Fewer No Not Every Each""".split()
)
_TRAILING: Final = re.compile(
    r", (?P<clause>(?!(?:say|tell|cit|add|not|argu|alleg|claim|warn|accus|call|promis|den|be)\w*ing )"
    r"(?:[a-z]+ing|amid|where|a move|an effort|a sign) [^,;“”\"]+)\.$"
)
_APPOSED: Final = re.compile(
    r", (?P<clause>(?:who|which|speaking|testifying|appearing|a|an|the) [^,;“”\"]{5,90}), "
    r"(?=(?:also )?(?:has|had|was|were|is|are|will|would|said|told|announced|confirmed|signed)\b)"
)
_FACTION: Final = re.compile(
    r" \([DRI][.,-][^()]{1,12}\)|, [DR]-[A-Z][\w.]+(?:, (?!the |a |an |who )|(?=\.$))"
)
_GIVEN_NAME: Final = re.compile(
    r"\bPresident (?:Donald J\.|Donald|Joe|Barack|Vladimir) (?=(?:Trump|Biden|Obama|Putin)\b)"
)
_ACCORDING: Final = re.compile(
    r"(?P<what>[^“”\"]{25,}), according to (?P<speaker>[^,;:“”\"]{2,60})\."
)
_SUBORDINATE: Final = re.compile(
    r"(?:In|On|At|After|Before|When|While|If|As|Despite|Though|Although|With|Since|During|For|"
    r"Speaking|Because|Following|Under|Unlike|Once|By|To)\b"
)
_KEEPS: Final = re.compile(
    r"\d|%|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|"
    r"thousands?|millions?|billions?|half|third|first|second|not|no|never|nor|neither|without|"
    r"none|nobody|n[’']t|may|might|could|would|if|unless|allegedly|reportedly|alleged|likely|"
    r"possibly|potentially|perhaps|apparently|appears?|seems?|believed|expected|about|nearly|"
    r"least|around|almost|said|says|told|according|claim\w*|alleg\w+|suggest\w*|report\w*)\b"
)
_SYNONYMS: Final[tuple[tuple[str, str], ...]] = (
    (r"\btook place\b", "happened"),
    (r"\bin order to\b", "to"),
    (r"\bprior to\b", "before"),
    (r"\bbegan\b", "started"),
    (r"\battempted to\b", "tried to"),
    (r"\battempting to\b", "trying to"),
    (r"\bpurchased\b", "bought"),
    (r"\bapproximately\b", "about"),
    (r"\btold reporters\b", "said to reporters"),
    (r"\bmore than (?=\$?\d)", "over "),
    (r"\bdue to\b", "because of"),
    (r"\bindividuals\b", "people"),
    (r"\bamid\b", "during"),
    (r"\balso (?=said|announced|told|warned|noted)", ""),
    (r"\bhelped to\b", "helped"),
    (r"\bcurrently (?=[a-z])", "now "),
    (r"\bobtained\b", "got"),
    (r"\bis set to\b", "is going to"),
    (r"\bare set to\b", "are going to"),
    (r"\bupcoming\b", "coming"),
    (r"\b(?<!no )longer than\b", "more than"),
    (r"\bassist(?= [a-z])", "help"),
    (r"\bdeclared that\b", "said that"),
    (r"\bstated that\b", "said that"),
    (
        r"\bsaid (?=(?:he|she|they|it) (?:was|were|is|are|had|has|have|will|did|does)\b)",
        "said that ",
    ),
    (r"\bsaid that (?=the|a)\b", "said "),
    (r"\bannounced (?:on )?(?P<day>\w+day) that\b", r"said on \g<day> that"),
    (r"\bon (?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b", r"\g<day>"),
)


def reworded(line: Line, draw: Random) -> tuple[Line, tuple[str, ...]]:
    """The line in an editor's words, and what was done to it; unchanged where nothing can be."""
    bare = _bare(line)
    if bare is None:
        return line, ()
    done = ["marks"]
    for name, rewrite in _REWRITES:
        changed = rewrite(bare)
        if changed != bare and draw.random() < _SHARE[name]:
            bare = changed
            done.append(name)
    text = line.text[: line.start] + bare + line.text[line.end :]
    return replace(line, text=text, end=line.start + len(bare)), tuple(done)


def _bare(line: Line) -> str | None:
    """The statement without its quotation marks, where it is one whole sentence or more."""
    if line.section in ("Figures", "Where the sources differ"):
        return None
    for pattern in _WHOLE:
        whole = pattern.fullmatch(line.statement)
        if whole and _SENTENCE.fullmatch(whole["told"]) and whole["told"][0] not in "…[\\":
            told = whole["told"]
            return told if _even(told) and not _FIRST_PERSON.search(_INNER.sub("", told)) else None
    return None


def _without_opening(text: str) -> str:
    """Without a dateline or a connective before the sentence."""
    for pattern in (_DATELINE, _CONNECTIVE):
        if found := pattern.match(text):
            text = text[found.end() :]
            text = text[0].upper() + text[1:]
    return text


def _simple_past(text: str) -> str:
    if re.search(r"\b(?:since|ever|yet|always|far)\b", text):
        return text
    return _PERFECT.sub(lambda found: found["verb"], text, count=1)


def _speaker_first(text: str) -> str:
    """`X, Y said.` as `Y said X.`"""
    if quoted := _QUOTED_FIRST.fullmatch(text):
        speaker = quoted["speaker"] or quoted["speaker2"]
        verb = quoted["verb"] or quoted["verb2"]
        speaker = speaker[0].upper() + speaker[1:]
        return f"{speaker} {verb}{quoted['when']}: {quoted['what']}.{quoted['close']}"
    if according := _ACCORDING.fullmatch(text):
        what = "" if ". " in text else _lowered(according["what"])
        return f"According to {according['speaker']}, {what}." if what else text
    told = _TOLD_LAST.fullmatch(text)
    if told is None or re.search(r"\b(?:and|but|that|which|who) [^,]*$", told["speaker"]):
        return text
    what = _lowered(told["what"])
    if not what or ". " in text or _SUBORDINATE.match(told["what"]):
        return text
    speaker = told["speaker"][0].upper() + told["speaker"][1:]
    return f"{speaker} {told['verb']}{told['when']} that {what}."


def _lowered(sentence: str) -> str:
    """The sentence as it reads after `that`; empty where its first word may be a name."""
    first = re.match(r"[\w.’'-]+", sentence)
    if first is None:
        return ""
    if first[0] in _LOWERED:
        return first[0].lower() + sentence[first.end() :]
    listed = (*gazetteer.COUNTRIES, *gazetteer.STATES, "President", "U.S.")
    named = first[0] in gazetteer.KNOWN or sentence.startswith(listed)
    return sentence if named or first[0] in gazetteer.GIVEN else ""


def _shortened(text: str) -> str:
    """Without a clause at the end, where it holds nothing that must be kept."""
    found = _TRAILING.search(text)
    if found is None or _KEEPS.search(found["clause"]):
        return text
    rest = text[: found.start()]
    last = rest.rpartition(". ")[2]
    commas = re.sub(r"\d,\d", "", last).count(",")
    if commas > 1 or _SUBORDINATE.match(last) or len(last.split()) < 8:
        return text
    return f"{rest}."


def _unapposed(text: str) -> str:
    """Without what is said of somebody between two commas."""
    found = _APPOSED.search(text)
    if found is None or _KEEPS.search(found["clause"]) or text[: found.start()].count(","):
        return text
    return f"{text[: found.start()]} {text[found.end() :]}"


def _shorter_names(text: str) -> str:
    """Without a politician's party, or without a president's given name."""
    party = _FACTION.search(text)
    if party and _even(text[: party.start()]):
        return (
            text[: party.start()] + (" " if party[0].endswith(", ") else "") + text[party.end() :]
        )
    given = _GIVEN_NAME.search(text)
    if given and _even(text[: given.start()]):
        return f"{text[: given.start()]}President {text[given.end() :]}"
    return text


def _even(before: str) -> bool:
    """Whether no quotation is open after this text."""
    return before.count("“") == before.count("”") and before.count('"') % 2 == 0


def _light_words(text: str) -> str:
    """With the first two light words that have a synonym changed for it, outside inner quotes."""
    done = 0
    for pattern, synonym in _SYNONYMS:
        changed = re.sub(pattern, synonym, text, count=1)
        if changed != text and done < 2 and _outside_quotes(pattern, text):
            text, done = changed, done + 1
    return text


def _outside_quotes(pattern: str, text: str) -> bool:
    at = re.search(pattern, text)
    return at is not None and _even(text[: at.start()])


_REWRITES: Final[tuple[tuple[str, Rewrite], ...]] = (
    ("opening", _without_opening),
    ("past", _simple_past),
    ("clause", _shortened),
    ("apposition", _unapposed),
    ("names", _shorter_names),
    ("order", _speaker_first),
    ("words", _light_words),
)
_SHARE: Final = {
    "opening": 1.0,
    "past": 1.0,
    "clause": 0.8,
    "apposition": 0.8,
    "names": 0.8,
    "order": 0.8,
    "words": 0.9,
}
"""How often each is done where it can be."""
