import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rag import __version__
from rag.briefing import Request
from rag.cli.program import app
from rag.domain import Context, FigureStatus, FileNotice, Length, Verdict
from rag.errors import LibraryError, ModelError, SettingsError, StorageError, VerificationError
from rag.indexing import FailedFile, SyncReport
from rag.library import Repaired
from rag.models.registry import ModelEntry, Verification
from rag.render import json as render
from rag.settings import Settings
from rag.workspace import Diagnosis, Finding, Removed, Shown
from tests import samples
from tests.parts import FakeParts, opener

runner = CliRunner()


class Workspace:
    """Answers with what it was given and remembers how it was asked."""

    def __init__(self, *, answer=None, note=None, error=None, failures=(), report=None):
        self.answer = answer or samples.answer()
        self.note = note or samples.note()
        self.error = error
        self.failures = failures
        self.report = report or SyncReport(added=2, failed=failures)
        self.calls = []
        self.kept = []
        self.settings = Settings()
        self.findings = ()
        self.watched = ()
        self.repaired = None
        self.stream = True
        self.streamed = None

    def __call__(self, root, settings, reporter):
        self.root, self.settings, self.reporter = root, settings, reporter
        self.folder = root / ".rag"
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def _called(self, name, *arguments):
        self.calls.append((name, *arguments))
        if self.error:
            raise self.error

    def ask(
        self,
        question,
        *,
        paths=(),
        only=None,
        on_evidence=None,
        on_statement=None,
        cited=(),
    ):
        if on_evidence and self.stream:
            on_evidence(self.answer.citations[: self.streamed])
        self._called("ask", question, paths)
        if on_statement and self.answer.mode == "compose":
            for statement in self.answer.sentences:
                on_statement(statement)
        return self.answer

    def holds(self, path):
        return path.name == "source.txt"

    @property
    def unread(self):
        return self.failures

    def summarise(self, paths=(), request=None):
        self._called("summarise", paths, request)
        return self.note

    def index(self, paths=(), *, rebuild=False, retry=False, may_be_empty=False):
        self._called("index", paths, *filter(None, (rebuild, retry and "retry")))
        return self.report

    def watch(self, paths=()):
        self._called("watch", paths)
        yield from self.watched

    def remove(self, paths):
        self._called("remove", paths)
        return Removed(("a.txt", "b.txt"), ("b.txt",))

    def repair(self):
        self._called("repair")
        return self.repaired

    def ready(self, paths=()):
        self._called("ready", paths)

    def search(self, question, *, paths=()):
        self._called("search", question, paths)
        return ()

    def show(self, number):
        self._called("show", number)
        cited = samples.citation(char_start=0, char_end=35, line_start=1)
        return Shown(cited, cited.quote, changed=number == 2)

    def show_place(self, path, place):
        self._called("show_place", path, place)
        cited = samples.citation(id=0, char_start=0, char_end=35, line_start=1)
        return Shown(cited, cited.quote, changed=False)

    def contexts(self, citations):
        return {found.id: Context("Before. ", found.quote, " After.") for found in citations}

    def doctor(self):
        self._called("doctor")
        return Diagnosis((("machine", "here"),), self.findings)

    def keep(self, output):
        self.kept.append(json.loads(output))

    def documents(self, paths=()):
        return ()


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def run(workspace, *arguments, **options):
    return runner.invoke(app, list(arguments), obj=workspace, **options)


def test_ask_streams_passages_and_then_the_answer():
    workspace = Workspace()
    done = run(workspace, "ask", "How many houses?")
    assert done.exit_code == 0
    assert done.stdout.index("Passages") < done.stdout.index("Answer")
    assert "“around 40 houses” [1]" in done.stdout
    assert done.stderr == ""
    assert workspace.kept[0]["schema"] == "sourceline.answer/1"


def test_streamed_or_not_the_text_is_the_same():
    streamed = run(Workspace(), "ask", "How many houses?")
    whole = run(Workspace(), "ask", "How many houses?", "--no-stream")
    assert streamed.stdout == whole.stdout


def test_passages_shown_before_a_failure_stay():
    done = run(Workspace(error=ModelError("gone", "Get it.")), "ask", "How many?")
    assert done.exit_code == 6
    assert "Passages" in done.stdout
    assert done.stderr == "error: gone\nhint: Get it.\n"


