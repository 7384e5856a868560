import json

from bench.summarise_sets import append, read
from bench.summary_systems import NOTE, SYSTEMS


def test_a_line_cut_off_is_made_again(tmp_path):
    path = tmp_path / "out.jsonl"
    whole = {"id": "i1", "system": NOTE, "text": "It rained."}
    path.write_text(json.dumps(whole) + '\n{"id": "i2", "sys')
    assert read(path) == {("i1", NOTE): whole}
    again = {**whole, "id": "i2", "text": "Schnee …"}
    append(path, again)
    append(path, {**again, "system": "lead-3"})
    assert list(read(path)) == [("i1", NOTE), ("i2", NOTE), ("i2", "lead-3")]
    assert read(path)["i2", NOTE] == again


def test_no_file_holds_nothing(tmp_path):
    assert read(None) == {}
    assert read(tmp_path / "none.jsonl") == {}


def test_notes_come_first_so_that_the_others_are_held_against_them():
    assert all(next(iter(own)) == NOTE for own in SYSTEMS.values())
