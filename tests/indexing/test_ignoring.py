import os
import shutil
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.indexing import Plan, SyncReport
from rag.indexing.discovery import discover
from tests.examples import examples
from tests.indexing.desk import RAIN, WAR


def write(root, files):
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def found(root, *paths, exclude=()):
    plan = Plan(root, paths or (root,), exclude=exclude)
    return sorted(discover(plan, lambda path: path.suffix in {".txt", ".log"}).files)


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("", ["a.log", "a.txt", "sub/a.txt", "sub/deep/a.txt"]),
        ("*.log\n", ["a.txt", "sub/a.txt", "sub/deep/a.txt"]),
        ("/a.txt", ["a.log", "sub/a.txt", "sub/deep/a.txt"]),
        ("a.txt\r\n", ["a.log"]),
        ("sub/", ["a.log", "a.txt"]),
        ("sub/*\n!sub/deep/", ["a.log", "a.txt", "sub/deep/a.txt"]),
        ("sub\n!sub/a.txt", ["a.log", "a.txt"]),
        ("**/deep/*", ["a.log", "a.txt", "sub/a.txt"]),
        ("# a.txt\n\n  \n!*.log", ["a.log", "a.txt", "sub/a.txt", "sub/deep/a.txt"]),
        ("\ufeffsub/", ["a.log", "a.txt"]),
        ("sub/[", ["a.log", "a.txt", "sub/a.txt", "sub/deep/a.txt"]),
        ("!\n*.log", ["a.txt", "sub/a.txt", "sub/deep/a.txt"]),
    ],
)
def test_the_rules_are_those_of_gitignore(tmp_path, rules, expected):
    names = ("a.log", "a.txt", "sub/a.txt", "sub/deep/a.txt")
    write(tmp_path, {".gitignore": rules, **dict.fromkeys(names, "Rain.")})
    assert found(tmp_path) == expected


def test_the_nearest_file_that_speaks_of_it_decides(tmp_path):
    write(
        tmp_path,
        {
            ".gitignore": "*.log\nkept/*.txt",
            "kept/.gitignore": "!*.log",
            "kept/a.log": "",
            "kept/a.txt": "",
            "b.log": "",
        },
    )
    assert found(tmp_path) == ["kept/a.log"]
    assert found(tmp_path, tmp_path / "kept") == ["kept/a.log", "kept/a.txt"]


def test_settings_leave_out_for_good_what_counts_from_the_root(tmp_path):
    write(
        tmp_path,
        {
            ".gitignore": "!*.log",
            "a.log": "",
            "drafts/a.txt": "",
            "sub/drafts/b.txt": "",
            "sub/c.txt": "",
        },
    )
    assert found(tmp_path, exclude=("*.log", "/drafts/")) == ["sub/c.txt", "sub/drafts/b.txt"]
    assert found(tmp_path, tmp_path / "sub", exclude=("sub/drafts",)) == ["sub/c.txt"]


def test_outside_the_root_the_settings_count_from_the_folder_that_was_named(tmp_path):
    write(tmp_path, {"root/a.txt": "", "away/drafts/b.txt": "", "away/c.txt": ""})
    names = found(tmp_path / "root", tmp_path / "away", exclude=("/drafts/",))
    assert names == [(tmp_path / "away/c.txt").as_posix()]


def test_a_file_that_is_itself_named_is_tried_whatever_the_rules(tmp_path):
    write(tmp_path, {".gitignore": "*.txt", "a.txt": "", "b.txt": ""})
    assert found(tmp_path, tmp_path, tmp_path / "a.txt", exclude=("*",)) == ["a.txt"]


def test_an_ignore_file_that_is_none_rules_nothing(tmp_path):
    write(tmp_path, {"a.txt": "", "b/c.txt": "", "d/e.txt": ""})
    (tmp_path / ".gitignore").mkdir()
    os.mkfifo(tmp_path / "b/.gitignore")
    (tmp_path / "d/.gitignore").write_bytes(b"\xff\xfe\x00*\n")
    assert found(tmp_path) == ["a.txt", "b/c.txt", "d/e.txt"]


