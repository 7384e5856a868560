import pytest

from rag.conversation import Conversation, Rule, as_typed, understand
from tests.conversation.talk import answered

WOUNDED = answered(
    "How many were wounded?",
    ("40", "The doctor, Ada Quist, said that 40 were wounded in Norham.", "first.txt"),
    others=(("Three died.", "second.txt"),),
)
MAYOR = answered(
    "Who is the mayor of Norham?",
    ("Ada Quist", "The mayor of Norham, Ada Quist, opened the new bridge."),
)
BRIDGE = answered(
    "When did Norham open a new bridge?",
    ("in May", "The mayor of Norham, Ada Quist, opened the new bridge in May."),
)
SOLD = answered("Which paintings were sold?", ("two landscapes", "Two landscapes were sold."))
VOTED = answered(
    "How much did Norham spend on roads in 2023?",
    ("£3 million", "Norham spent £3 million on roads in 2023."),
)

CRASH = answered(
    "How many people were hurt in the crash at Selby?",
    ("seven", "Seven people were hurt in the crash at Selby."),
)
FOUND = answered("Who found the coins?", ("Tom Reed", "Tom Reed found the coins in a field."))
TOLD = answered(
    "who said that?",
    ("Ada Quist", "The doctor, Ada Quist, said that 40 were wounded in Norham."),
    understood=understand("who said that?", WOUNDED),
    conversation=WOUNDED,
)

QUOTED = answered(
    "What happened at Selby?",
    (
        "This came after a statement by the minister, who confirmed that several were lost.",
        'The minister said that "several hundred" soldiers were killed.',
    ),
)
BYWHOM = answered(
    "By whom were workers arrested?", ("Border Guards", "Border Guards arrested 40 workers.")
)
REED = answered(
    "What did Tom Reed say about officers?",
    (
        "Reed noted that the minister reported losses.",
        "Reed noted that the minister reported losses.",
    ),
    conversation=answered(
        "Is it true that the minister reported losses?",
        ("The minister, Ada Quist, reported losses.", "The minister, Ada Quist, reported losses."),
    ),
)

FARES = answered(
    "What did Ada Quist promise about bus fares?",
    ("to freeze them for two years", "Ada Quist promised to freeze them for two years."),
)
PACT = answered("When was the pact signed?", ("In June", "In June, the pact was signed."))
MISSING = answered(
    "How many people are missing in Selby?", ("nine", "Nine people are missing in Selby.")
)
SENT = answered(
    "Who sent the divers?", ("Norham", "Norham sent the divers."), conversation=MISSING
)
FIGURES = answered("Are there any figures concerning the bridge?", ("no", "There are none."))

READ = [
    (FOUND, "who says that?", "Who says that Tom Reed found the coins?", Rule.CLAIM),
    (
        QUOTED,
        "is that confirmed?",
        "Is it confirmed that several hundred soldiers were killed?",
        Rule.CLAIM,
    ),
    (
        CRASH,
        "what about the fire?",
        "How many people were hurt in the fire at Selby?",
        Rule.INSTEAD,
    ),
    (BYWHOM, "where did that happen?", "Where were workers arrested?", Rule.QUESTION_WORD),
    (REED, "did he say why?", "Did Tom Reed say why the minister reported losses?", Rule.EMBEDDED),
    (FARES, "what would that cost?", "What would the bus fares cost?", Rule.PRONOUN),
    (PACT, "between whom?", "Between whom was the pact signed?", Rule.QUESTION_WORD),
    (PACT, "when did it take effect?", "When did the pact take effect?", Rule.PRONOUN),
    (WOUNDED, "who did this?", "By whom were 40 wounded?", Rule.QUESTION_WORD),
    (MISSING, "and dead?", "How many people are dead in Selby?", Rule.INSTEAD),
    (SENT, "and wounded?", "How many people are wounded in Selby?", Rule.INSTEAD),
    (FIGURES, "who is responsible?", "Who is responsible for the bridge?", Rule.IMPLIED),
    (TOLD, "is that confirmed?", "Is it confirmed that 40 were wounded?", Rule.CLAIM),
    (WOUNDED, "and killed?", "How many were killed?", Rule.INSTEAD),
    (WOUNDED, "when?", "When were 40 wounded?", Rule.QUESTION_WORD),
    (WOUNDED, "where was that?", "Where were 40 wounded?", Rule.QUESTION_WORD),
    (WOUNDED, "who said that?", "Who said that 40 were wounded?", Rule.CLAIM),
    (WOUNDED, "is that confirmed?", "Is it confirmed that 40 were wounded?", Rule.CLAIM),
    (WOUNDED, "did Quist deny that?", "Did Quist deny that 40 were wounded?", Rule.CLAIM),
    (WOUNDED, "did she say why?", "Did Ada Quist say why 40 were wounded?", Rule.EMBEDDED),
    (MAYOR, "since when?", "Since when is Ada Quist the mayor of Norham?", Rule.QUESTION_WORD),
    (MAYOR, "what did she say?", "What did Ada Quist say?", Rule.PRONOUN),
    (MAYOR, "who is her deputy?", "Who is Ada Quist’s deputy?", Rule.PRONOUN),
    (MAYOR, "tell me more", "Tell me about the mayor of Norham", Rule.MORE),
    (MAYOR, "and of Selby?", "Who is the mayor of Selby?", Rule.INSTEAD),
    (MAYOR, "what about the sheriff?", "Who is the sheriff?", Rule.INSTEAD),
    (BRIDGE, "how much did it cost?", "How much did the new bridge cost?", Rule.PRONOUN),
    (BRIDGE, "why?", "Why did Norham open a new bridge?", Rule.QUESTION_WORD),
    (SOLD, "how many of them?", "How many of the paintings?", Rule.PRONOUN),
    (SOLD, "how much did they cost?", "How much did the paintings cost?", Rule.PRONOUN),
    (SOLD, "how many?", "How many paintings were sold?", Rule.QUESTION_WORD),
    (SOLD, "and how many burned?", "How many paintings burned?", Rule.INSTEAD),
    (
        BRIDGE,
        "how many cars does it carry?",
        "How many cars does the new bridge carry?",
        Rule.PRONOUN,
    ),
    (MAYOR, "and before her?", "Who was the mayor of Norham before Ada Quist?", Rule.INSTEAD),
    (BRIDGE, "what did that cost?", "What did the new bridge cost?", Rule.PRONOUN),
    (BRIDGE, "how does this help?", "How does the new bridge help?", Rule.PRONOUN),
    (BRIDGE, "who is responsible?", "Who is responsible for the new bridge?", Rule.IMPLIED),
    (BRIDGE, "who else was involved?", "Who else was involved in the new bridge?", Rule.IMPLIED),
    (
        BRIDGE,
        "any objections?",
        "Are there any objections concerning the new bridge?",
        Rule.IMPLIED,
    ),
    (WOUNDED, "how many children?", "How many children were wounded?", Rule.IMPLIED),
    (CRASH, "how many women?", "How many women were hurt in the crash at Selby?", Rule.IMPLIED),
    (CRASH, "how many buses?", "How many buses in the crash at Selby?", Rule.IMPLIED),
    (VOTED, "and in 2022?", "How much did Norham spend on roads in 2022?", Rule.INSTEAD),
    (VOTED, "the year before?", "How much did Norham spend on roads in 2022?", Rule.INSTEAD),
    (VOTED, "what about Selby?", "How much did Selby spend on roads in 2023?", Rule.INSTEAD),
    (VOTED, "why?", "Why did Norham spend £3 million on roads in 2023?", Rule.QUESTION_WORD),
]


