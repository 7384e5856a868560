"""Closed lists of English function words, and which words can be verbs."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


BE: Final = _set("am is are was were")
DO: Final = _set("do does did")
HAVE: Final = _set("has have had")
MODALS: Final = _set("can could will would shall should may might must")
AUXILIARIES: Final = BE | DO | HAVE | MODALS
QUESTION_WORDS: Final = _set("who whom whose what which when where why how whence")
ADJUNCTS: Final = _set("when where why how")
"""Question words that leave a clause complete."""
CONJUNCTIONS: Final = _set("and but or so then because if that whether while although though than")
DETERMINERS: Final = _set(
    "a an the this that these those every each any some no all both either neither another many "
    "more most few several much other such"
)
POSSESSIVES: Final = _set("my your his her its our their whose")
PREPOSITIONS: Final = _set(
    "in on at by for from to with into onto over under after before during about against among "
    "between through across near around within amid despite via upon towards toward without "
    "throughout since until till as like of off out up down behind beyond per inside outside "
    "above below along because"
)
PRONOUNS: Final = _set("i you he she it we they me him her us them myself himself herself itself")
ADVERBS: Final = _set(
    "not also ever still already yet again now then first last later earlier soon really actually "
    "exactly just only even so too always never often twice once ago together instead"
)
NUMBERS: Final = _set(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty "
    "hundred thousand million billion dozen"
)
MONTHS: Final = _set(
    "january february march april may june july august september october november december"
)
WEEKDAYS: Final = _set("monday tuesday wednesday thursday friday saturday sunday")
TIMES: Final = (
    MONTHS
    | WEEKDAYS
    | _set(
        "year years month months week weeks day days hour hours night morning evening afternoon "
        "today yesterday tomorrow spring summer autumn winter season century decade quarter"
    )
)
SAYING: Final = _set(
    "say said says tell told tells claim claimed claims confirm confirmed confirms report reported "
    "reports announce announced state stated states reveal revealed suggest suggested argue argued "
    "deny denied denies mention mentioned note noted warn warned write wrote predict predicted "
    "estimate estimated allege alleged verify verified insist insisted explain explained know"
)
_NO_FORMS: Final = _set("hundred shed sped fled bred sled")
INTRANSITIVE: Final = _set(
    "died survived left escaped resigned retired disappeared arrived returned recovered remained "
    "happened emerged voted agreed stayed fled came went fell rose collapsed"
)
"""Past tenses that are no participles after "was" in what people ask."""


@dataclass(frozen=True, slots=True)
class _Verbs:
    bases: frozenset[str]
    pasts: frozenset[str]
    participles: frozenset[str]


@cache
def _verbs() -> _Verbs:
    text = files("rag.conversation").joinpath("verbs.txt").read_text(encoding="utf-8")
    bases: set[str] = set()
    pasts: set[str] = set()
    participles: set[str] = set()
    for line in text.splitlines():
        forms = line.split()
        if len(forms) == 3:
            bases.add(forms[0])
            pasts.add(forms[1])
            participles.add(forms[2])
        else:
            bases.update(forms)
    return _Verbs(frozenset(bases), frozenset(pasts), frozenset(participles))


def is_base(word: str) -> bool:
    """Whether it can be an infinitive: approve, modernise."""
    return word in _verbs().bases or word.endswith(("ise", "ize", "ify"))


def is_participle(word: str) -> bool:
    """Whether it can be a past participle: wounded, stolen."""
    if word in _verbs().participles:
        return True
    return (
        len(word) > 3
        and word.endswith("ed")
        and not word.endswith("eed")
        and word not in _NO_FORMS
    )


def is_past(word: str) -> bool:
    """Whether it can be a past tense: wounded, stole."""
    return word in _verbs().pasts or is_participle(word)


def is_third_person(word: str) -> bool:
    """Whether it can be a verb in -s: opposes, carries."""
    if not word.endswith("s") or word.endswith("ss"):
        return False
    stems = (word[:-1], word[:-2], word[:-3] + "y")
    return any(is_base(one) for one in stems)


def is_verb(word: str) -> bool:
    """Whether it can be any form of a verb but -ing."""
    return is_base(word) or is_past(word) or is_third_person(word)


@cache
def _irregular() -> dict[str, str]:
    text = files("rag.conversation").joinpath("verbs.txt").read_text(encoding="utf-8")
    rows = (line.split() for line in text.splitlines())
    return {form: row[0] for row in rows if len(row) == 3 for form in row[1:]}


def base_of(verb: str) -> str:
    """The infinitive of a past tense or of a form in -s, empty where none is known."""
    if verb in _irregular():
        return _irregular()[verb]
    guesses = [verb]
    if verb.endswith("ied"):
        guesses = [f"{verb[:-3]}y"]
    elif verb.endswith("ed"):
        guesses = [verb[:-1], verb[:-2], verb[:-3]]
    elif verb.endswith("ies"):
        guesses = [f"{verb[:-3]}y"]
    elif verb.endswith("s"):
        guesses = [verb[:-1], verb[:-2]]
    known = [guess for guess in guesses if is_base(guess)]
    return known[0] if known else _regular(verb)


def _regular(verb: str) -> str:
    if not verb.endswith("ed"):
        return ""
    doubled = len(verb) > 5 and verb[-3] == verb[-4] and verb[-3] not in "ls"
    return verb[:-3] if doubled else verb[:-2]


def inflected(verb: str, auxiliary: str) -> str:
    """The verb as it is told without "did", "does" or "do": stole, steals, steal."""
    if auxiliary == "do":
        return verb
    if auxiliary == "does":
        return f"{verb}es" if verb.endswith(("s", "x", "ch", "sh", "o")) else f"{verb}s"
    pasts = (form for form, base in _irregular().items() if base == verb)
    return next(pasts, f"{verb}d" if verb.endswith("e") else f"{verb}ed")


def first(text: str) -> str:
    """The first word, empty where there is none."""
    return next(iter(text.split()), "")


def last(text: str) -> str:
    """The last word, empty where there is none."""
    return next(reversed(text.split()), "")
