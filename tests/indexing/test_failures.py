import os

import pytest

from rag.errors import ReadError
from rag.indexing import FailedFile, SyncReport
from tests.indexing.desk import RAIN, WAR, read

BAD = b"\xff\xfe\x00"


@pytest.fixture
def tried(desk):
    """The names of the files that a run tries to read."""
    names = []

    def noting(path, *, stored_as):
        names.append(stored_as)
        return read(path, stored_as=stored_as)

    desk.changes["read"] = noting
    desk.changes["readers"] = frozenset({"text/1"})
    return names


def failed(name):
    return FailedFile(name, "is binary", "Convert it.")


def test_a_file_that_failed_is_told_again_and_not_tried_again(desk, tried):
    desk.write("a.txt", BAD)
    desk.write("b.txt", WAR)
    assert desk.sync(".") == SyncReport(added=1, failed=(failed("a.txt"),), sentences=3)
    tried.clear()
    report = desk.sync(".")
    assert report == SyncReport(unchanged=1, failing=(failed("a.txt"),))
    assert report.all_failed == (failed("a.txt"),)
    assert tried == []


@pytest.mark.parametrize("covered", [(), (".",)])
@pytest.mark.parametrize(
    "change",
    [
        lambda desk: desk.write("a.txt", RAIN),
        lambda desk: os.utime(desk.root / "a.txt", ns=(1, 1)),
        lambda desk: desk.changes.update(readers=frozenset({"text/1", "pdf/1"})),
        lambda desk: desk.changes.update(limits="a minute"),
    ],
)
def test_it_is_tried_again_when_it_or_a_reader_changes(desk, tried, change, covered):
    desk.write("a.txt", BAD)
    desk.sync(".")
    tried.clear()
    change(desk)
    desk.sync(*covered)
    assert tried == ["a.txt"]
    tried.clear()
    desk.sync(".")
    assert tried == []


def test_it_is_tried_again_when_that_is_asked_for(desk, tried):
    desk.write("a.txt", BAD)
    desk.sync(".")
    assert desk.sync(retry=True) == SyncReport(failed=(failed("a.txt"),))
    assert desk.sync(rebuild=True).failed == (failed("a.txt"),)
    assert tried == ["a.txt"] * 3


def test_a_file_that_is_mended_or_gone_is_a_failure_no_more(desk, tried):
    for name in ("a.txt", "b.txt", "c.txt"):
        desk.write(name, BAD)
    desk.sync(".")
    desk.write("a.txt", WAR)
    (desk.root / "b.txt").unlink()
    assert desk.sync() == SyncReport(added=1, sentences=3, failing=(failed("c.txt"),))
    assert [failure.path for failure in desk.catalogue.failures()] == ["c.txt"]
    assert desk.sync(".", exclude=("c.txt",)) == SyncReport(unchanged=1, excluded=1)
    assert desk.catalogue.failures() == ()


def test_only_failures_in_what_a_run_covers_are_told(desk, tried):
    desk.write("a/a.txt", BAD)
    desk.write("b/b.txt", WAR)
    desk.sync("a", "b")
    assert desk.sync("b") == SyncReport(unchanged=1)
    assert desk.sync("a").failing == desk.sync().failing == (failed("a/a.txt"),)
    assert len(desk.catalogue.failures()) == 1


def test_a_document_whose_file_went_bad_leaves_and_comes_back(desk, tried):
    desk.write("a.txt", WAR)
    desk.sync(".")
    desk.write("a.txt", BAD)
    assert desk.sync() == SyncReport(removed=1, failed=(failed("a.txt"),))
    assert desk.sync() == SyncReport(failing=(failed("a.txt"),))
    desk.write("a.txt", WAR)
    assert desk.sync() == SyncReport(added=1, sentences=3)


def test_what_the_system_would_not_give_is_asked_for_every_time(desk, tried):
    desk.write("a.txt", WAR)

    def refuse(path, *, stored_as):
        tried.append(stored_as)
        raise ReadError(f"{path} may not be read") from PermissionError(13, "Permission denied")

    desk.changes["read"] = refuse
    for _ in range(2):
        assert [one.reason for one in desk.sync(".").failed] == ["may not be read"]
    assert tried == ["a.txt"] * 2


def test_a_failure_that_the_system_now_hides_is_still_known(desk, tried):
    desk.write("a.txt", BAD)
    desk.sync(".")

    def refuse(path, *, stored_as):
        raise ReadError(f"{path} may not be read") from PermissionError(13, "Permission denied")

    desk.changes["read"] = refuse
    os.utime(desk.root / "a.txt", ns=(1, 1))
    desk.sync()
    assert [failure.path for failure in desk.catalogue.failures()] == ["a.txt"]


def test_failures_are_kept_at_once(desk, tried):
    for name in ("a.txt", "b.txt"):
        desk.write(name, BAD)

    def interrupted(path, *, stored_as):
        if stored_as == "b.txt":
            raise KeyboardInterrupt
        return read(path, stored_as=stored_as)

    desk.changes["read"] = interrupted
    with pytest.raises(KeyboardInterrupt):
        desk.sync(".")
    assert [failure.path for failure in desk.catalogue.failures()] == ["a.txt"]
