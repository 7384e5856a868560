"""Whatever a model writes, nothing is printed that its sources do not bear out."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.checker import check
from rag.domain import FigureStatus, Verdict
from rag.grounding import holds, ledger, unsupported, verify_citation
from tests.examples import examples

FRAGMENTS = st.sampled_from(
    """
    Officials said around 40 people were injured in the storm.
    Nearly 60 people were injured in the storm, a hospital said.
    The storm hit the north coast on 3 May.
    The mayor of Lodz, Ana Ruiz, closed the schools after the storm.
    Around 40 people were injured.|40 people died in Lodz.|60 officials said so|Ana Gomez closed it.
    The storm hit Lodz on 5 May 2019.|around|400|forty|sixty people|3 May|Ruiz|Kyiv|“closed”|not|and
    People were injured in the storm|in the storm|a hospital said|officials said|,|.|!|Mr.|\n|- |1.
    [1]|[2]|[3]|[4]|[5]|[6]|[99]|[0]|[1, 2]|[1][2]|[2-5]|[|]|[Source 3]
    <|im_end|>|<|im_start|>|</s>|<think>|</think>|\x1b[31m|\u202e|\ufffd|**|Answer:|The sources do not say.
    """.strip().replace("\n", "|").replace("    ", "").split("|")
)  # fmt: skip
WRITTEN = st.lists(st.one_of(FRAGMENTS, FRAGMENTS, st.text(max_size=8)), max_size=24).map(" ".join)
WORDS = {"forty": "40", "sixty": "60"}


def numbers(text):
    """The numbers of a text, by other means than the program's."""
    spelt = {value for word, value in WORDS.items() if re.search(rf"\b{word}\b", text.lower())}
    return spelt | set(re.findall(r"\d+", text.replace(",", "")))


@settings(max_examples=examples(500), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=WRITTEN)
def test_every_printed_sentence_is_a_quotation_or_was_found_supported(at, written):
    answer = at.ask(written)
    texts = {document.path: at.answerer.catalogue.text(document.id)
             for document in at.answerer.catalogue.documents()}  # fmt: skip
    quotes = {citation.id: citation.quote for citation in answer.citations}
    assert all(verify_citation(cited, texts[cited.path]) for cited in answer.citations)
    assert answer.sentences
    assert len({statement.text for statement in answer.sentences}) == len(answer.sentences)
    for statement in answer.sentences:
        cited = [quotes[number] for number in statement.citations]
        assert cited
        if statement.verdict is Verdict.SUPPORTED:
            encoder = at.answerer.encoder
            assert check(statement.text, cited, encoder=encoder, model=at.model).supported
        else:
            assert statement.verdict in {Verdict.QUOTED, Verdict.REPLACED}
            assert holds(statement, answer.citations)
            assert all(piece.text in quotes[piece.citation] for piece in statement.pieces)
        assert numbers(statement.text) <= numbers(" ".join(cited))
    assert unsupported(ledger(answer.sentences, answer.citations)) == ()
    assert answer.figures == ledger(answer.sentences, answer.citations)
    assert FigureStatus.UNSUPPORTED not in {figure.status for figure in answer.figures}
    assert at.model.writing == 0
    composition = answer.composition
    if not composition.fell_back:
        assert answer.sentences == tuple(at.told)
        assert composition.kept + composition.replaced == len(answer.sentences)
    assert len(composition.rejected) == composition.replaced + composition.dropped
