"""Values, tables and denials of small documents, told by the real default models."""

import pytest

from rag.grounding import holds
from rag.settings import Settings
from rag.workspace import Workspace

pytestmark = pytest.mark.model

DOCUMENTS = {
    "rower.txt": "Tom Hale (born 4 March 1961) is a retired rower from Norwich.\n"
    "He won the Thames sculls in 1984 with a new kind of oar.",
    "chess.txt": "Tom Hale (2 May 1902 – 9 June 1970) was a chess master from Leeds.",
    "sales.md": "Sales by type of boat (in thousands of pounds):\n\n"
    "| | 2019 | 2018 |\n|---|---|---|\n"
    "| Dinghies | 1,452 | 1,146 |\n| Ferries | 441 | 567 |\n| Total sales | 1,893 | 1,713 |\n",
    "harbour.txt": "The council approved the new harbour wall in April.\n"
    "Fishermen say the council did not approve the new harbour wall.",
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    root = tmp_path_factory.mktemp("small")
    (root / "papers").mkdir()
    for name, text in DOCUMENTS.items():
        (root / "papers" / name).write_text(text, "utf-8")
    with Workspace(root, Settings(sources=(str(root / "papers"),))) as opened:
        yield opened


def told(workspace, question: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The answers' texts, and the quotations that they cite."""
    answer = workspace.ask(question)
    quotes = {citation.id: citation.quote for citation in answer.citations}
    assert all(holds(statement, answer.citations) for statement in answer.sentences)
    cited = dict.fromkeys(number for item in answer.answers for number in item.citations)
    return tuple(item.text for item in answer.answers), tuple(quotes[number] for number in cited)


def test_every_bearer_of_a_name_is_told(workspace):
    texts, _ = told(workspace, "When was Tom Hale born?")
    assert any("4 March 1961" in text for text in texts)
    assert any("2 May 1902" in text for text in texts)
    assert not any("1970" in text for text in texts)


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("What were the total sales in 2018?", "1,713"),
        ("How much were total sales in 2019?", "1,893"),
    ],
)
def test_a_table_is_read_by_its_headings(workspace, question, cell):
    texts, quotes = told(workspace, question)
    assert texts[0] == cell
    assert quotes[0].startswith("| Total sales")
    assert "| | 2019 | 2018 |" in quotes


def test_who_affirms_and_who_denies_are_both_told(workspace):
    texts, _ = told(workspace, "Did the council approve the new harbour wall?")
    assert any("did not approve" in text for text in texts)
    assert any("approved" in text for text in texts)