@pytest.mark.parametrize(("talk", "asked", "text", "rule"), READ)
def test_a_follow_up_is_made_self_contained(talk, asked, text, rule):
    found = understand(asked, talk)
    assert (found.text, found.rule) == (text, rule)
    assert found.changed
    assert found.asked == asked


@pytest.mark.parametrize(
    "question",
    [
        "Who is the sheriff of Selby?",
        "Did Ada Quist say that she would resign?",
        "Is there a survey of the river?",
        "Is it true that the museum was robbed?",
        "How long does it take to repair the bridge?",
        "Why do critics oppose that law?",
        "How many people lost their homes?",
        "Which team won the cup, and when?",
        "population of Norham",
        "List the countries that signed the pact.",
        "Who warned that naps may not help?",
        "Did that man cost the club money?",
        "Are there any objections to the plan?",
        "How many houses are affected by the flood?",
        "How many people were killed?",
    ],
)
@pytest.mark.parametrize("talk", [WOUNDED, MAYOR, BRIDGE, VOTED])
def test_a_whole_question_is_left_alone(talk, question):
    found = understand(question, talk)
    assert found.text == question
    assert not found.changed


def test_an_answer_that_is_a_clause_is_nothing_to_point_at():
    talk = answered("What are the coins?", ("coins are of gold", "The coins are of gold."))
    assert understand("who found them?", talk).text == "Who found the coins?"


def test_the_first_question_of_a_chat_is_asked_as_typed():
    assert understand("and killed?", Conversation()).text == "and killed?"


def test_a_raw_question_is_asked_as_typed():
    assert as_typed(" and  killed? ").text == "and killed?"
    assert not as_typed("and killed?").changed


def test_what_a_pronoun_was_taken_to_mean_is_told():
    found = understand("what did she say?", MAYOR)
    assert found.how == "pronoun: “she” = Ada Quist"


def test_she_and_he_are_two_people():
    she = understand("what did she say?", MAYOR)
    talk = answered(
        "what did she say?",
        ("no", "“No,” said Tom Reed.", "first.txt"),
        understood=she,
        conversation=MAYOR,
    )
    assert understand("who is he?", talk).text == "Who is Tom Reed?"


class Likes:
    """Prefers readings that hold a word."""

    def __init__(self, word):
        self.word = word
        self.asked = []

    def likelihoods(self, said, readings):
        self.asked.append((said, tuple(readings)))
        return tuple(float(self.word in one) for one in readings)


def test_a_preference_chooses_between_readings():
    asked = "how many points did they get?"
    talk = answered("How much did Selby pay the players?", ("£2", "Selby paid the players £2."))
    first = understand(asked, talk)
    assert first.others
    likes = Likes("the players")
    assert understand(asked, talk, preference=likes).text == "How many points did the players get?"
    assert likes.asked[0][1] == (first.text, *first.others)


def test_no_preference_is_asked_for_one_reading():
    likes = Likes("")
    understand("when?", WOUNDED, preference=likes)
    assert likes.asked == []
