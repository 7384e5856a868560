"""The wheel works from another folder, the constraints pin everything, no file tells of a machine."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import rag

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROMPTS = sorted(path.name for path in (ROOT / "prompts").glob("*.md"))
IGNORED = {".git", ".venv", ".rag", "__pycache__", "dist", "build"}
GENERATED = re.compile(r"\.[a-z_]+_cache$|\.hypothesis$|.*\.egg-info$")


def build(kind: str, folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory"]
    subprocess.run([*command, str(folder)], cwd=ROOT, check=True, capture_output=True, timeout=120)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what the wheel installs and nothing else."""
    wheel = build("wheel", tmp_path_factory.mktemp("wheel"))
    target = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def run_elsewhere(target: Path, code: str, *options: str) -> dict[str, object]:
    """What `code` puts into `told`, run in an empty folder with `target` first on the path."""
    elsewhere = target.parent / "elsewhere"
    elsewhere.mkdir(exist_ok=True)
    lines = ("import json, sys", f"sys.path.insert(0, {str(target)!r})", "told = {}", code)
    program = "\n".join((*lines, "print(json.dumps(told))"))
    command = [sys.executable, "-I", *options, "-c", program]
    done = subprocess.run(
        command, cwd=elsewhere, check=True, capture_output=True, text=True, timeout=60
    )
    return json.loads(done.stdout)


def test_installed_wheel_loads_every_prompt_from_another_folder(installed: Path) -> None:
    code = """
from string import Template
from rag.prompts import Prompts, built_in
told["folder"] = str(built_in())
for path in sorted(built_in().iterdir()):
    template = Template(path.read_text("utf-8").rpartition("-->")[2])
    told[path.name] = Prompts().load(path.stem, frozenset(template.get_identifiers())).template
"""
    told = run_elsewhere(installed, code, "-S")
    assert told.pop("folder") == str(installed / "rag" / "_prompts")
    assert sorted(told) == PROMPTS
    for name, template in told.items():
        assert template
        assert str(template) in (ROOT / "prompts" / name).read_text("utf-8")


def test_installed_wheel_has_every_template_of_a_page(installed: Path) -> None:
    code = """
from rag.render.templating import TEMPLATES, environment
told["folder"] = str(TEMPLATES)
told["names"] = environment().list_templates()
"""
    told = run_elsewhere(installed, code)
    assert told["folder"] == str(installed / "rag" / "render" / "templates")
    there = sorted(path.name for path in (ROOT / "rag" / "render" / "templates").iterdir())
    assert told["names"] == there
    assert {"page.css", "note.html", "answer.html"} <= set(there)


def test_version_is_the_same_in_the_package_and_its_metadata(installed: Path) -> None:
    code = """
import importlib.metadata
import rag
(found,) = importlib.metadata.distributions(name="sourceline", path=[sys.path[0]])
told.update(metadata=found.version, package=rag.__version__, file=rag.__file__)
"""
    told = run_elsewhere(installed, code)
    assert told["metadata"] == told["package"] == rag.__version__
    assert Path(str(told["file"])).is_relative_to(installed)


def test_every_script_leads_to_a_function_of_the_wheel(installed: Path) -> None:
    code = """
import importlib.metadata, inspect
(found,) = importlib.metadata.distributions(name="sourceline", path=[sys.path[0]])
for script in found.entry_points.select(group="console_scripts"):
    told[script.name] = inspect.getfile(script.load())
"""
    told = run_elsewhere(installed, code)
    assert set(told) == set(PROJECT["project"]["scripts"])
    assert all(Path(str(file)).is_relative_to(installed) for file in told.values())


def test_wheel_holds_the_package_and_its_licence_and_nothing_of_the_checkout(
    installed: Path,
) -> None:
    assert {path.name.partition("-")[0] for path in installed.iterdir()} == {"rag", "sourceline"}
    (licence,) = installed.glob("*.dist-info/licenses/LICENSE")
    assert licence.read_bytes() == (ROOT / "LICENSE").read_bytes()


def test_source_distribution_holds_what_a_build_and_the_tests_need(tmp_path: Path) -> None:
    with tarfile.open(build("sdist", tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    needed = {"Makefile", "constraints.txt", "pyproject.toml", "README.md", "LICENSE"}
    needed |= {f"prompts/{name}" for name in PROMPTS}
    needed |= {f"seeds/{path.name}" for path in (ROOT / "seeds").iterdir()}
    needed |= {"rag/__init__.py", "tests/test_packaging.py"}
    assert needed <= names


def pins() -> dict[str, Version]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    requirements = [Requirement(line) for line in lines if line and not line.startswith("#")]
    found = {}
    for requirement in requirements:
        (specifier,) = requirement.specifier
        assert specifier.operator == "==", requirement
        found[canonicalize_name(requirement.name)] = Version(specifier.version)
    assert len(found) == len(requirements), "a name is pinned twice"
    return found


def declared() -> list[Requirement]:
    extras = PROJECT["project"]["optional-dependencies"].values()
    groups = (PROJECT["project"]["dependencies"], PROJECT["build-system"]["requires"], *extras)
    return [Requirement(line) for group in groups for line in group]


def test_constraints_are_public_versions_in_order() -> None:
    found = pins()
    assert list(found) == sorted(found)
    assert all(version.local is None for version in found.values())


@pytest.mark.parametrize("requirement", declared(), ids=str)
def test_constraints_pin_what_is_declared(requirement: Requirement) -> None:
    assert pins()[canonicalize_name(requirement.name)] in requirement.specifier


def test_constraints_pin_what_the_declared_packages_need_in_turn() -> None:
    waiting = [canonicalize_name(requirement.name) for requirement in declared()]
    needed: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting.extend(needs(name))
    assert needed - pins().keys() == set()
    assert len(needed) > len(declared())


def needs(name: str) -> list[str]:
    """The packages an installed package needs here; none if it is not installed."""
    try:
        lines = requires(name) or []
    except PackageNotFoundError:
        return []
    found = [Requirement(line) for line in lines]
    return [
        canonicalize_name(requirement.name)
        for requirement in found
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""})
    ]


def repository_files() -> list[Path]:
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [
            name for name in folders if name not in IGNORED and not GENERATED.match(name)
        ]
        found.extend(Path(folder, name) for name in names)
    return [path for path in found if path.suffix not in {".pyc", ".gguf"}]


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    here = {str(ROOT), sys.prefix, str(Path.home())} - {"/", "/usr"}
    homes = re.compile("/(?:root|Users)/[a-z.]")
    for path in repository_files():
        text = path.read_text("utf-8", "replace")
        assert not [place for place in here if f"{place}/" in text], path
        assert not homes.search(text), path


def test_no_file_asks_for_a_local_build() -> None:
    local = "+" + "cpu"
    files = repository_files()
    assert ROOT / "constraints.txt" in files
    assert [path for path in files if local in path.read_text("utf-8", "replace")] == []


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_ignored_files_stay_out_of_the_repository() -> None:
    ignored = (".venv/bin/python", ".rag/library.sqlite", "models/other.gguf", "dist/a.whl")
    command = ["git", "-c", f"core.excludesFile={os.devnull}", "check-ignore", "--no-index"]
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    done = subprocess.run(
        [*command, *ignored, "models/README.md"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == list(ignored)
