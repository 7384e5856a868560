import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rag.cli.program import app
from rag.evaluation.comparing import SCHEMA
from rag.evaluation.totals import TITLES
from tests.fakes import FakeModel
from tests.parts import FakeParts, opener

runner = CliRunner()
PAGE = (Path(__file__).resolve().parents[2] / "docs" / "evaluation.md").read_text("utf-8")
CORPUS = (
    {"id": "A", "title": "Harbour", "text": "The harbour of Varna closed in 1994. Ships left."},
    {"id": "B", "title": "Bakery", "text": "The bakery employs 40 bakers. It opened in 2001."},
)
QUESTIONS = (
    {
        "id": "1",
        "question": "When did the harbour close?",
        "answers": ["1994"],
        "context_ids": ["A"],
    },
    {
        "id": "2",
        "question": "How many bakers does the bakery employ?",
        "answers": ["40"],
        "context_ids": ["B"],
    },
    {"id": "3", "question": "Who founded Atlantis?", "answers": []},
)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RAG_CACHE_DIR", str(tmp_path / "cache"))


def made(folder, **files):
    folder.mkdir(exist_ok=True)
    for name, rows in files.items():
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(text, "utf-8")
    return str(folder)


@pytest.fixture
def harbour(tmp_path):
    return made(tmp_path / "harbour", questions=QUESTIONS, corpus=CORPUS)


def run(*arguments, parts=None, code=0):
    done = runner.invoke(app, ["eval", *arguments], obj=opener(parts or FakeParts()))
    assert done.exit_code == code, (done.stdout, done.stderr, done.exception)
    return done


def measured(*arguments, **options):
    found = json.loads(run(*arguments, "-f", "json", **options).stdout)
    return found, {one["name"]: one["value"] for one in found["measures"]}


def _lines():
    return [json.loads(line) for line in Path("lines.jsonl").read_text("utf-8").splitlines()]


def test_a_set_is_asked_through_a_library_of_its_own(harbour, tmp_path):
    found, values = measured(harbour)
    assert found["schema"] == SCHEMA
    assert found["asked"] == {"questions": 3, "answerable": 2, "unanswerable": 1, "reused": 0}
    assert found["library"]["documents"] == 2
    assert values["passage_recall_1"] == values["citation_hit"] == 1
    assert values["refusal_recall"] == 1
    assert values["unsupported_figures"] == values["unsupported_names"] == 0
    assert {one["name"] for one in found["seconds"]} >= {"retrieval", "reading", "total"}
    assert not (tmp_path / ".rag").exists()


def test_the_table_names_every_measure_once(harbour):
    shown = run(harbour).stdout
    found, _ = measured(harbour)
    assert shown.startswith("harbour: 2 answerable, 1 unanswerable\n")
    for one in found["measures"]:
        assert len(re.findall(rf"^{re.escape(one['title'])}  ", shown, re.MULTILINE)) == 1


def test_nothing_is_asked_twice_until_something_changes(harbour):
    run(harbour)
    model = FakeModel()
    found, _ = measured(harbour, parts=FakeParts(model=model))
    assert found["asked"]["reused"] == 3
    assert model.history == []
    assert measured(harbour, "--fresh")[0]["asked"]["reused"] == 0
    assert measured(harbour, "--seed", "5")[0]["asked"]["reused"] == 0


@pytest.mark.parametrize(
    ("changes", "asked_anew"),
    [
        ({}, False),
        ({"answers": ["in 1994"]}, False),
        ({"question": "What closed in 1994?"}, True),
        ({"context_ids": []}, True),
        ({"group": "here"}, True),
    ],
)
def test_a_question_changed_under_its_id_is_asked_anew(tmp_path, changes, asked_anew):
    corpus = [CORPUS[0], {**CORPUS[1], "group": "here"}]
    run(made(tmp_path / "harbour", questions=QUESTIONS, corpus=corpus))
    changed = [{**QUESTIONS[0], **changes}, *QUESTIONS[1:]]
    folder = made(tmp_path / "harbour", questions=changed, corpus=corpus)
    found, _ = measured(folder, "--answers", "lines.jsonl")
    assert found["asked"]["reused"] == 3 - asked_anew
    assert measured(folder)[0]["asked"]["reused"] == 3


