import shutil
import threading
import time
from contextlib import contextmanager

import pytest
import watchfiles.main
from watchfiles.main import RustNotify

from rag.indexing import Plan, changes, watching
from tests.indexing.desk import RAIN, WAR

STEP_MILLISECONDS = 50


@pytest.fixture(autouse=True)
def _hasty(request, monkeypatch):
    """Tells of a change soon after it; a test at the true times is slow."""
    if request.node.get_closest_marker("slow") is None:
        monkeypatch.setattr(watching, "_STILL_MILLISECONDS", STEP_MILLISECONDS)


@pytest.fixture
def watched(monkeypatch):
    """Like `following`, but entered only once the system watches."""
    begun = threading.Event()

    def notify(*arguments):
        made = RustNotify(*arguments)
        begun.set()
        return made

    monkeypatch.setattr(watchfiles.main, "RustNotify", notify)

    @contextmanager
    def entered(root):
        with following(root) as told:
            assert begun.wait(10)
            yield told

    return entered


@contextmanager
def following(root, *paths, exclude=()):
    """A list that grows with every change that is told."""
    told, stop = [], threading.Event()
    plan = Plan(root, paths or (root,), exclude=exclude)

    def follow():
        told.extend(time.monotonic() for _ in changes(plan, stop=stop))

    thread = threading.Thread(target=follow)
    thread.start()
    try:
        yield told
    finally:
        stop.set()
        thread.join(timeout=60)
        assert not thread.is_alive()


def arrives(told, count, *, within=10.0):
    deadline = time.monotonic() + within
    while len(told) < count and time.monotonic() < deadline:
        time.sleep(0.02)
    return len(told) >= count


@pytest.fixture
def folder(tmp_path):
    (tmp_path / ".rag").mkdir()
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_text(WAR)
    return tmp_path


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "a.txt").write_text(RAIN),
        lambda root: (root / "sub/new.txt").write_text(RAIN),
        lambda root: (root / "a.txt").unlink(),
        lambda root: (root / "a.txt").rename(root / "sub/b.txt"),
        lambda root: (root / ".gitignore").write_text("a.txt"),
        lambda root: shutil.rmtree(root / "sub"),
    ],
)
def test_a_change_is_told(folder, watched, change):
    with watched(folder) as told:
        change(folder)
        assert arrives(told, 1)


def test_a_file_in_a_new_folder_is_told(folder, watched):
    with watched(folder) as told:
        (folder / "new/deep").mkdir(parents=True)
        assert arrives(told, 1)
        before = len(told)
        (folder / "new/deep/b.txt").write_text(RAIN)
        assert arrives(told, before + 1)


@pytest.mark.slow
def test_many_changes_at_once_are_told_as_one_or_few(folder, watched):
    with watched(folder) as told:
        for number in range(50):
            (folder / f"sub/{number}.txt").write_text(RAIN)
        assert arrives(told, 1)
        time.sleep(1)
        assert len(told) < 5


def test_what_the_library_writes_and_what_is_hidden_is_not_told(folder, watched):
    with watched(folder) as told:
        (folder / ".rag/library.sqlite").write_text("x")
        (folder / "sub/.draft.txt.swp").write_text("x")
        time.sleep(8 * STEP_MILLISECONDS / 1000)
        assert told == []


def test_a_look_is_due_now_and_then_whatever_is_told(folder, monkeypatch):
    monkeypatch.setattr(watching, "LOOK_SECONDS", 0.1)
    with following(folder) as told:
        assert arrives(told, 3)


def test_without_a_folder_there_is_a_look_now_and_then(folder, monkeypatch):
    monkeypatch.setattr(watching, "_LOOK_SECONDS_UNTOLD", 0.05)
    with following(folder, folder / "a.txt") as told:
        assert arrives(told, 3)


def test_where_the_system_cannot_watch_there_is_a_look_now_and_then(folder, monkeypatch):
    def full(*arguments, **options):
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(watchfiles, "watch", full)
    monkeypatch.setattr(watching, "_LOOK_SECONDS_UNTOLD", 0.05)
    with following(folder) as told:
        assert arrives(told, 3)