@pytest.mark.parametrize(
    ("flag", "begins"),
    [
        ("json", '{\n  "schema": "sourceline.answer/1"'),
        ("md", "# How many houses?"),
        ("html", "<!doctype html>"),
        ("text", "Passages"),
    ],
)
def test_ask_writes_every_format(flag, begins):
    done = run(Workspace(), "ask", "How many houses?", "-f", flag)
    assert done.stdout.startswith(begins)
    if flag == "json":
        assert json.loads(done.stdout)["question"] == "How many houses?"


@pytest.mark.parametrize(
    ("flag", "begins"),
    [
        ("json", '{\n  "schema": "sourceline.note/1"'),
        ("md", "# Storm in the valley"),
        ("html", "<!doctype html>"),
        ("text", "Storm in the valley\n═══"),
    ],
)
def test_summarise_writes_every_format(flag, begins):
    assert run(Workspace(), "summarise", "-f", flag).stdout.startswith(begins)


def test_the_options_become_settings():
    workspace = Workspace()
    arguments = "ask Q -k 7 -m some.gguf --encoder name --mode quote --strict --seed 3".split()
    assert run(workspace, *arguments).exit_code == 0
    settings = workspace.settings
    assert (settings.top_k, settings.seed, settings.strict) == (7, 3, True)
    assert settings.model.endswith("some.gguf")
    assert settings.encoder == "name"
    assert settings.mode == "quote"


def test_an_option_comes_before_the_environment(monkeypatch):
    monkeypatch.setenv("RAG_TOP_K", "9")
    workspace = Workspace()
    run(workspace, "ask", "Q")
    assert workspace.settings.top_k == 9
    run(workspace, "ask", "Q", "-k", "3")
    assert workspace.settings.top_k == 3


def test_the_root_is_an_option_or_the_environment(tmp_path, monkeypatch):
    other = tmp_path / "other"
    other.mkdir()
    workspace = Workspace()
    run(workspace, "ask", "Q", "--root", str(other))
    assert workspace.root == other
    monkeypatch.setenv("RAG_ROOT", str(other))
    run(workspace, "ask", "Q")
    assert workspace.root == other


def test_unknown_environment_variables_warn(monkeypatch):
    monkeypatch.setenv("RAG_MODLE", "x")
    done = run(Workspace(), "ask", "Q")
    assert done.exit_code == 0
    assert "warning: unknown environment variable RAG_MODLE ignored" in done.stderr


