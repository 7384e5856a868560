import pytest

from rag.briefing.wording import Standing, connective_end, dateline_end, is_statement, standing


@pytest.mark.parametrize(
    "text",
    [
        "He added that the pier was closed.",
        '"They will not stop," it said.',
        "However, the pier was closed.",
        "This report came after a storm.",
        "Despite these warnings, the pier stayed open.",
        "Within seconds, he was rescued by the crew.",
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


def test_connective_and_dateline_are_measured():
    assert connective_end("However, the pier was closed.") == len("However, ")
    assert connective_end("Later on Monday the pier was closed.") == 0
    assert dateline_end("OSLO, Norway (AP) — Two ferries sank.") == len("OSLO, Norway (AP) — ")
    assert dateline_end("New York (CNN) -- Two ferries sank.") == len("New York (CNN) -- ")
    assert dateline_end("NATO is ready to help the crew.") == 0


@pytest.mark.parametrize(
    "text", ["Ferry fire kills twelve", "Why did it burn for so long?", "Read more.", "Photo: AP"]
)
def test_headings_questions_and_fragments_are_no_statements(text):
    assert not is_statement(text)
