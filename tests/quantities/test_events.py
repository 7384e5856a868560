"""What happens to those whom a figure counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.quantities import find
from rag.quantities.events import events, events_of

DEATH, INJURY, MISSING = frozenset({"death"}), frozenset({"injury"}), frozenset({"missing"})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("207 dead, hundreds injured", [DEATH, INJURY]),
        ("At least 60 are confirmed dead and 80 unaccounted for.", [DEATH, MISSING]),
        ("Blasts kill at least 207 in the capital.", [DEATH]),
        ("Blasts killed 207 people and wounded more than 450 near the coast.", [DEATH, INJURY]),
        ("Blasts tore through, killing 207 people and wounding more than 450.", [DEATH, INJURY]),
        ("Some 40 wounded and 100 killed were counted.", [INJURY, DEATH]),
        ("The number of dead jumped to 60 overnight.", [DEATH]),
        ("Of the 100 injured, 12 died later.", [INJURY, DEATH]),
        ("Several hundred had been killed or injured.", [DEATH | INJURY]),
        ("About 2 million people get sick from it.", [frozenset({"illness"})]),
        ("Two died, and more than 200 may have been exposed.", [DEATH, frozenset({"exposure"})]),
        (
            "Casualties were reported after news that Norham had sent 10,000 soldiers.",
            [frozenset({"sending"})],
        ),
        ("The blast injured many and sent 40 people to hospital.", [INJURY | {"sending"}]),
        ("Of them 12 were rescued.", [frozenset({"survival"})]),
        ("About 40 boats lay in the harbour.", [frozenset()]),
        ("Three were arrested; 12 had fled.", [frozenset({"arrest"}), frozenset({"flight"})]),
    ],
)
def test_each_figure_has_its_own_event(text, told):
    found = find(text)
    assert [events_of(text, one, found) for one in found] == told


@given(st.text(alphabet="ab 12,.;killedwounding", max_size=60))
def test_a_figure_tells_of_no_event_that_its_text_does_not(text):
    found = find(text)
    assert all(events_of(text, one, found) <= events(text) for one in found)
