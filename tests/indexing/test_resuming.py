import os

import pytest

from rag.errors import LibraryError, ModelError
from rag.indexing import SyncReport
from tests.fakes import FakeEncoder
from tests.indexing.desk import RAIN, WAR


class Failing(FakeEncoder):
    """Fails, or is interrupted, from a given batch on."""

    def __init__(self, error, after=0):
        super().__init__(dimension=32)
        self.error, self.after = error, after

    def encode_documents(self, texts, *, progress=None):
        if self.after <= 0:
            raise self.error
        self.after -= 1
        return super().encode_documents(texts, progress=progress)


def interrupted(desk, *paths, after=1):
    whole, desk.encoder = desk.encoder, Failing(KeyboardInterrupt(), after)
    desk.changes["batch"] = 1
    with pytest.raises(KeyboardInterrupt):
        desk.sync(*paths)
    desk.encoder = whole


def test_a_finished_run_leaves_nothing(desk):
    desk.write("a/1.txt", WAR)
    desk.sync("a")
    assert desk.catalogue.pending() == ()


def test_the_next_run_finishes_whatever_it_covers_itself(desk):
    for name in ("a/1.txt", "a/2.txt", "b/3.txt"):
        desk.write(name, f"{RAIN} {name}")
    interrupted(desk, "a")
    assert (desk.paths, desk.catalogue.pending()) == (["a/1.txt"], ("a",))
    report = desk.sync("b")
    assert (report.added, report.resumed) == (2, ("a",))
    assert desk.paths == ["a/1.txt", "a/2.txt", "b/3.txt"]
    assert desk.catalogue.pending() == ()
    assert desk.sync() == SyncReport(unchanged=3)


def test_naming_it_again_is_not_called_resuming(desk):
    desk.write("a/1.txt", WAR)
    interrupted(desk, "a", after=0)
    assert desk.sync("a").resumed == ()
    assert desk.catalogue.pending() == ()


def test_two_interrupted_runs_are_both_finished(desk):
    for name in ("a/1.txt", "b/2.txt"):
        desk.write(name, f"{RAIN} {name}")
    interrupted(desk, "a", after=0)
    interrupted(desk, "b", after=0)
    assert desk.sync().resumed == ("b", "a")
    assert desk.paths == ["a/1.txt", "b/2.txt"]


def test_what_is_gone_meanwhile_is_forgotten(desk):
    path = desk.write("a/1.txt", WAR)
    interrupted(desk, "a", after=0)
    path.unlink()
    path.parent.rmdir()
    assert desk.sync() == SyncReport()
    assert desk.catalogue.pending() == ()


def test_what_was_refused_before_it_began_is_not_taken_up(desk):
    desk.write("a/1.txt", WAR)
    desk.sync("a")
    desk.write("b/2.txt", RAIN)
    right, desk.encoder = desk.encoder, FakeEncoder(dimension=16, name="other")
    with pytest.raises(LibraryError):
        desk.sync("b")
    desk.encoder = right
    assert desk.sync() == SyncReport(unchanged=1)


def test_what_failed_halfway_is_taken_up(desk):
    for name in ("1.txt", "2.txt"):
        desk.write(f"a/{name}", f"{RAIN} {name}")
    desk.changes["batch"] = 1
    whole, desk.encoder = desk.encoder, Failing(ModelError("out of memory"), after=1)
    with pytest.raises(ModelError):
        desk.sync("a")
    desk.encoder = whole
    assert desk.sync().added == 1


def test_a_run_with_nothing_to_add_writes_nothing(desk):
    desk.write("a/1.txt", WAR)
    desk.sync("a")
    changes = desk.catalogue._database._connection.total_changes
    desk.sync("a")
    assert desk.catalogue._database._connection.total_changes == changes


def test_a_name_that_cannot_be_kept_is_passed_over(desk):
    desk.write("a/1.txt", WAR)
    odd = os.fsdecode(b"\xff.txt")
    interrupted(desk, "a", odd, after=0)
    assert desk.catalogue.pending() == ("a",)
