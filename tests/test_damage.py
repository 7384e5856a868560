"""The damage that `bench/damage_notes.py` does to notes: in one place, and really false."""

import ast
import json
import re
import sys
from pathlib import Path
from random import Random

import pytest

from bench import damage_notes
from bench.damage.citations import citation_changes
from bench.damage.figures import figure_changes
from bench.damage.hedges import hedge_changes
from bench.damage.names import name_changes
from bench.damage.notes import Note, half_of, parse, without_lock
from bench.damage.rewriting import reworded
from bench.damage.speakers import speaker_changes
from bench.damage.wording import wording_changes

BENCH = Path(damage_notes.__file__).parent
QUOTES = (
    "ROME: At least 100 soldiers have been killed in Texas, Sen. Ron Wyden said on Thursday.",
    "President Trump has confirmed that taxes rose by 4.2% in 2022.",
    '"Three judges rejected the plea," said Nancy Pelosi.',
    "Officials may close the border, according to the Labor Department.",
    "The storm destroyed the harbour of the capital.",
)
NOTE = f"""# A title of 2019 with 7 words

## In brief

“{QUOTES[0]}” [1]

## Key points

- “{QUOTES[1]}” [2]
- ‘{QUOTES[2]}’ [3]
- “{QUOTES[3]}” [4]

## Figures

| what | who says so | when | source |
| --- | --- | --- | --- |
| “At least 100 soldiers” | Sen. Ron Wyden | — | [1] |

## Timeline

- 2022: “{QUOTES[1]}” [2]

## Who says what

- **Nancy Pelosi** (also spelled N. Pelosi)
  - said: ‘{QUOTES[2]}’ [3]
- **the Labor Department**
  - according to: “{QUOTES[3]}” [4]

## Unverified and missing

- Told by one source only: 4 of 4 key points.

## Sources

| document | title | date | words | coverage |
| --- | --- | --- | --- | --- |
| documents/1.txt | A title | 2019 | 120 | 1 of 2 sections (50%), 3 sentences cited |

2 of 3 documents cited.

{chr(10).join(f'{n}. documents/{n}.txt:3-3 "{quote}"' for n, quote in enumerate(QUOTES, 1))}

<!-- sourceline-note/1 {{"citations":[],"lock":[]}} -->
"""


def note(*statements: str, quotes: tuple[str, ...] = QUOTES, name: str = "a.md") -> Note:
    """A note of these key points, each with a number of its own."""
    points = "\n".join(f"- “{one}” [{n}]" for n, one in enumerate(statements, 1))
    listed = "\n".join(f'{n}. a.txt:1-1 "{one}"' for n, one in enumerate(quotes, 1))
    return parse(name, f"# T\n\n## Key points\n\n{points}\n\n## Sources\n\n{listed}\n")


def afters(damage, *statements: str, **more) -> set[str]:
    """What the first statement becomes, over many draws."""
    one = note(*statements, **more)
    line = one.told[0]
    return {
        change.applied(line.text)[3:].rpartition("”")[0]
        for seed in range(40)
        for change in damage(line, one, Random(seed))
    }


def edited(statement: str) -> str:
    """The statement as an editor leaves it, everything done that can be."""
    line, _ = reworded(note(statement).told[0], AlwaysFirst())
    return line.statement


class AlwaysFirst(Random):
    def random(self) -> float:
        return 0.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    notes = tmp_path / "notes"
    notes.mkdir()
    for number in range(8):
        (notes / f"{number}.md").write_text(NOTE, "utf-8")
    return notes


def run(monkeypatch, folder: Path, out: Path, *more: str) -> list[dict]:
    arguments = ["damage_notes", "--notes", str(folder), "--out", str(out), *more]
    monkeypatch.setattr(sys, "argv", arguments)
    damage_notes.main()
    return [json.loads(line) for line in (out / "damage.jsonl").read_text("utf-8").splitlines()]


def test_one_line_alone_is_changed_and_as_it_is_told(monkeypatch, folder, tmp_path):
    found = run(monkeypatch, folder, tmp_path / "out", "--count", "24", "--half", "both")
    assert len({row["file"] for row in found}) == 24
    clean = NOTE.split("\n")
    for row in found:
        text = (tmp_path / "out" / "damaged" / row["file"]).read_text("utf-8")
        changed = [
            n
            for n, pair in enumerate(zip(clean, text.split("\n"), strict=True))
            if len(set(pair)) > 1
        ]
        assert changed == [row["line"] - 1]
        assert text.split("\n")[changed[0]] == row["line_after"]
        assert clean[changed[0]] == row["line_before"]
        column = row["column"]
        assert row["line_edited"][column:].startswith(row["before"])
        put_in = row["line_edited"][:column] + row["after"]
        assert row["line_after"] == put_in + row["line_edited"][column + len(row["before"]) :]