def test_paths_are_made_absolute_and_stdin_lists_them(tmp_path):
    workspace = Workspace()
    run(workspace, "summarise", "a.txt", "-", input="b.txt\n\nc d.txt\n", catch_exceptions=False)
    assert workspace.calls == [
        ("summarise", (tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c d.txt"), Request())
    ]


def test_the_question_may_come_from_stdin():
    workspace = Workspace()
    run(workspace, "ask", "-", input="Wie viele Häuser?\n")
    assert workspace.calls == [("ask", "Wie viele Häuser?", ())]


def test_stdin_is_read_once():
    done = run(Workspace(), "ask", "-", "-", input="x")
    assert done.exit_code == 2
    assert "error: '-' was given twice" in done.stderr


@pytest.mark.parametrize("question", ["", "   ", "\n\t"])
@pytest.mark.parametrize("command", ["ask", "search"])
def test_an_empty_question_is_a_usage_error(command, question):
    workspace = Workspace()
    done = run(workspace, command, question)
    assert done.exit_code == 2
    assert done.stderr.startswith("error: the question is empty\nhint: ")
    assert workspace.calls == []


def test_long_and_foreign_questions_pass_unchanged():
    question = "Wie viele 家 wurden überflutet? " * 320
    workspace = Workspace()
    assert run(workspace, "ask", question).exit_code == 0
    assert workspace.calls[0][1] == question.strip()


def test_a_refusal_exits_with_three():
    done = run(Workspace(answer=samples.refusal()), "ask", "How many?", "--no-stream")
    assert done.exit_code == 3
    assert done.stdout.startswith("The sources do not say.\n")


def test_a_refusal_after_streaming_points_up():
    done = run(Workspace(answer=samples.refusal()), "ask", "How many?")
    assert done.exit_code == 3
    assert done.stdout.endswith("Nearest passages [2] above\n")


@pytest.mark.parametrize("verdict", [Verdict.UNSUPPORTED, Verdict.REPLACED])
def test_what_does_not_hold_exits_with_four_only_under_strict(verdict):
    doubtful = samples.answer(sentences=(samples.statement(verdict=verdict),))
    assert run(Workspace(answer=doubtful), "ask", "Q").exit_code == 0
    assert run(Workspace(answer=doubtful), "ask", "Q", "--strict").exit_code == 4
    note = samples.note(brief=(samples.statement(verdict=verdict),))
    assert run(Workspace(note=note), "summarise").exit_code == 0
    assert run(Workspace(note=note), "summarise", "--strict").exit_code == 4


def test_an_unsupported_figure_fails_under_strict_even_in_a_refusal():
    figure = samples.figure(status=FigureStatus.UNSUPPORTED)
    doubtful = samples.answer(figures=(figure,))
    assert run(Workspace(answer=doubtful), "ask", "Q", "--strict").exit_code == 4
    assert run(Workspace(), "ask", "Q", "--strict").exit_code == 0


def test_failed_files_count_for_summarise_and_index_but_not_for_ask():
    failures = (FailedFile("x.pdf", "is a PDF", "Convert it."),)
    assert run(Workspace(failures=failures), "summarise").exit_code == 7
    assert run(Workspace(failures=failures), "index", "x.pdf").exit_code == 7
    assert run(Workspace(failures=failures), "ask", "Q").exit_code == 0
    both = Workspace(failures=failures, note=samples.note(figures=()))
    assert run(both, "summarise", "--strict").exit_code == 7


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (SettingsError("bad setting", "Mend it."), 2),
        (VerificationError("does not hold"), 4),
        (LibraryError("no library", "Index."), 5),
        (StorageError("disk full", "Free some."), 5),
        (ModelError("no model", "Get one."), 6),
        (ValueError("surprise"), 1),
        (KeyboardInterrupt(), 130),
        (BrokenPipeError(), 0),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else str(value),
)
def test_every_error_has_its_exit_code_and_no_traceback(error, code):
    done = run(Workspace(error=error), "summarise")
    assert done.exit_code == code
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 2


def test_an_unexpected_error_says_how_to_see_more():
    done = run(Workspace(error=ValueError("surprise")), "summarise")
    assert done.stderr == (
        "error: unexpected ValueError: surprise\nhint: Run with -v for the traceback.\n"
    )
    assert "Traceback" in run(Workspace(error=ValueError("x")), "summarise", "-v").stderr


def test_errors_are_json_on_stdout_under_f_json():
    done = run(Workspace(error=LibraryError("no library", "Index.")), "ask", "Q", "-f", "json")
    assert done.exit_code == 5
    assert json.loads(done.stdout) == {
        "schema": "sourceline.error/1",
        "message": "no library",
        "hint": "Index.",
        "exit_code": 5,
    }
    assert done.stderr == ""


def test_escape_codes_in_errors_are_harmless():
    done = run(Workspace(error=LibraryError("\x1b[2Jgone")), "ask", "Q")
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize(("replaced", "code"), [(0, 0), (1, 4)])
def test_a_composed_note_fails_under_strict_where_a_sentence_was_replaced(replaced, code):
    workspace = Workspace(note=samples.composed_note(replaced=replaced))
    done = run(workspace, "summarise", "--mode", "compose")
    assert done.exit_code == 0
    assert workspace.settings.mode == "compose"
    assert "Brief and key points: 1 composed and checked" in done.stdout
    assert run(workspace, "summarise", "--strict").exit_code == code


def test_what_was_not_printed_of_a_composed_note_is_told_only_to_explain():
    workspace = Workspace(note=samples.composed_note())
    plain, explained = (
        run(workspace, "summarise", "-f", "json", *more).stdout for more in ((), ("--explain",))
    )
    assert "It flooded 90 houses." not in plain
    assert "It flooded 90 houses." in explained


def test_a_composed_answer_is_streamed_sentence_by_sentence():
    workspace = Workspace(answer=samples.composed())
    done = run(workspace, "ask", "How many houses?", "--mode", "compose")
    assert done.exit_code == 0
    assert workspace.settings.mode == "compose"
    assert done.stdout.index("Passages") < done.stdout.index("Answer")
    assert "Around 40 houses were flooded. [1]\n" in done.stdout
    assert "(of the model’s sentences, 1 kept, 1 replaced" in done.stdout
    assert done.stderr == "left out of what the model was shown: [2]\n"


@pytest.mark.parametrize("streamed", [None, 1])
@pytest.mark.parametrize("differing", [(), (samples.disagreement(),)])
@pytest.mark.parametrize("replaced", [0, 1])
def test_composed_and_streamed_or_not_the_text_is_the_same(streamed, differing, replaced):
    made = samples.composed(disagreements=differing, replaced=replaced)
    shown = made.citations[:streamed]
    first, second = Workspace(answer=made), Workspace(answer=made)
    first.streamed = streamed
    whole = run(second, "ask", "How many houses?", "--no-stream").stdout
    assert run(first, "ask", "How many houses?").stdout.startswith("Passages")
    if len(shown) == len(made.citations):
        assert run(first, "ask", "How many houses?").stdout == whole
    else:
        assert "\n\nAlso cited\n[2]" in run(first, "ask", "How many houses?").stdout


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"replaced": 0}, 0),
        ({"replaced": 1}, 4),
        ({"replaced": 0, "dropped": 1}, 4),
        ({"replaced": 0, "repeated": 1}, 0),
        ({"replaced": 0, "fell_back": True}, 4),
    ],
)
def test_strict_fails_where_the_model_wrote_what_does_not_hold(changes, code):
    made = samples.composed(**changes)
    if not changes["replaced"]:
        made = replace(made, sentences=made.sentences[:1])
    assert run(Workspace(answer=made), "ask", "Q", "--strict").exit_code == code
    assert run(Workspace(answer=made), "ask", "Q").exit_code == 0


