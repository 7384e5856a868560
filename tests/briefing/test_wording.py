import pytest

from rag.briefing.wording import (
    Standing,
    connective_end,
    dateline_end,
    is_reference,
    is_statement,
    standing,
)


@pytest.mark.parametrize(
    "text",
    [
        "He added that the pier was closed.",
        '"They will not stop," it said.',
        "However, the pier was closed.",
        "This report came after a storm.",
        "Despite these warnings, the pier stayed open.",
        "Within seconds, he was rescued by the crew.",
        "Including it, the profit was 25 million euros.",
    ],
)
def test_leaning_openings_dangle(text):
    assert standing(text) is Standing.DANGLES


@pytest.mark.parametrize(
    "text",
    [
        "The mayor added that the pier was closed.",
        "This week the pier was closed by the mayor.",
        '"They (the crew) will not stop," said Brandt.',
        "Those who stayed were rescued by the crew.",
        "In March, two ferries sank off the coast.",
    ],
)
def test_whole_statements_stand(text):
    assert standing(text) is Standing.STANDS


def test_pointing_back_leans():
    assert standing("Calder said that these losses were avoidable.") is Standing.LEANS
    assert standing("The figure includes 5 million euros for land.") is Standing.LEANS


def test_connective_and_dateline_are_measured():
    assert connective_end("However, the pier was closed.") == len("However, ")
    assert connective_end("Later on Monday the pier was closed.") == 0
    assert dateline_end("OSLO, Norway (AP) — Two ferries sank.") == len("OSLO, Norway (AP) — ")
    assert dateline_end("New York (CNN) -- Two ferries sank.") == len("New York (CNN) -- ")
    assert dateline_end("KIEL, 4 March 2025 - Two ferries sank.") == len("KIEL, 4 March 2025 - ")
    assert dateline_end("Kiel, March 4 - Two ferries sank.") == len("Kiel, March 4 - ")
    assert dateline_end("NATO is ready to help the crew.") == 0
    assert dateline_end("Kiel, a port - Two ferries sank there.") == 0


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("13, 14 The impact was small.", "13, 14 "),
        ("[10] [11] In China, the rate fell.", "[10] [11] "),
        ("(16) . Like rust, wear costs money.", "(16) . "),
        ("28, 32 Similar tests were made.", "28, 32 "),
        ("13, 14 May were cold.", ""),
        ("12 North Sea ferries sank.", ""),
        ("3 May was cold.", ""),
        ("12 of the ferries sank.", ""),
    ],
)
def test_numbers_of_notes_before_a_sentence_are_measured(text, marks):
    assert dateline_end(text) == len(marks)


@pytest.mark.parametrize(
    "text",
    [
        "Present: Ann Lund (chair), Per Holm, Ines Calder.",
        "Apologies: Ann Lund, who is ill, and Per Holm.",
        "Authors: Lund, Ann M.; Holm, Per J. and others.",
    ],
)
def test_who_was_there_and_who_wrote_is_no_statement(text):
    assert not is_statement(text)


@pytest.mark.parametrize(
    "text", ["Ferry fire kills twelve", "Why did it burn for so long?", "Read more.", "Photo: AP"]
)
def test_headings_questions_and_fragments_are_no_statements(text):
    assert not is_statement(text)


@pytest.mark.parametrize(
    "text",
    [
        "11 FunkC, PetersonP, LandsfeldM, et al The hazards of rain, a record for all.",
        "Smith J, Brown KL, and Ode A. The pier and its oak. Harbour Review. 2019;41(2):100-12.",
        "[12] Smith, J., & Brown, K. (2019). The pier and its oak. Harbour Press.",
        "Smith J et al. The pier and its oak, 2019.",
        "Harbour Review of the coasts. 2019;41(2):100-12.",
    ],
)
def test_entries_of_a_list_of_references_are_no_statements(text):
    assert is_reference(text)
    assert not is_statement(text)


@pytest.mark.parametrize(
    "text",
    [
        "Smith J. Brown said in 2019 that the pier was made of oak.",
        "Plan A, which the council chose in 2019, costs less than the other.",
        "The pier was made of oak (Smith 2019; Brown 2020), as the drawings show.",
        "Ann Lund, Kim Jong-un and Xi Jinping met in 2019 on the pier.",
        "The study by Smith et al. found in 2019 that the oak was sound.",
        "JOHN F KENNEDY, who was born in 1917, opened the pier himself.",
    ],
)
def test_sentences_with_names_and_years_are_no_references(text):
    assert not is_reference(text)
    assert is_statement(text)


@pytest.mark.parametrize(
    "text",
    [
        "1 ( ϕ 5 − ϕ ) e 2 5 π = 1 + e − 2 π 1 + e − 4 π 1 + e is so.",
        "[What you need to know to start the day: read us in your inbox.]",
        "By Ann Lund, a deputy editor and author of the harbour letter.",
        "By Ann Lund and Tom Vale of the harbour letter.",
    ],
)
def test_formulas_asides_and_bylines_are_no_statements(text):
    assert not is_statement(text)


@pytest.mark.parametrize(
    "text",
    [
        "By South Korea's count, 40 boats had sunk by then.",
        "By Monday, a third of the boats had sunk.",
        "By New Year the council of the harbour had counted 40 boats.",
        "On 3 May 2024 at 5 p.m., 12 of the 40 boats sank.",
        "[Lund] said that the boats of the harbour had sunk.",
        "The U.S. sent 40 ships to the U.K. in May.",
    ],
)
def test_sentences_that_look_a_little_like_them_are(text):
    assert is_statement(text)
