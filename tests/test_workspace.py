import json

import pytest

from rag.errors import LibraryError, ModelError, StorageError
from rag.indexing import SyncReport
from rag.settings import Settings
from rag.workspace import Workspace
from rag.workspace.loading import Loading
from tests import samples
from tests.fakes import FakeEncoder
from tests.parts import FakeParts

STORM = "The storm flooded around 40 houses. Nobody was hurt.\n"
FIRE = "The fire burned 12 barns in May.\n"


class Told:
    def __init__(self):
        self.notices = []
        self.warnings = []
        self.stages = []

    def notice(self, text):
        self.notices.append(text)

    def warning(self, text):
        self.warnings.append(text)

    def progress(self, stage, done, total):
        self.stages.append((stage, done, total))


@pytest.fixture
def told():
    return Told()


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "storm.txt").write_text(STORM)
    (folder / "fire.txt").write_text(FIRE)
    return folder


@pytest.fixture
def parts():
    return FakeParts()


@pytest.fixture
def workspace(tmp_path, told, parts):
    with Workspace(tmp_path, Settings(), told, parts=parts) as opened:
        yield opened


def test_a_path_is_indexed_on_first_use_and_said_so(workspace, reports, told):
    hits = workspace.search("how many houses were flooded?", paths=(reports,))
    assert hits[0].path == "reports/storm.txt"
    assert hits[0].sentence.text == "The storm flooded around 40 houses."
    assert told.notices == ["library: 2 added (3 sentences read)"]


def test_a_path_limits_the_run_to_itself(workspace, reports):
    workspace.index((reports,))
    hits = workspace.search("houses flooded storm", paths=(reports / "fire.txt",))
    assert {hit.path for hit in hits} == {"reports/fire.txt"}


def test_without_a_path_the_whole_library_is_meant(workspace, reports):
    workspace.index((reports / "storm.txt",))
    workspace.index((reports / "fire.txt",))
    paths = {hit.path for hit in workspace.search("storm fire")}
    assert paths == {"reports/storm.txt", "reports/fire.txt"}


def test_a_changed_file_is_read_again_before_the_next_answer(workspace, reports, told):
    workspace.index((reports,))
    (reports / "fire.txt").write_text("The flood drowned 7 cows.\n")
    assert workspace.search("cows drowned")[0].sentence.text == "The flood drowned 7 cows."
    assert told.notices[-1] == "library: 1 updated (1 sentences read)"


def test_nothing_new_is_not_talked_about(workspace, reports, told):
    workspace.index((reports,))
    told.notices.clear()
    workspace.search("storm")
    assert told.notices == []


def test_sources_in_the_settings_belong_to_the_library(tmp_path, reports, parts):
    settings = Settings(sources=(str(reports),))
    with Workspace(tmp_path, settings, parts=parts) as workspace:
        assert workspace.search("storm")[0].path == "reports/storm.txt"


def test_no_library_and_nothing_to_index_makes_no_folder(workspace, tmp_path):
    for use in (workspace.search, workspace.ask):
        with pytest.raises(LibraryError, match="no library") as caught:
            use("storm")
        assert "rag index PATH" in caught.value.hint
    assert not (tmp_path / ".rag").exists()


def test_a_path_that_does_not_exist_is_one_clear_error(workspace, tmp_path):
    with pytest.raises(LibraryError, match=r"absent\.txt does not exist"):
        workspace.search("storm", paths=(tmp_path / "absent.txt",))


def test_a_file_that_fails_is_a_warning_while_others_answer(workspace, reports, told):
    (reports / "empty.txt").write_text("")
    assert workspace.search("storm", paths=(reports,))
    assert len(workspace.failures) == 1
    assert "empty.txt" in told.warnings[0]


def test_a_folder_with_nothing_readable(workspace, tmp_path):
    folder = tmp_path / "pictures"
    folder.mkdir()
    with pytest.raises(LibraryError, match="nothing readable in"):
        workspace.search("storm", paths=(folder,))


def test_another_encoder_is_refused_with_what_to_do(tmp_path, reports, workspace):
    workspace.index((reports,))
    other = FakeParts(encoder=FakeEncoder(128, name="another"))
    with Workspace(tmp_path, Settings(), parts=other) as again:
        with pytest.raises(LibraryError) as caught:
            again.search("storm")
        assert "--rebuild" in caught.value.hint


def test_rebuilding_takes_the_new_encoder(tmp_path, reports, workspace):
    workspace.index((reports,))
    other = FakeParts(encoder=FakeEncoder(128, name="another"))
    with Workspace(tmp_path, Settings(), parts=other) as again:
        report = again.index(rebuild=True)
        assert isinstance(report, SyncReport)
        assert again.status().encoder.name == "another"
        assert again.search("storm")[0].path == "reports/storm.txt"


def test_a_read_only_library_answers_and_says_so(tmp_path, reports, workspace, told):
    workspace.index((reports,))
    (reports / "fire.txt").write_text("Something else.\n")
    with Workspace(tmp_path, Settings(), told, parts=FakeParts(read_only=True)) as reader:
        assert reader.search("barns burned")[0].sentence.text == "The fire burned 12 barns in May."
        reader.keep("{}")
        assert not reader.status().writable
    assert "read-only" in told.notices[-1]


def test_indexing_a_read_only_library_fails(tmp_path, reports, workspace):
    workspace.index((reports,))
    with Workspace(tmp_path, Settings(), parts=FakeParts(read_only=True)) as reader:
        with pytest.raises(StorageError, match="cannot be written"):
            reader.index((reports,))
        assert reader.search("storm")


