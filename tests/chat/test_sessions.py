import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.chat import Choices, sessions
from rag.chat.entries import Entry
from rag.chat.sessions import FOLDER, KEPT, Line, Session, Talk, last, read
from rag.domain import Mode
from rag.errors import LibraryError
from tests import samples
from tests.chat.engines import Engine
from tests.chat.engines import Talk as Chats
from tests.examples import examples

PROJECT = Path(__file__).parents[2]
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def line_of(kind, typed, shown):
    if kind == "shown":
        return Line(shown=shown)
    if kind == "undone":
        return Line(undone=1)
    if kind == "note":
        return Line(said=Entry(typed, note=samples.full_note(citations=shown)))
    answer = samples.answer() if kind == "answer" else samples.refusal()
    return Line(said=Entry(typed, answer=replace(answer, citations=shown)))


@st.composite
def talks(draw):
    """Lines as a chat writes them: passages shown, things said, things taken back."""
    lines, talk = [], Talk()
    for _ in range(draw(st.integers(0, 8))):
        first = talk.conversation.next_citation
        shown = tuple(samples.citation(first + n, draw(TEXT)) for n in range(2))
        kind = draw(st.sampled_from(["shown", "answer", "refusal", "note", "undone"]))
        if kind == "undone" and not talk.entries:
            kind = "shown"
        line = line_of(kind, draw(TEXT), shown)
        lines.append(line)
        talk = talk.after(line)
    return lines, talk


