import json
import re

import pytest

from rag.chat import COMMANDS, FollowUps
from rag.chat.commands import named
from rag.checking import parse
from rag.conversation import Referent, Rule, Understood
from rag.domain import Mode
from rag.errors import UsageError
from rag.render.frame import frame
from rag.render.layout import Paper
from tests import samples
from tests.chat.engines import FAILED, stored


def test_help_lists_every_command_with_a_line(talk, out):
    talk("/help")
    for command in COMMANDS:
        assert command.usage in out[0]
        assert command.line in " ".join(out[0].split())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_help_says_more_of_each(talk, out, command):
    talk(f"/help {command.name}", f"/help {command.name[1:]}")
    assert out[0] == out[1]
    assert " ".join(command.more.split()) in " ".join(out[0].split())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_is_described_shortly_and_has_one_name(command):
    assert command.name.startswith("/")
    assert len(command.line) <= 60
    assert not command.line.endswith(".")
    assert command.more.endswith(".") or command.more.startswith("For example")
    assert all(named(name) is command for name in (command.name, *command.also))


@pytest.mark.parametrize("width", [24, 40, 60, 80, 200])
def test_help_fits_the_window(talk, out, width):
    talk.paper = Paper(width=width)
    talk("/help", "/help filter")
    assert max(map(len, talk.said.splitlines())) <= max(24, width)


@pytest.mark.parametrize("command", [each.name for each in COMMANDS if each.needs])
def test_a_command_that_needs_something_says_so(talk, err, command):
    talk(command)
    assert err[-1].startswith(f"{command} needs its ")


def test_sources_lists_every_turn(talk, out):
    talk("/sources", "one?", "two?", "/sources")
    assert out[0] == "Nothing was cited yet.\n"
    assert "[1] reports/1.txt" in out[-1]
    assert "[2] reports/2.txt" in out[-1]


@pytest.mark.parametrize("line", ["/show 1", "/show [1]"])
def test_show_gives_a_passage_in_context(talk, out, line):
    talk("one?", line)
    assert "»The storm flooded around 40 houses.«" in out[-1]


@pytest.mark.parametrize("line", ["/show", "/show 7", "/show x", "/show ²"])
def test_show_without_such_a_passage_says_what_to_do(talk, err, line):
    talk("one?", line)
    assert err[-1].endswith("/sources lists them; then for example: /show 1")


def test_show_says_where_the_file_has_changed(talk, err):
    talk("one?", "two?", "/show 2")
    assert err[-1] == "reports/2.txt has changed since it was cited"


def test_why_shows_checks_and_scores(talk, out, err):
    talk("/why", "one?", "/why")
    assert err[1] == "there is no answer to explain / Ask something first."
    assert "Checked\n  quoted: “around 40 houses” [1]\n" in out[-1]
    assert "Scores\n" in out[-1]
    assert "Timings\n" in out[-1]


def test_why_of_a_refusal_has_nothing_checked(talk, out):
    talk("unknown?", "/why")
    assert "Checked" not in out[-1]


def test_scores_fit_a_narrow_window(talk, out):
    talk.paper = Paper(width=40)
    talk("one?", "/why")
    assert max(map(len, out[-1].splitlines())) <= 40


def test_compare_puts_documents_side_by_side(talk, engine, out):
    talk("one?", "/compare the  storm")
    assert re.search(r"reports/2.txt, 1 May 2024 +reports/3.txt, 1 May 2024\n", out[-1])
    assert re.search(r"\[2\] “The storm .+ \[3\] “The storm", out[-1])
    assert "The sources differ in wording (houses flooded): “around 40” [2] · “nearly" in out[-1]
    assert (
        "1 more document says something of it.\n2 documents say nothing of it: a.txt, b.txt.\n"
        in (out[-1])
    )
    talk.paper = Paper(width=40)
    talk("/compare storm")
    assert "reports/1.txt, 1 May 2024\n  [1] “The" in out[-1]
    assert max(map(len, out[-1].splitlines())) <= 40


def test_a_comparison_takes_its_numbers_and_what_fails_none(talk, engine, out):
    talk("/compare storm", "/compare nothing", "one?", "/sources")
    assert "[3] reports/3.txt" in out[-1]
    assert "[4]" not in out[-1]


def test_summarise_numbers_its_citations_on(talk, engine, out):
    talk("one?", "/summarise the  pier", "/sources")
    assert engine.requests[0].focus == "the pier"
    assert engine.requests[0].length == "short"
    note = out[-2]
    assert set(re.findall(r"\[(\d+)\]", note)) == {"1", "2"}
    assert [one["id"] for one in json.loads(engine.kept[-1])["citations"]] == [1, 2]
    assert "[2] reports/2.txt" in out[-1]


