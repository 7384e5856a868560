"""Every sentence that a model wrote, held against what it cites; quotations for those that fail."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Self

from rag import grounding
from rag.checker import Checked, EvidenceBase, check
from rag.citing import Citations
from rag.composing.cutting import Written
from rag.composing.firmness import foreign_verbs
from rag.composing.naming import foreign_names
from rag.composing.packing import Source
from rag.domain import Piece, Sentence, Statement, Verdict
from rag.ports import Encoder, LanguageModel

if TYPE_CHECKING:
    from rag.ports import Vector

FITS: Final = 0.5
"""Cosine with the sentence it replaces that a quotation needs."""
FITS_CITED: Final = 0.35
"""The same where the sentence cites it."""
_UNACCOUNTED: Final = "figure: a figure or its hedge is not as in the source"
_WORD: Final = re.compile(r"\w+")
_SAYS_NOTHING: Final = re.compile(
    r"\b(?:sources?|documents?|passages?|texts?)\b[^.]{0,40}(?:\bnot\b|n['’]t\b|\bno\b)[^.]{0,20}"
    r"\b(?:say|mention|provide|give|state|specif|contain|information|answer)"
    r"|\bsources?['’]s?\s+numbers?\b|\bin brackets\b|:\Z|\A(?:sorry|i)\b",
    re.IGNORECASE,
)
"""Talk about the sources or about answering: nothing that a source could bear out."""
_LEANS: Final = re.compile(
    r"\W*(?:he|she|it|they|his|her|hers|its|theirs?|this|that|these|those|such|both|however|but|and"
    r"|also|then|therefore|thus|instead|moreover|furthermore|the (?:former|latter|same))\b",
    re.IGNORECASE,
)
_NO_STATEMENT: Final = "content: it states nothing"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a sentence: the statement to print, or None, and what spoke against it."""

    statement: Statement | None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verifier:
    """Checks the sentences written from one set of sources."""

    sources: tuple[Source, ...]
    citations: Citations
    encoder: Encoder
    model: LanguageModel
    vectors: "Mapping[int, Vector]"
    """By the sentences' ids."""
    _bases: dict[tuple[int, ...], EvidenceBase] = field(default_factory=dict)
    _found: dict[tuple[str, tuple[int, ...]], Checked] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        sources: tuple[Source, ...],
        citations: Citations,
        *,
        encoder: Encoder,
        model: LanguageModel,
    ) -> Self:
        """What checks against these sources, encoded once."""
        rows = encoder.encode_documents(tuple(source.sentence.text for source in sources))
        ids = (source.sentence.id for source in sources)
        vectors: dict[int, Vector] = dict(zip(ids, rows, strict=True))
        return cls(sources, citations, encoder, model, vectors)

    def verified(self, written: Written) -> Outcome:
        """The sentence as a quoted or supported statement, or what the check found against it.

        It is held against the sources it cites, then against those and their neighbours. Where
        that fails, or it cites none, the source nearest in meaning is tried: a right sentence
        may bear a wrong number, and what is printed cites what bears it out.
        """
        whole = self._quoted(written.text)
        if whole is not None:
            return Outcome(whole)
        if says_nothing(written.text):
            return Outcome(None, (_NO_STATEMENT,))
        cited = tuple(source for source in self.sources if source.citation.id in written.numbers)
        nearest = self._nearest(written.text)[:1]
        against: dict[str, None] = {}
        for tried in dict.fromkeys((cited, nearest)):
            if not tried:
                continue
            found = self._held(written.text, tried)
            if found.statement is not None:
                return found
            against.update(dict.fromkeys(found.reasons))
        return Outcome(None, tuple(against))

    def corroborated(self, statement: Statement) -> Statement:
        """The statement, citing every source besides that bears it out by itself."""
        bearing = (
            self.citations.cite(source.sentence).id
            for source in self.sources
            if self._bears(statement.text, (source.sentence,))
        )
        cited = tuple(dict.fromkeys((*statement.citations, *bearing)))
        return replace(statement, citations=cited)

    def nearness(self, text: str) -> float:
        """The cosine of a text with the source that is nearest to it in meaning."""
        return max(self._fits(text).values())

    def replacement(self, written: Written) -> Statement | None:
        """The source that comes nearest to the sentence, quoted whole; None if none is near.

        One that leans on what stands before it ("However, these claims …") says little alone.
        """
        if says_nothing(written.text):
            return None
        scores = self._fits(written.text)
        for source in self._nearest(written.text):
            is_cited = source.citation.id in written.numbers
            near = scores[source.sentence.id] >= (FITS_CITED if is_cited else FITS)
            if near and not leans(source.sentence.text):
                return self._quotation(source.sentence, Verdict.REPLACED)
        return None

    def _held(self, text: str, tried: Sequence[Source]) -> Outcome:
        """The sentence, citing as little of the tried sources and their neighbours as bears it."""
        own = tuple(source.sentence for source in tried)
        alone = tuple(sentence for sentence in own if self._bears(text, (sentence,)))
        if alone:
            return Outcome(self._supported(text, alone))
        around = {shown for source in tried for shown in source.neighbours}
        beside = (one for one in self._shown if one in around or _is_beside(one, own))
        wider = tuple(dict.fromkeys((*own, *beside)))
        for sentences in dict.fromkeys((own, wider)):
            if len(sentences) > 1 and self._bears(text, sentences):
                return Outcome(self._supported(text, self._needed(text, sentences)))
        against = _reasons(self._checked(text, own)) or _missing(text, own)
        return Outcome(None, against or (_UNACCOUNTED,))

    def _needed(self, text: str, sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
        """The sentences without those that the text does not need."""
        for sentence in sentences[::-1]:
            fewer = tuple(other for other in sentences if other is not sentence)
            if fewer and self._bears(text, fewer):
                sentences = fewer
        return sentences

    def _bears(self, text: str, sentences: Sequence[Sentence]) -> bool:
        """Whether they bear out the text: by the checker, and every name, verb and figure."""
        return (
            self._checked(text, sentences).supported
            and not _missing(text, sentences)
            and self._accounted(text, sentences)
        )

    def _accounted(self, text: str, sentences: Sequence[Sentence]) -> bool:
        """Whether the sentences account for every figure of the text, no hedge lost."""
        numbered = self.citations.trial()
        quotes = numbered.cite_all((sentence, 0.0) for sentence in sentences)
        told = Statement(text, (), tuple(quote.id for quote in quotes), Verdict.SUPPORTED)
        figures = grounding.ledger((told,), quotes)
        hedged = not grounding.dropped_hedges(told, quotes)
        return hedged and not grounding.unsupported(figures)

    def _checked(self, text: str, sentences: Sequence[Sentence]) -> Checked:
        """What the checker finds; each text is held against the same sentences once."""
        ids = tuple(sentence.id for sentence in sentences)
        if ids not in self._bases:
            texts = tuple(sentence.text for sentence in sentences)
            self._bases[ids] = EvidenceBase.of(texts, encoder=self.encoder, cited=True)
        if (text, ids) not in self._found:
            self._found[text, ids] = check(
                text, self._bases[ids], encoder=self.encoder, model=self.model
            )
        return self._found[text, ids]

    def _supported(self, text: str, sentences: Sequence[Sentence]) -> Statement:
        cited = tuple(self.citations.cite(sentence).id for sentence in sentences)
        return Statement(text, (), cited, Verdict.SUPPORTED)

    def _quoted(self, text: str) -> Statement | None:
        """The text as a quotation where it is a whole sentence that the model was shown."""
        same = next(
            (sentence for sentence in self._shown if key(sentence.text) == key(text)), None
        )
        return None if same is None else self._quotation(same, Verdict.QUOTED)

    @property
    def _shown(self) -> tuple[Sentence, ...]:
        """Every sentence that the model was shown."""
        return tuple(
            sentence
            for source in self.sources
            for sentence in (source.sentence, *source.neighbours)
        )

    def _quotation(self, sentence: Sentence, verdict: Verdict) -> Statement:
        cited = self.citations.cite(sentence).id
        return Statement(sentence.text, (Piece(sentence.text, cited),), (cited,), verdict)

    def _nearest(self, text: str) -> tuple[Source, ...]:
        """The sources, the one nearest in meaning first."""
        scores = self._fits(text)
        return tuple(sorted(self.sources, key=lambda source: -scores[source.sentence.id]))

    def _fits(self, text: str) -> dict[int, float]:
        """The cosine of each source's sentence with the text."""
        vector = self.encoder.encode_documents((text,))[0]
        return {
            source.sentence.id: float(self.vectors[source.sentence.id] @ vector)
            for source in self.sources
        }


def _is_beside(sentence: Sentence, others: Sequence[Sentence]) -> bool:
    """Whether it stands right before or after one of the others, and is none of them."""
    return sentence not in others and any(
        sentence.passage_id == other.passage_id and abs(sentence.ordinal - other.ordinal) == 1
        for other in others
    )


def says_nothing(text: str) -> bool:
    """Whether a sentence talks about the sources or about answering, and states nothing."""
    return _SAYS_NOTHING.search(text) is not None


def leans(text: str) -> bool:
    """Whether a sentence begins with a word that points back at the one before it."""
    return _LEANS.match(text) is not None


def key(text: str) -> str:
    """What two sentences share that are the same but for case, spaces and punctuation."""
    return " ".join(_WORD.findall(text)).casefold()


def _missing(text: str, sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """The names, and the verbs that say how sure it is, which the sentences do not hold."""
    quotations = tuple(sentence.text for sentence in sentences)
    names, verbs = foreign_names(text, quotations), foreign_verbs(text, quotations)
    return (
        *(f"name: {name} does not stand so in the evidence" for name in names),
        *(f"hedge: the evidence has no word like {verb}" for verb in verbs),
    )


def _reasons(checked: Checked) -> tuple[str, ...]:
    return tuple(
        f"{finding.kind.value}: {finding.text} {finding.reason}" for finding in checked.findings
    )
