import json
from pathlib import Path

import pytest

from rag.domain import EncoderCard
from rag.evaluation.comparing import Difference
from rag.evaluation.results import Choice, Evaluation, LibraryFacts
from rag.evaluation.scores import Asked, Score
from rag.evaluation.totals import Measure, Stage, Unit
from rag.render import evaluation
from rag.render.layout import Paper

CHOICE = Choice(limit=2, seed=0, half=None, mode="auto", model=Path("/m.gguf"), version="v" * 64)
LIBRARY = LibraryFacts(
    name="zoo",
    folder=Path("/cache/zoo/.rag"),
    documents=1200,
    sentences=3400,
    size=250_000,
    unreadable=0,
    encoder=EncoderCard("mini", 384, "e" * 64),
)
FOUND = Evaluation(
    name="questions\x1b[31m",
    choice=CHOICE,
    library=LIBRARY,
    measures=(
        Measure("exact_match", "exact match", Unit.SHARE, 0.5, 0.25, 0.75, 2),
        Measure("answer_words", "words per answer", Unit.MEAN, 4.25, 2.0, 6.0, 2),
        Measure("unsupported_names", "unsupported names", Unit.SUM, 3.0, None, None, 2),
    ),
    stages=(Stage("total", 1.5, 1.25, 2.0),),
    questions=(
        Asked("q1", "Who?", answerable=True, refused=False, scores={"exact_match": Score(1, 2)}),
        Asked("q2", "Why?", answerable=False, refused=True, scores={}, error="too long"),
    ),
    reused=1,
    baseline="before.json",
    differences=(Difference("exact_match", "exact match", 0.25, 0.5, 3, 1, 4, 0.625),),
)


def test_the_tables():
    assert evaluation.text(FOUND, Paper()) == "\n".join(
        (
            "questions␛[31m: 1 answerable, 1 unanswerable",
            "library zoo: 1,200 documents, 3,400 sentences, 0.2 MB",
            "1 answers kept from an earlier run",
            "",
            "measure            value           95 %  of",
            "exact match        0.500  0.250 – 0.750   2",
            "words per answer     4.2      2.0 – 6.0   2",
            "unsupported names      3                  2",
            "",
            "seconds a question  mean  median   p90",
            "total               1.50    1.25  2.00",
            "",
            "against before.json  before  after  gained  lost  same      p",
            "exact match           0.250  0.500       3     1     4  0.625",
            "",
            "1 could not be asked",
            "  q2: too long",
        )
    )


def test_json_holds_what_a_later_run_compares_with(tmp_path):
    from rag.evaluation.comparing import baseline

    path = tmp_path / "run.json"
    path.write_text(evaluation.as_json(FOUND), "utf-8")
    assert baseline(path) == FOUND.scores


@pytest.mark.parametrize("key", ["measures", "seconds", "differences", "library", "asked"])
def test_the_page_names_every_key(key):
    page = (Path(__file__).resolve().parents[2] / "docs" / "json.md").read_text("utf-8")
    section = page.partition("## `sourceline.evaluation/1`")[2].partition("\n## ")[0]
    found = json.loads(evaluation.as_json(FOUND))
    inner = found[key][0] if isinstance(found[key], list) else found[key]
    missing = [
        name for name in (*found, *inner) if name != "schema" and f"`{name}`" not in section
    ]
    assert missing == []