def test_output_goes_to_a_file_and_is_said(tmp_path):
    done = run(Workspace(), "summarise", "-o", "note.md")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert done.stderr == "wrote note.md\n"
    assert (tmp_path / "note.md").read_text().startswith("# Storm in the valley\n")
    assert [path.name for path in tmp_path.iterdir()] == ["note.md"]


@pytest.mark.parametrize(
    ("name", "begins"),
    [("n.json", "{"), ("n.html", "<!doctype"), ("n.md", "# "), ("n.txt", "Storm")],
)
def test_the_suffix_chooses_the_format_unless_it_is_given(tmp_path, name, begins):
    run(Workspace(), "summarise", "-o", name)
    assert (tmp_path / name).read_text().startswith(begins)
    run(Workspace(), "summarise", "-o", name, "-f", "md")
    assert (tmp_path / name).read_text().startswith("# ")


def test_a_page_shows_quotations_in_their_place():
    page = run(Workspace(), "summarise", "-f", "html").stdout
    assert "<p>Before. <mark>The storm flooded around 40 houses.</mark> After.</p>" in page


def test_a_word_document_needs_a_file(tmp_path):
    workspace = Workspace()
    done = run(workspace, "summarise", "-f", "docx")
    assert done.exit_code == 2
    assert done.stderr == (
        "error: a Word document is no text for a terminal or a pipe\n"
        "hint: Name its file: -o note.docx\n"
    )
    assert workspace.calls == []
    done = run(workspace, "summarise", "-o", "note.docx")
    assert done.stderr == "wrote note.docx\n"
    assert (tmp_path / "note.docx").read_bytes().startswith(b"PK")
    assert workspace.kept[0]["schema"] == "sourceline.note/1"
    run(workspace, "summarise", "-o", "note", "-f", "docx")
    assert (tmp_path / "note").read_bytes() == (tmp_path / "note.docx").read_bytes()


def test_answers_are_no_word_documents():
    done = run(Workspace(), "ask", "Q", "-o", "answer.docx")
    assert done.exit_code == 2
    assert "this command writes text, md, json or html, not docx" in done.stderr
    assert run(Workspace(), "ask", "Q", "-f", "docx").exit_code == 2
    assert run(Workspace(), "index", "-o", "report.docx").exit_code == 2


def test_a_template_writes_the_note(tmp_path):
    (tmp_path / "t.j2").write_text("{{ note.title }}: {{ note.citations | length }}")
    done = run(Workspace(), "summarise", "--template", "t.j2")
    assert (done.exit_code, done.stdout) == (0, "Storm in the valley: 2\n")
    run(Workspace(), "summarise", "--template", "t.j2", "-o", "n.json")
    assert (tmp_path / "n.json").read_text() == "Storm in the valley: 2\n"


@pytest.mark.parametrize(
    ("source", "options", "message"),
    [
        ("{% for %}", (), "t.j2:1: Expected an expression"),
        (None, (), "the template t.j2 cannot be read: No such file or directory"),
        ("x", ("-f", "md"), "--template and --format exclude each other"),
        ("x", ("-o", "n.docx"), "a template writes text, no Word document"),
    ],
)
def test_a_template_that_cannot_be_used_fails_before_any_work(tmp_path, source, options, message):
    if source:
        (tmp_path / "t.j2").write_text(source)
    workspace = Workspace()
    done = run(workspace, "summarise", "--template", "t.j2", *options)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"error: {message}")
    assert workspace.calls == []


