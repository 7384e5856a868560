import pytest

from rag.briefing.strangers import strangers


@pytest.mark.parametrize(
    ("text", "unheard"),
    [
        ("The Pentagon confirmed that soldiers had died.", ()),
        ("The BBC has confirmed that soldiers had died.", ("The BBC",)),
        ("Soldiers had died, according to a Pentagon spokesperson.", ()),
        ("Soldiers had died.", ()),
    ],
)
def test_only_who_speaks_in_the_quotations_may_speak(text, unheard):
    told = (
        "A spokesperson for the Pentagon confirmed that soldiers had died.",
        "The deaths have yet to be verified by the BBC.",
    )
    assert strangers(text, told) == unheard
    assert strangers(text, (*told, "He said that they had died.")) == ()
