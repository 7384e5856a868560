"""Follow-ups that leave out what a verb or a noun of theirs needs, or what "it" stands for."""

import pytest

from rag.conversation import Conversation, understand
from tests.conversation.talk import answered, refused

STRIKE = answered(
    "Why did the miners of Orlec go on strike?",
    (
        "their wages were cut",
        "The miners of Orlec went on strike because their wages were cut, said Marta Kovac.",
    ),
)
SHIP = answered(
    "How many sailors drowned when the Aurelia sank?",
    ("twelve", "Twelve sailors drowned when the Aurelia sank off Cape Lorn."),
)
DRUG = answered(
    "What did Professor Lena Ortiz find about the drug Velcar?",
    ("it halves the risk", "Professor Lena Ortiz found that Velcar halves the risk."),
)
HOTEL = answered(
    "How much will the new hotel in Brask cost?",
    ("€40 million", "The new hotel in Brask will cost €40 million."),
)
CHIEF = answered(
    "Who is the chief executive of Fenwick Steel?",
    ("Olga Stern", "Olga Stern has led Fenwick Steel as chief executive since 2019."),
)
FIRE = answered(
    "What caused the fire at the Holm depot?",
    ("a faulty heater", "A faulty heater caused the fire at the Holm depot, investigators said."),
)
BILL = answered(
    "Which parties voted against the water bill?",
    ("the Greens", "The Greens voted against the water bill."),
)
TUNNEL = answered(
    "When will the tunnel under Mount Sorn open?",
    ("in June 2027", "The tunnel under Mount Sorn will open in June 2027."),
)
BISHOP = answered(
    "What did Bishop Tutin say about the refugees?",
    ("that they are welcome", "Bishop Tutin said that the refugees are welcome."),
)
QUAKE = answered(
    "How strong was the earthquake in Tamora?",
    ("6.8", "The earthquake in Tamora had a magnitude of 6.8."),
)
BANK = answered(
    "Which bank is closing its branches in Wales?",
    ("Severn Bank", "Severn Bank is closing 14 branches in Wales."),
)
PETRAK = answered(
    "What was Ivan Petrak convicted of?",
    ("bribery", "Ivan Petrak was convicted of bribery on Monday."),
)
ELECTION = answered(
    "Who won the election in Ostmark?",
    ("Clara Benz", "Clara Benz won the election in Ostmark with 54 per cent."),
)
SCHOOL = answered(
    "How many pupils attend Birch Lane School?",
    ("640 pupils", "Birch Lane School has 640 pupils."),
)
PROFIT = answered(
    "Did Halvard Foods make a profit last year?",
    ("a loss of 3 million", "Halvard Foods made a loss of 3 million last year."),
)
MARCH = answered(
    "Were there protests in Vell on Sunday?",
    ("Thousands marched", "Thousands marched through Vell on Sunday."),
)
LOOTED = answered(
    "Which manuscripts were looted from the abbey?",
    ("two psalters", "Two psalters were looted from the abbey."),
)
WORTH = answered(
    "How much are the psalters worth in total, roughly?",
    ("3 million euros", "They are worth 3 million euros."),
    conversation=LOOTED,
)
BOATS = answered(
    "Which ferries is Corlin selling?", ("two", "Corlin is selling its oldest ferries.")
)
FELLED = answered(
    "How many trees were felled in Sherrin Wood?", ("900", "900 trees were felled there.")
)
DISMISSED = Conversation().with_turn(
    "Why was the minister Paul Ness dismissed?",
    refused("Why was the minister Paul Ness dismissed?", "The weather was fine."),
)
EMBEZZLED = Conversation().with_turn(
    "How much did Rolf Adler embezzle?", refused("How much did Rolf Adler embezzle?", "No.")
)
THORNE = Conversation().with_turn(
    "What did Emma Thorne tell the inquiry about the leak?",
    refused("What did Emma Thorne tell the inquiry about the leak?", "It heard evidence."),
)
TREES = Conversation().with_turn(
    "How many oaks were planted in Sherrin Wood?",
    refused("How many oaks were planted in Sherrin Wood?", "It rained."),
)

