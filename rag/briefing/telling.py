"""How a sentence is told in a note: whole, without its connective, named, or with the one before."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from rag import grounding
from rag.briefing import mentions, speakers
from rag.briefing.material import Material
from rag.briefing.mentions import Person
from rag.briefing.turns import Turn, label_end, spoken_start
from rag.briefing.wording import (
    Standing,
    connective_end,
    dateline_end,
    standing,
    standing_without_connective,
    starts_whole,
)
from rag.briefing.words import PERSONAL, tokens
from rag.citing import Citations
from rag.domain import Citation, Piece, Span, Statement, Verdict
from rag.grounding.templates import JOINT

_LONGEST_PAIR: Final = 70
_SPEAKER_REACH: Final = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A speaker's name, `sentences[sentence].text[start:end]`."""

    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Telling:
    """A plan for a statement: sentences `first` to `last`, told from `cut` on."""

    first: int
    last: int
    cut: int
    name: Name | None
    standing: Standing
    omitted: tuple[Span, ...] = ()
    """What is left out of the sentence's text, in order; only where one sentence is told."""

    @property
    def sentences(self) -> tuple[int, ...]:
        """The sentences whose words are told."""
        return tuple(range(self.first, self.last + 1))


def plan(material: Material, index: int) -> Telling | None:
    """How sentence `index` can be told so that it stands alone; None where it cannot."""
    turn = material.turns[index]
    if turn is not None:
        return _with_label(material, index, turn)
    text = material.text(index)
    how = standing(text)
    if how is Standing.STANDS:
        return Telling(index, index, dateline_end(text), None, how)
    named = _with_name(material, index)
    if named:
        return named
    if how is Standing.LEANS:
        return with_sentence_before(material, index) or Telling(index, index, 0, None, how)
    rest = standing_without_connective(text)
    if rest is Standing.STANDS:
        return Telling(index, index, connective_end(text), None, rest)
    return with_sentence_before(material, index) or _from_speaker(material, index)


def _with_label(material: Material, index: int, turn: Turn) -> Telling:
    """A sentence of a transcript under the name of who speaks."""
    text = material.text(index)
    label = label_end(text) if turn.sentence == index else 0
    how = max(Standing.LEANS, standing_without_connective(text[label:]))
    name = Name(turn.sentence, turn.start, turn.end)
    return Telling(index, index, spoken_start(text, label), name, how)


def _from_speaker(material: Material, index: int) -> Telling | None:
    """The sentence from "an official, who said" on, what leads up to it left out."""
    told = [report for report in material.reports[index] if report.order == "relative"]
    if not told:
        return None
    return Telling(index, index, told[0].speaker_start, None, Standing.LEANS)


def resolve(material: Material, index: int) -> Name | None:
    """Who "he" or "she" at the start of sentence `index` is, where the sources leave no doubt.

    The speaker of the nearest sentence before it in the same document that mentions a person
    at all, if it mentions that one alone.
    """
    return person_before(material, index, _pronoun(material.text(index)))


def person_before(material: Material, index: int, pronoun: str) -> Name | None:
    """Who "he" or "she" of sentence `index` is, where it names nobody itself."""
    first = material.starts[material.source_of[index]]
    for before in range(index - 1, max(first, index - _SPEAKER_REACH) - 1, -1):
        told = mentions.persons(material.text(before))
        if told:
            return _named(material, before, told[0], pronoun) if len(told) == 1 else None
    return None


def _pronoun(text: str) -> str:
    words = tokens(text[connective_end(text) :])
    return words[0].lower if words and words[0].lower in PERSONAL else ""


def _named(material: Material, before: int, person: Person, pronoun: str) -> Name | None:
    """The one person that sentence `before` mentions, if that one speaks in it."""
    text = material.text(before)
    if text[person.start : person.end].lower() in PERSONAL:
        same = text[person.start : person.end].lower() == pronoun
        return person_before(material, before, pronoun) if same else None
    for report in material.reports[before]:
        within = report.speaker_start <= person.start and person.end <= report.speaker_end
        speaker = report.speaker(text)
        if within and speakers.is_person(speaker) and mentions.fits(pronoun, speaker):
            return Name(before, report.speaker_start, report.speaker_end)
    return None


