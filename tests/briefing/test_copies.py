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
