"""Files that do harm when they are read: they end their own process, and are told of."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rag import readers
from rag.errors import ReadError
from rag.readers.limits import MIB, Limits
from rag.readers.sandbox import ReaderFault, Sandbox
from tests.readers.misbehaving import MARK, Misbehaving

PROJECT = Path(__file__).parents[2]


LIMITS = Limits(file_seconds=4, file_memory=512, largest_file=1, largest_text=2)
PROGRAM = "tests.readers.misbehaving"


@pytest.fixture(scope="module", autouse=True)
def _misbehaving():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(readers, "READERS", (Misbehaving(), *readers.READERS))
        yield


@pytest.fixture(scope="module")
def sandbox():
    """One for all deeds: its process serves on until a deed ends it."""
    with Sandbox(LIMITS, program=PROGRAM) as opened:
        yield opened


@pytest.fixture
def unused(monkeypatch):
    """A sandbox that cannot start its process."""
    monkeypatch.setattr(subprocess, "Popen", None)
    return Sandbox(LIMITS, program=PROGRAM)


@pytest.fixture
def do(sandbox, tmp_path):
    def done(deed: str):
        path = tmp_path / f"{deed}.x"
        path.write_bytes(MARK + deed.encode())
        return sandbox.read(path, stored_as=path.name)

    return done


def refused(do, deed: str) -> ReadError:
    with pytest.raises(ReadError) as caught:
        do(deed)
    return caught.value


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_one_process_reads_many_files(do):
    first, second = do("pid"), do("pid")
    assert first.title == second.title != str(os.getpid())
    assert first.text == "words"


def test_plain_text_is_read_without_a_process(unused, tmp_path):
    (tmp_path / "a.txt").write_text("Some words.")
    assert unused.read(tmp_path / "a.txt", stored_as="a.txt").text == "Some words."


@pytest.mark.parametrize(
    ("deed", "limit"),
    [
        pytest.param("hang", "longer to read than 4 s", marks=pytest.mark.slow),
        pytest.param("spin", "longer to read than 4 s", marks=pytest.mark.slow),
        ("grow", "more memory to read than 512 MiB"),
        ("crash", f"crashed (signal {signal.SIGSEGV.value})"),
        ("leave", "crashed (exit code 3)"),
        ("fail", "its reader failed (KeyError)"),
        ("recurse", "its reader failed (RecursionError)"),
        ("connect", "its reader failed (PermissionError)"),
        ("start", "its reader failed (PermissionError)"),
        ("flood", "more than 2 MiB of text"),
    ],
)
@pytest.mark.timeout(60)
def test_what_a_file_does_is_told_and_the_next_one_is_read(do, deed, limit):
    error = refused(do, deed)
    assert limit in error.message
    assert f"{deed}.x" in error.message
    assert error.hint
    assert do("pid").text == "words"


@pytest.mark.parametrize(
    ("deed", "setting"),
    [
        pytest.param("hang", "file_seconds", marks=pytest.mark.slow),
        ("grow", "file_memory"),
        ("flood", "largest_text"),
    ],
)
def test_a_limit_names_its_setting(do, deed, setting):
    assert setting in refused(do, deed).hint


def test_a_fault_of_a_reader_is_told_from_a_refusal(do):
    assert isinstance(refused(do, "fail").__cause__, ReaderFault)
    refusal = refused(do, "refuse")
    assert (refusal.message, refusal.hint) == ("it is no good", "Mend it.")
    assert refusal.__cause__ is None


def test_an_error_of_the_system_stays_the_cause(do):
    cause = refused(do, "lose").__cause__
    assert isinstance(cause, OSError)
    assert cause.errno == 2


def test_what_a_reader_prints_is_lost(do, capfd):
    assert do("chatter").text == "words"
    assert capfd.readouterr() == ("", "")


def test_a_file_that_is_too_large_is_not_handed_over(unused, tmp_path):
    path = tmp_path / "a.x"
    path.write_bytes(MARK + b"pid" + b" " * MIB)
    with pytest.raises(ReadError, match="larger than 1 MiB"):
        unused.read(path, stored_as="a.x")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_closing_ends_the_process(sandbox, do):
    pid = int(do("pid").title)
    assert alive(pid)
    sandbox.close()
    assert not alive(pid)


LEFT_ALONE = """
import signal
import sys
from pathlib import Path
from rag import readers
from rag.readers.sandbox import Sandbox
from tests.readers.misbehaving import Misbehaving

# A shell starts what is in its background with this signal ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
readers.READERS = (Misbehaving(), *readers.READERS)
sandbox = Sandbox(program="tests.readers.misbehaving")
print(sandbox.read(Path(sys.argv[1]), stored_as="a").title, flush=True)
sandbox.read(Path(sys.argv[2]), stored_as="b")
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.slow
@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGKILL])
@pytest.mark.timeout(60)
def test_no_process_outlives_the_program(tmp_path, way):
    for deed in ("pid", "spin"):
        (tmp_path / deed).write_bytes(MARK + deed.encode())
    parent = subprocess.Popen(
        [sys.executable, "-c", LEFT_ALONE, tmp_path / "pid", tmp_path / "spin"],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with parent:
        worker = int(parent.stdout.readline())
        time.sleep(0.3)
        parent.send_signal(way)
        parent.wait()
    deadline = time.monotonic() + 10
    while alive(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(worker)
