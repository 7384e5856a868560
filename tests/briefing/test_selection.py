from rag.briefing import ranking, selection
from rag.briefing.ranking import Ranked
from rag.briefing.request import SCALES
from rag.domain import Length


def chosen(material):
    order = Ranked(ranking.rank(material), material.usable)
    return selection.choose(material, order, SCALES[Length.STANDARD])


def test_a_fact_told_twice_is_chosen_once_with_both_sentences(material_of):
    material = material_of(
        "The old pier was closed by the city council after the storm.",
        "The old pier was closed by the city council after the storm. Bread sold well in town.",
    )
    facts = chosen(material)
    assert sorted(fact.members for fact in facts if len(fact.members) > 1) == [(0, 1)]
    assert len(facts) == 2


def test_support_of_other_documents_outranks_the_odd_one_out(material_of):
    shared = "The old pier was closed by the city council after the storm."
    material = material_of(shared, shared, "Bakers in the hills invented a rye cake last year.")
    scores = ranking.rank(material)
    assert scores[0] > scores[2] < scores[1]


def test_large_collections_are_ranked_against_centres(material_of, monkeypatch):
    shared = "The old pier was closed by the city council after the storm."
    material = material_of(shared, shared, "Bakers in the hills invented a rye cake last year.")
    monkeypatch.setattr(ranking, "_POOL", 1)
    scores = ranking.rank(material)
    assert scores[0] > scores[2] < scores[1]


def test_no_sentences_make_no_facts(material_of):
    material = material_of("Heading only")
    assert chosen(material) == ()
