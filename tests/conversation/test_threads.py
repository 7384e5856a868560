"""Follow-ups met in long chats about many documents."""

import pytest

from rag.conversation import Conversation, understand
from tests.conversation.talk import answered

HERRING = answered(
    "How much did Selby charge for herring?", ("£12", "Selby charged £12 a kilo for herring.")
)
PAID = answered(
    "What do the fishermen get?",
    (
        "The fishermen are paid between £5 and £6 a kilo for herring by the market in Norham.",
        "The fishermen are paid between £5 and £6 a kilo for herring by the market in Norham.",
    ),
)
HURT = answered("How many were hurt?", ("40", "The doctor, Ada Quist, said that 40 were hurt."))
DUTY = answered(
    "What must Norham do in return?",
    ("repair the wall", "In return, Norham must repair the wall by May."),
)
DUCKS = answered("How many ducks were there in 2019?", ("120", "In 2019 there were 120 ducks."))
PEOPLED = answered(
    "What was the population of Norham before 1050?",
    ("about 900 people", "It was home to about 900 people before 1050."),
)
LOOM = answered(
    "Who patented the loom?", ("Tom Reed", "Patented in 1868 by Tom Reed, the loom was of oak.")
)
REVENUE = answered(
    "What was Tarn's revenue in 2023?", ("£3 million", "Tarn's revenue was £3 million in 2023.")
)
FLOODS = answered(
    "How many people die from floods every year?",
    ("300", "Every year 300 people die from floods."),
)
JAILED = answered(
    "How long was Ada Quist jailed for?", ("three years", "Ada Quist was jailed for three years.")
)
QUAKE = answered(
    "How many buildings collapsed in the quake?",
    ("900 houses", "The minister, Tom Reed, said that 900 houses had collapsed in the quake."),
)
QUAKE_SAID = answered(
    "who said that?",
    ("Tom Reed", "The minister, Tom Reed, said that 900 houses had collapsed in the quake."),
    understood=understand("who said that?", QUAKE),
    conversation=QUAKE,
)
FELL = answered(
    "Why did the profit fall?",
    (
        "The profit fell because of dearer flour and the closure of the Selby plant.",
        "The profit fell because of dearer flour and the closure of the Selby plant.",
    ),
)
BOMBS = answered(
    "How many people died from bombs?",
    ("200", "Karl Brandt’s agents killed 200 people in May."),
    conversation=answered(
        "What did Tom Reed say?", ("He would resign.", "Tom Reed said he would resign.")
    ),
)
WON = answered("Who scored the winner?", ("Norham Rovers 3 Selby 2", "Norham Rovers 3 Selby 2"))
DOSE = answered(
    "Who said that Ada Quist died after taking a lethal dose of highly toxic tablets?",
    ("Tom Reed", "Ada Quist died after taking a lethal dose, Tom Reed said."),
)
STUDY = answered(
    "What percentage of patients were smokers in the study of Brandt?",
    ("12%", "Of the patients 12% were smokers."),
)
LIFTING = answered(
    "Why is Norham lifting sanctions on Selby?",
    ("In exchange for help.", "In exchange for help, Norham is lifting sanctions on Selby."),
)
SAID_CRIME = answered(
    "What did the judge say about the cards?",
    ("Quist pleaded guilty to twelve thefts", "Quist pleaded guilty to twelve thefts."),
)

STOLEN = answered(
    "How much did Tom Reed steal?",
    ("55,000", "The firm has 55,000 customers."),
    ("412 false payments", "Reed made 412 false payments."),
)
POINTS = answered(
    "how many points do Rovers have now?", ("52 points", "Rovers now have 52 points.")
)
DREDGED = answered(
    "How much will the dredging cost?",
    ("will cost £1.3 million", "It will cost £1.3 million, of which the county pays £800,000."),
)
BEGINS = answered("When will dredging begin?", ("on 20 May", "Dredging will begin on 20 May."))

TOOLS = answered(
    "How many clerks want to consolidate their tools?",
    ("74%", "Of clerks who use the machine 74% want to, of those who don't 57%."),
)
DIED = answered(
    "What did Ada Quist die of?",
    (
        "Ada Quist died in Norham after taking tablets.",
        "Ada Quist died in Norham after taking tablets.",
    ),
)

