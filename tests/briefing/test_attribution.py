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
        (
            "The pier's engineer, Ines Calder, said the beams on two of the piles were rotten.",
            "The pier's engineer, Ines Calder",
            "said",
        ),
        ("His lawyer, Per Holm, said that the pier leaked.", "Per Holm", "said"),
        ("Its head in Norway, Per Holm, said that it leaked.", "Per Holm", "said"),
        (
            '"It leaked," said the harbour\'s master, Ines Calder.',
            "the harbour's master, Ines Calder",
            "said",
        ),
        (
            "“It will hold,” Ada Lund, a professor of bridges at Bergen told The Post.",
            "Ada Lund",
            "told",
        ),
        (
            "Bergen, 7 March 2024 - Lund Shipping today announced that two boats sank.",
            "Lund Shipping",
            "announced",
        ),
        ("On Thursday, the White House confirmed that it sank.", "the White House", "confirmed"),
        ("The bridge, said the mayor, was old.", "the mayor", "said"),
        ("Ada Lund has spoken of 85, but the pictures show more.", "Ada Lund", "has spoken of"),
        ("The surveyor, Per Holm, put the cost at 5 million.", "The surveyor, Per Holm", "put"),
        ("The union demanded 1 million crowns and an inquiry.", "The union", "demanded"),
        ("The mayor angrily denied that the pier leaked.", "The mayor", "angrily denied"),
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
        "3, 4 The most frequently reported ships include ferries.",
        "42, 45 Our data suggested that the ice melts.",
        "The proportion of patients admitted to hospital was lower in May.",
        "A study of faults in visually confirmed cracks was made.",
        "The rates reported here vary by year.",
        "In Norway, the overall rate reported varied from 27 to 74 in the year.",
        "A recent review of rust as a cause of leaks reported cracked beams in 8% of ships.",
        "The samples were stored according to the manufacturer's instructions.",
        "Lund, the army put two men at the gate.",
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