def test_the_last_output_is_kept_for_show(workspace, reports):
    from rag.render import json as render

    workspace.index((reports,))
    text = (reports / "storm.txt").read_text()
    stored = next(d for d in workspace.documents() if d.path == "reports/storm.txt")
    cited = samples.citation(
        quote="Nobody was hurt.",
        path=stored.path,
        char_start=text.index("Nobody"),
        char_end=text.index("Nobody") + 16,
        text_sha256=stored.text_sha256,
    )
    workspace.keep(render.answer(samples.answer(citations=(cited,))))
    shown = workspace.show(1)
    assert shown.citation == cited
    assert shown.text == text
    assert not shown.changed


def test_show_of_a_changed_file_falls_back_to_the_quotation(workspace, reports):
    from rag.render import json as render

    workspace.index((reports,))
    cited = samples.citation(quote="It never said this.", path="reports/storm.txt")
    workspace.keep(render.answer(samples.answer(citations=(cited,))))
    shown = workspace.show(1)
    assert shown.changed
    assert shown.text[shown.citation.char_start : shown.citation.char_end] == cited.quote


def test_show_without_an_answer_or_such_a_number(workspace, reports):
    workspace.index((reports,))
    with pytest.raises(LibraryError, match="nothing was asked yet"):
        workspace.show(1)
    workspace.keep(json.dumps({"citations": []}))
    with pytest.raises(LibraryError, match="no citation 3"):
        workspace.show(3)


def test_status_of_nothing_makes_nothing(workspace, tmp_path):
    found = workspace.status()
    assert not found.exists
    assert found.documents == ()
    assert not (tmp_path / ".rag").exists()


def test_status_of_a_library(workspace, reports):
    workspace.index((reports,))
    found = workspace.status()
    assert [document.path for document in found.documents] == [
        "reports/fire.txt",
        "reports/storm.txt",
    ]
    assert found.encoder.name == "fake-encoder"
    assert found.twin_agreement == 0.999999


def test_searching_never_loads_the_language_model(workspace, reports, parts):
    workspace.search("storm", paths=(reports,))
    assert parts.loaded == 0


def test_asking_twice_loads_the_model_once(workspace, reports, parts):
    workspace.ask("how many houses were flooded?", paths=(reports,))
    workspace.ask("how many barns burned?", paths=(reports,))
    assert parts.loaded == 1


def test_asking_answers_from_the_sources(workspace, reports):
    answer = workspace.ask("how many houses were flooded?", paths=(reports,))
    cited = answer.citations[answer.sentences[0].citations[0] - 1]
    assert cited.path == "reports/storm.txt"
    assert "40" in answer.answer


def test_a_model_that_cannot_load_is_reported_when_it_is_needed(tmp_path, reports):
    parts = FakeParts(cannot_load=ModelError("no such model", "Choose another."))
    with Workspace(tmp_path, Settings(), parts=parts) as workspace:
        shown = []
        with pytest.raises(ModelError, match="no such model"):
            workspace.ask("how many houses?", paths=(reports,), on_evidence=shown.append)
        assert shown


def test_summarising_covers_the_paths_given(workspace, reports):
    note = workspace.summarise((reports / "storm.txt",), title="Storm")
    assert note.title == "Storm"
    assert [source.path for source in note.sources] == ["reports/storm.txt"]


def test_what_is_loading_is_loaded_once_and_raises_each_time():
    calls = []
    loading = Loading(lambda: calls.append(1) or "ready")
    assert (loading(), loading()) == ("ready", "ready")
    assert calls == [1]

    def fail():
        raise ModelError("broken")

    failing = Loading(fail)
    for _ in range(2):
        with pytest.raises(ModelError, match="broken"):
            failing()
    assert failing.result is None


def test_the_doctor_looks_at_everything_and_finds_nothing(workspace, reports):
    workspace.index((reports,))
    found = workspace.doctor()
    facts = dict(found.facts)
    assert found.findings == ()
    assert facts["llama.cpp"] == "a fake"
    assert facts["twin"] == "cosine 0.999999 with sentence-transformers"
    assert facts["library"].startswith("2 documents in ")


def test_the_doctor_goes_on_after_a_finding(tmp_path, reports, workspace):
    workspace.index((reports,))
    ill = FakeParts(cannot_load=ModelError("no such model", "Choose another."))
    with Workspace(tmp_path, Settings(), parts=ill) as again:
        found = again.doctor()
    assert [(finding.problem, finding.hint) for finding in found.findings] == [
        ("no such model", "Choose another.")
    ]
    assert "library" in dict(found.facts)


def test_the_doctor_finds_a_damaged_library(tmp_path, reports, workspace):
    workspace.index((reports,))
    workspace.close()
    for file in (tmp_path / ".rag").glob("vectors-*"):
        file.write_bytes(b"broken")
    with Workspace(tmp_path, Settings(), parts=FakeParts()) as again:
        problems = [finding.problem for finding in again.doctor().findings]
    assert len(problems) == 1
    assert "damaged" in problems[0]


def test_rebuilding_starts_anew_where_the_library_is_damaged(workspace, reports, told):
    workspace.index([reports])
    workspace.close()
    (workspace.folder / "library.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(LibraryError):
        workspace.index([reports])
    report = workspace.index([reports], rebuild=True)
    assert report.added == 2
    assert any("starting anew" in notice for notice in told.notices)