def test_what_a_template_names_and_the_note_has_not_is_an_error(tmp_path):
    (tmp_path / "t.j2").write_text("{{ note.title }}\n{{ note.titel }}")
    done = run(Workspace(), "summarise", "--template", "t.j2")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("error: t.j2:2: 'dict object' has no attribute 'titel'\n")


def test_an_unwritable_output_fails_before_any_work(tmp_path):
    workspace = Workspace()
    done = run(workspace, "summarise", "-o", "absent/note.md")
    assert done.exit_code == 2
    assert done.stderr.startswith("error: cannot write absent/note.md: no folder ")
    assert workspace.calls == []
    assert run(workspace, "summarise", "-o", str(tmp_path)).exit_code == 2


def test_quiet_silences_notices_but_not_errors(tmp_path):
    assert run(Workspace(), "summarise", "-q", "-o", "note.md").stderr == ""
    assert run(Workspace(error=LibraryError("gone")), "ask", "Q", "-q").stderr == "error: gone\n"


def test_no_progress_bar_without_a_terminal():
    workspace = Workspace()

    def slow(paths=(), request=None):
        workspace.reporter.progress("reading", 1, 10)
        return workspace.note

    workspace.summarise = slow
    assert run(workspace, "summarise").stderr == ""


def test_search_without_hits_exits_with_three():
    done = run(Workspace(), "search", "anything")
    assert done.exit_code == 3
    assert done.stdout == ""
    assert done.stderr == "nothing found\n"


def test_show_prints_the_quotation_in_context_and_warns_of_changes():
    done = run(Workspace(), "show", "1")
    assert "»The storm flooded around 40 houses.«" in done.stdout
    changed = run(Workspace(), "show", "2")
    assert "warning: reports/1.txt has changed since it was cited" in changed.stderr


def test_show_takes_a_line_of_a_file(tmp_path):
    workspace = Workspace()
    done = run(workspace, "show", "reports/storm.txt:12")
    assert workspace.calls[-1] == ("show_place", tmp_path / "reports/storm.txt", "12")
    assert "»The storm flooded around 40 houses.«" in done.stdout
    assert "[0]" not in done.stdout


@pytest.mark.parametrize("wanted", ["0", "storm.txt", ":3", "storm.txt:", "-1", "²"])
def test_show_of_neither_a_number_nor_a_place(wanted):
    workspace = Workspace()
    done = run(workspace, "show", "--", wanted)
    assert done.exit_code == 2
    assert "is neither a citation's number nor FILE:LINE" in done.stderr
    assert workspace.calls == []


def test_doctor_exits_with_four_when_something_is_wrong():
    workspace = Workspace()
    healthy = run(workspace, "doctor")
    assert healthy.exit_code == 0
    assert healthy.stdout == "machine  here\n\nNothing is wrong.\n"
    workspace.findings = (Finding("the twin is off", "Run `rag index --rebuild`."),)
    ill = run(workspace, "doctor")
    assert ill.exit_code == 4
    assert "! the twin is off\n  Run `rag index --rebuild`." in ill.stdout
    found = json.loads(run(workspace, "doctor", "-f", "json").stdout)
    assert found["findings"] == [
        {"problem": "the twin is off", "hint": "Run `rag index --rebuild`."}
    ]


LISTING = [
    *[("index", "x"), ("search", "x"), ("show", "1"), ("status",), ("doctor",)],
    *[("models", "list"), ("models", "path"), ("models", "pull", "hf:a"), ("models", "verify")],
]


@pytest.mark.parametrize("command", LISTING, ids=" ".join)
def test_formats_a_command_cannot_write_are_refused(command):
    workspace = Workspace()
    for wrong in ("html", "md"):
        done = run(workspace, *command, "-f", wrong)
        assert done.exit_code == 2
        assert f"'{wrong}' is not one of 'text', 'json'" in done.stderr
        done = run(workspace, *command, "-o", f"x.{wrong}")
        assert done.exit_code == 2
        assert done.stderr.startswith(f"error: this command writes text or json, not {wrong}\n")
    assert workspace.calls == []
    assert re.search(r"--format [<[]text\|json[]>]", run(workspace, *command, "--help").stdout)


