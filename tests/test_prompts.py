"""Prompts: found, checked when loaded, and filled without surprises."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag import prompts
from rag.errors import ExitCode, PromptError
from rag.prompts import Prompt, Prompts, built_in

NONE: frozenset[str] = frozenset()
END = frozenset({"end"})
READING = frozenset({"sentence", "question"})


def load(folder: Path, text: str | bytes, *placeholders: str) -> Prompt:
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "mine.md").write_bytes(data)
    return Prompts(folder).load("mine", frozenset(placeholders))


def test_every_built_in_prompt_loads():
    names = {path.stem for path in built_in().glob("*.md")}
    assert {
        "reading",
        "reading_examples",
        "compose",
        "compose_rules",
        "retell",
        "retell_rules",
    } <= names
    assert Prompts().load("reading", READING).template == (
        "Text: $sentence\nQuestion:$question\nAnswer:"
    )


def test_the_examples_are_four_and_quote_their_texts():
    examples = Prompts().load("reading_examples", END).fill(end="<|im_end|>")
    assert examples.endswith("<|im_end|>\n\n")
    blocks = examples.removesuffix("<|im_end|>\n\n").split("<|im_end|>\n\n")
    assert len(blocks) == 4
    for block in blocks:
        text, question, answer = block.split("\n")
        assert text.startswith("Text: ")
        assert question.startswith("Question: ")
        assert question.endswith("?")
        assert answer.removeprefix("Answer: ") in text


def test_a_users_folder_stands_in_file_by_file(tmp_path):
    (tmp_path / "reading.md").write_text("Mine: $sentence $question\n")
    own = Prompts(tmp_path)
    assert own.load("reading", READING).template == "Mine: $sentence $question"
    built = Prompts().load("reading_examples", END)
    assert own.load("reading_examples", END) == built


def test_the_wheels_prompts_come_first(tmp_path, monkeypatch):
    (tmp_path / "rag" / "_prompts").mkdir(parents=True)
    (tmp_path / "prompts").mkdir()
    monkeypatch.setattr(prompts, "__file__", str(tmp_path / "rag" / "prompts.py"))
    assert built_in() == tmp_path / "rag" / "_prompts"
    (tmp_path / "rag" / "_prompts").rmdir()
    assert built_in() == tmp_path / "prompts"


def test_the_comment_and_the_last_line_break_are_for_people(tmp_path):
    text = "<!-- For people:\n$nothing is filled here. -->\n\nText: $a\n\n"
    assert load(tmp_path, text, "a").template == "Text: $a\n"


def test_a_later_comment_is_part_of_the_prompt(tmp_path):
    assert load(tmp_path, "Text\n<!-- kept -->\n").template == "Text\n<!-- kept -->"


def test_line_ends_and_a_mark_from_other_editors(tmp_path):
    assert load(tmp_path, b"\xef\xbb\xbfText: $a\r\nAnswer:\r\n", "a").template == (
        "Text: $a\nAnswer:"
    )


@pytest.mark.parametrize(
    ("text", "placeholders", "says"),
    [
        ("Text: $a", ("a", "b"), "$b is missing"),
        ("Text: $a $c", ("a",), "$c is unknown"),
        ("Text: ${c}", ("a",), "$a is missing, $c is unknown"),
        ("Text", ("a",), "$a is missing"),
        ("$a costs $5", ("a",), "$ that begins no placeholder"),
        ("$A", ("a",), "$a is missing, $A is unknown"),
        (b"caf\xe9 $a", ("a",), "not UTF-8"),
    ],
)
def test_wrong_templates_are_refused(tmp_path, text, placeholders, says):
    with pytest.raises(PromptError) as caught:
        load(tmp_path, text, *placeholders)
    assert says in caught.value.message
    assert "mine.md" in caught.value.message
    assert caught.value.hint
    assert caught.value.exit_code == ExitCode.USAGE


def test_the_hint_names_what_the_prompt_takes(tmp_path):
    with pytest.raises(PromptError) as caught:
        load(tmp_path, "$a", "a", "b")
    assert "$a, $b" in caught.value.hint


def test_a_missing_prompt():
    with pytest.raises(PromptError, match=r"no_such\.md is missing"):
        Prompts().load("no_such", NONE)


def test_a_missing_folder(tmp_path):
    with pytest.raises(PromptError, match="gone does not exist"):
        Prompts(tmp_path / "gone").load("reading", READING)


def test_a_prompt_that_may_not_be_read(tmp_path, monkeypatch):
    (tmp_path / "mine.md").write_text("Text")

    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(PromptError, match="Permission denied"):
        Prompts(tmp_path).load("mine", NONE)


def test_fill_and_dollar_signs():
    assert Prompt("p", "$a costs $$5, ${a}b").fill(a="It") == "It costs $5, Itb"


def test_fill_without_a_value():
    with pytest.raises(KeyError):
        Prompt("p", "$a $b").fill(a="x")


def test_around():
    prompt = Prompt("p", "T: $a\nQ:${b}\nA: $$")
    assert prompt.around("b", a="x") == ("T: x\nQ:", "\nA: $")
    assert prompt.around("a", b="y") == ("T: ", "\nQ:y\nA: $")


@pytest.mark.parametrize("template", ["$a $b $b", "$a", "$a $$b"])
def test_around_needs_exactly_one_place(template):
    with pytest.raises(PromptError, match=r"\$b [02] times"):
        Prompt("p", template).around("b", a="x")


@given(st.text(), st.text())
def test_values_are_never_expanded_again(a, b):
    prompt = Prompt("p", "<$a|$b>")
    assert prompt.fill(a=a, b=b) == f"<{a}|{b}>"
    assert prompt.around("b", a=a) == (f"<{a}|", ">")
