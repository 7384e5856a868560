import pytest

from rag.briefing import attribution


def found(text: str) -> list[tuple[str, str]]:
    return [(report.speaker(text), report.verb(text)) for report in attribution.find(text)]


@pytest.mark.parametrize(
    ("text", "speaker", "verb"),
    [
        ("A union leader has confirmed that two ships sank.", "A union leader", "has confirmed"),
        (
            "Ines Calder, speaking after a meeting of the port, revealed that it burned.",
            "Ines Calder",
            "revealed",
        ),
        ('"The engine failed," said Brandt.', "Brandt", "said"),
        ("The pier is closed, the mayor told reporters.", "the mayor", "told"),
        ("The pier is closed, according to the city council.", "the city council", "according to"),
        (
            "On Monday, Mayor Ada Lund stated that the pier is closed.",
            "Mayor Ada Lund",
            "stated",
        ),
        (
            "The city's treasurer, Per Holm, had described the bridge as part of a plan.",
            "The city's treasurer, Per Holm",
            "had described",
        ),
        (
            "The bridge fell, and a city official later indicated that it was old.",
            "a city official",
            "later indicated",
        ),
        (
            "It followed a letter by a senior port official last week, who warned that it leaked.",
            "a senior port official",
            "warned",
        ),
        ("City Democrats on Tuesday said that they agree.", "City Democrats", "said"),
        (
            "However, a statement from Norway, released by an agency, reaffirmed the pact.",
            "a statement from Norway",
            "reaffirmed",
        ),
        ("Experts believe that the ice will hold.", "Experts", "believe"),
        ("The pier is closed, according to multiple reports.", "multiple reports", "according to"),
        (
            "The pier shrank, according to government estimates.",
            "government estimates",
            "according to",
        ),
        (
            "Ann Lund and Per Holm each acknowledged that it leaked.",
            "Ann Lund and Per Holm",
            "each acknowledged",
        ),
        ("Two boats sank, officials said.", "officials", "said"),
        ("Two boats sank, police said on Friday.", "police", "said"),
        ("(Lund has denied that the pier leaked.)", "Lund", "has denied"),
    ],
)
def test_names_speaker_and_verb_in_the_words_of_the_source(text, speaker, verb):
    assert (speaker, verb) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Employers added 266,000 jobs in November.",
        "The United States, a rich country, is led by him.",
        "The previously reported figure of April was revised lower.",
        "He says that he “verbally admitted” to her that it leaked.",
        "The mayor, who praised the pier, long insisted that it was safe.",
        "Weekly jobless claims rose in August.",
        "Lund is said to have left.",
        "Nobody said that the bridge was safe.",
        "What he said was wrong.",
        "The man whom Lund accused of lying left.",
        "The report stated nothing.",
        'Aurora was "led to believe" that it was an error.',
        "“Can’t believe that I have to watch it.”",
    ],
)
def test_leaves_out_what_is_no_report(text):
    speakers = [speaker.lower() for speaker, _ in found(text)]
    assert [speaker for speaker in speakers if speaker != "he"] == []


def test_one_sentence_may_hold_two_reports():
    text = (
        "A clerk confirmed the fire without giving a time, and an officer said that it was arson."
    )
    assert found(text) == [("A clerk", "confirmed"), ("an officer", "said")]


@pytest.mark.parametrize(
    "text",
    [
        "If Anna Berg said the bridge was safe, nobody would believe it.",
        "Unless Anna Berg said the bridge was safe, nobody would believe it.",
        "Had Anna Berg said the bridge was safe, nobody would have believed it.",
        "Even if Anna Berg said that the bridge was safe, nobody would believe it.",
        "The claim that Anna Berg said 12 people died is false, Tom Vale wrote.",
        "It is not true that Anna Berg said the bridge was safe.",
        "Tom Vale denied that Anna Berg said the bridge was safe.",
    ],
)
def test_what_is_only_supposed_or_denied_is_no_report(text):
    assert not any("Berg" in speaker for speaker, _ in found(text))
