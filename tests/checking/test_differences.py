"""What may be changed in a sentence without changing what it says, and what may not."""

import pytest

from rag.checking import CitationState, Fault
from rag.checking.differences import Pair, findings, heads, spoken
from rag.checking.evidence import Evidence
from rag.domain import Sentence

HOUSES = "Around 40 houses were flooded, Mayor Ode said on Monday."
LOST = "“We lost at least 100 men,” said General Kim, who commands the brigade."
PLANTS = (
    "The company has confirmed that it will close two plants in Ohio, which employ 3,000 workers."
)
KILLED = "At least 100 soldiers were killed and 1,000 wounded."
REVENUE = "Revenue rose 5 percent to $3.2 billion in the third quarter."
TALKS = "Lee told Zelensky that the talks had failed."
VACCINE = "However, the vaccine could be partly responsible for the decline, researchers believe."
BILL = "The president is expected to sign the bill, although it has not been finalised."
POLICE = (
    "LONDON (AP) — Police allegedly beat the protesters with batons after they refused to leave."
)


def pair(told, source, **options):
    evidence = Evidence(1, "a.txt", 1, 1, source, CitationState.HELD)
    return Pair(told, source, evidence, **options)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (HOUSES, "Mayor Ode said around 40 houses were flooded."),
        (HOUSES, "Mayor Ode said on Monday that around 40 houses were flooded."),
        (HOUSES, "Around 40 houses were flooded, Ode said."),
        (HOUSES, "According to Mayor Ode, around 40 houses were flooded."),
        (HOUSES, "Some 40 houses were flooded, Mayor Ode said on Monday."),
        (LOST, "General Kim said “We lost at least 100 men.”"),
        (LOST, "General Kim said they lost at least 100 men."),
        (LOST, "General Kim, who commands the brigade, said: “We lost at least 100 men.”"),
        (PLANTS, "The company confirmed it will close two plants in Ohio."),
        (PLANTS, "The company confirmed that it will shut two plants in Ohio, with 3,000 people."),
        (KILLED, "At least 100 soldiers were killed and 1,000 were wounded."),
        (KILLED, "1,000 soldiers were wounded and at least 100 killed."),
        (REVENUE, "In the third quarter, revenue rose 5% to $3.2bn."),
        (REVENUE, "Revenue increased by 5 percent to $3.2 billion."),
        (TALKS, "Lee told Zelensky the talks had failed."),
        (VACCINE, "The vaccine could be partly responsible for the decline, researchers believe."),
        (VACCINE, "Researchers believe the vaccine could be partly responsible for the decline."),
        (BILL, "The president is expected to sign the bill."),
        (BILL, "The president is likely to sign the bill."),
        (POLICE, "Police allegedly beat the protesters with batons."),
        (POLICE, "Police reportedly beat the protesters with batons after they refused to leave."),
    ],
)
def test_harmless_changes(source, told):
    assert findings(pair(told, source)) == ()


RULE = "The conservatives released the rule about 2:25 a.m. Friday."
SUPPORT = (
    "The state said it supports the court ruling, alarming those who vowed to oppose the move."
)
PARTIES = "Republicans in the chamber may set the bill aside."
INFECTED = "They may be more than twice as likely to get infected again."
KICKER = "NEITHER ASKED NOR TOLD: In a bold move the state took $3.8 billion."
DEAL = "It comes two weeks after Lee, D-N.Y., said they had a deal to give $3.5 trillion."
RANKS = "The ranks of the jobless fell in the week ended May 30 to 20.9 million, Lee Group said."


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (KICKER, "In a bold move the state took $3.8 billion."),
        (DEAL, "It comes two weeks after Lee said they had a deal to give $3.5 trillion."),
        (RANKS, "Lee Group said the ranks of the jobless fell in the week ended May 30 to 20.9 million."),
    ],
)  # fmt: skip
def test_what_was_left_out_or_moved_without_harm(source, told):
    assert findings(pair(told, source)) == ()