def test_what_a_new_rule_leaves_out_leaves_the_library(desk):
    for name in ("a.txt", "drafts/b.txt", "drafts/deep/c.txt"):
        desk.write(name, f"{WAR} {name}")
    desk.sync(".")
    assert desk.sync(exclude=("drafts/",)) == SyncReport(unchanged=3)
    assert desk.sync(".", exclude=("drafts/",)) == SyncReport(removed=2, unchanged=1, excluded=1)
    assert desk.paths == ["a.txt"]
    desk.write("drafts/.gitignore", "b.txt")
    assert desk.sync(".").added == 1
    assert desk.paths == ["a.txt", "drafts/deep/c.txt"]


@pytest.mark.parametrize("rules", ["b.txt", "drafts/", "*.txt\n!a.txt"])
@pytest.mark.parametrize("file", [True, False])
def test_a_file_named_against_a_rule_stays_until_it_is_deleted(desk, rules, file):
    desk.write("a.txt", RAIN)
    named = desk.write("drafts/b.txt", WAR)
    if file:
        desk.write(".gitignore", rules)
    plan = {} if file else {"exclude": tuple(rules.splitlines())}
    assert desk.sync(".", **plan).added == 1
    assert desk.sync("drafts/b.txt", **plan).added == 1
    for _ in range(2):
        assert desk.sync(".", **plan).changed is False
        assert desk.paths == ["a.txt", "drafts/b.txt"]
    assert desk.catalogue.named() == ("drafts/b.txt",)
    named.unlink()
    assert desk.sync(".", **plan).removed == 1
    assert desk.catalogue.named() == ()
    desk.write("drafts/b.txt", WAR)
    assert desk.sync(".", **plan).changed is False


def test_a_file_that_no_rule_left_out_when_it_was_named_leaves_by_a_new_one(desk):
    desk.write("drafts/b.txt", WAR)
    desk.sync("drafts/b.txt")
    assert desk.sync(".", exclude=("drafts/",)).removed == 1


def test_a_file_outside_the_root_named_against_a_rule_stays(desk, tmp_path_factory):
    away = tmp_path_factory.mktemp("away")
    (away / ".gitignore").write_text("*.txt")
    (away / "b.txt").write_text(WAR)
    assert desk.sync(away / "b.txt").added == 1
    assert desk.sync(away) == SyncReport(unchanged=1)


def test_what_is_named_beside_a_rule_stays(desk):
    desk.write("drafts/b.txt", WAR)
    desk.write("a.txt", RAIN)
    desk.sync(".", "drafts/b.txt", exclude=("drafts/",))
    report = desk.sync(".", "drafts/b.txt", exclude=("drafts/",))
    assert report == SyncReport(unchanged=2, excluded=1)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rules=st.lists(
        st.from_regex(r"!?/?(?:a|b|\*|\*\*|a\*|\?)(?:/(?:a|b|\*|\*\*|\?))?/?", fullmatch=True)
        # pathspec takes this for a rule about the folder before it, git for one about those in it.
        .filter(lambda rule: not rule.endswith("/**/")),
        max_size=4,
    ),
    nested=st.lists(st.from_regex(r"!?/?(?:a|b|\*|\*\*)/?", fullmatch=True), max_size=2),
)
def test_files_found_are_those_git_would_not_ignore(tmp_path_factory, rules, nested):
    root = tmp_path_factory.mktemp("repository")
    names = [f"{folder}{name}" for folder in ("", "a/", "b/", "a/b/", "b/a/") for name in "xab"]
    files = {f"{name}.txt": "" for name in names}
    write(root, {**files, ".gitignore": "\n".join(rules), "a/.gitignore": "\n".join(nested)})
    git = ["git", "-c", "core.excludesFile=/dev/null", "-C", str(root)]
    subprocess.run([*git, "init", "-q"], check=True)
    command = [*git, "ls-files", "--others", "--exclude-standard", "*.txt"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert found(root) == sorted(listed.split())
