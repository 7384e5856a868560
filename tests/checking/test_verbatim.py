import pytest

from rag.checking.verbatim import stands_in

SOURCE = "However, the “U.S.-led” force – some 1,000 men – didn't move [sic], said Lee."


@pytest.mark.parametrize(
    "text",
    [
        SOURCE,
        "The 'U.S.-led' force - some 1,000 men — didn’t  move",
        "the U.S.-led force … didn't move",
        "force – some 1,000 men",
        "[Lee] some 1,000 men",
        "the U.S.-led force [of allies] – some 1,000 men",
        "Some 1,000 men … said Lee.",
        "didn't move [sic], said Lee",
    ],
)
def test_what_stands_there(text):
    assert stands_in(text, SOURCE)


@pytest.mark.parametrize(
    "text",
    [
        "some 1,500 men",
        "some 1000 men",
        "some men",
        "did move",
        "said Lee … the force",
        "1,000 women",
        "The force",
        "led force some 1,000",
        "",
        "…",
    ],
)
def test_what_does_not(text):
    assert not stands_in(text, SOURCE)