def test_a_note_in_a_chat_is_short(talk, out):
    talk("/summarise")
    headings = ("In brief", "Key points", "Where the sources differ", "Unverified", "Sources")
    assert all(f"\n{heading}" in out[-1] for heading in headings)
    assert not any(f"\n{other}\n" in out[-1] for other in ("Figures", "Timeline", "Who says what"))
    assert "not used" not in out[-1]


def test_a_note_made_again_keeps_its_numbers(talk, out):
    talk("one?", "/summarise", "/summarise pier", "two?", "/history")
    assert "2. /summarise\n   [1]–[2]\n3. /summarise pier\n   [1]–[2]\n4. two?\n" in out[-1]
    assert "[3]" in out[-1]


def test_the_first_note_is_numbered_from_one(talk, engine, out):
    talk("/summarise")
    assert engine.requests[0].focus is None
    assert set(re.findall(r"\[(\d+)\]", out[-1])) == {"1", "2"}


def test_add_brings_files_in(talk, engine, out, err, tmp_path):
    (tmp_path / "new.txt").write_text("x")
    talk("/add new.txt")
    assert engine.added == [tmp_path / "new.txt"]
    assert out[-1] == "1 added; 4 documents in the library\n"


def test_what_was_added_is_asked_too_where_paths_were_chosen(talk, engine, tmp_path):
    (tmp_path / "new.txt").write_text("x")
    talk("/add new.txt", "one?", paths=(tmp_path / "a",))
    assert engine.paths == [(tmp_path / "a", tmp_path / "new.txt")]


def test_add_tells_what_was_left_out_and_what_is_not_there(talk, engine, err):
    engine.report = type(engine.report)(failed=(FAILED,))
    talk("/add .", "/add nowhere.txt")
    assert err[1] == "left out: bad.pdf: is damaged. Mend it."
    assert err[2] == "there is no nowhere.txt / Name a file or folder: /add reports/"


@pytest.mark.parametrize(
    ("wish", "fits"),
    [
        ("reports", ["reports/1.txt", "reports/2.txt"]),
        ("*.MD", ["minutes.md"]),
        ("?.txt", ["reports/1.txt", "reports/2.txt"]),
        ("since 2024", ["reports/1.txt", "reports/2.txt"]),
        ("since 2024-06-01", ["reports/1.txt"]),
    ],
)
def test_a_filter_limits_what_is_asked(talk, engine, wish, fits):
    talk(f"/filter {wish}", "one?", "/filter off", "two?")
    assert engine.limits == [fits, None]


def test_filters_add_up_and_say_what_they_are(talk, engine, out, err):
    talk("/filter", "/filter reports", "/filter since 2024-06", "/filter", "/filter nothing", "a?")
    assert out[0] == "no filter: questions are put to 3 documents\n"
    assert out[1] == "reports: 2 of 3 documents: reports/1.txt, reports/2.txt\n"
    assert out[3] == "reports, since 2024-06: 1 of 3 documents: reports/1.txt\n"
    assert err[-1].startswith("no document fits nothing, since 2024-06 / ")
    assert engine.limits == [["reports/1.txt"]]


def test_a_filter_never_widens_what_the_chat_was_begun_with(talk, engine, out, err):
    talk("/filter", "/filter minutes", "/filter since 2024", "/filter", paths=("/x/reports",))
    assert out[0] == "no filter: questions are put to 2 documents\n"
    assert err[-1].startswith("no document fits minutes / ")
    assert out[-1] == ("since 2024: 2 of 2 documents: reports/1.txt, reports/2.txt\n")


def test_a_source_that_is_named_never_widens_the_filter(talk, engine, err):
    def understand(question, *_):
        return Understood(question, question, Rule.SOURCE, ("minutes.md", "reports/1.txt"))

    follow = FollowUps(understand)
    talk("/filter reports", "one?", "/filter minutes", "two?", follow_ups=follow)
    assert engine.limits == [["reports/1.txt"], ["minutes.md"]]
    talk("three?", paths=("/x/reports",), follow_ups=follow)
    assert engine.limits[-1] is not None
    only_minutes = FollowUps(lambda q, *_: Understood(q, q, Rule.SOURCE, ("minutes.md",)))
    talk("/filter reports", "four?", follow_ups=only_minutes)
    assert "four?" not in engine.asked
    assert err[-1].startswith("minutes.md is not among the documents that are asked / ")
    talk("five?", paths=("/x/reports",), follow_ups=only_minutes)
    assert "five?" not in engine.asked


