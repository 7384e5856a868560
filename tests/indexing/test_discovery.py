import os

import pytest

from rag.indexing import FailedFile, Plan, covered, stored_path
from rag.indexing.discovery import discover
from rag.library import SqliteCatalogue
from tests.library.making import MANIFEST, prepared


def is_text(path):
    return path.suffix == ".txt"


def write(*paths):
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("It rained.")


def names(root, *paths):
    return sorted(discover(Plan(root, paths), is_text).files)


def test_a_folder_is_walked_to_its_depths_without_what_is_hidden(tmp_path):
    write(
        *(tmp_path / name for name in ("b.txt", "a/deep/er/c.txt", ".secret.txt", ".git/d.txt")),
        tmp_path / ".rag/e.txt",
        tmp_path / "picture.png",
    )
    found = discover(Plan(tmp_path, (tmp_path,)), is_text)
    assert sorted(found.files) == ["a/deep/er/c.txt", "b.txt"]
    assert found.ignored == ("picture.png",)
    assert found.failed == ()


def test_what_is_named_is_always_tried(tmp_path):
    write(tmp_path / "notes.log", tmp_path / ".hidden/a.txt")
    named = (tmp_path / "notes.log", tmp_path / ".hidden", tmp_path / "missing.txt")
    assert names(tmp_path, *named) == [".hidden/a.txt", "missing.txt", "notes.log"]


def test_loops_of_links_end_and_each_file_is_found_once_under_its_own_name(tmp_path):
    write(tmp_path / "real/a.txt", tmp_path / "z.txt")
    (tmp_path / "real/up").symlink_to(tmp_path)
    (tmp_path / "real/self").symlink_to("self")
    (tmp_path / "again").symlink_to("real")
    (tmp_path / "a_link.txt").symlink_to("z.txt")
    (tmp_path / "broken.txt").symlink_to("nowhere")
    assert names(tmp_path, tmp_path) == ["real/a.txt", "z.txt"]
    assert names(tmp_path, tmp_path / "real") == ["real/a.txt", "real/up/z.txt"]


def test_links_that_lead_out_are_followed_and_keep_their_names(tmp_path):
    write(tmp_path / "outside/a.txt", tmp_path / "root/b.txt")
    (tmp_path / "root/in").symlink_to(tmp_path / "outside")
    assert names(tmp_path / "root", tmp_path / "root") == ["b.txt", "in/a.txt"]


def test_pipes_and_devices_are_passed_over(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert names(tmp_path, tmp_path) == []


def test_a_name_that_is_not_utf8_is_reported(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("It rained.")
    found = discover(Plan(tmp_path, (tmp_path,)), is_text)
    assert found.files == {}
    assert found.failed == (
        FailedFile("caf\\udce9.txt", "its name is not UTF-8", "Rename the file."),
    )


def test_stored_paths_count_from_the_root_where_they_lie_below_it(tmp_path, monkeypatch):
    root = tmp_path / "root"
    write(root / "a.txt", tmp_path / "b.txt")
    (tmp_path / "alias").symlink_to(root)
    monkeypatch.chdir(root)
    assert stored_path(root, root / "sub/../a.txt") == "a.txt"
    assert stored_path(root, tmp_path / "alias/a.txt") == "a.txt"
    assert stored_path(tmp_path / "alias", tmp_path / "alias/a.txt") == "a.txt"
    assert stored_path(root, root.relative_to(root) / "a.txt") == "a.txt"
    assert stored_path(root, tmp_path / "b.txt") == (tmp_path / "b.txt").as_posix()
    assert names(root, tmp_path) == [(tmp_path / "b.txt").as_posix(), "a.txt"]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["."], {"a.txt", "sub/b.txt", "subway.txt"}),
        (["sub"], {"sub/b.txt"}),
        (["sub", "a.txt"], {"a.txt", "sub/b.txt"}),
        (["sub/b.txt"], {"sub/b.txt"}),
        ([".."], {"/elsewhere/c.txt", "a.txt", "sub/b.txt", "subway.txt"}),
        (["nothing"], set()),
        ([], set()),
    ],
)
def test_covered_documents_are_those_named_or_below(tmp_path, paths, expected):
    root = tmp_path / "root"
    root.mkdir()
    outside = (tmp_path / "elsewhere/c.txt").as_posix()
    with SqliteCatalogue.open(root / ".rag", writable=True) as catalogue:
        stored = ("a.txt", "sub/b.txt", "subway.txt", outside)
        catalogue.put([prepared(path, "It rained.") for path in stored], manifest=MANIFEST)
        documents = catalogue.documents()
    ids = covered(documents, root, [root / path for path in paths])
    found = {document.path for document in documents if document.id in ids}
    assert found == {path.replace("/elsewhere", f"{tmp_path}/elsewhere") for path in expected}