def test_the_commands_about_models_write_json(tmp_path):
    entry = ModelEntry("small", tmp_path / "small.gguf", 12, None, default=False, chosen=True)
    checked = Verification("small", tmp_path / "small.gguf", "a", "b")
    workspace = Workspace()
    workspace.models = lambda: (entry,)
    workspace.model_path = lambda: entry.path
    workspace.pull = lambda _source: entry.path
    workspace.verify_models = lambda: (checked,)

    def written(*command):
        return json.loads(run(workspace, "models", *command, "-f", "json").stdout)

    path = {"schema": "sourceline.model/1", "path": str(entry.path)}
    assert written("path") == written("pull", "hf:a") == path
    assert written("list")["models"][0]["path"] == str(entry.path)
    assert written("verify") == {
        "schema": "sourceline.verification/1",
        "models": [
            {
                "name": "small",
                "path": str(entry.path),
                "expected": "a",
                "found": "b",
                "holds": False,
            }
        ],
    }


def test_flags_that_a_command_cannot_use_are_not_offered():
    for command, flags in (
        ("summarise", ("--top-k", "--no-stream")),
        ("doctor", ("--top-k", "--mode", "--strict", "--explain", "--no-stream", "--seed")),
        ("status", ("--encoder",)),
        ("models pull", ("--model",)),
        ("models verify", ("--model",)),
    ):
        shown = run(Workspace(), *command.split(), "--help").stdout
        assert not [flag for flag in flags if f" {flag} " in shown]


def test_a_note_explains_itself_by_its_seconds():
    note = samples.note(timings={"reading": 1.5, "writing": 0.25})
    assert "Seconds" not in run(Workspace(note=note), "summarise").stdout
    shown = run(Workspace(note=note), "summarise", "--explain").stdout
    assert shown.endswith("\n\nSeconds\nreading 1.50 s · writing 0.25 s\n")


def test_verbose_says_what_is_used_and_how_long_it_took(tmp_path):
    (tmp_path / "rag.toml").write_text("top_k = 7\n")
    told = run(Workspace(), "ask", "Q", "-v", "-m", "some.gguf").stderr
    assert f"top_k = 7, from {tmp_path / 'rag.toml'}\n" in told
    assert f"model = {tmp_path / 'some.gguf'}, from --model\n" in told
    assert f"library: {tmp_path / '.rag'}\n" in told
    assert "seconds: " in told


def test_a_list_of_paths_with_a_nul_character_is_refused():
    done = run(Workspace(), "summarise", "-", input="a.txt\0b.txt\0")
    assert done.exit_code == 2
    assert done.stderr.startswith("error: the list of paths on stdin holds a NUL character\n")


@pytest.mark.parametrize("output", ["", "."])
def test_an_output_that_is_a_folder_fails_before_any_work(output):
    workspace = Workspace()
    done = run(workspace, "ask", "Q", "-o", output)
    assert done.exit_code == 2
    assert done.stderr.startswith("error: cannot write .: it is a folder\n")
    assert workspace.calls == []


def test_rebuild_reaches_the_library():
    workspace = Workspace()
    run(workspace, "index", "--rebuild")
    assert workspace.calls == [("index", (), True)]


def test_retry_reaches_the_library():
    workspace = Workspace()
    run(workspace, "index", "--retry")
    assert workspace.calls == [("index", (), "retry")]


def test_what_the_settings_exclude_reaches_the_library(tmp_path):
    (tmp_path / "rag.toml").write_text('exclude = ["drafts/", "*.log"]\n')
    workspace = Workspace()
    assert run(workspace, "index", "--root", str(tmp_path)).exit_code == 0
    assert workspace.settings.exclude == ("drafts/", "*.log")


def test_failed_files_are_listed_at_the_end_with_reason_and_remedy():
    now, before = FailedFile("b.pdf", "is a PDF", "Convert it."), FailedFile("a.x", "is a\x1b", "")
    report = SyncReport(added=2, failed=(now,), failing=(before,))
    done = run(Workspace(report=report), "index")
    assert done.exit_code == 7
    assert done.stdout.split("\n")[-4:-1] == [
        "Failed; tried again when they change, or with `rag index --retry`:",
        "  a.x: is a␛.",
        "  b.pdf: is a PDF. Convert it.",
    ]
    assert "2 added, 2 failed" in done.stdout
    told = json.loads(run(Workspace(report=report), "index", "-f", "json").stdout)
    assert [failed["path"] for failed in (*told["failed"], *told["failing"])] == ["b.pdf", "a.x"]