JUDGE = answered(
    "What is the judge of Sella accused of?",
    ("perjury", "The judge of Sella is accused of perjury."),
)
COURT = answered("Did the senate quash the ruling?", ("It did", "The senate quashed the ruling."))
DORNE = answered("What happened in Dorne?", ("a barn burned", "A barn burned in Dorne."))
REPORT = answered(
    "According to the report, what failed at the Dorne plant?",
    ("a valve", "A valve failed at the Dorne plant."),
)
TOLD = answered(
    "Can you tell me how many sheep were lost in the flood, please?",
    ("80 sheep", "80 sheep were lost in the flood."),
)

READ = [
    # what was said around the last question
    (REPORT, "when?", "When did a valve fail at the Dorne plant according to the report?"),
    (TOLD, "and found?", "How many sheep were found in the flood?"),
    (TOLD, "where?", "Where were 80 sheep lost in the flood?"),
    # what somebody says, thinks, agrees with
    (STRIKE, "what does the government say?", "What does the government say about the strike?"),
    (HOTEL, "what do residents think?", "What do residents think about the new hotel?"),
    (FIRE, "did Kovac say anything else?", "Did Kovac say anything else about the fire?"),
    (BISHOP, "how did the senate respond?", "How did the senate respond to the refugees?"),
    (BISHOP, "did Weller comment too?", "Did Weller comment on the refugees too?"),
    (
        DRUG,
        "do other scientists agree",
        "Do other scientists agree with Professor Lena Ortiz about the drug Velcar?",
    ),
    (
        STRIKE,
        "do the employers agree?",
        (
            "Do the employers agree that the miners of Orlec went on strike because their wages "
            "were cut?"
        ),
    ),
    (CHIEF, "what did she say?", "What did Olga Stern say?"),
    # nouns that are of something, and whether there is something
    (SHIP, "who was the captain?", "Who was the captain of the Aurelia?"),
    (BISHOP, "what was the reaction?", "What was the reaction to the refugees?"),
    (SCHOOL, "who is the head?", "Who is the head of Birch Lane School?"),
    (CHIEF, "her age?", "What is Olga Stern’s age?"),
    (PETRAK, "and his wife?", "What was Ivan Petrak’s wife convicted of?"),
    (SHIP, "were there any survivors?", "Were there any survivors when the Aurelia sank?"),
    (QUAKE, "was anybody hurt?", "Was anybody hurt in Tamora?"),
    (STRIKE, "has anyone resigned yet?", "Has anyone resigned yet because of the strike?"),
    (MARCH, "any arrests?", "Are there any arrests concerning the protests?"),
    # counts and measures
    (SHIP, "how many survived?", "How many sailors survived when the Aurelia sank?"),
    (BISHOP, "how many are there?", "How many refugees are there?"),
    (SCHOOL, "how many were there in 1990?", "How many pupils were there in 1990?"),
    (QUAKE, "how deep?", "How deep was the earthquake?"),
    (QUAKE, "how many dead?", "How many people were dead in Tamora?"),
    (BANK, "how many?", "How many branches is Severn Bank closing in Wales?"),
    (
        ELECTION,
        "with how many votes?",
        "With how many votes did Clara Benz win the election in Ostmark?",
    ),
    (BISHOP, "in which year?", "In which year did Bishop Tutin say about the refugees?"),
    (
        FELLED,
        "why did it rise?",
        "Why did the number of trees felled in Sherrin Wood rise?",
    ),
    # another one, another side
    (BILL, "did the Socialists too?", "Did the Socialists vote against the water bill?"),
    (BILL, "and the Liberals?", "Did the Liberals vote against the water bill?"),
    (BILL, "and for?", "Which parties voted for the water bill?"),
    (ELECTION, "who lost?", "Who lost the election in Ostmark?"),
    (TUNNEL, "who is paying?", "Who is paying for the tunnel?"),
    (PROFIT, "and the year before?", "Did Halvard Foods make a profit the year before last?"),
    (BANK, "and in Kent?", "Which bank is closing its branches in Kent?"),
    # what pronouns mean
    (BOATS, "how many towns have they served?", "How many towns have the ferries served?"),
    (SHIP, "when did it sink?", "When did the Aurelia sink?"),
    (CHIEF, "what does it make?", "What does Fenwick Steel make?"),
    (PROFIT, "did it pay a dividend?", "Did Halvard Foods pay a dividend?"),
    (SCHOOL, "where is it?", "Where is Birch Lane School?"),
    (FIRE, "are they certain?", "Are the investigators certain?"),
    (TUNNEL, "how long is it?", "How long is the tunnel?"),
    (TUNNEL, "wasn't it meant to open in 2025?", "Wasn't the tunnel meant to open in 2025?"),
    (HOTEL, "is that more than planned?", "Is the new hotel more than planned?"),
    (BANK, "why is it doing that?", "Why is Severn Bank closing its branches in Wales?"),
    (PETRAK, "when?", "When was Ivan Petrak convicted of bribery?"),
    (
        WORTH,
        "has anybody been charged over it?",
        "Has anybody been charged over two psalters looted from the abbey?",
    ),
    (CHIEF, "how will it pay that back?", "How will Fenwick Steel pay that back?"),
    (BILL, "who is for it and why?", "Who is for the water bill and why?"),
    (TUNNEL, "and then what?", "Tell me about the tunnel"),
    (COURT, "why?", "Why did the senate quash the ruling?"),
    (JUDGE, "and his deputy?", "What is the judge of Sella’s deputy accused of?"),
    (DORNE, "why did it burn?", "Why did the barn burn?"),
    # nothing was answered
    (DISMISSED, "who replaced him?", "Who replaced the minister Paul Ness?"),
    (DISMISSED, "and the deputy?", "Why was the deputy dismissed?"),
    (
        EMBEZZLED,
        "what did he spend it on?",
        "What did Rolf Adler spend the money that Rolf Adler embezzled on?",
    ),
    (THORNE, "when?", "When did Emma Thorne tell the inquiry about the leak?"),
    (THORNE, "who else testified?", "Who else testified about the leak?"),
    (TREES, "how many are left?", "How many oaks are left in Sherrin Wood?"),
]


