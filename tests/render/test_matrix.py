from rag.domain import KeyFact
from rag.render.matrix import letters, matrix
from tests import samples


def test_letters_go_on_after_z():
    assert [letters(index) for index in (0, 25, 26, 27, 701, 702)] == "A Z AA AB ZZ AAA".split()


def test_a_cell_is_told_with_the_citations_of_its_source():
    found = matrix(samples.full_note())
    assert found.columns == (0, 1)
    (row,) = found.rows
    assert [cell.citations for cell in row.cells] == [(1,), (2,)]
    assert [cell.hedge for cell in row.cells] == ["", "nearly"]
    assert (row.independent, row.first) == (2, "1 May 2024")


def test_there_is_none_where_one_source_speaks_alone():
    alone = samples.full_note(
        facts=(KeyFact(samples.statement("It rained.", 1), (0,), 1, None, None),)
    )
    assert matrix(alone) is None
    assert matrix(samples.note()) is None


def test_long_points_are_cut_between_words():
    long = samples.statement("word " * 40, 1)
    (row,) = matrix(samples.full_note(facts=(KeyFact(long, (0, 1), 2, None, None),))).rows
    assert row.text.startswith("“word word")
    assert row.text.endswith("word …”")
    assert len(row.text) < 100
