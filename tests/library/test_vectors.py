import os
import subprocess
import sys

import numpy as np
import pytest

from rag.errors import StorageError
from rag.library import FaissVectors, SqliteCatalogue, WriteStep
from rag.library.nearest import FaissIndex, Matrix
from tests.library.making import ENCODER, MANIFEST, prepared

WAR = "Soldiers were wounded. The general spoke. The plan failed."
RAIN = "It rained for days. Roads were closed."


@pytest.fixture
def filled(catalogue):
    catalogue.put([prepared("war.txt", WAR), prepared("rain.txt", RAIN)], manifest=MANIFEST)
    return catalogue


def files(folder):
    return sorted(file.name for file in folder.glob("vectors-*"))


def query(text):
    return ENCODER.encode_query(text)


def damage(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.fixture(params=["numpy", "faiss"])
def nearest(request):
    """Each way to search, over three hand-made vectors of which two are the same."""
    vectors = np.asarray([[0.6, 0.8], [1, 0], [0, 1], [1, 0]], dtype=np.float32)
    ids = np.asarray([40, 30, 20, 10])
    return Matrix(ids, vectors) if request.param == "numpy" else FaissIndex.build(ids, vectors)


EAST = np.asarray([1, 0], dtype=np.float32)


@pytest.mark.parametrize(
    ("count", "eligible", "expected"),
    [
        (9, None, ((10, 1.0), (30, 1.0), (40, 0.6), (20, 0.0))),
        (1, None, ((10, 1.0),)),
        (3, None, ((10, 1.0), (30, 1.0), (40, 0.6))),
        (1, (30, 20), ((30, 1.0),)),
        (9, (20, 40, 999), ((40, 0.6), (20, 0.0))),
        (1, (999,), ()),
    ],
)
def test_the_nearest_come_first_and_ties_go_to_the_lower_id(nearest, count, eligible, expected):
    assert nearest.search(EAST, count, eligible=eligible) == expected


def test_a_tie_of_many_is_cut_at_the_lowest_ids():
    rng = np.random.default_rng(3)
    ids = rng.permutation(500).astype(np.int64)
    vectors = np.tile(EAST, (500, 1))
    expected = tuple((number, 1.0) for number in range(7))
    assert FaissIndex.build(ids, vectors).search(EAST, 7, eligible=None) == expected
    assert Matrix(ids, vectors).search(EAST, 7, eligible=None) == expected


def test_faiss_and_numpy_agree_on_random_vectors():
    rng = np.random.default_rng(7)
    vectors = rng.normal(size=(300, 64)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    ids = np.arange(1000, 1300)
    index, matrix = FaissIndex.build(ids, vectors), Matrix(ids, vectors)
    for row in range(0, 300, 37):
        by_index = index.search(vectors[row], 10, eligible=None)
        by_matrix = matrix.search(vectors[row], 10, eligible=None)
        assert [hit for hit, _ in by_index] == [hit for hit, _ in by_matrix]
        assert by_index[0] == (1000 + row, 1.0)


def test_search_reads_sqlite_before_the_file_is_there_and_says_the_same_after(filled, folder):
    vectors = FaissVectors(folder, filled)
    before = vectors.search(query("a wounded soldier"), 2)
    assert files(folder) == []
    vectors.refresh()
    assert len(files(folder)) == 1
    assert vectors.search(query("a wounded soldier"), 2) == before
    assert FaissVectors(folder, filled).search(query("a wounded soldier"), 2) == before
    assert filled.sentences([before[0][0]])[0].text == "Soldiers were wounded."


def test_a_fresh_reader_searches_the_file_and_not_sqlite(filled, folder, monkeypatch):
    FaissVectors(folder, filled).refresh()
    monkeypatch.setattr(SqliteCatalogue, "vectors", None)
    monkeypatch.setattr(SqliteCatalogue, "vectors_in_parts", None)
    assert FaissVectors(folder, filled).search(query("rain"), 1)[0][0] == 4


def test_search_is_limited_to_the_documents_given(filled, folder):
    rain, war = (document.id for document in filled.documents())
    vectors = FaissVectors(folder, filled)
    for _ in range(2):
        hits = vectors.search(query("soldiers"), 9, among=(rain,))
        assert {sentence.document_id for sentence in filled.sentences([h for h, _ in hits])} == {
            rain
        }
        assert vectors.search(query("soldiers"), 9, among=()) == ()
        assert len(vectors.search(query("soldiers"), 9, among=(war, rain))) == 5
        vectors.refresh()


def test_the_files_name_carries_the_generation_and_older_ones_go(filled, folder):
    vectors = FaissVectors(folder, filled)
    vectors.refresh()
    (first,) = files(folder)
    assert first == f"vectors-{filled.stamp}.faiss"
    assert first.startswith("vectors-000001-")
    filled.put([prepared("more.txt", "Snow fell.")], manifest=MANIFEST)
    vectors.refresh()
    (second,) = files(folder)
    assert second.startswith("vectors-000002-")


def test_a_reader_of_an_older_generation_notices(filled, folder):
    vectors = FaissVectors(folder, filled)
    vectors.refresh()
    assert len(vectors.search(query("snow"), 9)) == 5
    filled.put([prepared("more.txt", "Snow fell.")], manifest=MANIFEST)
    hits = vectors.search(query("snow"), 9)
    assert len(hits) == 6
    assert filled.sentences([hits[0][0]])[0].text == "Snow fell."
    filled.clear()
    assert vectors.search(query("snow"), 9) == ()


def test_another_librarys_file_of_the_same_generation_is_not_taken_for_ones_own(filled, folder):
    FaissVectors(folder, filled).refresh()
    filled.close()
    (folder / "library.sqlite").unlink()
    with SqliteCatalogue.open(folder, writable=True) as anew:
        anew.put([prepared("other.txt", "Snow fell.")], manifest=MANIFEST)
        assert anew.generation == 1
        assert len(FaissVectors(folder, anew).search(query("snow"), 9)) == 1


def zero(path):
    path.write_bytes(bytes(path.stat().st_size))


def append(path):
    path.write_bytes(path.read_bytes() + b"more")


def another_program(path):
    path.write_bytes(b"IxFI" + bytes(range(256)) * 8)


def sound_but_foreign(path):
    """A sound file of other vectors, under the name of this one's."""
    vectors = np.asarray([[1, 0]] * 5, dtype=np.float32)
    other = path.with_name("vectors-000009-deadbeef.faiss")
    FaissIndex.build(np.arange(1, 6), vectors).write(other, other)
    other.replace(path)


@pytest.mark.parametrize(
    "harm",
    [
        damage,
        lambda path: os.truncate(path, 60),
        lambda path: os.truncate(path, 7),
        lambda path: os.truncate(path, 0),
        zero,
        append,
        another_program,
        sound_but_foreign,
        os.remove,
    ],
)
def test_a_damaged_file_is_passed_over_and_built_again(filled, folder, harm):
    sound = FaissVectors(folder, filled)
    sound.refresh()
    expected = sound.search(query("rain"), 3)
    path = folder / files(folder)[0]
    content = path.read_bytes()
    harm(path)
    vectors = FaissVectors(folder, filled)
    assert vectors.search(query("rain"), 3) == expected
    assert [finding.hint for finding in vectors.check()] == ["Run `rag index`."]
    vectors.refresh()
    assert path.read_bytes() == content
    assert vectors.check() == ()
    assert vectors.search(query("rain"), 3) == expected


def test_refreshing_what_is_fresh_writes_nothing(filled, folder):
    FaissVectors(folder, filled).refresh()
    steps = []
    FaissVectors(folder, filled, observer=steps.append).refresh()
    assert steps == []


def test_the_steps_of_writing_are_told_and_a_leftover_goes(filled, folder):
    (folder / "vectors-000000-.part").touch()
    steps = []
    FaissVectors(folder, filled, observer=steps.append).refresh()
    assert steps == [
        WriteStep.VECTORS_WRITTEN,
        WriteStep.VECTORS_RENAMED,
        WriteStep.VECTORS_CLEANED,
    ]
    assert files(folder) == [f"vectors-{filled.stamp}.faiss"]


def test_an_empty_library_has_nothing_near(catalogue, folder):
    vectors = FaissVectors(folder, catalogue)
    assert vectors.search(query("rain"), 5) == ()
    vectors.refresh()
    assert vectors.search(query("rain"), 5) == ()
    assert vectors.check() == ()


def test_a_disk_too_full_for_the_file_is_said_plainly_and_searches_go_on(
    filled, folder, monkeypatch
):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    vectors = FaissVectors(folder, filled)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(StorageError, match="No space left on device"):
            vectors.refresh()
    assert files(folder) == []
    assert vectors.search(query("rain"), 1)[0][0] == 4
    vectors.refresh()
    assert len(files(folder)) == 1


def test_opening_a_library_imports_neither_faiss_nor_numpy():
    probe = (
        "import sys, rag.library, rag.indexing;"
        "print(sorted({'faiss', 'numpy', 'filelock'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


@pytest.fixture
def many(catalogue):
    documents = [
        prepared(f"{n}.txt", f"Rain fell on {n}. Soldiers saw {n % 3}.") for n in range(20)
    ]
    catalogue.put(documents, manifest=MANIFEST)
    return catalogue


def test_a_large_library_has_several_files_searched_as_one(many, folder):
    whole = FaissVectors(folder, many)
    whole.refresh()
    among = tuple(document.id for document in many.documents())[3:11]
    asked = [query(text) for text in ("soldiers saw 2", "rain on 7", "snow")]
    expected = [(whole.search(one, 9), whole.search(one, 9, among=among)) for one in asked]
    parts = FaissVectors(folder, many, largest_part=7)
    parts.refresh()
    assert len(files(folder)) == 6
    for fresh in (parts, FaissVectors(folder, many, largest_part=7)):
        found = [(fresh.search(one, 9), fresh.search(one, 9, among=among)) for one in asked]
        assert found == expected
        assert fresh.check() == ()


def test_one_damaged_file_of_several_is_enough_to_read_sqlite(many, folder):
    vectors = FaissVectors(folder, many, largest_part=7)
    vectors.refresh()
    expected = vectors.search(query("rain on 7"), 9)
    zero(folder / files(folder)[3])
    fresh = FaissVectors(folder, many, largest_part=7)
    assert fresh.search(query("rain on 7"), 9) == expected
    assert len(fresh.check()) == 1
    fresh.refresh()
    assert FaissVectors(folder, many, largest_part=7).check() == ()


def test_vectors_too_many_for_memory_are_searched_in_parts(many, folder, monkeypatch):
    expected = FaissVectors(folder, many).search(query("rain on 7"), 9)
    monkeypatch.setattr("rag.library.vectors._HELD_AT_MOST", 10)
    vectors = FaissVectors(folder, many, largest_part=7)
    for _ in range(2):
        assert vectors.search(query("rain on 7"), 9) == expected
