"""LaTeX as text."""

import pytest

from tests.readers.reading import read
from tests.readers.specimens import LATEX


def test_words_headings_lists_and_tables():
    document = read("a.tex", LATEX)
    assert document.text == (
        "# The Storm\n\n## Damage in São Paulo\n\n"
        "At least 12% of homes were hit, at $5 million; $x^2 = 3$.\n\n- First\n- Bo second\n\n"
        "| City | Hurt |\n| --- | --- |\n| Bilbao | 12 |"
    )
    assert (document.title, document.author) == ("The Storm", "Ana Ruiz")
    assert (document.date, document.date_found) == ("2024-05-03", "LaTeX \\date")


def test_nothing_is_included(tmp_path):
    (tmp_path / "secret.tex").write_text("secret words")
    source = (
        f"Words. \\input{{{tmp_path}/secret}} \\include{{secret}} \\write18{{touch {tmp_path}/x}}"
    )
    assert "secret words" not in read(str(tmp_path / "a.tex"), source).text
    assert not (tmp_path / "x").exists()


def test_comments_are_left_out_and_percent_signs_kept():
    assert read("a.tex", "Rose 5\\% % TODO\nto 12\\%.").text == "Rose 5% to 12%."


@pytest.mark.parametrize(
    "source",
    [
        "words " + "{" * 20_000,
        pytest.param("words \\section{" * 3_000, marks=pytest.mark.slow),
        "words " + "\\begin{itemize}\\item" * 3_000,
        "words " + "\\begin{tabular}" * 3_000,
        "words $" + "\\frac{" * 3_000,
        "\\newcommand{\\a}{\\a\\a}\\a words",
        "words \\" + "\\\\" * 20_000,
        "words " + "%" * 50_000,
    ],
)
def test_damage_is_read_in_no_time(source):
    assert "words" in read("a.tex", source).text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("It rose by \\iffalse 40 \\ifx a b \\fi \\fi 50.", "It rose by 50."),
        ("It rose by \\iffalse 40\\else 50\\fi.", "It rose by 50."),
        ("$a \\iff b$ \\iffalse gone\\fi words", "$a \\iff b$ words"),
        ("It rose by \\iffalse 50.", "It rose by 50."),
        ("Words.\n\n\\begin{comment}\ngone\n\\end{comment}\n", "Words."),
        ("It rose by \\sout{40}50.", "It rose by 50."),
        ("10\\textsuperscript{6} in 2021\\textsuperscript{12}", "10^6 in 2021 [12]"),
    ],
)
def test_what_is_never_typeset_is_not_read(source, text):
    assert read("a.tex", source).text == text