def test_what_readers_told_is_listed_and_changes_no_exit_code():
    told = (
        FileNotice("a.pdf", "1 of 2 pages has no text (page 2)", "run OCR"),
        FileNotice("b", "odd"),
    )
    workspace = Workspace(report=SyncReport(added=2, notices=told))
    done = run(workspace, "index")
    assert done.exit_code == 0
    assert done.stdout.split("\n")[-4:-1] == [
        "To know:",
        "  a.pdf: 1 of 2 pages has no text (page 2); run OCR",
        "  b: odd",
    ]
    found = json.loads(run(workspace, "index", "-f", "json").stdout)["notices"]
    assert [(one["path"], one["hint"]) for one in found] == [("a.pdf", "run OCR"), ("b", "")]


def test_watching_tells_of_every_change_until_it_ends():
    workspace = Workspace(report=SyncReport(added=2))
    failed = FailedFile("b.pdf", "is a PDF", "Convert it.")
    workspace.watched = (SyncReport(renamed=1, unchanged=1), SyncReport(failed=(failed,)))
    done = run(workspace, "index", "x", "--watch")
    assert [call[0] for call in workspace.calls] == ["index", "watch"]
    lines = done.stdout.split("\n")
    assert [line.partition(": ")[2] for line in lines[:3]] == [
        "2 added",
        "1 renamed, 1 unchanged",
        "1 failed",
    ]
    assert "Ctrl-C" in done.stderr
    assert done.exit_code == 7


@pytest.mark.parametrize(
    ("repaired", "told"),
    [
        (None, "the library is not damaged"),
        (
            Repaired(7, ("a.txt",), Path("/x/damaged.sqlite"), readable=True),
            "7 documents saved, 1",
        ),
        (Repaired(0, (), Path("/x/damaged.sqlite"), readable=False), "name its files again"),
    ],
)
def test_the_doctor_says_what_a_repair_came_to(repaired, told):
    workspace = Workspace()
    workspace.repaired = repaired
    done = run(workspace, "doctor", "--repair")
    assert workspace.calls == [("repair",), ("doctor",)]
    assert told in done.stderr
    assert ("/x/damaged.sqlite" in done.stderr) == (repaired is not None)
    run(workspace, "doctor")
    assert workspace.calls[2:] == [("doctor",)]


def test_chat_answers_lines_from_stdin_and_ends_at_their_end():
    workspace = Workspace()
    done = run(workspace, "chat", input="How many houses?\n/quit\nnever asked\n")
    assert done.exit_code == 0
    assert workspace.calls == [("ready", ()), ("ask", "How many houses?", ())]
    assert "“around 40 houses” [1]" in done.stdout


def test_chat_is_for_the_terminal():
    assert run(Workspace(), "chat", "-f", "json").exit_code == 2
    assert run(Workspace(), "chat", "-", input="").exit_code == 2
    shown = run(Workspace(), "chat", "--help").stdout
    assert not {"--format", "--output", "--strict", "'-'"} & set(
        re.findall(r"--[a-z]+|'-'", shown)
    )


@pytest.mark.parametrize(
    ("error", "code"),
    [(LibraryError("nothing readable"), 5), (ModelError("gone"), 6), (SettingsError("bad"), 2)],
    ids=["library", "model", "prompt"],
)
def test_a_chat_that_could_answer_nothing_does_not_begin(error, code):
    done = run(Workspace(error=error), "chat", input="How many houses?\n")
    assert done.exit_code == code
    assert done.stderr == f"error: {error.message}\n"
    assert done.stdout == ""


def test_the_version():
    for arguments in (("--version",), ("ask", "--version")):
        done = run(Workspace(), *arguments)
        assert done.exit_code == 0
        assert done.stdout == f"sourceline {__version__}\n"


COMMANDS = ["ask", "summarise", "chat", "index", "search", "show", "status", "doctor"]
MODELS = ["list", "path", "pull", "verify"]


@pytest.mark.parametrize("command", [*COMMANDS, *(f"models {name}" for name in MODELS)])
def test_every_command_teaches_by_example(command):
    done = run(Workspace(), *command.split(), "--help")
    assert done.exit_code == 0
    assert re.search(rf"Example:\n +\S*.*rag {command}", done.stdout)
    for flag in ("-q, --quiet", "-v, --verbose", "--no-color", "--version", "--root"):
        assert flag in done.stdout
    for flag in ("-f, --format", "-o, --output"):
        assert (flag in done.stdout) == (command != "chat")


def test_the_help_lists_every_command_and_no_alias():
    shown = run(Workspace(), "--help").stdout
    assert all(re.search(rf"^  {name} ", shown, re.MULTILINE) for name in (*COMMANDS, "models"))
    assert "summarize" not in shown
    assert "..." not in shown.partition("Commands:")[2]


