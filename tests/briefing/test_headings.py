from rag.briefing.headings import headings
from tests.fakes import FakeEncoder

PIER = ("The council closed the old pier.", "Anglers loved the old pier of the town.")
CAKE = ("Bakers sold the rye cake.", "The rye cake of the hills is sweet.")


def test_each_group_is_headed_by_its_own_words():
    assert headings([PIER, CAKE], FakeEncoder()) == ("old pier", "rye cake")


def test_no_heading_twice_and_none_where_nothing_fits():
    assert headings([PIER, PIER], FakeEncoder())[1] != "old pier"
    assert headings([("It rained.",), ("He left.",)], FakeEncoder()) == (None, None)
    assert headings([], FakeEncoder()) == ()


def test_a_person_is_no_heading():
    said = ("According to Jill Okafor it rained.", "Nobody met Jill Okafor.")
    assert headings([said, CAKE], FakeEncoder())[0] is None


def test_a_clause_is_no_heading():
    groups = (
        [
            "The evidence includes bank records, 212 letters and a map.",
            "The bank kept old records.",
        ],
        ["In a speech, the short memo cites a law of the sea.", "The sea law is old."],
        ["Money reached an account held by the bank.", "An account was opened."],
    )
    found = headings(groups, FakeEncoder())
    clauses = {"evidence includes bank records", "short memo cites", "account held"}
    assert not clauses & {heading.lower() for heading in found if heading}
