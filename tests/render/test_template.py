from pathlib import Path

import pytest

from rag.errors import ExitCode, UsageError
from rag.render import template
from tests import samples

PAGE = (Path(__file__).parents[2] / "docs" / "templates.md").read_text("utf-8")


@pytest.fixture
def render(tmp_path):
    def rendered(source, *, name="t.md.j2", note=None):
        path = tmp_path / name
        path.write_text(source, "utf-8")
        return template.load(path).render(note or samples.full_note())

    return rendered


def failure(render, source, **options):
    with pytest.raises(UsageError) as caught:
        render(source, **options)
    assert caught.value.exit_code == ExitCode.USAGE
    assert "\n" not in caught.value.message
    return caught.value.message


def test_a_template_is_given_the_note_as_json_has_it(render):
    source = "{{ note.title }} {{ note.coverage.used }} {{ note.lock[0].path }} {{ note.focus }}"
    assert render(source) == "Storm in the valley 2 reports/1.txt What did the storm do?"


def test_filters(render):
    source = "{{ [1, 2] | markers }} {{ 'a' | quoted }} {{ '2024-12-05' | date }}"
    assert render(source) == "[1] [2] “a” 5 December 2024"


def test_the_example_of_the_page_works(render):
    example = PAGE.split("```jinja\n")[1].split("```")[0]
    assert len([line for line in example.splitlines() if line]) <= 11
    shown = render(example)
    assert "* “Officials counted nearly 40 flooded houses.” [2] [1]\n" in shown
    assert "* Mayor Ode, 1 May: “around 40 were flooded” [1]\n" in shown
    assert "[2] reports/2.txt, line 4: “Officials counted nearly 40 flooded houses.”" in shown


@pytest.mark.parametrize("name", ["t.html", "t.HTM", "t.xml.j2", "t.html.jinja"])
def test_pages_are_escaped(render, name):
    shown = render("<p>{{ note.title }}</p>", name=name, note=samples.hostile_note())
    assert shown.startswith("<p>")
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown


def test_nothing_steers_the_terminal(render):
    shown = render("{{ note.title }} {{ note.sources }}", note=samples.hostile_note())
    assert "<script>" in shown
    assert not set(shown) & set("\x1b\x9b\u202e")


def test_others_of_the_folder_can_be_included(render, tmp_path):
    (tmp_path / "head.md").write_text("# {{ note.title }}")
    assert render("{% include 'head.md' %}") == "# Storm in the valley"


def test_what_there_is_not_is_an_error_with_its_line(render, tmp_path):
    message = failure(render, "{{ note.title }}\n{{ note.nothing }}")
    assert message == f"{tmp_path}/t.md.j2:2: 'dict object' has no attribute 'nothing'"
    assert "t.md.j2:1: 'titel' is undefined" in failure(render, "{{ titel }}")


def test_mistakes_in_the_template_are_told_with_their_line(render):
    assert "t.md.j2:2: Expected an expression" in failure(render, "a\n{% for %}")
    assert "t.md.j2:1: No filter named 'bold'" in failure(render, "{{ 'a' | bold }}")
    assert "t.md.j2:1: " in failure(render, "{{ note.title + 1 }}")
    assert "t.md.j2:1: 'none.md' not found" in failure(render, "{% include 'none.md' %}")
    assert failure(render, "{{ 1 // 0 }}").endswith(
        "t.md.j2:1: integer division or modulo by zero"
    )


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ note.update({'title': 'x'}) }}",
        "{% include '../secret.txt' %}",
        "{% for i in range(10000000) %}{% endfor %}",
    ],
)
def test_the_sandbox_holds(render, tmp_path, source):
    (tmp_path.parent / "secret.txt").write_text("secret")
    failure(render, source)


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        template.load(tmp_path / "none.j2")
    with pytest.raises(UsageError, match="cannot be read: Is a directory"):
        template.load(tmp_path)
    (tmp_path / "latin.j2").write_bytes(b"\xe9")
    with pytest.raises(UsageError, match="is not UTF-8 text"):
        template.load(tmp_path / "latin.j2")