@settings(max_examples=examples(100), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(talks(), st.integers(0, 3))
def test_a_chat_comes_back_as_it_was_and_cut_anywhere_as_it_had_been(tmp_path, made, cut):
    lines, talk = made
    session = Session(tmp_path)
    for line in lines:
        session.keep(line)
    session.close()
    if not lines:
        return
    path = last(tmp_path)
    assert read(path) == talk
    path.write_bytes(path.read_bytes()[: -2 - cut])
    shorter = Talk()
    for line in lines[:-1]:
        shorter = shorter.after(line)
    assert read(path) == shorter


def test_a_chat_is_for_its_owner_alone(talk, engine):
    talk("one?")
    assert last(engine.folder).stat().st_mode & 0o777 == 0o600


def test_a_chat_in_which_nothing_is_said_leaves_no_file(talk, engine):
    talk("/help", "")
    assert last(engine.folder) is None


def test_a_chat_is_gone_on_with(talk, engine, out, err):
    talk("one?", "slow?")
    talk("two?", "/show 1", "/history", goes_on=True)
    assert "Going on after 1 turn, 2 passages." in err
    assert "The last was: “one?”" in err
    assert "Passages\n[3] reports/3.txt" in talk.said
    assert "[1] reports/1.txt:3" in out[-2]
    assert out[-1].startswith("1. one?")
    talk("/sources", goes_on=True)
    assert [f"[{n}]" in out[-1] for n in (1, 2, 3, 4)] == [True, True, True, False]


def test_what_was_chosen_is_taken_up_again(talk, engine, err, tmp_path):
    (tmp_path / "other.gguf").write_text("")
    talk("/filter since 2024", "/mode compose", "one?", "/model other.gguf")
    again = Chats(Engine(engine.folder))
    again("two?", "/filter off", goes_on=True)
    assert "As then: filter since 2024 · mode compose · model other" in again.err
    assert again.engine.settings.mode == "compose"
    assert again.engine.model == tmp_path / "other.gguf"
    assert again.engine.limits == [["reports/1.txt", "reports/2.txt"]]
    third = Chats(Engine(engine.folder))
    third("three?", goes_on=True)
    assert third.engine.limits == [None]
    assert "As then: mode compose · model other" in third.err


def test_paths_and_what_was_added_are_taken_up_again(talk, engine, err, tmp_path):
    (tmp_path / "new.txt").write_text("x")
    talk("/add new.txt", "one?", paths=("/x/reports",))
    talk("two?", goes_on=True)
    assert "As then: of reports, new.txt" in err
    assert engine.paths[1] == engine.paths[0]


def test_what_is_given_anew_comes_before_what_was_chosen(talk, engine, tmp_path):
    (tmp_path / "other.gguf").write_text("")
    talk("/mode compose", "/model other.gguf", "one?", paths=("/x/reports",))
    given = Choices(paths=("/y",), mode=Mode.QUOTE, model="/models/tiny.gguf")
    again = Chats(Engine(engine.folder))
    again("two?", goes_on=True, given=given)
    assert again.engine.settings.mode == "auto"
    assert again.engine.model.stem == "tiny"
    assert again.engine.paths == [(Path("/y"),)]


def test_a_model_that_is_gone_is_said_and_the_chat_goes_on(talk, engine, err, tmp_path):
    (tmp_path / "other.gguf").write_text("")
    talk("/model other.gguf", "one?")
    again = Engine(engine.folder)
    again.fails = True
    chats = Chats(again)
    chats("two?", goes_on=True)
    assert again.asked == ["two?"]
    assert any("is no GGUF file" in one for one in chats.err)
    assert not any("As then" in one for one in chats.err)


def test_choosing_alone_leaves_no_file(talk, engine):
    talk("/mode quote", "/filter reports")
    assert last(engine.folder) is None


def test_what_was_taken_back_stays_so(talk, out):
    talk("one?", "two?", "/undo")
    talk("/history", "/retry", goes_on=True)
    assert out[-3] == "1. one?\n   “around 40 houses” [1]\n"


def test_notes_and_comparisons_come_back(talk, out, tmp_path):
    lines = ("one?", "/compare storm", "/summarise", "unknown?", "moved?")
    talk(*lines, "/save a.json")
    talk("/save b.json", goes_on=True)
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_the_last_of_several_chats_is_gone_on_with_in_a_file_of_its_own(talk, engine):
    talk("one?")
    talk("two?")
    before = last(engine.folder).read_bytes()
    talk("three?", goes_on=True)
    files = sorted((engine.folder / FOLDER).iterdir())
    assert [file.name for file in files] == [f"{n:06}.jsonl" for n in (1, 2, 3)]
    assert files[1].read_bytes() == before
    assert files[2].read_bytes().startswith(before)


def test_two_chats_at_once_keep_apart(engine):
    one, other = Session(engine.folder), Session(engine.folder)
    one.keep(Line(shown=(samples.citation(1),)))
    other.keep(Line(shown=(samples.citation(2),)))
    assert len(list((engine.folder / FOLDER).iterdir())) == 2


def test_only_the_last_chats_are_kept(talk, engine):
    for _ in range(KEPT + 3):
        talk("one?")
    files = sorted(file.name for file in (engine.folder / FOLDER).iterdir())
    assert files == [f"{n:06}.jsonl" for n in range(4, KEPT + 4)]


def test_without_a_chat_to_go_on_with_a_new_one_begins(talk, err):
    talk("one?", goes_on=True)
    assert err[0] == "There is no chat to go on with."


@pytest.mark.parametrize("first", ['{"schema":"sourceline.session/2"}', "{}", "[1]", "\x00"])
def test_a_chat_of_another_version_is_not_gone_on_with(talk, engine, first):
    talk("one?")
    last(engine.folder).write_text(first + "\n")
    with pytest.raises(LibraryError, match="is of another version"):
        talk(goes_on=True)


def test_a_file_cut_within_its_first_line_is_an_empty_chat(engine):
    (engine.folder / FOLDER).mkdir()
    (engine.folder / FOLDER / "000001.jsonl").write_text('{"sch')
    assert read(last(engine.folder)) == Talk()


def test_a_damaged_line_ends_what_is_read(talk, engine, err):
    talk("one?", "two?")
    path = last(engine.folder)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join((*lines[:3], b"{broken\n", *lines[3:])))
    talk(goes_on=True)
    assert "Going on after 1 turn, 1 passage." in err