@pytest.mark.parametrize(
    ("source", "told", "kind"),
    [
        (HOUSES, "Around 50 houses were flooded, Mayor Ode said on Monday.", Fault.FIGURE),
        (HOUSES, "40 houses were flooded, Mayor Ode said.", Fault.HEDGE),
        (HOUSES, "Mayor Smith said around 40 houses were flooded.", Fault.NAME),
        (HOUSES, "Around 40 houses were flooded.", Fault.ATTRIBUTION),
        (HOUSES, "Mayor Ode denied that around 40 houses were flooded.", Fault.NEGATION),
        (HOUSES, "Around 40 houses were not flooded, Mayor Ode said.", Fault.NEGATION),
        (HOUSES, "Mayor Ode said on Tuesday around 40 houses were flooded.", Fault.DATE),
        (LOST, "General Lee said “We lost at least 100 men.”", Fault.NAME),
        (LOST, "“We lost at most 100 men,” said General Kim.", Fault.HEDGE),
        (PLANTS, "The company confirmed it will close three plants in Ohio.", Fault.FIGURE),
        (PLANTS, "The company confirmed it will close two plants in Iowa.", Fault.NAME),
        (PLANTS, "The company confirmed it may not close two plants in Ohio.", Fault.NEGATION),
        (KILLED, "At least 1,000 soldiers were killed and 100 wounded.", Fault.FIGURE),
        (KILLED, "At least 100 soldiers were wounded and 1,000 killed.", Fault.FIGURE),
        (REVENUE, "Revenue fell 5 percent to $3.2 billion.", Fault.DIRECTION),
        (RULE, "The liberals withheld the rule about 2:25 a.m. Friday.", Fault.DIRECTION),
        (RULE, "The conservatives released the rule at 2:25 a.m. Friday.", Fault.HEDGE),
        (SUPPORT, "The state said it opposes the court ruling.", Fault.DIRECTION),
        (PARTIES, "Democrats in the chamber may set the bill aside.", Fault.NAME),
        (INFECTED, "They will be more than twice as likely to get infected again.", Fault.HEDGE),
        (REVENUE, "Revenue rose 5 percent to $3.2 million.", Fault.FIGURE),
        (REVENUE, "Revenue rose 5 percent to $3.2 billion in the second quarter.", Fault.FIGURE),
        (TALKS, "Zelensky told Lee that the talks had failed.", Fault.DIRECTION),
        (VACCINE, "The vaccine is partly responsible for the decline, they believe.", Fault.HEDGE),
        (VACCINE, "The vaccine could be responsible for it, researchers believe.", Fault.HEDGE),
        (BILL, "The president will sign the bill.", Fault.HEDGE),
        (POLICE, "Police beat the protesters with batons.", Fault.HEDGE),
        (
            POLICE,
            "Police allegedly beat the protesters after they agreed to leave.",
            Fault.DIRECTION,
        ),
    ],
)
def test_changes_of_what_is_said(source, told, kind):
    assert kind in {one.kind for one in findings(pair(told, source))}


def test_a_finding_names_the_words_of_both():
    (found,) = findings(pair("Around 1,500 were hurt.", "Around 1,000 were hurt."))
    assert (found.words, found.suggestion) == ("Around 1,500", "Around 1,000")


def test_a_figure_of_another_cited_sentence_is_no_fault():
    other = ("The storm cost $3 million.",)
    told = "Around 40 houses were flooded and it cost $3 million, Mayor Ode said."
    assert findings(pair(told, HOUSES, others=other)) == ()


def test_a_speaker_named_before_the_sentence_is_enough():
    assert findings(pair("Around 40 houses were flooded.", HOUSES, attributed=True)) == ()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Mike Pence", "Mike Pompeo", False),
        ("Mike Pence", "Vice President Pence", True),
        ("Lee Sung-kwon", "a South Korean lawmaker Lee Seong-kweun", True),
        ("National Intelligence Service", "The National Intelligence Service of Korea", True),
        ("the NIS", "The National Intelligence Service", True),
    ],
)
def test_speakers_that_may_be_the_same(one, other, expected):
    assert spoken.alike(one, other) is expected


def test_she_is_who_speaks_before_her_in_what_is_cited():
    told = ("“It was dark,” said Chief Brand.", "Mayor Ode told us of it.", "“It will,” she said.")
    before, *own = (
        Sentence(at, 1, 1, at, 0, 0, text, 1, 1) for at, text in enumerate(told, start=1)
    )
    cited = Evidence(
        1, "a.txt", 1, 1, " ".join(told[1:]), CitationState.HELD, tuple(own), before=(before,)
    )
    assert heads.head("Mayor Ode", "said", cited, (), frozenset()) is None
    assert heads.head("Chief Brand", "said", cited, (), frozenset()) is not None
