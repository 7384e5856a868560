import os
import stat
import time

import pytest

from rag.models import files


def test_a_file_takes_its_place_only_when_it_is_whole(tmp_path):
    target = tmp_path / "deep" / "file.bin"
    with files.replace_file(target) as unfinished:
        unfinished.write_bytes(b"whole")
        assert not target.exists()
    assert target.read_bytes() == b"whole"


def test_an_error_leaves_the_old_file_and_no_other(tmp_path):
    target = tmp_path / "file.bin"
    target.write_bytes(b"old")

    def fill_the_disk():
        with files.replace_file(target) as unfinished:
            unfinished.write_bytes(b"half")
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        fill_the_disk()
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_the_file_has_ordinary_permissions(tmp_path):
    mask = os.umask(0o022)
    try:
        with files.replace_file(tmp_path / "file.bin") as unfinished:
            unfinished.write_bytes(b"x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "file.bin").stat().st_mode) == 0o644


def test_what_a_killed_process_left_is_swept_once_it_is_old(tmp_path):
    target = tmp_path / "file.bin"
    old, young = tmp_path / ".file.bin.1-aa.part", tmp_path / ".file.bin.2-bb.part"
    other = tmp_path / ".other.bin.1-aa.part"
    for leftover in (old, young, other):
        leftover.write_bytes(b"half")
    for aged in (old, other):
        os.utime(aged, (time.time() - 7200,) * 2)
    with files.replace_file(target) as unfinished:
        unfinished.write_bytes(b"x")
    assert {path.name for path in tmp_path.iterdir()} == {target.name, young.name, other.name}


def test_a_record_comes_back(tmp_path):
    files.write_record(tmp_path / "r.json", {"b": 1.5, "a": "é"})
    assert files.read_record(tmp_path / "r.json") == {"a": "é", "b": 1.5}


@pytest.mark.parametrize("content", [None, b"", b"{", b"[1]", b"\xff\xfe"])
def test_a_broken_record_is_an_empty_one(tmp_path, content):
    path = tmp_path / "r.json"
    if content is not None:
        path.write_bytes(content)
    assert files.read_record(path) == {}


def test_the_newest_are_kept(tmp_path):
    for age, name in enumerate(("a", "b", "c")):
        path = tmp_path / f"{name}.state"
        path.write_bytes(b"")
        os.utime(path, (1_000 - age,) * 2)
    files.keep_newest(tmp_path, "*.state", count=2)
    assert {path.name for path in tmp_path.iterdir()} == {"a.state", "b.state"}