@pytest.mark.parametrize(("talk", "asked", "text"), READ)
def test_what_is_left_out_is_filled_in(talk, asked, text):
    assert understand(asked, talk).text == text


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("Thanks. When did that happen?", "When did sailors drown when the Aurelia sank?"),
        ("do we know why?", "Why did sailors drown when the Aurelia sank?"),
        ("do you know when that was?", "When did sailors drown when the Aurelia sank?"),
        ("where's that?", "Where did sailors drown when the Aurelia sank?"),
        ("what of the passengers?", "How many the passengers drowned when the Aurelia sank?"),
        ("and passengers please", "How many passengers drowned when the Aurelia sank?"),
        ("i mean passengers", "How many passengers drowned when the Aurelia sank?"),
        (
            "so where did it sink, then, off the cape?",
            "Where did the Aurelia sink, then, off the cape?",
        ),
    ],
)
def test_what_is_typed_around_a_question_does_not_count(asked, text):
    assert understand(asked, SHIP).text == text


@pytest.mark.parametrize(
    "question",
    [
        "What does the mayor say about the harbour?",
        "Do the unions agree to the offer?",
        "Was the budget approved?",
        "By how many votes was the motion approved?",
        "Do you know who owns the abbey?",
        "Has anyone been arrested in Selby?",
        "How many of the pupils left?",
        "Who lost the match in Dorne?",
        "Is there a survey of the reef?",
        "What was the cause of the crash?",
        "How deep is the lake at Holm?",
        "Is it likely that the river floods?",
        "Did the dog bark?",
    ],
)
@pytest.mark.parametrize("talk", [SHIP, BILL, ELECTION, CHIEF, DISMISSED])
def test_a_question_that_lacks_nothing_is_left_alone(talk, question):
    assert not understand(question, talk).changed