def test_what_a_question_was_taken_to_mean_is_known_to_the_next(talk):
    heard = []

    def understand(question, conversation, _):
        heard.append([turn.understood for turn in conversation.turns])
        return Understood(question, f"{question} of it?", Rule.PRONOUN, ("minutes.md",))

    talk("one?", "two?", follow_ups=FollowUps(understand))
    talk("three?", goes_on=True, follow_ups=FollowUps(understand))
    assert [one.text for one in heard[1]] == ["one? of it?"]
    assert [one.sources for one in heard[2]] == [("minutes.md",), ("minutes.md",)]


@pytest.mark.parametrize("wish", ["since", "since yesterday", "since 2024-13"])
def test_a_filter_by_no_date_is_refused(talk, err, wish):
    talk(f"/filter {wish}")
    assert "is no date / Use it like this" in err[-1]


def test_mode_is_said_and_set(talk, engine, out, err):
    talk("/mode", "/mode compose", "/mode poetry", "/mode")
    assert out == [
        "mode: auto, which with this model means quote\n",
        "mode: compose\n",
        "mode: compose\n",
    ]
    assert err[-1] == "there is no mode poetry / Choose one of auto, quote, compose."
    assert engine.settings.mode is Mode.COMPOSE


def test_model_is_said_and_changed(talk, engine, out, err, tmp_path):
    for name in ("other.gguf", "notes.txt"):
        (tmp_path / name).write_text("")
    talk("/model", "/model other.gguf", "/model notes.txt", "/model gone.gguf", "/model")
    assert out[0] == "model: tiny (/models/tiny.gguf)\n"
    assert out[1].startswith("model: other\n(")
    assert out[2] == out[1]
    assert "is no GGUF file / Name another." in err[1]
    assert err[2] == "there is no file gone.gguf / Name a GGUF file."


def test_raw_asks_what_is_typed(talk, engine, out):
    follow = FollowUps(
        understand=lambda typed, *_: Understood(typed, f"{typed} in May?", Rule.INSTEAD)
    )
    talk("and then", "/raw and then", follow_ups=follow)
    assert engine.asked == ["and then in May?", "and then"]
    assert out[0] == "→ and then in May?"


def test_a_question_is_understood_from_what_was_said(talk, engine, out, err):
    def understand(question, conversation, _):
        before = [turn.question for turn in conversation.turns]
        sources = ("minutes.md",) if before else ()
        text = " ".join((*before, question))
        means = (Referent("it", "one"),)
        return Understood(question, text, Rule.PRONOUN, sources, means)

    follow = FollowUps(understand)
    talk("one?", "two?", "/history", "/why", follow_ups=follow)
    assert engine.asked == ["one?", "one? two?"]
    assert engine.limits == [None, ["minutes.md"]]
    assert "→ one? two? (in minutes.md)" in out
    assert "2. two?" in out[-2]
    assert out[-1].startswith("understood by: pronoun: “it” = one; only minutes.md\n\nChecked\n")
    assert "Understood as\n  one? two?\n" in out[-1]


def test_what_is_understood_is_dimmed(talk, out):
    talk.paper = Paper(colour=True)
    talk("a", follow_ups=FollowUps(lambda *_: Understood("a", "b", Rule.INSTEAD)))
    assert out[0] == "\x1b[2m→ b\x1b[0m"


def test_a_refusal_shows_what_is_nearest_and_what_could_be_asked(talk, out):
    follow = FollowUps(suggest=lambda answer, _: f"not {answer.question}")
    talk("unknown?", "one?", follow_ups=follow)
    assert "Nearest passages [1] above" in out[1]
    assert out[2] == "You could ask: not unknown?\n"
    assert "You could ask" not in "".join(out[3:])


def test_only_a_question_that_is_answered_is_suggested(talk, engine, out):
    tried = ("unlikely?", "unknown?", "one?")
    follow = FollowUps(suggest=lambda _, answered: next(filter(answered, tried), None))
    talk("/filter reports", "unknown?", "two?", paths=("/x/reports",), follow_ups=follow)
    assert out[3] == "You could ask: one?\n"
    assert engine.asked == ["unknown?", "unknown?", "one?", "two?"]
    assert [question for question, _, _ in engine.foreseen] == list(tried)
    assert engine.paths[1] == engine.paths[0]
    assert engine.limits[:3] == [["reports/1.txt", "reports/2.txt"]] * 3
    assert "\n[2] reports/2.txt" in out[-2]


def test_retry_asks_again_in_place_of_the_answer(talk, engine, out, err):
    talk("/retry", "one?", "/mode quote", "/retry", "/history")
    assert err[1] == "there is no question to ask again / Ask something first."
    assert engine.asked == ["one?", "one?"]
    assert out[-1] == "1. one?\n   “around 40 houses” [2]\n"


