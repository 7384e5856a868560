"""One sentence of a note held against what it cites, and against the library where it must."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rag.checking import content, differences, quotations
from rag.checking.differences import Pair, heads
from rag.checking.evidence import Beside, Evidence, best
from rag.checking.looking import Finder
from rag.checking.parsing import Claim, ClaimKind
from rag.checking.result import CheckedLine, Fault, LineVerdict, NoteFinding, SourcePlace
from rag.checking.tokens import letters, tokens
from rag.checking.verbatim import stands_in
from rag.domain import Quantity
from rag.ports import Encoder
from rag.quantities import agrees, find, written

_WELL: Final = 0.75
"""The share of its words from which a sentence is taken to tell the one it cites."""
_BETTER: Final = 0.25
"""By how much more of its words another sentence must have to be the one that is meant."""
_ALIKE: Final = 0.7
"""The share from which a sentence without citation is taken to tell another."""
_NEAR: Final = 0.15
"""How far behind the best other sentences are looked at too."""
_FEWEST: Final = 3
"""Words of content from which a sentence is looked for elsewhere."""
_RELATED: Final = 0.72
"""The cosine from which a further citation tells the same thing."""
_ABOUT: Final = 0.6
"""The same where it has a figure or many words of the sentence."""
_SHARED: Final = 0.4
"""The share of common words that are many."""


@dataclass(frozen=True)
class Judge:
    """Gives every claim of a note its verdict."""

    citations: Mapping[int, Evidence]
    finder: Finder
    speakers: Callable[[], frozenset[str]]
    """Everybody who says something in the documents cited, as they call them."""
    encoder: Callable[[], Encoder]
    numbered: bool
    """Whether the note tells what its citation numbers mean."""

    def line(self, claim: Claim) -> CheckedLine:
        """The claim with its verdict."""
        blank = CheckedLine(
            claim.line, claim.section, claim.shown, claim.citations, LineVerdict.NOT_CHECKED
        )
        if claim.spellings:
            return self._spelled(blank, claim.spellings)
        if not claim.claims or (not claim.citations and _is_slight(claim.told)):
            return blank
        cited = tuple(self.citations[n] for n in claim.citations if n in self.citations)
        unknown = tuple(self._unknown(claim)) if self.numbered else ()
        if cited:
            beside, found = self._cited(claim, cited)
        else:
            beside, found = self._uncited(claim)
        found = (*unknown, *found)
        lost = tuple(_lost(one) for one in cited if not one.held)
        verdict = LineVerdict.HOLDS
        if found:
            verdict = LineVerdict.UNSUPPORTED
        elif lost:
            verdict = LineVerdict.CHANGED
        place = beside.place if beside else None
        return replace(
            blank, verdict=verdict, findings=_placed((*found, *lost), place), place=place
        )

    def _spelled(self, blank: CheckedLine, spellings: Sequence[str]) -> CheckedLine:
        """Whether the documents write a name in each of these ways."""
        unheard = tuple(
            NoteFinding(Fault.NAME, one, "no document writes the name so")
            for one in spellings
            if self.finder.verbatim(one) is None
        )
        verdict = LineVerdict.UNSUPPORTED if unheard else LineVerdict.HOLDS
        return replace(blank, verdict=verdict, findings=unheard)

    def _unknown(self, claim: Claim) -> Iterator[NoteFinding]:
        for number in claim.citations:
            if number not in self.citations:
                reason = "the note has no citation of this number"
                yield NoteFinding(Fault.CITATION, f"[{number}]", reason)

    def _cited(
        self, claim: Claim, cited: Sequence[Evidence]
    ) -> tuple[Evidence | None, tuple[NoteFinding, ...]]:
        beside = _exact(claim.told, cited) or best(claim.told, cited)
        if beside is None:
            return None, ()
        exact = stands_in(claim.told, beside.unit)
        wrong = None if exact else self._meant(claim, beside)
        if wrong is not None:
            meant, finding = wrong
            rest = self._findings(claim, meant, cited)
            told = () if claim.borrowed else (finding,)
            return meant.evidence, (*told, *rest)
        found = self._findings(claim, beside, cited)
        if not found and not exact:
            found = self._content(claim, beside, cited)
        return beside.evidence, (*found, *self._beside_the_point(claim, beside, cited))

    def _meant(self, claim: Claim, beside: Beside) -> tuple[Beside, NoteFinding] | None:
        """The sentence that is meant where the cited one says something else."""
        if len([token for token in tokens(claim.told) if token.means]) < _FEWEST:
            return None
        if claim.quoted or beside.coverage < _WELL:
            found = self.finder.verbatim(claim.told)
            if found is not None:
                meant = Beside(found, " ".join(found.text.split()), 1.0)
                return meant, self._rightly(claim, beside, meant)
        if beside.coverage >= _WELL:
            return None
        meant = next(iter(self.finder.most_alike(claim.told)), beside)
        if meant.coverage >= _ALIKE and meant.coverage - beside.coverage >= _BETTER:
            return meant, self._rightly(claim, beside, meant)
        return None

    def _rightly(self, claim: Claim, beside: Beside, meant: Beside) -> NoteFinding:
        """That another sentence is the one to cite."""
        place = meant.evidence.place
        number = next(
            (
                known.number
                for known in self.citations.values()
                if known.path == place.path and _within(meant.evidence, known)
            ),
            None,
        )
        where = f"{place.path}:{place.line_start}" if place.line_start else place.path
        words = " ".join(f"[{n}]" for n in claim.citations)
        reason = "the text cited says something else"
        told = f"cite [{number}]" if number else f"cite {where}"
        return NoteFinding(
            Fault.CITATION, words, reason, replace(place, citation=number), suggestion=told
        )

    def _content(
        self, claim: Claim, beside: Beside, cited: Sequence[Evidence]
    ) -> tuple[NoteFinding, ...]:
        """What is said that no word of the evidence bears out; the encoder is asked."""
        texts = _texts(cited)
        if claim.kind is ClaimKind.PHRASE:
            return ()
        if content.is_new(claim.told, (*texts, beside.evidence.context, beside.evidence.title)):
            return content.findings(claim.told, texts, encoder=self.encoder())
        pair = self._pair(claim, beside, cited)
        return tuple(content.exchanged(pair, encoder=self.encoder))

    def _beside_the_point(
        self, claim: Claim, beside: Beside, cited: Sequence[Evidence]
    ) -> Iterator[NoteFinding]:
        """Further citations that are about something else."""
        if not beside.evidence.held or claim.borrowed:
            return
        for one in cited:
            if one is beside.evidence or not one.held or _adds(claim.told, beside, one):
                continue
            if claim.kind is ClaimKind.PHRASE and _shares(claim.told, one.text):
                continue
            least = _ABOUT if _shares(claim.told, one.text) else _RELATED
            if self.finder.likeness(beside.evidence, one) < least:
                reason = "the text cited says something else"
                yield NoteFinding(Fault.CITATION, f"[{one.number}]", reason, one.place)

    def _uncited(self, claim: Claim) -> tuple[Evidence | None, tuple[NoteFinding, ...]]:
        found = self.finder.verbatim(claim.told)
        if found is not None:
            beside = Beside(found, " ".join(found.text.split()), 1.0)
            return found, self._findings(claim, beside, (found,))
        alike = self.finder.most_alike(claim.told)
        near = [one for one in alike[:_FEWEST] if one.coverage >= alike[0].coverage - _NEAR]
        if near and near[0].coverage >= _ALIKE:
            judged = [(self._findings(claim, one, (one.evidence,)), one) for one in near]
            findings, beside = min(judged, key=lambda one: len(one[0]))
            return beside.evidence, findings
        sentences = self.finder.by_meaning(claim.told)
        texts = tuple(" ".join(one.text.split()) for one in sentences)
        faults = content.findings(claim.told, texts, encoder=self.encoder(), cited=False)
        return (alike[0].evidence if alike else None), faults

    def _findings(
        self, claim: Claim, beside: Beside, cited: Sequence[Evidence]
    ) -> tuple[NoteFinding, ...]:
        """What differs between a claim and the source sentence it tells."""
        pair = self._pair(claim, beside, cited)
        exact = stands_in(claim.told, beside.unit)
        found: tuple[NoteFinding, ...] = ()
        if letters(claim.told) != letters(beside.unit):
            found = differences.findings(pair)
        if claim.quoted and not exact and not found:
            found = (quotations.not_verbatim(pair),)
        if not claim.quoted:
            found = (*found, *quotations.inside(claim.told, cited, found))
        return (*found, *_headed(claim, beside.evidence, cited, self.speakers))

    def _pair(self, claim: Claim, beside: Beside, cited: Sequence[Evidence]) -> Pair:
        others = tuple(unit for one in cited if one is not beside.evidence for unit in one.units)
        return Pair(
            claim.told,
            beside.unit,
            beside.evidence,
            others,
            attributed=claim.speaker is not None,
            phrase=claim.kind is ClaimKind.PHRASE,
            speakers=self.speakers,
        )


def _exact(told: str, cited: Sequence[Evidence]) -> Beside | None:
    """The shortest unit in which the words stand letter for letter."""
    for one in cited:
        for unit in one.units:
            if stands_in(told, unit):
                return Beside(one, unit, 1.0)
    return None


def _headed(
    claim: Claim,
    evidence: Evidence,
    cited: Sequence[Evidence],
    speakers: Callable[[], frozenset[str]],
) -> Iterator[NoteFinding]:
    """What is wrong with the speaker or the date that a claim is listed under."""
    if claim.speaker is not None:
        fault = heads.head(claim.speaker, claim.verb or "", evidence, cited, speakers())
        if fault is not None:
            yield fault
    if claim.date is not None and not _dated(claim.date, evidence, cited):
        yield NoteFinding(Fault.DATE, claim.date, "what it cites has no such date")


def _dated(date: str, evidence: Evidence, cited: Sequence[Evidence]) -> bool:
    values = (q.value for one in cited for q in find(one.text) if isinstance(q.value, str))
    if any(date in (value, written.date(value)) for value in values):
        return True
    known = [q for one in cited for text in (one.text, one.date or "") for q in find(text)]
    return not (told := find(date)) or any(
        agrees(told[0], other) != "different" or other.value is told[0].value is None
        for other in known
    )


def _lost(one: Evidence) -> NoteFinding:
    gone = one.state.value == "gone"
    reason = (
        f"{one.path} is not in the library" if gone else f"{one.path} no longer has these words"
    )
    suggestion = f"it now says: {one.now}" if one.now else None
    return NoteFinding(Fault.SOURCE, f"[{one.number}]", reason, one.place, suggestion)


def _placed(found: Sequence[NoteFinding], place: SourcePlace | None) -> tuple[NoteFinding, ...]:
    return tuple(one if one.place else replace(one, place=place) for one in found)


def _within(one: Evidence, other: Evidence) -> bool:
    ours = {sentence.id for sentence in one.sentences}
    return bool(ours) and ours <= {sentence.id for sentence in other.sentences}


def _adds(told: str, beside: Beside, one: Evidence) -> bool:
    """Whether a further citation has a word of the sentence that the main one has not."""
    held = {token.stem for token in tokens(beside.unit)}
    new = {token.stem for token in tokens(told) if token.means} - held
    return bool(new & {token.stem for token in tokens(one.text)})


def _shares(told: str, text: str) -> bool:
    """Whether a text has a figure of the sentence, or many of its words."""
    figures = find(text)
    if any(_equal(own, other) for own in find(told) for other in figures):
        return True
    ours = {token.stem for token in tokens(told) if token.means}
    theirs = {token.stem for token in tokens(text) if token.means}
    return len(ours & theirs) >= _SHARED * min(len(ours), len(theirs))


def _equal(one: Quantity, other: Quantity) -> bool:
    if one.value is None or other.value is None:
        return one.text.lower() == other.text.lower()
    return agrees(one, other) == "equal"


def _texts(cited: Sequence[Evidence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unit for one in cited for unit in one.units))


def _is_slight(text: str) -> bool:
    """Whether a text is too short to claim anything: “See below”."""
    weighty = [token for token in tokens(text) if token.means]
    return len(weighty) < _FEWEST and not find(text)