def test_a_note_is_asked_for_with_title_focus_day_and_length():
    workspace = Workspace()
    options = ("--title", "T", "--focus", " the  pier ", "--since", "2024-05", "--length", "long")
    assert run(workspace, "summarise", *options).exit_code == 0
    assert workspace.calls[0][2] == Request("T", "the pier", "2024-05", Length.LONG)


@pytest.mark.parametrize(
    ("option", "value"),
    [("--since", "yesterday"), ("--since", "2024-13-01"), ("--focus", " "), ("--length", "huge")],
)
def test_a_wish_that_cannot_be_read_is_a_usage_error(option, value):
    done = run(Workspace(), "summarise", option, value)
    assert (done.exit_code, done.stdout) == (2, "")


@pytest.mark.parametrize("command", [("ask", "Q"), ("summarise",)])
def test_a_document_is_not_written_over(tmp_path, command):
    source = tmp_path / "source.txt"
    source.write_text("It rained.")
    done = run(Workspace(), *command, "-o", str(source))
    assert (done.exit_code, source.read_text()) == (2, "It rained.")
    assert "is one of the documents" in done.stderr


@pytest.mark.parametrize("name", ["n.pdf", "n.pptx", "n.XLSX"])
def test_a_file_is_not_named_for_what_it_is_not(tmp_path, name):
    done = run(Workspace(), "summarise", "-o", str(tmp_path / name))
    assert (done.exit_code, (tmp_path / name).exists()) == (2, False)


def test_summarize_is_an_alias():
    workspace = Workspace()
    assert run(workspace, "summarize", "a.txt").exit_code == 0
    assert workspace.calls[0][0] == "summarise"


def test_a_kept_answer_can_be_shown_again_with_the_real_library(tmp_path):
    (tmp_path / "storm.txt").write_text("It rained.\nThe storm flooded around 40 houses.\n")
    parts = opener(FakeParts())
    asked = run(parts, "ask", "how many houses were flooded?", "storm.txt", "-f", "json")
    assert asked.exit_code == 0, asked.stderr
    assert "library: 1 added (2 sentences read)" in asked.stderr
    found = json.loads(asked.stdout)
    assert "40" in found["answer"]
    for cited in found["citations"]:
        text = (tmp_path / cited["path"]).read_text()
        assert text[cited["char_start"] : cited["char_end"]] == cited["quote"]
    number = str(found["sentences"][0]["citations"][0])
    shown = run(parts, "show", number)
    assert shown.exit_code == 0
    assert "2 │ »The storm flooded around 40 houses.«" in shown.stdout
    line = run(parts, "show", "storm.txt:2")
    assert line.exit_code == 0
    assert line.stdout.startswith("storm.txt:2")
    assert "2 │ »The storm flooded around 40 houses.«" in line.stdout
    absent = run(parts, "show", "storm.txt:9")
    assert absent.exit_code == 5
    assert absent.stderr.startswith("error: storm.txt has no line 9\n")
    status = run(parts, "status")
    assert re.search(r"documents +1 \(2 sentences, \d+ words\)", status.stdout)
    assert render.plain(json.loads(run(parts, "status", "-f", "json").stdout)["exists"])


def test_no_library_and_nothing_named(tmp_path):
    for command in (("ask", "Q"), ("search", "Q"), ("summarise",), ("show", "1"), ("index",)):
        done = run(opener(FakeParts()), *command)
        assert done.exit_code == 5
        assert done.stderr.startswith("error: no library in ")
    assert list(tmp_path.iterdir()) == []


def test_remove_lists_what_left_and_what_comes_back(tmp_path):
    workspace = Workspace()
    done = run(workspace, "remove", "a.txt", "b.txt")
    assert done.exit_code == 0
    assert workspace.calls == [("remove", (tmp_path / "a.txt", tmp_path / "b.txt"))]
    assert done.stdout.startswith("2 removed; the files stay where they are:\n  a.txt\n  b.txt\n")
    assert done.stdout.endswith("unless the setting exclude names them:\n  b.txt\n")
    found = json.loads(run(workspace, "remove", "a.txt", "-f", "json").stdout)
    assert found == {
        "schema": "sourceline.remove/1",
        "removed": ["a.txt", "b.txt"],
        "returning": ["b.txt"],
    }


def test_remove_needs_something_to_take_out():
    assert run(Workspace(), "remove").exit_code == 2