def _with_name(material: Material, index: int) -> Telling | None:
    text = material.text(index)
    cut = connective_end(text)
    words = tokens(text[cut:])
    if not words or words[0].lower not in PERSONAL:
        return None
    name = resolve(material, index)
    return Telling(index, index, cut + words[0].end, name, Standing.STANDS) if name else None


def with_sentence_before(material: Material, index: int) -> Telling | None:
    """This sentence after the one before it, where both are of one paragraph."""
    if index == 0:
        return None
    before, this = material.sentences[index - 1], material.sentences[index]
    source = material.source_of[index]
    if before.passage_id != this.passage_id or source != material.source_of[index - 1]:
        return None
    gap = material.documents[source].text[before.end : this.start]
    if "\n" in gap or standing_without_connective(before.text) is not Standing.STANDS:
        return None
    if len(before.text.split()) + len(this.text.split()) > _LONGEST_PAIR:
        return None
    cut = connective_end(before.text) or dateline_end(before.text)
    return Telling(index - 1, index, cut, None, Standing.STANDS)


def _runs(telling: Telling, length: int) -> Iterator[Span]:
    """What is told of a text of this length: from the cut on, without what is left out."""
    start = telling.cut
    for omitted in telling.omitted:
        if omitted.start > start:
            yield Span(start, omitted.start)
        start = max(start, omitted.end)
    yield Span(start, length)


def _says(words: str) -> bool:
    """Whether a run holds more than the stop of a sentence whose end was left out."""
    return any(character.isalnum() for character in words)


def _is_cut_short(material: Material, telling: Telling) -> bool:
    """Whether the end of the sentence is left out."""
    if not telling.omitted:
        return False
    return not _says(material.text(telling.last)[telling.omitted[-1].end :])


class Teller(Protocol):
    """What makes statements of tellings."""

    def state(self, telling: Telling, also: tuple[int, ...] = ()) -> Statement:
        """The statement that tells `telling`; sentences `also` say the same and are cited too."""
        ...


class Ledger:
    """The citations of one note, numbered in the order they are first needed."""

    def __init__(self, material: Material) -> None:
        """Begin with none."""
        self.material = material
        self._numbered = Citations(material.catalogue, score=1.0)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations so far, by number."""
        return self._numbered.all

    @property
    def cited(self) -> frozenset[int]:
        """The sentences that some citation holds."""
        return frozenset(self.material.index_of[each] for each in self._numbered.sentences)

    def cite(self, first: int, last: int | None = None) -> int:
        """The number of the citation of sentences `first` to `last`."""
        end = (first if last is None else last) + 1
        return self._numbered.cite_run(self.material.sentences[first:end]).id

    def trial(self) -> Citations:
        """Numbers of their own for a statement of which it is not known whether it stays."""
        return self._numbered.trial()

    def adopt(self, statement: Statement, trial: Citations) -> Statement:
        """The statement with the numbers that the citations of `trial` have in the note."""
        return self._numbered.adopt(statement, trial)

    def state(self, telling: Telling, also: tuple[int, ...] = ()) -> Statement:
        """The statement that tells `telling`; sentences `also` say the same and are cited too."""
        pieces = self._pieces(telling)
        told = pieces if telling.name is None else pieces[1:]
        text = JOINT.join(piece.text for piece in told)
        if _is_cut_short(self.material, telling):
            text = f"{text}{JOINT.rstrip()}"
        if telling.cut and telling.name is None and not starts_whole(text):
            text = f"… {text}"
        if telling.name is not None:
            text = f"[{pieces[0].text}] {text}"
        cited = (*(piece.citation for piece in pieces), *(self.cite(at) for at in also))
        statement = Statement(text, pieces, tuple(dict.fromkeys(cited)), Verdict.QUOTED)
        return grounding.checked([statement], self.citations)[0]

    def _pieces(self, telling: Telling) -> tuple[Piece, ...]:
        document = self.material.documents[self.material.source_of[telling.first]]
        start = self.material.sentences[telling.first].start
        whole = document.text[start : self.material.sentences[telling.last].end]
        cited = self.cite(telling.first, telling.last)
        runs = (whole[run.start : run.end] for run in _runs(telling, len(whole)))
        told = tuple(
            Piece(words, cited)
            for run in runs
            if _says(words := " ".join(run.split()).strip(" ,"))
        )
        if telling.name is None:
            return told
        name = telling.name
        words = self.material.text(name.sentence)[name.start : name.end]
        return Piece(" ".join(words.split()), self.cite(name.sentence)), *told
