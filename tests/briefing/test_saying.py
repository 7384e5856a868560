import pytest

from rag.briefing import saying
from rag.briefing.ranking import Ranked
from rag.briefing.telling import Ledger


def collected(material):
    order = Ranked([0.0] * len(material.sentences), material.usable)
    return saying.collect(material, order, Ledger(material), 24)


def test_speakers_keep_the_words_of_the_sentence_that_is_cited(material_of):
    material = material_of(
        "Jill Okafor opened the new ferry. Okafor said the harbour would never close again."
    )
    said, speakers, found = collected(material)
    assert [item.speaker for item in said] == ["Okafor"]
    assert (
        [item.name for item in said] == [speaker.name for speaker in speakers] == ["Jill Okafor"]
    )
    assert found == 1


def test_a_speaker_s_statements_stand_together_under_every_spelling(material_of):
    material = material_of(
        "A Ruritanian deputy said that the bridge at Strelsau has fallen into the river. "
        "The mayor said that it was old. Park Sung-min said that nobody was hurt.",
        "The bridge at Strelsau has fallen into the river, a Ruritanian deputy Park Seong-min said. "
        "Park said that it will be built again.",
    )
    said, speakers, _ = collected(material)
    names = [item.name for item in said]
    assert names.count("Park Seong-min") == 4
    assert names == sorted(names, key=names.index)
    (park,) = [speaker for speaker in speakers if speaker.name == "Park Seong-min"]
    assert park.spellings == ("Park Seong-min", "Park Sung-min")
    assert park.role == "Ruritanian deputy"


def test_what_two_copies_of_a_story_tell_is_told_once_and_both_are_cited(material_of):
    story = (
        "The ferry Ada burned in the harbour of Kiel for six hours on Monday night. "
        "Two boats took the 40 passengers and their dogs to the old pier in the north. "
        "Mayor Ann Lund said that the ferry will never sail again."
    )
    said, _, found = collected(material_of(story, f"Ferry burns\n\n{story}"))
    assert found == len(said) == 1
    assert len(said[0].sentence.citations) == 2


def test_a_pronoun_behind_what_is_said_is_the_one_person_told_before(material_of):
    material = material_of(
        "Mayor Ann Lund said that 12 people died. Another 29 people were missing, she said."
    )
    said, _, _ = collected(material)
    assert [item.name for item in said] == ["Ann Lund", "Ann Lund"]
    (quantity,) = [found for found in material.quantities[1] if found.value == 29]
    assert saying.speaker_of(material, 1, quantity) == "Mayor Ann Lund"


def test_a_pronoun_behind_what_is_said_may_be_whom_the_sentence_names(material_of):
    material = material_of("Mayor Ann Lund spoke. Jill Okafor had left 29 bolts, she said.")
    assert collected(material)[0] == ()


def test_of_many_statements_the_highest_ranked_are_told_and_all_counted(material_of):
    material = material_of(
        "Jill Okafor said that the pier is safe. Ann Lund said that the pier is old."
    )
    order = Ranked([0.1, 0.9], material.usable)
    said, _, found = saying.collect(material, order, Ledger(material), 1)
    assert ([item.name for item in said], found) == (["Ann Lund"], 2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Unlike Tom Vale, who said 12 bolts failed, Anna Berg said 50.",
            {12: (None, "Tom Vale")},
        ),
        (
            "Anna Berg said the bridge was safe and Tom Vale disagreed, counting 88 broken bolts.",
            {88: (None,)},
        ),
        (
            "The council, Anna Berg said, paid 12 million euros, but auditors found 19 million euros.",
            {12_000_000: ("Anna Berg",), 19_000_000: (None,)},
        ),
        (
            "The bridge lost 33 bolts, according to a report by Olsen.",
            {33: ("a report by Olsen",)},
        ),
        ("The bridge lost 33 bolts, Anna Berg said on Friday.", {33: ("Anna Berg",)}),
        ("Anna Berg said 20 were confirmed dead and 33 injured.", {33: ("Anna Berg",)}),
        ("Anna Berg said 20 died and it was claimed that 33 were injured.", {33: (None,)}),
        ("Anna Berg said that Vale had sent 33 sailors.", {33: ("Anna Berg",)}),
        ("Tom Vale, who claimed 33 bolts failed, is wrong, Anna Berg said.", {33: (None,)}),
        (
            "The bridge lost 33 bolts, Anna Berg said on Friday, and 12 beams are cracked.",
            {33: ("Anna Berg",), 12: ("Anna Berg",)},
        ),
        (
            "The bridge lost 33 bolts, according to Olsen, and the deck cracked, Anna Berg said.",
            {33: (None, "Olsen")},
        ),
        ("The bridge lost 33 bolts, but it is safe, Anna Berg said, in spring.", {33: (None,)}),
        ('After 33 bolts failed, Anna Berg said, "nobody slept".', {33: (None,)}),
        ("The bridge lost 33 bolts, Anna Berg said the town knew, in spring.", {33: (None,)}),
    ],
)
def test_a_figure_is_said_by_nobody_where_another_may_have_said_it(material_of, text, said):
    material = material_of(text)
    for quantity in material.quantities[0]:
        if quantity.value in said:
            assert saying.speaker_of(material, 0, quantity) in said[quantity.value]
