import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag import readers
from rag.evaluation.corpus import digest, digest_of_files, files_as_they_are, lay_out
from tests.evaluation.sets import document

NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=90)


@given(st.lists(NAMES, min_size=1, max_size=5, unique=True), NAMES, NAMES)
def test_every_document_gets_a_file_of_its_own_that_reads_as_given(
    tmp_path_factory, ids, title, group
):
    root = tmp_path_factory.mktemp("library")
    documents = [
        document(name, f"Text {number} of one.", title=title, group=group)
        for number, name in enumerate(ids)
    ]
    corpus = lay_out(documents, root)
    assert sorted(corpus.ids.values()) == sorted(ids)
    texts = {
        corpus.id_of(path): readers.read(root / path, stored_as=path).text for path in corpus.ids
    }
    assert texts == {one.id: one.text for one in documents}
    assert all((root / path).is_relative_to(corpus.groups[group]) for path in corpus.ids)


@pytest.mark.parametrize(
    ("title", "named"),
    [("Russian Blue", "Russian Blue"), ("AC/DC", "AC DC"), ("", "d1"), ("...", "d1")],
)
def test_a_document_is_called_by_its_title(tmp_path, title, named):
    corpus = lay_out([document(title=title)], tmp_path)
    (path,) = corpus.ids
    read = readers.read(tmp_path / path, stored_as=path)
    assert (read.title, read.text) == (named, document().text)


def test_names_that_differ_in_case_alone_lie_apart(tmp_path):
    corpus = lay_out([document("a"), document("A")], tmp_path)
    assert len({path.lower() for path in corpus.ids}) == 2


def test_files_are_written_once(tmp_path):
    corpus = lay_out([document()], tmp_path)
    file = tmp_path / next(iter(corpus.ids))
    file.write_text("touched")
    lay_out([document()], tmp_path)
    assert file.read_text() == "touched"


def test_files_that_lie_elsewhere_are_known_by_their_path_from_there(tmp_path):
    folder = tmp_path / "documents"
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "one.txt").write_text("One.")
    (folder / ".hidden").write_text("No.")
    corpus = files_as_they_are(folder, tmp_path / "library")
    assert corpus.sources == (folder,)
    assert corpus.id_of(str(folder / "a" / "one.txt")) == "a/one.txt"
    assert len(corpus.ids) == 1
    before = digest_of_files(folder)
    (folder / "a" / "one.txt").write_text("Two.")
    assert digest_of_files(folder) != before


def test_any_change_of_a_document_makes_another_library():
    changed = (
        document("d2"),
        document(text="Other."),
        document(title="Title"),
        document(group="g"),
    )
    assert len({digest([one]) for one in (document(), *changed)}) == 5
