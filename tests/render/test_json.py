import json

import pytest

from rag.errors import LibraryError
from rag.render import json as render
from tests import samples

ANSWER_KEYS = [
    "schema", "question", "understood", "answer", "answers", "mode", "refused", "refusal",
    "sentences", "citations", "figures", "disagreements", "timings", "model", "encoder",
    "composition",
]  # fmt: skip
NOTE_KEYS = [
    "schema", "title", "sources", "brief", "key_points", "topics", "figures", "timeline",
    "attributions", "disagreements", "caveats", "gaps", "coverage", "citations", "lock",
    "timings", "model", "facts", "speakers", "length", "focus", "since",
    "composition",
]  # fmt: skip
CITATION_KEYS = [
    "id", "path", "title", "sha256", "text_sha256", "line_start", "line_end", "char_start",
    "char_end", "quote", "score", "locator",
]  # fmt: skip


def test_an_answer_has_exactly_the_promised_keys():
    found = json.loads(render.answer(samples.answer()))
    assert list(found) == ANSWER_KEYS
    assert found["schema"] == "sourceline.answer/1"
    assert list(found["citations"][0]) == CITATION_KEYS
    assert found["answers"][0] == {"text": "around 40 houses", "short": "40", "citations": [1]}
    assert found["sentences"][1] == {
        "text": "nearly 40",
        "pieces": [{"text": "nearly 40", "citation": 2}],
        "citations": [2],
        "verdict": "quoted",
    }
    assert found["refused"] is False
    assert found["refusal"] is None


def test_a_figure_and_a_disagreement_keep_their_parts():
    found = json.loads(render.answer(samples.answer()))
    assert found["figures"][0] == {
        "text": "around 40", "value": 40, "value_high": None, "unit": "houses",
        "qualifier": "around", "kind": "count", "status": "quoted", "citations": [1],
    }  # fmt: skip
    assert found["disagreements"][0]["kind"] == "qualifier"
    assert found["disagreements"][0]["values"][1]["text"] == "nearly 40"


def test_a_refusal_names_its_reason_and_the_nearest_citations():
    found = json.loads(render.answer(samples.refusal(detail="no count of tanks")))
    assert found["refused"] is True
    assert found["refusal"] == {
        "reason": "no_such_figure",
        "detail": "no count of tanks",
        "nearest": [2],
    }


def test_signals_only_when_explaining():
    assert "signals" not in json.loads(render.answer(samples.answer()))
    found = json.loads(render.answer(samples.answer(), explain=True))
    assert found["signals"][0]["likelihood"] == -1.5


def test_a_locator_holds_only_what_applies():
    paged = samples.citation(locator=samples.PAGED)
    found = json.loads(render.answer(samples.answer(citations=(samples.citation(), paged))))
    assert found["citations"][0]["locator"] == {}
    assert found["citations"][1]["locator"] == {"page": 3, "heading": "Damage"}


def test_a_note_has_exactly_the_promised_keys():
    found = json.loads(render.note(samples.note()))
    assert list(found) == NOTE_KEYS
    assert found["timeline"][0]["sentence"]["text"] == "On 1 May it rained."
    assert found["attributions"][0]["speaker"] == "Mayor Ode"
    assert found["topics"][0]["points"][0]["citations"] == [2]
    assert found["lock"] == [{"path": "reports/1.txt", "sha256": "a" * 64}]


def test_an_error_has_message_hint_and_exit_code():
    found = json.loads(render.error(LibraryError("no library", "index something"), 5))
    assert found == {
        "schema": "sourceline.error/1",
        "message": "no library",
        "hint": "index something",
        "exit_code": 5,
    }


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_becomes_null(value):
    odd = samples.answer(citations=(samples.citation(score=value),))
    assert json.loads(render.answer(odd))["citations"][0]["score"] is None


def test_control_characters_are_escaped_and_survive():
    quote = samples.HOSTILE + "\ud800"
    text = render.answer(samples.answer(citations=(samples.citation(quote=quote),)))
    assert not any(character in text for character in "\x1b\x9b\ud800")
    assert json.loads(text)["citations"][0]["quote"] == quote
    assert text.encode("utf-8")


def test_how_an_answer_was_composed_is_told_and_what_was_not_printed_only_to_explain():
    made = samples.composed()
    found = json.loads(render.answer(made))["composition"]
    assert found == {
        "kept": 1, "replaced": 1, "dropped": 0, "repeated": 0, "fell_back": False,
        "ending": "done", "tokens": 321, "shown": [1], "left_out": [2],
    }  # fmt: skip
    explained = json.loads(render.answer(made, explain=True))["composition"]
    assert explained["rejected"] == [
        {"text": "It flooded 90 houses.", "reasons": ["figure: 90 stands nowhere"]}
    ]
    assert json.loads(render.answer(samples.answer()))["composition"] is None


def test_how_a_note_was_composed_is_told_and_what_was_not_printed_only_to_explain():
    made = samples.composed_note()
    found = json.loads(render.note(made))
    assert found["composition"] == {"composed": 1, "replaced": 1, "quoted": 0}
    assert found["brief"][0]["verdict"] == "supported"
    assert found["key_points"][0]["verdict"] == "replaced"
    explained = json.loads(render.note(made, explain=True))["composition"]
    assert explained["rejected"][0]["text"] == "It flooded 90 houses."
    assert json.loads(render.note(samples.note()))["composition"] is None