def test_a_chat_that_cannot_be_kept_goes_on_and_says_so(talk, engine, err):
    (engine.folder / FOLDER).write_text("in the way")
    talk("one?", "two?")
    assert engine.asked == ["one?", "two?"]
    assert [told for told in err if "is not kept" in told] == [
        "from here on this chat is not kept: File exists"
    ]


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.chat.engines import Engine, Talk
lines = ["one?", "two?", "three?"]
engine = Engine(Path(sys.argv[1]))
ask = engine.ask
def killed(question, **options):
    if question == "three?":
        options["on_evidence"]((__import__("tests.samples").samples.citation(3),))
        os.kill(os.getpid(), signal.SIGKILL)
    return ask(question, **options)
engine.ask = killed
Talk(engine)(*lines)
"""


def test_a_chat_survives_a_kill_in_the_middle_of_an_answer(engine, talk, err):
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(engine.folder)],
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    talk("four?", goes_on=True)
    assert "Going on after 2 turns, 3 passages." in err
    assert "[4] reports/4.txt" in talk.said


SAID = ("one?", "unknown?", "slow?", "/compare storm", "/summarise pier", "x <b>*y*</b> [9]?")


def take_seconds(engine, seconds):
    ask = engine.ask
    timings = {"retrieval": seconds}
    engine.ask = lambda *args, **options: replace(ask(*args, **options), timings=timings)


@pytest.mark.parametrize("suffix", ["md", "json"])
def test_the_same_chat_gives_the_same_bytes(tmp_path, monkeypatch, suffix):
    written = []
    for name in ("a", "b"):
        folder = tmp_path / name
        folder.mkdir()
        monkeypatch.chdir(folder)
        engine = Engine(folder)
        take_seconds(engine, float(len(written)))
        Chats(engine)(*SAID, f"/save t.{suffix}")
        written.append((folder / f"t.{suffix}").read_bytes())
    assert written[0] == written[1]
    assert b"timings" not in written[0]


def test_a_transcript_in_json_tells_everything(talk, tmp_path):
    talk(*SAID, "/save t.json")
    told = json.loads((tmp_path / "t.json").read_text())
    assert told["schema"] == "sourceline.chat/1"
    kinds = [next(key for key in turn if key != "typed") for turn in told["turns"]]
    assert kinds == ["answer", "answer", "comparison", "note", "answer"]
    assert [cited["id"] for cited in told["citations"]] == list(range(1, 8))


def test_a_transcript_in_markdown_cites_what_it_lists(talk, tmp_path):
    talk(*SAID, "/save t.md")
    told = (tmp_path / "t.md").read_text()
    assert told.startswith("<!-- sourceline.chat/1 -->\n\n# Chat\n\n## one?\n\n- “around 40")
    assert "## x \\<b\\>\\*y\\*\\</b\\> \\[9\\]?" in told
    assert "**The sources do not say.** They give no such figure. Nearest: [2]" in told
    assert "### Key points" in told
    assert "### Sources" not in told
    assert told.count("## Sources") == 1
    assert "\n1. reports/1.txt:3-4" in told


def test_a_transcript_overwrites_transcripts_alone(talk, tmp_path, err):
    (tmp_path / "mine.md").write_text("# Mine\n")
    talk(
        "one?", "/save mine.md", "/save t.md", "two?", "/save t.md", "/save t.txt", "/save no/t.md"
    )
    assert (tmp_path / "mine.md").read_text() == "# Mine\n"
    assert "## two?" in (tmp_path / "t.md").read_text()
    assert err[1] == "mine.md exists and is no transcript / Give it another name."
    assert err[2].startswith("t.txt is neither .md nor .json")
    assert err[3].startswith("cannot write no/t.md: No such file")
    assert sorted(path.name for path in tmp_path.glob("*t.md*")) == ["t.md"]


def test_what_an_answer_says_of_its_places_replaces_what_was_shown(talk, engine, out):
    talk("moved?", "/sources")
    assert "[1] reports/1.txt:3  (p. 7)" in out[-1]


def test_the_schema_is_told_in_the_first_line(talk, engine):
    talk("one?")
    first, *_ = last(engine.folder).read_text().splitlines()
    assert json.loads(first) == {"schema": sessions.SCHEMA}
