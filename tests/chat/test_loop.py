import io
import sys

import pytest

from rag import chat
from rag.chat import loop
from rag.chat.asked import LONGEST, fitted, inputs


def test_passages_come_before_the_answer_and_numbers_go_on(talk, engine, out):
    talk("one?\n", "two?\n")
    assert engine.asked == ["one?", "two?"]
    assert out[0].startswith("Passages\n[1] ")
    assert out[1] == "Answer\n“around 40 houses” [1]\n"
    assert out[2].startswith("Passages\n[2] ")
    assert out[3] == "Answer\n“around 40 houses” [2]\n"
    assert len(engine.kept) == 2


def test_the_paths_go_with_every_question(talk, engine, tmp_path):
    talk("one?", paths=(tmp_path,))
    assert engine.paths == [(tmp_path,)]


def test_a_composed_answer_comes_sentence_by_sentence(talk, out):
    talk("composed?")
    assert out[1:] == ["Answer\n“around 40 houses” [1]", ""]


def test_ctrl_c_stops_the_answer_and_keeps_the_chat(talk, engine, out, err):
    talk("slow?", "two?", "/show 1")
    assert "stopped; Ctrl-D leaves" in err
    assert out[1] == ""
    assert "[2]" in out[2]
    assert out[-1].startswith("[1] reports/1.txt:3")


def test_ctrl_c_at_the_prompt_keeps_the_chat(talk, engine):
    talk(KeyboardInterrupt(), "one?")
    assert engine.asked == ["one?"]


@pytest.mark.parametrize("said", ["hi", "Thanks!", "ok", "thank you very much"])
def test_small_talk_is_not_looked_for_in_documents(talk, engine, out, said):
    talk(said, "one?")
    assert engine.asked == ["one?"]
    assert out[0].startswith("That asks nothing of the documents.")


def test_an_error_keeps_the_chat(talk, engine, err):
    talk("broken?", "one?")
    assert "the model is gone / Install it again." in err
    assert engine.asked == ["broken?", "one?"]


def test_quit_leaves(talk, engine):
    assert talk("/quit", "one?") == ["one?"]
    assert engine.asked == []


@pytest.mark.parametrize("line", ["/quit now", "/quit  "])
def test_quit_leaves_whatever_is_said_behind_it(talk, line):
    assert talk(line, "one?") == ["one?"]


def test_pasted_lines_are_taken_one_by_one(talk, engine, out):
    talk("one?\n\ntwo?\r\n/sources\n")
    assert engine.asked == ["one?", "two?"]
    assert "[2] reports/2.txt" in out[-1]


def test_pasted_lines_are_dropped_by_ctrl_c_but_not_by_an_error(talk, engine):
    talk("broken?\none?\nslow?\nnever?\n", "two?")
    assert engine.asked == ["broken?", "one?", "slow?", "two?"]


def test_pasted_lines_behind_quit_are_dropped(talk, engine):
    talk("one?\n/quit\ntwo?\n", "three?")
    assert engine.asked == ["one?"]


def test_empty_lines_ask_nothing(talk, engine, out):
    talk("", "  \n")
    assert engine.asked == []
    assert out == []


def test_an_unknown_command_suggests_the_nearest(talk, engine, err):
    talk("/source", "/xyzzy")
    assert err[-2] == "unknown command /source / Did you mean /sources?"
    assert err[-1].startswith("unknown command /xyzzy / /help lists the commands;")
    assert engine.asked == []


def test_the_paths_chosen_and_what_is_read_from_a_pipe_are_plain(talk, engine, monkeypatch, out):
    monkeypatch.setattr(sys, "stdin", io.StringIO("one?\n\n/history\n"))
    chat.run(engine, talk.terminal())
    assert engine.asked == ["one?"]
    assert "\x1b" not in talk.said
    assert ">" not in "".join(line[:1] for line in talk.said.splitlines())


def test_a_dumb_terminal_is_asked_line_by_line(talk, engine, monkeypatch, capsys):
    terminal = io.StringIO("one?\n")
    terminal.isatty = lambda: True
    monkeypatch.setattr(sys, "stdin", terminal)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "dumb")
    chat.run(engine, talk.terminal())
    assert engine.asked == ["one?"]
    assert capsys.readouterr().out == "> > \n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one?", ("one?",)),
        ("", ("",)),
        (" \n ", ("",)),
        ("one?\ntwo?\n/sources", ("one?", "two?", "/sources")),
        ("the storm\nflooded how\n\nmany houses?", ("the storm flooded how many houses?",)),
        ("a wrapped\nquestion", ("a wrapped question",)),
        ("/raw how\nmany", ("/raw how\nmany",)),
    ],
)
def test_several_lines_are_one_question_unless_each_is_whole(text, expected):
    assert inputs(text) == expected


def test_of_a_long_text_its_questions_are_asked(talk, engine, err, out):
    pasted = "It rained all day. " * 270 + "How many houses were flooded? Who counted them?"
    talk(pasted)
    assert len(pasted) > 5000
    assert engine.asked == ["How many houses were flooded? Who counted them?"]
    assert "the question has 5,177 characters; of it was asked:" in err
    assert out[0].startswith("→ How many houses")


@pytest.mark.parametrize("text", ["It rained. " * 500, "x" * 5000, "word " * 1000, "a? " * 2000])
def test_what_is_asked_of_a_long_text_is_never_too_long(text):
    assert 0 < len(fitted(text)) <= LONGEST


def test_nothing_a_document_or_a_question_holds_steers_the_terminal(talk, err):
    lines = ("hostile?", "\x1b]0;owned\x07?", "/history", "/sources", "/why", "/compare \x1b[2J")
    talk(*lines, "/show 1", "/filter \x1b[31m", "/x\x1b[2Jy", "/undo", explains=True)
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(talk.said)


def test_the_reader_of_a_pipe_is_not_the_editor(talk, engine):
    assert loop.line_reader(None) is loop._plain_line
