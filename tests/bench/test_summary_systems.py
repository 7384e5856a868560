import pytest

from bench import summary_systems
from bench.summary_items import Item
from bench.summary_systems import (
    NEUTRAL,
    Shelf,
    central,
    free,
    lead,
    nearest,
    note,
    round_robin,
    worth_telling,
)
from rag.briefing import Briefer
from rag.retrieval import Retriever
from tests.briefing.memory import MemoryCatalogue, document


def test_what_has_few_words_besides_the_speaker_is_not_worth_telling():
    texts = [
        "Grad A: Yeah, I see.",
        "Grad A: We should record more of them.",
        "We agreed on this.",
    ]
    assert worth_telling(texts) == (1,)
    assert worth_telling([*texts, "The battery lasts a year."]) == (1, 3)
    assert worth_telling(["Yeah.", "OK."]) == (0, 1)


def test_the_most_central_text_is_the_one_that_shares_most():
    pytest.importorskip("sumy")
    texts = (
        "Boats were late on the river today.",
        "The bridge over the river was closed by the council.",
        "The council reopened nothing else.",
        "Apples ripen in autumn gardens.",
        "Children painted walls with chalk.",
    )
    assert sorted(central(texts)) == list(range(5))
    assert central(texts)[0] == 1


TEXTS = (
    "The council closed the bridge on Monday. About 300 boats were kept in the harbour.",
    "The bridge was closed by the council on Monday. Traders complained about the delay.",
)


@pytest.fixture
def shelf(encoder, model):
    documents = [document(f"{at}.txt", text) for at, text in enumerate(TEXTS)]
    library = MemoryCatalogue(documents, encoder)
    ids = {f"d{at}": at + 1 for at in range(len(TEXTS))}
    return Shelf(library, Retriever(library, library, encoder), encoder, model, ids)


def item(question=None, turns=()):
    return Item("i", ("d0", "d1"), "The bridge was closed.", "i", question, turns)


def test_a_note_tells_what_it_holds_besides(shelf):
    made = note(shelf, item(turns=((0, 0),)))
    assert "The council closed the bridge on Monday." in made.sentences
    assert made.facts["has_disagreements_key"]
    assert made.facts["has_coverage"]
    assert made.facts["sources_have_digits"]
    assert made.facts["sources_have_numbers"]
    assert made.facts["documents"] == 2
    assert 0 < made.facts["cited"] == made.facts["cited_in_turns"]


def test_a_note_that_is_refused_has_no_text(shelf):
    refused = note(shelf, item("Which volcano erupted?"))
    assert refused.sentences == ("",)
    assert refused.facts["refused"]


def test_a_note_has_its_question_for_a_focus(shelf, monkeypatch):
    heard = []

    class Heard(Briefer):
        def summarise(self, document_ids, request=None):
            heard.append(request.focus)
            return super().summarise(document_ids)

    monkeypatch.setattr(summary_systems, "Briefer", Heard)
    note(shelf, item("Why?"))
    note(shelf, item())
    assert heard == ["Why?", None]


def test_leads_are_the_first_sentences_of_one_document_and_of_each(shelf):
    first, second = ([f"{one}." for one in text[:-1].split(". ")] for text in TEXTS)
    assert lead(shelf, item()).sentences == tuple(first)
    long = Item("i", ("d0", "d1"), "word " * 20, "i")
    assert round_robin(shelf, long).sentences == (first[0], second[0], first[1])


def test_the_nearest_sentences_come_in_the_order_of_the_document(shelf):
    asked = Item("i", ("d0", "d1"), "word " * 99, "i", "Which boats were kept in the harbour?")
    assert nearest(shelf, asked).sentences == shelf.texts(asked)
    short = Item("i", ("d0", "d1"), "word", "i", "boats were kept in the harbour")
    assert nearest(shelf, short).sentences == (shelf.texts(asked)[1],)


def test_the_model_writes_no_more_than_is_kept(shelf, monkeypatch):
    given = []

    def write(prompt, *, longest, seed=0):
        given.append(prompt)
        yield from ("One two", " three.", " Four five", " six seven.")

    monkeypatch.setattr(shelf.model, "write", write)
    assert free(shelf, item()).sentences == ("One two three.", "Four five")
    assert all(text in given[0] for text in (*TEXTS, NEUTRAL))