def test_two_sets_that_ask_one_library_share_no_answers(harbour, tmp_path):
    other = made(
        tmp_path / "other", questions=[{"id": "1", "question": "Who sang?"}], corpus=CORPUS
    )
    run(harbour)
    assert measured(other, "--library", harbour)[0]["asked"]["reused"] == 0


def test_an_interrupted_run_goes_on_where_it_stopped(harbour):
    class Impatient(FakeModel):
        def read(self, shared, branches):
            if len(self.history) == 2:
                raise KeyboardInterrupt
            return super().read(shared, branches)

    done = run(harbour, parts=FakeParts(model=Impatient()), code=130)
    assert "interrupted" in done.stderr
    assert measured(harbour)[0]["asked"]["reused"] == 2


def test_another_set_of_documents_makes_another_library(harbour, tmp_path):
    before = measured(harbour)[0]["library"]["folder"]
    assert measured(harbour)[0]["library"]["folder"] == before
    made(tmp_path / "harbour", corpus=[*CORPUS, {"id": "C", "text": "Nothing else."}])
    found, _ = measured(harbour)
    assert found["library"]["folder"] != before
    assert found["library"]["documents"] == 3


def test_questions_of_a_group_see_its_documents_alone(tmp_path):
    corpus = [{**row, "group": row["id"]} for row in CORPUS]
    questions = [{**QUESTIONS[1], "group": "A", "context_ids": []}]
    folder = made(tmp_path / "groups", questions=questions, corpus=corpus)
    run(folder, "--answers", "lines.jsonl")
    (line,) = _lines()
    assert {one["document"] for one in line["quotations"]} == {"A"}


def test_items_are_asked_of_their_own_documents(tmp_path):
    item = {
        **QUESTIONS[0],
        "context_ids": ["A"],
        "supported_answers": ["1994"],
        "wrong_answers": ["1999"],
        "has_misinfo": True,
        "documents": [CORPUS[0], {"id": "A2", "text": "The harbour of Varna closed in 1999."}],
    }
    other = {
        "id": "9",
        "question": "How many bakers does the bakery employ?",
        "answers": ["40"],
        "documents": [CORPUS[1]],
    }
    folder = made(tmp_path / "items", items=[item, other])
    found, values = measured(folder, "--answers", "lines.jsonl")
    assert found["library"]["documents"] == 3
    assert values["right_answers_shown"] == values["both_values_shown"] == 1
    lines = {row["id"]: row for row in _lines()}
    assert {one["document"] for one in lines["1"]["quotations"]} == {"A", "A2"}
    assert {one["document"] for one in lines["9"]["quotations"]} == {"B"}


def test_asked_of_another_library_nothing_is_answerable(harbour, tmp_path):
    corpus = [{"id": "z", "text": "Zebras graze at dawn. Lions sleep."}]
    other = made(
        tmp_path / "zoo", questions=[{"id": "z1", "question": "Who sleeps?"}], corpus=corpus
    )
    found, values = measured(harbour, "--library", other, "--limit", "2")
    assert found["asked"] == {"questions": 2, "answerable": 0, "unanswerable": 2, "reused": 0}
    assert found["library"]["name"] == "zoo"
    assert values.keys() == {"refusal_recall", "unsupported_figures", "unsupported_names"}


def test_a_baseline_is_compared_question_by_question(harbour):
    run(harbour, "-o", "before.json")
    done = run(harbour, "--baseline", "before.json")
    assert "against before.json" in done.stdout
    found = measured(harbour, "--baseline", "before.json")[0]
    assert found["baseline"] == "before.json"
    assert all((one["gained"], one["lost"]) == (0, 0) for one in found["differences"])
    exact = next(one for one in found["differences"] if one["name"] == "exact_match")
    assert exact["unchanged"] == 2


def test_limit_and_half_choose_the_questions(harbour):
    assert measured(harbour, "--limit", "1")[0]["asked"]["questions"] == 2
    ids = [
        {one["id"] for one in measured(harbour, "--half", half)[0]["questions"]}
        for half in ("fit", "report")
        if half in _halves()
    ]
    assert set().union(*ids) == {"1", "2", "3"}
    assert sum(map(len, ids)) == 3


def _halves():
    from rag.evaluation.sampling import half_of

    return {half_of("Harbour"), half_of("Bakery"), half_of("3")}


