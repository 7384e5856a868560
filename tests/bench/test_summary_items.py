import json

import pytest

from bench.summary_items import Item, choose, load, plain, transcript


@pytest.fixture
def data(tmp_path):
    story = {
        "id": "event",
        "documents": [{"title": f"Title {at}", "text": f"Text {at}."} for at in range(3)],
        "summary": "What happened in the end.",
    }
    meeting = {
        "id": "m1",
        "title": "Meeting",
        "turns": [{"speaker": "A", "text": "Okay ."}, {"speaker": "B", "text": "Why , then ?"}],
    }
    asked = {
        "id": "m1_s0",
        "document_id": "m1",
        "question": "Why?",
        "summary": "B asked why .",
        "relevant_turns": [[0, 1]],
    }
    lines = {
        "neus/items.jsonl": story,
        "qmsum/transcripts.jsonl": meeting,
        "qmsum/items.jsonl": asked,
    }
    for name, line in lines.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(line) + "\n")
    return tmp_path


def test_an_event_has_its_documents_in_order(data):
    found = load("neus", data)
    (item,) = found.items
    texts = {one.id: (one.title, one.text, one.group) for one in found.documents}
    assert [texts[one] for one in item.documents] == [
        (f"Title {at}", f"Text {at}.", "event") for at in range(3)
    ]
    assert (item.reference, item.question, item.words) == (
        "What happened in the end.",
        None,
        5,
    )


def test_a_meeting_is_one_document_with_a_turn_a_line(data):
    found = load("qmsum", data)
    assert [(one.id, one.text) for one in found.documents] == [("m1", "A: Okay.\nB: Why, then?\n")]
    (item,) = found.items
    assert (item.origin, item.question, item.turns) == ("m1", "Why?", ((0, 1),))


def test_turns_keep_their_lines_whatever_is_said_in_them():
    turns = [{"speaker": "A", "text": "one\ntwo"}, {"speaker": "B", "text": ""}]
    assert transcript([*turns, {"speaker": "C", "text": "three"}]).split("\n")[2] == "C: three"


def test_spaces_before_marks_are_taken_out_and_others_kept():
    assert plain("So , is it  3.5 % ? Yes .") == "So, is it 3.5 %? Yes."


def items(count):
    return [Item(f"i{at}", (), "", origin=f"m{at // 3}") for at in range(count)]


def test_the_halves_share_no_origin_and_leave_nothing_out():
    own = items(60)
    first, second = (choose(own, None, 0, half) for half in (0, 1))
    assert {one.id for one in first + second} == {one.id for one in own}
    assert {one.origin for one in first} & {one.origin for one in second} == set()
    assert first
    assert second


def test_a_limit_takes_the_beginning_of_a_longer_run():
    own = items(30)
    assert choose(own, 5, 0, None) == choose(own, None, 0, None)[:5]
    assert choose(own, 5, 1, None) != choose(own, 5, 0, None)
