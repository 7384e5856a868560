"""Facts in the model's words where they hold, and in the sources' own where they do not."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rag.briefing import attribution
from rag.briefing.strangers import strangers
from rag.briefing.telling import Ledger, Telling
from rag.briefing.wording import Standing, standing
from rag.composing.firmness import foreign_verbs
from rag.composing.packing import Source
from rag.domain import NoteComposition, Rejected, Sentence, Statement, Verdict

if TYPE_CHECKING:
    from rag.citing import Citations
    from rag.composing.retelling import Reteller, Retold

_UNATTRIBUTED: Final = "attribution: the evidence has someone say it"
_LEANING: Final = "content: it cannot be read alone"
_REPEATED: Final = "content: it was said before"


class Prose:
    """Tells the facts of one note, each in a sentence that was checked or in a quotation."""

    def __init__(self, reteller: "Reteller", ledger: Ledger, told: Callable[[int], None]) -> None:
        """Cite in `ledger`; `told` is called with the number of facts done, after each."""
        self._reteller = reteller
        self._ledger = ledger
        self._told = told
        self._statements: list[Statement] = []
        self._rejected: list[Rejected] = []

    @property
    def composition(self) -> NoteComposition:
        """What became of the sentences that the model wrote."""
        verdicts = [statement.verdict for statement in self._statements]
        composed = verdicts.count(Verdict.SUPPORTED)
        replaced = len(self._rejected)
        rest = len(verdicts) - composed - replaced
        return NoteComposition(composed, replaced, rest, tuple(self._rejected))

    def state(self, telling: Telling, also: tuple[int, ...] = ()) -> Statement:
        """The statement that tells `telling`, composed if it holds; `also` say the same."""
        trial = self._ledger.trial()
        retold = self._reteller.retold(self._sources(telling, also, trial), trial)
        against = self._against(retold, trial) if retold else ()
        if retold and against:
            self._rejected.append(Rejected(retold.text, against))
        composed = retold.statement if retold and not against else None
        if composed and composed.verdict is Verdict.SUPPORTED:
            statement = self._ledger.adopt(composed, trial)
        else:
            statement = self._quoted(telling, also, replaced=bool(against))
        self._statements.append(statement)
        self._told(len(self._statements))
        return statement

    def _quoted(self, telling: Telling, also: tuple[int, ...], *, replaced: bool) -> Statement:
        """The fact as a note without a model's words tells it."""
        statement = self._ledger.state(telling, also)
        if replaced and statement.verdict is Verdict.QUOTED:
            return replace(statement, verdict=Verdict.REPLACED)
        return statement

    def _against(self, retold: "Retold", trial: "Citations") -> tuple[str, ...]:
        """What speaks against printing what was written."""
        if retold.statement is None or retold.statement.verdict is Verdict.QUOTED:
            return retold.reasons
        if standing(retold.text) is not Standing.STANDS:
            return (_LEANING,)
        if any(_key(retold.text) == _key(told.text) for told in self._statements):
            return (_REPEATED,)
        own = retold.statement.citations
        quotes = [cited.quote for cited in trial.all if cited.id in own]
        return _misattributed(retold.text, quotes) or _firmer(retold.text, trial.all[0].quote)

    def _sources(
        self, telling: Telling, also: tuple[int, ...], trial: "Citations"
    ) -> tuple[Source, ...]:
        """The sentences that tell the fact, each with the one it leans on."""
        material = self._ledger.material
        name = telling.name
        # In a transcript the name may stand before the words in the same sentence.
        named = name and name.sentence != telling.last and material.sentences[name.sentence]
        rows = [(telling.last, named or self._before(telling.last))]
        rows += [(at, self._before(at)) for at in also if at not in telling.sentences]
        cited = ((material.sentences[at], before) for at, before in rows)
        return tuple(Source(trial.cite(one), one, before) for one, before in cited)

    def _before(self, index: int) -> Sentence | None:
        """The sentence before it in its passage, where it leans on that."""
        sentences = self._ledger.material.sentences
        if index == 0 or standing(sentences[index].text) is Standing.STANDS:
            return None
        before = sentences[index - 1]
        return before if before.passage_id == sentences[index].passage_id else None


def _misattributed(text: str, quotes: Sequence[str]) -> tuple[str, ...]:
    """Who speaks that does not in the quotations, or that nobody does although somebody should."""
    if all(map(attribution.find, quotes)) and not attribution.reports(text):
        return (_UNATTRIBUTED,)
    return tuple(
        f"attribution: {who} does not say so in the evidence" for who in strangers(text, quotes)
    )


def _firmer(text: str, best: str) -> tuple[str, ...]:
    """The verbs that make the fact surer or less sure than its best telling does.

    Where one source has confirmed what another claims, a quoted note takes one of them; a
    model's sentence may not take the other.
    """
    return tuple(
        f"hedge: the best telling of the fact has no word like {verb}"
        for verb in foreign_verbs(text, [best])
    )


def _key(text: str) -> str:
    """What two sentences share that differ in case and spaces alone."""
    return " ".join(text.casefold().split())
