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
