"""Whatever the moment a run is killed at, the library opens, answers, and the next run finishes."""

import logging
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rag.errors import StorageError
from rag.library import FaissVectors, SqliteCatalogue, WriteStep
from tests.fakes import FakeEncoder
from tests.killed import bring_up_to_date

FILES = 300
KILLS = 20
_log = logging.getLogger(__name__)


def write_files(root: Path, version: int) -> None:
    """Every file with new content, one that is gone, and one that is new."""
    for number in range(version, version + FILES):
        folder = root / f"box{number % 7}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.txt").write_text(f"It rained on {version}.\n\n{number} saw rain.\n")
    (root / f"box{(version - 1) % 7}" / f"{version - 1}.txt").unlink(missing_ok=True)


def run(root: Path, *, last: str = "") -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.killed", str(root), *([last] if last else [])]
    here = Path(__file__).parents[1]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=here)


def killed_after(root: Path, count: int) -> list[str]:
    """The steps a run took that was killed from outside when it had told `count` of them."""
    with run(root) as process:
        steps = []
        for line in process.stdout:
            steps.append(line.strip())
            if len(steps) == count:
                process.kill()
    assert process.returncode == -signal.SIGKILL
    return steps


def look(root: Path, *, writable: bool) -> None:
    """Open the library as it was left, and use all of it."""
    folder = root / ".rag"
    with SqliteCatalogue.open(folder, writable=writable) as catalogue:
        assert catalogue.check() == ()
        hits = catalogue.search_text(["how", "raining?"], 3 * FILES)
        near = FaissVectors(folder, catalogue).search(FakeEncoder(32).encode_query("rain"), 10)
        documents = catalogue.documents()
        assert len(near) == min(10, 2 * len(documents))
        assert {document.sentences for document in documents} <= {2}
        assert len(hits) == 2 * len(documents)


def contents(root: Path) -> dict[str, object]:
    """All that a library holds, but for the numbers it gave them."""
    held = {}
    with SqliteCatalogue.open(root / ".rag", writable=False) as catalogue:
        for stored in catalogue.documents():
            sentences = catalogue.document_sentences(stored.id)
            document = catalogue.document(stored.id)
            assert all(document.text[s.start : s.end] == s.text for s in sentences)
            _, vectors = catalogue.vectors([sentence.id for sentence in sentences])
            held[stored.path] = (
                document,
                [(s.start, s.end, s.line_start, s.line_end, s.heading) for s in sentences],
                vectors.tobytes(),
            )
    return held


def finish(root: Path, peace: Path) -> None:
    """Complete the work, and compare with a library that was built in peace."""
    assert bring_up_to_date(root).failed == ()
    with SqliteCatalogue.open(root / ".rag", writable=True) as catalogue:
        assert FaissVectors(root / ".rag", catalogue).check() == ()
    shutil.copytree(root, peace, ignore=shutil.ignore_patterns(".rag"))
    bring_up_to_date(peace)
    assert len(contents(peace)) == FILES
    assert contents(root) == contents(peace)


@pytest.mark.slow
def test_twenty_kills_spread_over_the_writing_lose_nothing(tmp_path, caplog):
    caplog.set_level(logging.INFO, logger=__name__)
    root, within = tmp_path / "root", 0
    for kill in range(KILLS):
        write_files(root, version=kill)
        steps = killed_after(root, 1 + kill * (FILES + 30) // KILLS)
        began, ended = WriteStep.DOCUMENT_STORED in steps, WriteStep.VECTORS_RENAMED in steps
        within += began and not ended
        _log.info("kill %d: after %d steps, the last one %r", kill, len(steps), steps[-1])
        look(root, writable=kill % 2 == 0)
        report = bring_up_to_date(root)
        assert (report.failed, report.added + report.updated + report.unchanged) == ((), FILES)
    assert within >= 15
    finish(root, tmp_path / "peace")


@pytest.mark.slow
@pytest.mark.parametrize("step", WriteStep)
def test_a_kill_right_after_each_kind_of_step_loses_nothing(tmp_path, step):
    root = tmp_path / "root"
    write_files(root, version=1)
    bring_up_to_date(root)
    write_files(root, version=2)
    with run(root, last=step) as process:
        steps = process.stdout.read().split("\n")[:-1]
    assert process.returncode == -signal.SIGKILL
    assert steps[-1] == step
    look(root, writable=False)
    look(root, writable=True)
    finish(root, tmp_path / "peace")


@pytest.fixture
def small_disk(tmp_path):
    """A file system of one MiB, and a way to make it larger."""
    disk = tmp_path / "disk"
    disk.mkdir()

    def mount(options: str) -> bool:
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)]
        return (
            shutil.which("mount") is not None
            and not subprocess.run(command, check=False, capture_output=True).returncode
        )

    if not mount("size=1m"):
        pytest.skip("needs the right to mount a file system")
    try:
        yield disk, lambda: mount("remount,size=64m")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_that_is_really_full_loses_nothing(tmp_path, small_disk):
    disk, enlarge = small_disk
    root = tmp_path / "root"
    write_files(root, version=1)
    (root / ".rag").symlink_to(disk)
    with pytest.raises(StorageError, match=r"full|could not be"):
        bring_up_to_date(root)
    with SqliteCatalogue.open(root / ".rag", writable=False) as catalogue:
        assert 0 < len(catalogue.documents()) < FILES
    look(root, writable=False)
    assert enlarge()
    finish(root, tmp_path / "peace")
