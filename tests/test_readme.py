"""README, docs and Makefile name what there is, and nothing that there is not."""

import dataclasses
import re
import typing
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from rag import domain
from rag.cli.program import app
from rag.errors import ExitCode

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
JSON_PAGE = (ROOT / "docs" / "json.md").read_text("utf-8")
PAGES = sorted(
    path for folder in (ROOT, ROOT / "docs", ROOT / "models") for path in folder.glob("*.md")
)


def commands() -> Iterator[tuple[str, object]]:
    """Every visible command as it is typed after `rag`."""
    waiting = [("", typer.main.get_command(app))]
    while waiting:
        name, command = waiting.pop()
        children = getattr(command, "commands", None)
        if children is None:
            yield name, command
            continue
        visible = ((n, child) for n, child in children.items() if not child.hidden)
        waiting.extend((f"{name} {n}".strip(), child) for n, child in visible)


COMMANDS = dict(commands())


def parts(*wholes: type) -> set[type]:
    """The dataclasses that these are made of, themselves included."""
    found, waiting = set(), list(wholes)
    while waiting:
        kind = waiting.pop()
        if dataclasses.is_dataclass(kind) and kind not in found:
            found.add(kind)
            waiting.extend(typing.get_type_hints(kind).values())
        waiting.extend(typing.get_args(kind))
    return found


PARTS = sorted(parts(domain.Answer, domain.Note), key=lambda kind: kind.__name__)


def flags() -> set[str]:
    found = {
        option
        for command in COMMANDS.values()
        for parameter in command.params
        if parameter.param_type_name == "option"
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    return found - {"--help", "-h"}


def test_the_program_has_commands() -> None:
    assert {"ask", "summarise", "chat", "index", "models list"} <= COMMANDS.keys()


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_readme_names_every_command(name: str) -> None:
    first, _, second = name.partition(" ")
    assert re.search(rf"`rag {first}\b", README)
    if second:
        row = next(line for line in README.splitlines() if line.startswith(f"| `rag {first}"))
        assert re.search(rf"`(?:rag {first} )?{second}`", row), name


def test_readme_names_no_command_that_does_not_exist() -> None:
    first_words = {name.partition(" ")[0] for name in COMMANDS}
    named = set(re.findall(r"(?:`|^)rag ([a-z]+)", README, re.MULTILINE))
    assert named <= first_words


def test_readme_names_every_flag_and_no_other() -> None:
    ours = "\n".join(line for line in README.splitlines() if "pip install" not in line)
    long = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", ours))
    table = "\n".join(line for line in ours.splitlines() if line.startswith("| `-"))
    short = set(re.findall(r"`(-[a-z])[`, ]", table))
    assert long - {"--help"} == {flag for flag in flags() if flag.startswith("--")}
    assert short == {flag for flag in flags() if not flag.startswith("--")}


def test_readme_lists_exactly_the_exit_codes_there_are() -> None:
    section = README.partition("### Exit codes")[2].partition("###")[0]
    listed = [int(code) for code in re.findall(r"^\| (\d+) \|", section, re.MULTILINE)]
    assert listed == [code.value for code in ExitCode]


def test_readme_lists_exactly_the_settings_there_are() -> None:
    from rag.settings import Settings

    section = README.partition("Settings come from")[2].partition("###")[0]
    assigned = set(re.findall(r"^([a-z_]+) = ", section, re.MULTILINE))
    others = section.partition("other keys are")[2].partition(".")[0]
    assert assigned | set(re.findall(r"`([a-z_]+)`", others)) == set(Settings.__struct_fields__)


def test_readme_names_a_suffix_of_every_reader_and_none_that_is_not_read() -> None:
    from rag.readers import READERS, supported

    line = next(line for line in README.splitlines() if "are found in folders" in line)
    named = [Path(f"a{suffix}") for suffix in re.findall(r"`(\.[a-z]+)`", line)]
    assert [path.suffix for path in named if not supported(path, sees=True)] == []
    unnamed = [
        reader.name for reader in READERS if not any(reader.accepts(path, b"") for path in named)
    ]
    assert unnamed == []


def test_readme_says_what_stays_out_of_the_library() -> None:
    assert all(f"`{word}`" in README for word in (".gitignore", "exclude"))


@pytest.mark.parametrize("goal", ["demo", "test"])
def test_readme_and_makefile_agree_on_the_two_commands(goal: str) -> None:
    assert re.search(rf"^make {goal}\b", README, re.MULTILINE)
    assert re.search(rf"^{goal}:", MAKEFILE, re.MULTILINE)


def test_demo_runs_the_examples_of_the_readme() -> None:
    examples = re.findall(r"^\$ ((?:ask|summarise) .+)$", README, re.MULTILINE)
    assert len(examples) == 2
    for example in examples:
        assert f"$(BIN)/{example}\n" in MAKEFILE


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_json_page_names_every_key(part: type) -> None:
    keys = {field.name for field in dataclasses.fields(part)}
    assert keys - set(re.findall(r"`(\w+)`", JSON_PAGE)) == set()


@pytest.mark.parametrize(
    "choices", [domain.Kind, domain.FigureStatus, domain.Verdict, domain.RefusalReason]
)
def test_json_page_names_every_choice(choices: type[domain.Kind]) -> None:
    assert {choice.value for choice in choices} - set(re.findall(r"`(\w+)`", JSON_PAGE)) == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?://|#)([^)#]+)[^)]*\)", page.read_text("utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_page_on_chats_names_every_command_as_its_help_does() -> None:
    from rag.chat import COMMANDS

    page = (ROOT / "docs" / "chat.md").read_text("utf-8")
    for command in COMMANDS:
        usage = command.usage.replace("|", "\\|")
        assert f"| `{usage}` | {command.line} |" in page
        assert command.name in README or command.name in ("/retry", "/help")