def test_kinds_and_styles_are_even(monkeypatch, folder, tmp_path):
    found = run(monkeypatch, folder, tmp_path / "out", "--count", "24", "--half", "both")
    drawn = [(row["kind"], row["style"]) for row in found]
    assert {drawn.count(one) for one in drawn} == {2}
    assert len(set(drawn)) == 12
    assert all(bool(row["rewrites"]) == (row["style"] == "edited") for row in found)


def test_a_seed_gives_the_same_damage_and_another_one_other(monkeypatch, folder, tmp_path):
    outs = [tmp_path / name for name in ("a", "b", "c")]
    seeds = ("1", "1", "2")
    a, b, c = (
        run(monkeypatch, folder, out, "--count", "24", "--half", "both", "--seed", seed)
        for out, seed in zip(outs, seeds, strict=True)
    )
    assert a == b != c


def test_headings_and_sources_and_the_lock_stay(monkeypatch, folder, tmp_path):
    run(monkeypatch, folder, tmp_path / "out", "--count", "24", "--half", "both")
    tail, title = NOTE[NOTE.index("## Sources") :], NOTE.partition("\n")[0]
    for path in (tmp_path / "out").glob("*/*.md"):
        text = path.read_text("utf-8")
        assert text.endswith(tail)
        assert text.startswith(title)


def test_without_the_lock_the_rest_stays(monkeypatch, folder, tmp_path):
    run(monkeypatch, folder, tmp_path / "out", "--count", "4", "--half", "both", "--no-lock")
    texts = [path.read_text("utf-8") for path in (tmp_path / "out").glob("*/*.md")]
    assert texts
    assert all(text.endswith(f'"{QUOTES[-1]}"\n') for text in texts)
    assert without_lock(NOTE) == NOTE[: NOTE.index("\n<!--")]


def test_what_is_there_is_not_mixed_with_more(monkeypatch, folder, tmp_path):
    run(monkeypatch, folder, tmp_path / "out", "--count", "2", "--half", "both")
    with pytest.raises(SystemExit, match="another folder"):
        run(monkeypatch, folder, tmp_path / "out", "--count", "2")


def test_a_half_is_kept_apart(monkeypatch, folder, tmp_path):
    for half in ("development", "held"):
        found = run(monkeypatch, folder, tmp_path / half, "--count", "6", "--half", half)
        assert found
        assert {half_of(row["note"]) for row in found} == {half}


def test_clean_notes_keep_figures_names_and_speakers():
    text, rewordings = damage_notes.clean(parse("a.md", NOTE), 1)
    assert len(rewordings) > 1
    for one in rewordings:
        assert text.split("\n")[one.line - 1] == one.line_after
        for kept in (r"\d[\d.,]*", r"at least|may", r"Wyden|Trump|Pelosi|Labor Department"):
            found = re.findall(kept, one.line_before, re.IGNORECASE)
            assert sorted(found) == sorted(re.findall(kept, one.line_after, re.IGNORECASE))


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("However, the vote failed.", "The vote failed."),
        ("ROME: The vote failed.", "The vote failed."),
        ("Fauci has confirmed the deaths.", "Fauci confirmed the deaths."),
        (
            "The number of the injured soldiers rose, a lawmaker said on Friday.",
            "A lawmaker said Friday that the number of the injured soldiers rose.",
        ),
        (
            "The senators passed the whole bill in a late session, ending a long quarrel.",
            "The senators passed the whole bill in a late session.",
        ),
        (
            "The senators passed the whole bill in a late session, ending 30 years of quarrel.",
            "The senators passed the whole bill in a late session, ending 30 years of quarrel.",
        ),
        ("The meeting took place in Rome.", "The meeting happened in Rome."),
        ("Fauci could have said it.", "Fauci could have said it."),
    ],
)
def test_an_editor_says_the_same(statement, expected):
    assert edited(statement) == expected


@pytest.mark.parametrize(
    "statement", ["a fragment without an end", "… the rest of it.", "In the end we lost."]
)
def test_what_is_no_sentence_or_somebodys_own_keeps_its_marks(statement):
    assert edited(statement) == f"“{statement}”"


def test_a_bound_is_moved_to_where_it_is_false():
    more = {re.search(r"\d+", one)[0] for one in afters(figure_changes, "At least 300 came.")}
    fewer = {re.search(r"\d+", one)[0] for one in afters(figure_changes, "Up to 300 came.")}
    assert more
    assert fewer
    assert min(map(int, more)) > 300 > max(map(int, fewer))


@pytest.mark.parametrize(
    "statement",
    [
        "COVID-19 spread.",
        "Section 230 was praised.",
        "A two-state solution failed.",
        "No one of the G7 came.",
        "The 50-50 Senate met.",
        "The Big Ten met.",
    ],
)
def test_what_is_part_of_a_name_is_no_figure(statement):
    assert afters(figure_changes, statement) == set()


def test_a_figure_that_the_note_has_too_is_not_put_in():
    assert afters(figure_changes, "Two came.", "three four five six") == set()


