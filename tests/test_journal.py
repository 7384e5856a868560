from dataclasses import dataclass

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import StorageError
from rag.journal import Journal


@dataclass(frozen=True)
class Row:
    id: str
    text: str


def row(identity, text="…"):
    return Row(identity, text)


def test_a_journal_gives_back_what_it_was_given(tmp_path):
    journal = Journal(tmp_path / "answers" / "a.jsonl", Row)
    assert journal.rows() == {}
    rows = [row("q1", "told “so”\n"), row("q2")]
    for one in rows:
        journal.append(one)
    assert journal.rows() == {"q1": rows[0], "q2": rows[1]}
    journal.clear()
    assert journal.rows() == {}


@given(st.data())
def test_a_journal_survives_being_cut_off_anywhere(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("journal") / "a.jsonl"
    journal = Journal(path, Row)
    for number in range(3):
        journal.append(row(f"q{number}"))
    whole = path.read_bytes()
    cut = data.draw(st.integers(0, len(whole)))
    path.write_bytes(whole[:cut])
    kept = journal.rows()
    assert list(kept) == [f"q{number}" for number in range(len(kept))]
    assert len(kept) >= whole[:cut].count(b"\n")
    journal.append(row("last"))
    assert list(journal.rows()) == [*kept, "last"]


def test_rows_of_another_version_are_passed_over(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": 5}\n\xff\n' + msgspec.json.encode(row("q1")) + b"\n")
    assert list(Journal(path, Row).rows()) == ["q1"]


def test_a_journal_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="cannot be written"):
        Journal(tmp_path / "file" / "a.jsonl", Row).append(row("q1"))


def test_the_hint_of_a_journal_says_what_to_do(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StorageError) as error:
        Journal(tmp_path / "file" / "a.jsonl", Row, hint="Elsewhere.").append(row("q1"))
    assert error.value.hint == "Elsewhere."
