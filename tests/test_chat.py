from dataclasses import replace

import pytest

from rag import chat
from rag.errors import ModelError
from rag.render.layout import Paper
from rag.workspace import Shown
from tests import samples


class Engine:
    """Answers every question with one passage; can be interrupted or fail on request."""

    def __init__(self):
        self.asked = []
        self.kept = []
        self.paths = []

    def ask(self, question, *, paths=(), on_evidence=None, on_statement=None, first_citation=1):
        self.asked.append(question)
        self.paths.append(tuple(paths))
        cited = (samples.citation(first_citation),)
        if on_evidence:
            on_evidence(cited)
        if question == "slow?":
            raise KeyboardInterrupt
        if question == "broken?":
            raise ModelError("the model is gone", "Install it again.")
        said = replace(samples.statement(), citations=(first_citation,))
        if question == "composed?":
            on_statement(said)
        return samples.answer(sentences=(said,), citations=cited, disagreements=())

    def in_context(self, citation):
        text = "x" * citation.char_start + citation.quote
        return Shown(citation, text, changed=False)

    def keep(self, output):
        self.kept.append(output)


@pytest.fixture
def engine():
    return Engine()


@pytest.fixture
def out():
    return []


@pytest.fixture
def err():
    return []


@pytest.fixture
def talk(engine, out, err):
    terminal = chat.Terminal(
        write=out.append,
        notice=err.append,
        problem=lambda error: err.append(f"{error.message} / {error.hint}"),
        paper=Paper,
    )

    def run(*lines, **options):
        remaining = list(lines)

        def read():
            if not remaining:
                raise EOFError
            line = remaining.pop(0)
            if isinstance(line, BaseException):
                raise line
            return line

        chat.run(engine, terminal, read_line=read, **options)
        return remaining

    return run


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
    assert out[1:] == ["Answer\n“around 40 houses” [1]", "\n"]


def test_ctrl_c_stops_the_answer_and_keeps_the_chat(talk, engine, out, err):
    talk("slow?", "two?", "/show 1")
    assert "stopped; Ctrl-D leaves" in err
    assert "[2]" in out[2]
    assert out[-1].startswith("[1] reports/1.txt:3")


def test_ctrl_c_at_the_prompt_keeps_the_chat(talk, engine):
    talk(KeyboardInterrupt(), "one?")
    assert engine.asked == ["one?"]


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


def test_help_lists_every_command(talk, out):
    talk("/help")
    assert all(command in out[0] for command in chat.COMMANDS)


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


def test_an_unknown_command_suggests_the_nearest(talk, engine, err):
    talk("/source", "/xyzzy")
    assert err[-2] == "unknown command /source / Did you mean /sources?"
    assert err[-1] == "unknown command /xyzzy / /help lists the commands."
    assert engine.asked == []
