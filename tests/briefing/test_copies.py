import pytest

from rag.briefing.copies import origins

STORY = (
    "The old pier was closed by the city council after the storm of last week. Nobody was hurt, "
    "the harbour master said, but three boats sank and the fish market lost its roof."
)
OTHER = (
    "Bakers in the hills invented a rye cake last year, and the guild wants to sell it abroad. "
    "It keeps for a month, say those who have tried, and needs no sugar at all to taste sweet."
)


def test_equal_texts_and_edited_copies_have_one_origin():
    edited = "NORTHPORT: " + STORY.replace("three boats", "3 boats")
    assert origins([STORY, OTHER, edited, STORY]) == (0, 1, 0, 0)


def test_a_story_that_another_quotes_at_length_is_no_copy_of_it():
    quoting = OTHER + " " + STORY[:70]
    assert origins([STORY, quoting]) == (0, 1)


def test_copies_of_copies_have_the_first_origin():
    longer = STORY + " The mayor promised to build it again before the summer begins."
    longest = longer + " The council will vote on the money for it in the first week of May."
    assert origins([longest, STORY, longer]) == (0, 0, 0)


def test_short_texts_are_copies_only_when_equal():
    assert origins(["The pier is closed.", "The pier is closed.", "The pier is closed!"]) == (
        0,
        0,
        2,
    )
    assert origins([]) == ()


def weekly(place="Kiel", injured="12", burned="3", commander="Anna Berg"):
    return (
        "Weekly situation report of the regional fire and rescue service for the district of "
        f"{place}. The service was called out to fires, floods and road accidents during the week "
        f"that ended on Sunday. During the week {injured} people were injured and {burned} houses "
        f"burned down in the district. The commander {commander} thanked all volunteers for "
        "their work in difficult conditions and asked the council for two new fire engines. The "
        "next report will be published on the following Monday at noon, as it is each week."
    )


@pytest.mark.parametrize(
    "other",
    [
        weekly(injured="47", burned="9"),
        weekly(injured="47"),
        weekly(injured="twenty"),
        weekly(place="Bonn"),
        weekly(commander="Karl Lind"),
    ],
)
def test_reports_on_one_form_are_no_copies(other):
    assert origins([weekly(), other]) == (0, 1)


def test_a_copy_under_another_dateline_with_a_figure_in_words_is_one():
    other = "BONN (Reuters) - " + weekly(injured="twelve") + " Lorries take the long way round."
    assert origins([weekly(), other]) == (0, 0)
    assert origins([other, "KIEL: " + weekly()]) == (0, 0)


def test_one_paragraph_in_common_makes_no_copies():
    common = "The service keeps the harbour open by day and by night, in ice and in storms. " * 2
    about = "About us: we have done so since the old quay was built, and hope to go on doing so. "
    own = (
        "Divers found a wreck at the bottom of the northern basin.",
        "Lorries may not use the ferry until the ramp has been mended.",
    )
    assert origins([common + about + own[0], common + about + own[1]]) == (0, 1)