def test_a_share_stays_below_a_hundred():
    found = afters(figure_changes, "Some 62% agreed.")
    assert found
    assert all(float(re.search(r"[\d.]+", one)[0]) < 100 for one in found)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("At least 40 died.", "40 died."),
        ("Nearly three million died.", "Three million died."),
        ("He may close it.", "He will close it."),
        ("The man allegedly fled.", "The man fled."),
        ("It was an alleged plot.", "It was a plot."),
        ("They are believed to have left.", "They have left."),
        ("She claimed that he lied.", "She proved that he lied."),
        ("It began about 2 p.m. there.", "It began at 2 p.m. there."),
    ],
)
def test_a_dropped_hedge_leaves_a_sentence(statement, expected):
    assert afters(hedge_changes, statement) == {expected}


@pytest.mark.parametrize(
    "statement",
    [
        "They talked about two men.",
        "No more than 40 died.",
        "They met in May.",
        "He asked whether she may go.",
        "He could not see.",
        "They fear it might rain.",
    ],
)
def test_what_is_no_hedge_stays(statement):
    assert afters(hedge_changes, statement) == set()


def test_a_number_that_is_quoted_without_its_hedge_keeps_it():
    quotes = ("About 40 people died.", "The 40 people died.")
    assert afters(hedge_changes, "About 40 people died.", quotes=quotes) == set()


def test_a_name_gives_way_to_one_of_its_kind():
    found = afters(name_changes, "They met in Texas.", name="d.md")
    assert found
    assert not any("Texas" in one or "Rome" in one for one in found)


def test_a_person_gives_way_to_another_of_the_note_or_of_a_list():
    of_the_note = afters(name_changes, "A man met Wyden.")
    of_a_list = afters(name_changes, "A man met Wyden.", name="d.md")
    assert of_the_note == {"A man met Pelosi."}
    assert len(of_a_list) > 3
    assert not any("Wyden" in one or "Pelosi" in one for one in of_a_list)


@pytest.mark.parametrize("statement", ["The Texas Senate met.", "Trump and Trump’s men met."])
def test_a_part_of_a_name_and_a_repeated_one_stay(statement):
    assert afters(name_changes, statement, name="d.md") == set()


def test_a_speaker_gives_way_to_another():
    found = afters(speaker_changes, "It rained, said Nancy Pelosi.", "Ron Wyden came.")
    assert "It rained, said Ron Wyden." in found
    assert not any("Pelosi" in one for one in found)


def test_an_article_goes_with_the_speaker_it_belongs_to():
    said = "- **Dallas Office**\n  - said: “The Dallas Office said it rained.” [1]"
    one = parse("d.md", f"# T\n\n## Who says what\n\n{said}\n")
    label, claim = one.told
    assert (label.speaker, label.verb, claim.speaker) == ("Dallas Office", "said", "Dallas Office")
    changes = [
        change.applied(claim.text)
        for seed in range(20)
        for change in speaker_changes(claim, one, Random(seed))
    ]
    assert changes
    assert not any(re.search(r"the|Dallas", text[11:], re.IGNORECASE) for text in changes)


def test_a_speaker_above_its_claims_is_swapped_alone():
    one = parse("a.md", NOTE)
    (label,) = [line for line in one.told if line.entry and "Pelosi" in line.text]
    found = {
        change.applied(label.text)
        for seed in range(20)
        for change in speaker_changes(label, one, Random(seed))
    }
    assert "- **Ron Wyden** (also spelled N. Pelosi)" in found
    others = (figure_changes, name_changes, hedge_changes, wording_changes, citation_changes)
    assert not any(damage(label, one, Random(0)) for damage in others)


def test_sides_next_to_each_other_are_one_line():
    row = "| “At least 100 men” [1] | “some 90 men” [2] |"
    (line,) = parse("a.md", f"## Where the sources differ\n\n{row}\n").told
    assert line.statement == "“At least 100 men” [1] | “some 90 men”"


def test_nobody_is_swapped_who_says_nothing():
    assert afters(speaker_changes, "It hit Nancy Pelosi.") == set()


def test_a_word_gives_way_to_its_opposite():
    assert afters(wording_changes, "The judges rejected it.") == {"The judges approved it."}
    inner = 'They rejected it and said "prices rose again in May".'
    assert afters(wording_changes, inner) == {inner.replace("rose", "fell")}


def test_a_citation_goes_to_what_says_something_else():
    statement = "The harbour of the capital was destroyed by a storm."
    quotes = (statement, QUOTES[4], QUOTES[3])
    one = note(statement, quotes=quotes)
    changes = [citation_changes(one.told[0], one, Random(seed)) for seed in range(20)]
    assert {change.applied(one.told[0].text)[-3:] for (change,) in changes} == {"[3]"}


def test_the_generator_uses_nothing_of_the_program():
    for path in (BENCH / "damage_notes.py", *(BENCH / "damage").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            named += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.partition(".")[0] == "rag" for name in named), path