MEANT = [
    (
        TOOLS,
        "and those who don't use the machine?",
        "How many of those who don't use the machine want to consolidate their tools?",
    ),
    (REVENUE, "how many people work there?", "How many people work at Tarn?"),
    (DIED, "where was that?", "Where did Ada Quist die?"),
    (
        STOLEN,
        "what did he spend it on?",
        "What did Tom Reed spend the money that Tom Reed stole on?",
    ),
    (POINTS, "and the leaders?", "How many points do the leaders have now?"),
    (DREDGED, "and the county?", "How much does the county pay?"),
    (BEGINS, "for how long?", "How long will dredging last?"),
    (HERRING, "is that per kilo?", "How much did Selby charge for herring per kilo?"),
    (HERRING, "is that a kilo?", "How much did Selby charge for herring a kilo?"),
    (HERRING, "and is it each?", "How much did Selby charge for herring each?"),
    (PAID, "is that per kilo?", "What do the fishermen get per kilo?"),
    (HURT, "who told them that?", "Who said that 40 were hurt?"),
    (DUTY, "and if it doesn't?", "What happens if Norham doesn't?"),
    (DUTY, "what if it fails?", "What happens if Norham fails?"),
    (DUCKS, "and the year after that?", "How many ducks were there in 2020?"),
    (DUCKS, "and in the year before that?", "How many ducks were there in 2018?"),
    (PEOPLED, "and at its peak?", "What was the population of Norham at its peak?"),
    (
        PEOPLED,
        "says who?",
        "Who said that the population of Norham before 1050 was about 900 people?",
    ),
    (LOOM, "who made the first electric one?", "Who made the first electric loom?"),
    (REVENUE, "what about profit?", "What was Tarn's profit in 2023?"),
    (FLOODS, "and get sick?", "How many people get sick from floods every year?"),
    (JAILED, "what for?", "What was Ada Quist jailed for?"),
    (QUAKE, "who said that?", "Who said that 900 houses collapsed in the quake?"),
    (QUAKE_SAID, "and how many schools?", "How many schools collapsed in the quake?"),
    (FELL, "how many people worked there?", "How many people worked at the Selby plant?"),
    (BOMBS, "where is he going next?", "Where is Tom Reed going next?"),
    (
        STUDY,
        "how many patients did they recruit?",
        "How many patients did the study of Brandt recruit?",
    ),
    (LIFTING, "who is against it?", "Who is against lifting sanctions on Selby?"),
]


@pytest.mark.parametrize(("talk", "asked", "text"), MEANT)
def test_a_follow_up_is_understood_as_a_person_would(talk, asked, text):
    assert understand(asked, talk).text == text


def test_a_result_is_nobody_who_could_have_done_something():
    assert "Norham Rovers 3" not in understand("when was that?", WON).text


def test_several_men_are_not_it():
    assert "fishermen" not in understand("how deep is it now?", PAID).text


def test_what_somebody_wants_to_do_is_no_thing():
    assert "Is the consolidate" not in understand("is that more than last year?", TOOLS).text


def test_one_stands_for_no_verb():
    talk = answered(
        "How many people worked at Hull?", ("210 people", "210 people worked at Hull.")
    )
    assert "worked?" not in understand("was it the only one?", talk).text


def test_a_topic_does_not_end_in_its_preposition():
    assert not understand("what do the police say?", DOSE).text.endswith("of?")


def test_a_sentence_that_answered_is_nothing_to_pay_back():
    assert "pleaded" not in understand("does she have to pay it back?", SAID_CRIME).text


@pytest.mark.parametrize(
    "question",
    [
        "Is that man per se guilty?",
        "Which one of the ships sank?",
        "Who told the court that Reed lied?",
        "No one was hurt, so who paid?",
        "What happens if the dam breaks?",
        "Who is the first one to land on the moon?",
        "How many schools were closed in 2019?",
    ],
)
@pytest.mark.parametrize("talk", [HERRING, HURT, LOOM, QUAKE, Conversation()])
def test_whole_questions_of_these_forms_are_left_alone(talk, question):
    assert understand(question, talk).text == question