def test_retry_asks_a_question_that_was_stopped(talk, engine, out):
    talk("one?", "slow?", "/retry", "/history")
    assert engine.asked == ["one?", "slow?", "slow?"]
    assert out[-1].startswith("1. one?\n")


def test_undo_takes_back_and_keeps_numbers(talk, engine, out, err):
    talk("one?", "two?", "/undo", "three?", "/history", "/show 2", "/undo", "/undo", "/undo")
    assert "taken back: two?\n" in out
    assert "2. three?\n   “around 40 houses” [3]" in talk.said
    assert err[-1] == "there is nothing to take back / Ask something first."


def test_undo_of_a_comparison_keeps_the_answer_before(talk, out):
    talk("one?", "/compare storm", "/undo", "/history")
    assert out[-1] == "1. one?\n   “around 40 houses” [1]\n"


def test_note_appends_answers_to_a_file(talk, tmp_path, err):
    talk("/note", "one?", "/note", "/compare storm", "/note other.md", "two?", "/note")
    assert err[1] == "there is no answer to note / Ask something first."
    assert (tmp_path / "chat-notes.md").read_text() == (
        "## one?\n\n- “around 40 houses” [1]\n\n### Sources\n\n"
        '1. reports/1.txt:3-4 "The storm flooded around 40 houses."\n'
    )
    other = (tmp_path / "other.md").read_text()
    assert other.startswith("## storm\n\n**reports/2.txt, 1 May 2024**\n\n- “The storm")
    assert "\n1 more document says something of it." in other
    assert "\n\n## two?\n\n- “around 40 houses” [3]\n" in other


def test_a_note_is_appended_as_summarise_writes_it_and_checks_as_one_file(talk, tmp_path):
    talk("one?", "/note", "/summarise pier", "/note", "/summarise", "/note", "two?", "/note")
    text = (tmp_path / "chat-notes.md").read_text()
    assert re.findall(r"(?m)^## .*", text)[1] == f"## {samples.full_note(focus='pier').title}"
    assert text.count("### Key points") == 2
    found = parse(text, frame())
    assert sorted(found.citations) == [1, 2, 3, 4, 5, 6]
    assert found.numbered_by == "comment"
    shown = [one for one in found.claims if one.citations == (2,)]
    assert shown
    assert all(found.citations[n].char_start is not None for n in (2, 3, 4, 5))
    listed = re.findall(r"(?m)^(\d+)\. reports/", text)
    assert listed == ["1", "2", "3", "4", "5", "6"]


def test_another_chat_numbers_on_in_the_same_file(talk, tmp_path):
    talk("one?", "/note")
    talk("unknown?", "/note")
    text = (tmp_path / "chat-notes.md").read_text()
    assert re.findall(r"(?m)^(\d+)\. ", text) == ["1", "2"]


def test_a_file_that_is_no_text_is_not_appended_to(talk, tmp_path, err):
    (tmp_path / "a.md").write_bytes(b"\xff\xfe")
    talk("one?", "/note a.md")
    assert err[-1].startswith("cannot write a.md: it is no UTF-8")
    assert (tmp_path / "a.md").read_bytes() == b"\xff\xfe"


def test_note_refuses_what_it_cannot_append_to(talk, err, tmp_path):
    talk("one?", "/note a.docx", "/note nowhere/a.md")
    assert err[1] == "a.docx is no Markdown file / Give it the suffix .md."
    assert err[2].startswith("cannot write nowhere/a.md: No such file")
    assert not list(tmp_path.glob("*.md"))


def test_history_tells_what_was_found(talk, out):
    talk("/history", "one?", "unknown?", "/compare storm", "/summarise", "/history")
    assert out[0] == "Nothing was asked yet.\n"
    assert out[-1] == (
        "1. one?\n   “around 40 houses” [1]\n2. unknown?\n   The sources do not say.\n"
        "3. /compare storm\n   [3]–[4]\n4. /summarise\n   [1] [5]\n"
    )


def test_stats_count(talk, out, engine):
    engine.held = (stored(1, "a.txt", words=1234),)
    talk("/stats", "one?", "unknown?", "/stats")
    assert out[0].startswith("questions: 0, 0 of them refused\npassages shown: 0")
    assert out[-1] == (
        "questions: 2, 1 of them refused\nseconds an answer took: 1.5 in the median\n"
        "passages shown: 2, from 2 documents\nlibrary: 1 document, 1,234 words\n"
    )


def test_an_unknown_name_is_refused_whatever_its_case():
    assert named("/SAVE").name == "/save"
    with pytest.raises(UsageError, match="unknown command /svae"):
        named("/svae")


def test_history_shortens_what_is_long(talk, out):
    talk("word " * 100 + "?", "/history")
    assert out[-1].splitlines()[2].endswith("…")