def test_documents_may_be_files_named_by_their_path(tmp_path):
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "harbour.txt").write_text(CORPUS[0]["text"], "utf-8")
    folder = made(tmp_path / "set", questions=[{**QUESTIONS[0], "context_ids": ["harbour.txt"]}])
    _, values = measured(folder, "--documents", str(reports))
    assert values["passage_recall_1"] == values["citation_hit_own"] == 1
    made(tmp_path / "set", questions=[{**QUESTIONS[0], "context_ids": ["other.txt"]}])
    done = run(folder, "--documents", str(reports), code=2)
    assert "context_id 'other.txt' is no document" in done.stderr


def test_a_question_that_cannot_be_asked_is_named(tmp_path):
    questions = [*QUESTIONS, {"id": "long", "question": "Why? " * 400, "answers": ["x"]}]
    folder = made(tmp_path / "set", questions=questions, corpus=CORPUS)
    assert "1 could not be asked\n  long: the question has" in run(folder).stdout


def test_documents_that_cannot_be_read_are_counted(tmp_path):
    corpus = [*CORPUS, {"id": "C", "text": " \n"}]
    folder = made(tmp_path / "set", questions=QUESTIONS, corpus=corpus)
    assert "1 documents could not be read" in run(folder).stdout


def test_summaries_are_checked_instead(tmp_path):
    edits = [
        {
            "id": name,
            "source_id": "A",
            "summary": summary,
            "consistent": summary == "The harbour closed in 1994.",
            "original_summary": "The harbour closed in 1994.",
            "edit_types": ["entity_modification"],
        }
        for name, summary in (
            ("right", "The harbour closed in 1994."),
            ("wrong", "The harbour closed in 1876."),
        )
    ]
    folder = made(tmp_path / "edits", items=edits, sources=CORPUS)
    found, values = measured(folder, "--answers", "lines.jsonl")
    assert values["edit_recall"] == 1
    assert found["library"] is None
    lines = {row["id"]: row for row in _lines()}
    assert lines["right"].keys() >= {"supported", "score", "findings", "consistent"}
    assert "has no library" in run(folder, "--library", folder, code=2).stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("missing",), "missing is not a folder"),
        (("harbour", "--baseline", "none.json"), "none.json cannot be read"),
        (("harbour", "--documents", "none"), "none does not exist"),
        (("harbour", "--library", "none"), "none is not a folder"),
        (("harbour", "--library", "harbour", "--documents", "harbour"), "Leave out --documents"),
        (("harbour", "--limit", "0"), "limit"),
        (("harbour", "-o", "run.md"), "this command writes text or json"),
    ],
)
def test_what_makes_no_sense_is_refused(harbour, arguments, told):
    done = run(*arguments, code=2)
    assert told in done.stderr + str(done.exception)


def test_the_page_explains_every_measure_and_no_other():
    table = PAGE.partition("## What the figures mean")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (?!measure \|)(?!---)(.+?) \|", table, re.MULTILINE)
    named = [title for row in rows for title in row.split(" · ")]
    assert sorted(named) == sorted(title for title, _ in TITLES.values())


def example(folder):
    """The set that docs/evaluation.md writes down."""
    for name, text in re.findall(
        r"^`my-questions/(\S+)`:\n\n```\w+\n(.*?)```", PAGE, re.MULTILINE | re.DOTALL
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return str(folder)


def test_the_example_of_the_page_runs(tmp_path):
    found, values = measured(example(tmp_path / "my-questions"))
    assert found["asked"] == {"questions": 3, "answerable": 2, "unanswerable": 1, "reused": 0}
    assert values["passage_recall_1"] == 1


@pytest.mark.model
def test_the_example_of_the_page_runs_with_the_real_models(tmp_path, model_cache, monkeypatch):
    monkeypatch.setenv("RAG_CACHE_DIR", str(model_cache))
    folder = example(tmp_path / "my-questions")
    done = runner.invoke(app, ["eval", folder, "--fresh", "-f", "json"])
    assert done.exit_code == 0, (done.stdout, done.stderr)
    values = {one["name"]: one["value"] for one in json.loads(done.stdout)["measures"]}
    assert values["passage_recall_1"] == 1
    assert values["unsupported_figures"] == 0
