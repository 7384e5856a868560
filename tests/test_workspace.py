import functools
import json
import sqlite3
from dataclasses import replace

import pytest
from filelock import FileLock

from rag.briefing import Request
from rag.domain import Mode
from rag.errors import LibraryError, ModelError, PromptError, RefusedError, StorageError
from rag.indexing import SyncReport, write_lock
from rag.models import registry
from rag.settings import Settings
from rag.workspace import Adapters, Workspace
from rag.workspace.loading import Loading
from rag.workspace.resuming import BEGUN
from tests import samples
from tests.fakes import FakeEncoder, FakeModel
from tests.parts import FakeParts
from tests.readers.pdf.files import Picture, Words, pdf_bytes

STORM = "The storm flooded around 40 houses. Nobody was hurt.\n"
FIRE = "The fire burned 12 barns in May.\n"


class Told:
    def __init__(self):
        self.notices = []
        self.warnings = []
        self.stages = []
        self.details = []

    def notice(self, text):
        self.notices.append(text)

    def warning(self, text):
        self.warnings.append(text)

    def progress(self, stage, done, total, detail=""):
        self.stages.append((stage, done, total))
        self.details.append(detail)


@pytest.fixture(scope="module", autouse=True)
def _models_hashed_once():
    """The doctor reads the default models byte by byte."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "computed_sha256", functools.cache(registry.computed_sha256))
        yield


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
    hits = workspace.search("houses flooded by fire", paths=(reports / "fire.txt",))
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
    with pytest.raises(LibraryError, match="nothing readable in") as caught:
        workspace.search("storm", paths=(folder,))
    assert all(kind in caught.value.hint for kind in ("PDF", "Word", "mails", ".gitignore"))


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


def test_asking_to_compose_writes_and_tells_each_sentence(tmp_path, reports, told, parts):
    settings = Settings(mode=Mode.COMPOSE)
    spoken = []
    with Workspace(tmp_path, settings, told, parts=parts) as workspace:
        answer = workspace.ask(
            "how many houses were flooded?", paths=(reports,), on_statement=spoken.append
        )
    assert answer.mode is Mode.COMPOSE
    assert tuple(spoken) == answer.sentences
    assert "The storm flooded around 40 houses." in parts.fake_model.prompts[0]


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
    note = workspace.summarise((reports / "storm.txt",), Request(title="Storm"))
    assert note.title == "Storm"
    assert [source.path for source in note.sources] == ["reports/storm.txt"]


def test_every_citation_has_the_passage_around_it(workspace, reports):
    long = " ".join(f"The storm took house number {n} on the hill." for n in range(60))
    (reports / "long.txt").write_text(f"Houses\n\n{long}\n")
    note = workspace.summarise((reports,))
    found = workspace.contexts(note.citations)
    assert found.keys() == {citation.id for citation in note.citations}
    for citation in note.citations:
        text = (reports.parent / citation.path).read_text()
        context = found[citation.id]
        assert context.quotation == citation.quote
        around = f"{context.before}{context.quotation}{context.after}"
        assert around.removeprefix("… ").removesuffix(" …") in text
        assert len(context.before) < 610
        assert len(context.after) < 610
    assert any(context.before or context.after for context in found.values())


def test_citations_that_are_no_longer_there_have_no_context(workspace, reports):
    note = workspace.summarise((reports,))
    gone = tuple(replace(citation, quote="other words") for citation in note.citations)
    nowhere = tuple(replace(citation, path="gone.txt") for citation in note.citations)
    assert workspace.contexts(gone) == {}
    assert workspace.contexts(nowhere) == {}


@pytest.fixture
def broken_off(tmp_path, reports, told):
    """A workspace that composes, its model, and the whole of a note that was broken off at the end."""
    (reports / "flood.txt").write_text("The flood carried away 3 bridges on Friday.\n")
    model = FakeModel()
    parts = FakeParts(model=model)
    with Workspace(tmp_path, Settings(mode=Mode.COMPOSE), told, parts=parts) as workspace:
        whole = workspace.summarise((reports,))
        assert len(model.prompts) == len(whole.facts) > 2
        model.tells[whole.citations[whole.facts[-1].sentence.citations[0] - 1].quote] = (
            KeyboardInterrupt()
        )
        model.prompts.clear()
        told.notices.clear()
        with pytest.raises(KeyboardInterrupt):
            workspace.summarise((reports,))
        model.tells.clear()
        yield workspace, model, whole


def test_a_note_broken_off_while_it_is_composed_leaves_the_library_whole(broken_off, reports):
    workspace, model, whole = broken_off
    assert model.writing == 0
    assert workspace.doctor().findings == ()
    assert workspace.summarise((reports,)).facts == whole.facts


def test_a_note_that_was_broken_off_goes_on_where_it_stopped(broken_off, reports, told):
    workspace, model, whole = broken_off
    done = len(whole.facts) - 1
    assert told.notices == [
        f"{done} steps of the model are kept: the same command goes on from there"
    ]
    model.prompts.clear()
    assert replace(workspace.summarise((reports,)), timings={}) == replace(whole, timings={})
    assert len(model.prompts) == 1
    assert told.notices[1:] == [
        f"going on with a note that was interrupted: {done} steps of the model are kept"
    ]
    assert list((workspace.folder / BEGUN).iterdir()) == []
    workspace.summarise((reports,))
    assert len(model.prompts) == 1 + len(whole.facts)


def test_another_note_than_the_one_broken_off_begins_anew(broken_off, reports, told):
    workspace, model, whole = broken_off
    model.prompts.clear()
    workspace.summarise((reports,), Request(title="Another"))
    assert len(model.prompts) == len(whole.facts)
    (reports / "flood.txt").write_text("The flood carried away 4 bridges on Friday.\n")
    model.prompts.clear()
    workspace.summarise((reports,))
    assert len(model.prompts) == len(whole.facts)
    assert not any("going on" in notice for notice in told.notices)


def test_only_the_last_notes_that_were_broken_off_are_kept(broken_off, reports):
    workspace, model, _ = broken_off
    for number in range(7):
        model.writes.extend(["", (KeyboardInterrupt(),)])
        with pytest.raises(KeyboardInterrupt):
            workspace.summarise((reports,), Request(title=f"Note {number}"))
    assert len(list((workspace.folder / BEGUN).iterdir())) == 5


def test_a_note_is_made_where_nothing_can_be_kept(workspace, reports):
    workspace.index((reports,))
    (workspace.folder / BEGUN).write_text("in the way")
    assert workspace.summarise((reports,)).facts


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


def test_the_doctor_beside_a_run_that_is_writing_says_so_and_calls_nothing_missing(
    tmp_path, reports, workspace
):
    workspace.index((reports,))
    workspace.close()
    folder = tmp_path / ".rag"
    for file in folder.glob("vectors-*"):
        file.unlink()
    with write_lock(folder), Workspace(tmp_path, Settings(), parts=FakeParts()) as again:
        found = again.doctor()
    assert found.findings == ()
    assert dict(found.facts)["indexing"].startswith("another run is writing the library")
    with Workspace(tmp_path, Settings(), parts=FakeParts()) as again:
        (finding,) = again.doctor().findings
    assert "missing" in finding.problem


def test_the_doctor_finds_real_damage_beside_a_run_that_is_writing(tmp_path, reports, workspace):
    workspace.index((reports,))
    workspace.close()
    with sqlite3.connect(tmp_path / ".rag" / "library.sqlite") as connection:
        connection.execute("DELETE FROM vectors")
    connection.close()
    with write_lock(tmp_path / ".rag"), Workspace(tmp_path, Settings(), parts=FakeParts()) as it:
        problems = [finding.problem for finding in it.doctor().findings]
    assert any("have no vector" in problem for problem in problems)


def test_rebuilding_starts_anew_where_the_library_is_damaged(workspace, reports, told):
    workspace.index([reports])
    workspace.close()
    (workspace.folder / "library.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(LibraryError):
        workspace.index([reports])
    report = workspace.index([reports], rebuild=True)
    assert report.added == 2
    assert any("starting anew" in notice for notice in told.notices)


def of_newer_format(folder):
    with sqlite3.connect(folder / "library.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()


def test_rebuilding_never_throws_away_the_only_list_of_files(workspace, reports):
    workspace.index([reports])
    workspace.close()
    of_newer_format(workspace.folder)
    before = (workspace.folder / "library.sqlite").read_bytes()
    with pytest.raises(LibraryError, match="newer version") as caught:
        workspace.index(rebuild=True)
    assert "rag index --rebuild PATH…" in caught.value.hint
    assert (workspace.folder / "library.sqlite").read_bytes() == before
    assert workspace.index([reports], rebuild=True).added == 2


def test_rebuilding_a_newer_library_is_possible_where_the_settings_name_its_files(
    tmp_path, reports, workspace
):
    workspace.index([reports])
    workspace.close()
    of_newer_format(workspace.folder)
    with Workspace(tmp_path, Settings(sources=(str(reports),)), parts=FakeParts()) as again:
        assert again.index(rebuild=True).added == 2


def test_rebuilding_mends_a_page_damaged_inside_the_file(workspace, reports, tmp_path, told):
    odd = tmp_path / "odd.log"
    odd.write_text("Nobody named this folder. " * 400)
    workspace.index([reports, odd])
    workspace.close()
    file = workspace.folder / "library.sqlite"
    with sqlite3.connect(file) as connection:
        ((page,),) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'sentences'"
        )
        ((size,),) = connection.execute("PRAGMA page_size")
    connection.close()
    data = bytearray(file.read_bytes())
    data[(page - 1) * size : page * size] = b"\xff" * size
    file.write_bytes(data)
    assert workspace.index(rebuild=True).added == 3
    assert [notice for notice in told.notices if "starting anew" in notice]
    assert [one.path for one in workspace.documents()] == [
        "odd.log",
        "reports/fire.txt",
        "reports/storm.txt",
    ]
    assert workspace.doctor().findings == ()


def test_a_sound_library_is_not_thrown_away(workspace, reports, told):
    workspace.index([reports])
    workspace.keep("{}")
    assert workspace.index(rebuild=True).updated == 2
    assert not [notice for notice in told.notices if "starting anew" in notice]


def test_an_answer_does_not_need_its_vectors_on_the_disk(tmp_path, reports, workspace):
    workspace.index([reports])
    workspace.close()
    for file in workspace.folder.glob("vectors-*"):
        file.unlink()

    class FullDisk(FakeParts):
        def library(self, folder, *, writable):
            catalogue, vectors = super().library(folder, writable=writable)

            def full():
                raise StorageError("the disk is full", "Free some space.")

            vectors.refresh = full
            return catalogue, vectors

    with Workspace(tmp_path, Settings(), parts=FullDisk()) as again:
        assert again.search("storm houses")[0].path == "reports/storm.txt"
        with pytest.raises(StorageError):
            again.index([reports])


def test_the_doctor_finds_a_library_it_cannot_read(tmp_path, reports, workspace):
    workspace.index([reports])
    workspace.close()
    of_newer_format(workspace.folder)
    with Workspace(tmp_path, Settings(), parts=FakeParts()) as again:
        found = again.doctor()
    facts = dict(found.facts)
    assert facts["library"] == f"cannot be read in {tmp_path}"
    assert facts["llama.cpp"] == "a fake"
    assert ["newer version" in finding.problem for finding in found.findings] == [True]


def test_the_doctor_finds_a_foreign_encoder_and_a_broken_prompt(tmp_path, reports, workspace):
    workspace.index([reports])
    ill = FakeParts(
        encoder=FakeEncoder(128, name="another"), prompts=PromptError("no such prompt", "Mend it.")
    )
    with Workspace(tmp_path, Settings(), parts=ill) as again:
        problems = [finding.problem for finding in again.doctor().findings]
    assert problems[0] == "no such prompt"
    assert "the encoder fake-encoder, not another" in problems[1]
    assert len(problems) == 2


def test_the_shipped_prompts_pass_and_a_broken_one_of_the_users_does_not(tmp_path):
    Adapters(tmp_path, Settings(), Told()).check_prompts()
    folder = tmp_path / "prompts"
    folder.mkdir()
    (folder / "reading.md").write_text("Only $question")
    broken = Adapters(tmp_path, Settings(prompts=str(folder)), Told())
    with pytest.raises(PromptError, match=r"\$sentence is missing"):
        broken.check_prompts()


@pytest.mark.parametrize("use", ["index", "search", "summarise", "ready"])
def test_a_mistyped_path_makes_no_library(workspace, tmp_path, use):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.png").write_bytes(b"")
    for wrong, said in (("absent.txt", r"absent\.txt does not exist"), ("pictures", "nothing")):
        paths = (tmp_path / wrong,)
        with pytest.raises(LibraryError, match=said):
            getattr(workspace, use)(*(("storm",) if use == "search" else ()), paths=paths)
    assert not (tmp_path / ".rag").exists()


def test_indexing_nothing_readable_into_an_empty_library_is_an_error(workspace, tmp_path):
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    for _ in range(2):
        with pytest.raises(LibraryError, match=r"picture\.txt"):
            workspace.index([tmp_path / "picture.txt"])


def test_a_library_whose_files_are_all_gone_is_only_empty(workspace, reports):
    workspace.index([reports])
    for file in reports.iterdir():
        file.unlink()
    assert workspace.index().removed == 2


def test_the_reason_of_the_error_is_no_warning_too(workspace, reports, told, tmp_path):
    workspace.index([reports])
    with pytest.raises(LibraryError, match=r"absent\.txt does not exist"):
        workspace.search("storm", paths=(tmp_path / "absent.txt",))
    assert told.warnings == []
    with pytest.raises(LibraryError, match="nothing readable"):
        workspace.search("storm", paths=(tmp_path / "absent.txt", tmp_path / "gone.txt"))
    assert len(told.warnings) == 2
    assert workspace.search("storm", paths=(reports, tmp_path / "absent.txt"))
    assert len(told.warnings) == 3


def test_while_another_run_writes_the_first_batch_one_is_told_to_wait(workspace, reports, told):
    workspace.folder.mkdir()
    with (
        FileLock(workspace.folder / "write.lock"),
        pytest.raises(LibraryError, match="another run is writing") as caught,
    ):
        workspace.search("storm", paths=(reports,))
    assert "Wait" in caught.value.hint
    assert told.notices == []
    workspace.index([reports])
    with FileLock(workspace.folder / "write.lock"):
        assert workspace.search("storm")
    assert told.notices[-1] == "another run is indexing: answering from the library as it is"


def test_what_was_interrupted_is_finished_by_the_next_run_and_said(
    tmp_path, reports, workspace, told
):
    class Interrupted(FakeEncoder):
        def encode_documents(self, texts, *, progress=None):
            raise KeyboardInterrupt

    (tmp_path / "other.txt").write_text("Another text.\n")
    workspace.index([tmp_path / "other.txt"])
    with (
        Workspace(tmp_path, Settings(), parts=FakeParts(encoder=Interrupted())) as killed,
        pytest.raises(KeyboardInterrupt),
    ):
        killed.index([reports])
    assert workspace.search("barns burned")[0].path == "reports/fire.txt"
    assert told.notices[-2:] == [
        "finished what an interrupted run left: reports",
        "library: 2 added (3 sentences read)",
    ]


def test_search_leaves_out_what_has_nothing_to_do_with_the_question(workspace, reports):
    workspace.index([reports])
    assert workspace.search("quantum chromodynamics") == ()
    assert [hit.path for hit in workspace.search("barns")] == ["reports/fire.txt"]


def test_being_ready_means_that_everything_is_loaded(workspace, reports, parts):
    workspace.ready([reports])
    assert parts.loaded == 1
    assert len(workspace.documents()) == 2


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        (FakeParts(cannot_load=ModelError("no such model")), ModelError),
        (FakeParts(prompts=PromptError("no such prompt")), PromptError),
    ],
    ids=["model", "prompt"],
)
def test_not_being_ready_is_an_error(tmp_path, reports, parts, kind):
    with Workspace(tmp_path, Settings(), parts=parts) as workspace, pytest.raises(kind):
        workspace.ready([reports])


def test_without_a_library_nothing_is_ready(workspace):
    with pytest.raises(LibraryError, match="no library"):
        workspace.ready()


def test_a_folder_is_followed_until_ctrl_c(workspace, reports, monkeypatch):
    workspace.index([reports])
    (reports / "fire.txt").rename(reports / "blaze.txt")

    def changes(plan):
        yield
        (reports / "new.txt").write_text("Snow fell.")
        yield
        yield
        (reports / "bad.txt").write_bytes(bytes(99))
        yield
        raise KeyboardInterrupt

    monkeypatch.setattr("rag.indexing.changes", changes)
    seen = [(one.renamed, one.added, len(one.failed)) for one in workspace.watch([reports])]
    assert seen == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]


def test_what_the_report_of_a_followed_folder_says_is_not_said_besides(
    workspace, reports, told, monkeypatch
):
    workspace.index([reports])

    def changes(plan):
        reports.rename(reports.with_name("elsewhere"))
        yield
        yield
        reports.with_name("elsewhere").rename(reports)
        yield
        raise KeyboardInterrupt

    monkeypatch.setattr("rag.indexing.changes", changes)
    told.notices.clear()
    told.warnings.clear()
    seen = [(one.removed, one.added, len(one.failed)) for one in workspace.watch([reports])]
    assert seen == [(2, 0, 1), (0, 2, 0)]
    assert (told.notices, told.warnings) == ([], [])


def test_while_another_run_writes_a_followed_folder_waits_and_says_so(
    workspace, reports, told, monkeypatch
):
    workspace.index([reports])

    def changes(plan):
        yield
        raise KeyboardInterrupt

    monkeypatch.setattr("rag.indexing.changes", changes)
    with write_lock(workspace.folder):
        assert list(workspace.watch([reports])) == []
    assert told.notices[-1] == "another run is indexing"


def test_a_removed_document_leaves_the_library_and_its_file_stays(workspace, reports):
    (reports / "bad.txt").write_bytes(bytes(99))
    workspace.index([reports])
    found = workspace.remove([reports / "fire.txt", reports / "bad.txt"])
    assert found.paths == ("reports/bad.txt", "reports/fire.txt")
    assert found.returning == ()
    assert (reports / "fire.txt").exists()
    assert [known.path for known in workspace.documents()] == ["reports/storm.txt"]
    assert workspace.status().failures == ()
    assert workspace.doctor().findings == ()
    assert workspace.index().unchanged == 1
    assert workspace.index([reports]).added == 1


def test_what_the_sources_hold_comes_back_and_that_is_said(tmp_path, reports, parts):
    with Workspace(tmp_path, Settings(sources=(str(reports),)), parts=parts) as workspace:
        workspace.index()
        assert workspace.remove([reports / "fire.txt"]).returning == ("reports/fire.txt",)
        assert workspace.index().added == 1


def test_a_file_named_against_a_rule_leaves_when_it_is_removed(tmp_path, reports, parts):
    with Workspace(tmp_path, Settings(exclude=("fire.txt",)), parts=parts) as workspace:
        workspace.index([reports, reports / "fire.txt"])
        assert workspace.index([reports]).unchanged == 2
        assert workspace.remove([reports / "fire.txt"]).returning == ()
        assert workspace.index([reports]).unchanged == 1


def test_what_is_not_in_the_library_cannot_be_removed(workspace, reports):
    with pytest.raises(LibraryError, match="no library"):
        workspace.remove([reports])
    workspace.index([reports])
    with pytest.raises(LibraryError, match="nothing of it is in the library"):
        workspace.remove([reports / "absent.txt"])
    with write_lock(workspace.folder), pytest.raises(LibraryError, match="another run is writing"):
        workspace.remove([reports])
    assert len(workspace.documents()) == 2


def test_an_empty_folder_may_be_followed(workspace, tmp_path):
    (tmp_path / "inbox").mkdir()
    assert workspace.index([tmp_path / "inbox"], may_be_empty=True).changed is False


def test_another_programs_database_is_neither_rebuilt_nor_repaired(workspace, reports):
    workspace.index([reports])
    workspace.close()
    file = workspace.folder / "library.sqlite"
    file.unlink()
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE customers (name TEXT)")
    connection.close()
    before = file.read_bytes()
    for act in (lambda: workspace.index([reports], rebuild=True), workspace.repair):
        with pytest.raises(LibraryError, match="another program's database"):
            act()
        assert file.read_bytes() == before


def test_repairing_saves_what_can_be_read_and_reads_the_rest_again(workspace, reports, parts):
    workspace.index([reports])
    assert workspace.repair() is None
    workspace.close()
    with sqlite3.connect(workspace.folder / "library.sqlite") as connection:
        connection.execute("DELETE FROM vectors WHERE sentence_id = 1")
    connection.close()
    parts.fake_encoder.documents.clear()
    repaired = workspace.repair()
    assert (repaired.documents, len(repaired.lost)) == (1, 1)
    assert len(parts.fake_encoder.documents) in {1, 2}
    assert [known.path for known in workspace.documents()] == [
        "reports/fire.txt",
        "reports/storm.txt",
    ]
    assert workspace.doctor().findings == ()
    assert repaired.kept_aside.exists()


def test_a_library_that_cannot_be_read_at_all_is_set_aside(workspace, reports):
    workspace.index([reports])
    workspace.close()
    (workspace.folder / "library.sqlite").write_bytes(b"no database" * 999)
    repaired = workspace.repair()
    assert not repaired.readable
    assert repaired.kept_aside.read_bytes() == b"no database" * 999
    assert workspace.index([reports]).added == 2


def test_without_a_library_nothing_is_repaired(workspace):
    with pytest.raises(LibraryError, match="no library"):
        workspace.repair()


def test_what_the_settings_exclude_stays_out_of_every_run(tmp_path, reports):
    settings = Settings(sources=(str(reports),), exclude=("reports/fire*",))
    with Workspace(tmp_path, settings, parts=FakeParts()) as opened:
        assert (opened.index().added, opened.index().excluded) == (1, 1)
        opened.search("storm")
        assert [known.path for known in opened.documents()] == ["reports/storm.txt"]


def test_files_that_failed_are_in_status_and_known_to_the_doctor(workspace, reports, told):
    (reports / "bad.txt").write_bytes(bytes(99))
    workspace.index([reports])
    assert told.warnings == []
    (failed,) = workspace.status().failures
    assert failed.path == "reports/bad.txt"
    assert dict(workspace.doctor().facts)["failed files"].startswith("1;")
    workspace.search("storm", paths=[reports])
    assert told.warnings == []


def test_progress_tells_files_sentences_a_second_and_the_file_in_hand(workspace, reports, told):
    workspace.index([reports])
    stages = [stage for stage in told.stages if stage[0] == "indexing"]
    total = sum(path.stat().st_size for path in reports.iterdir())
    assert stages[0] == ("indexing", 0, total)
    assert stages[-1] == ("indexing", total, total)
    assert any("1 of 2 files" in detail for detail in told.details)
    assert any("sentences/s" in detail for detail in told.details)
    assert any("storm.txt" in detail for detail in told.details)


def test_what_a_reader_told_is_said_once_and_in_status(workspace, reports, told):
    scanned = pdf_bytes([[Words("The dam held through the storm.")], [Picture()]])
    (reports / "dam.pdf").write_bytes(scanned)
    workspace.search("dam", paths=[reports])
    said = [notice for notice in told.notices if "no text" in notice]
    assert said[0].startswith(
        "reports/dam.pdf: 1 of 2 pages has no text (page 2); let OCR read it: "
    )
    workspace.search("dam", paths=[reports])
    assert [notice for notice in told.notices if "no text" in notice] == said
    (kept,) = workspace.status().notices
    assert (kept.path, kept.fact) == ("reports/dam.pdf", "1 of 2 pages has no text (page 2)")


def test_a_note_tells_of_files_that_could_not_be_read_each_time(workspace, reports):
    (reports / "broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    for _ in range(2):
        note = workspace.summarise((reports,))
        assert [each.path for each in workspace.unread] == ["reports/broken.pdf"]
        assert "1 file could not be read: reports/broken.pdf." in note.gaps
    workspace.summarise((reports / "storm.txt",))
    assert workspace.unread == ()


def test_the_library_is_for_its_owner_alone(workspace, reports):
    workspace.index((reports,))
    assert workspace.folder.stat().st_mode & 0o077 == 0


def test_a_workspace_knows_its_documents(workspace, reports):
    workspace.index((reports,))
    assert workspace.holds(reports / "storm.txt")
    assert not workspace.holds(reports / "other.txt")


def test_the_documents_below_a_path_are_told(workspace, reports):
    workspace.index((reports,))
    every = workspace.documents()
    assert workspace.documents((reports / "storm.txt",)) == tuple(
        one for one in every if one.path.endswith("storm.txt")
    )
    assert workspace.documents((reports,)) == every
    assert workspace.documents((reports / "gone",)) == ()


def test_documents_that_mention_words_are_found_with_most_of_them_first(workspace, reports):
    (reports / "both.txt").write_text("The storm was long. The storm put out a fire in May.\n")
    workspace.index((reports,))
    assert workspace.mentioning("Storm") == ("reports/both.txt", "reports/storm.txt")
    assert workspace.mentioning("storm barns") == ()
    assert workspace.mentioning("BBC") == ()


def test_what_can_be_answered_is_told_without_the_language_model(workspace, reports, parts):
    workspace.index((reports,))
    assert workspace.answerable("How many houses did the storm flood?")
    assert not workspace.answerable("How many cows were drowned in Peru?")
    assert not workspace.answerable("How many houses?", paths=(reports / "fire.txt",))
    assert parts.loaded == 0


def test_the_language_model_is_loaded_once(workspace, reports, parts):
    workspace.index((reports,))
    assert workspace.language_model() is workspace.language_model()
    assert parts.loaded == 1


def test_a_run_can_be_limited_to_documents_that_fit(workspace, reports):
    workspace.index((reports,))
    found = workspace.ask("how many barns burned?", only=lambda one: "storm" in one.path)
    assert {cited.path for cited in found.citations} == {"reports/storm.txt"}
    with pytest.raises(LibraryError, match="no document fits the filter"):
        workspace.ask("storm", only=lambda _: False)


def test_a_filter_counts_within_the_paths_given(workspace, reports):
    workspace.index((reports,))
    with pytest.raises(LibraryError, match="no document fits"):
        workspace.ask("x", paths=(reports / "fire.txt",), only=lambda one: "storm" in one.path)


def test_documents_are_compared_and_their_differing_figures_told(workspace, tmp_path):
    (tmp_path / "a.txt").write_text("Police said 12 people were killed in the storm.\n")
    (tmp_path / "b.txt").write_text("Police said 14 people were killed in the storm.\n")
    (tmp_path / "c.txt").write_text("Bread is sold on the corner.\n")
    found = workspace.compare("people killed", paths=(tmp_path,), cited=(samples.citation(3),))
    assert {one.path for one in found.documents} == {"a.txt", "b.txt"}
    assert (found.silent, found.left_out) == (1, 0)
    assert [cited.id for cited in found.citations] == [4, 5]
    (differing,) = found.disagreements
    assert {value.citations for value in differing.values} == {(4,), (5,)}


def test_a_citation_that_a_difference_needs_goes_on_from_those_shown(workspace, reports):
    text = "The storm flooded houses. A flood of houses. The storm flooded 90 houses in May.\n"
    (reports / "other.txt").write_text(text)
    found = workspace.compare("houses flooded", paths=(reports,))
    ids = [cited.id for cited in found.citations]
    assert ids == list(range(1, len(ids) + 1))
    used = {n for one in found.disagreements for side in one.values for n in side.citations}
    assert used <= set(ids)


def test_what_nobody_speaks_of_is_not_compared(workspace, reports):
    workspace.index((reports,))
    with pytest.raises(RefusedError, match="say nothing of “zebras”"):
        workspace.compare("zebras")


def test_the_mode_can_be_changed_between_questions(workspace, reports):
    workspace.index((reports,))
    assert not workspace.composes()
    workspace.use_mode(Mode.COMPOSE)
    assert workspace.composes()
    assert workspace.ask("how many houses were flooded?").mode is Mode.COMPOSE


def test_the_model_can_be_changed_between_questions(workspace, reports, parts, tmp_path):
    workspace.ready((reports,))
    closed = []
    parts.fake_model.close = lambda: closed.append(True)
    workspace.use_model(tmp_path / "other.gguf")
    assert workspace._models.parts.chosen == str(tmp_path / "other.gguf")
    assert closed == [True]
    assert workspace.ask("how many houses were flooded?").answer == "around 40 houses"


def test_a_model_that_cannot_be_used_leaves_the_one_before(workspace, reports, parts, tmp_path):
    workspace.ready((reports,))
    parts.cannot_load = ModelError("no GGUF", "Name another.")
    with pytest.raises(ModelError, match="no GGUF"):
        workspace.use_model(tmp_path / "other.txt")
    assert workspace._models.parts is parts
    assert workspace.ask("how many houses were flooded?").answer == "around 40 houses"


def test_parts_with_another_model_name_it(tmp_path, told):
    other = tmp_path / "other.gguf"
    other.write_bytes(b"GGUF")
    parts = Adapters(tmp_path, Settings(), told)
    assert parts.with_model(str(other)).model_path() == other
    assert parts.model_path() != other
