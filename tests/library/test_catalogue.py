import sqlite3
import string
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.domain import EncoderCard, FileNotice, Locator, Notice, Place, PlaceKind
from rag.errors import LibraryError, StorageError
from rag.library import FORMAT, SqliteCatalogue, WriteStep
from rag.ports import KnownFailure, Manifest, PreparedDocument, Refiling
from tests.library.making import ENCODER, MANIFEST, prepared

WAR = "Around 1,000 soldiers were wounded. The commander-in-chief spoke.\n\nA naïve plan failed."
RAIN = "It rained for 12 days.\nRoads were closed!"
PAGES = (Place(0, PlaceKind.PAGE, "1"), Place(23, PlaceKind.PAGE, "2"))


def put(catalogue, *documents):
    return catalogue.put(documents, manifest=MANIFEST)


def texts(catalogue, hits):
    return [sentence.text for sentence in catalogue.sentences([hit for hit, _ in hits])]


def test_stored_documents_come_back_whole_and_in_the_order_of_their_paths(catalogue):
    rain = prepared("b/rain.txt", RAIN, date="2024-12-05", places=PAGES)
    war = prepared("a.txt", WAR, has_lines=False)
    rain_id, war_id = put(catalogue, rain, war)

    assert [document.path for document in catalogue.documents()] == ["a.txt", "b/rain.txt"]
    assert catalogue.document(rain_id) == rain.document
    assert catalogue.document(war_id) == war.document
    assert catalogue.text(war_id) == WAR
    stored = catalogue.documents()[1]
    assert (stored.words, stored.sentences, stored.size, stored.date) == (8, 2, 41, "2024-12-05")


def test_every_sentence_stands_at_its_offsets_with_lines_page_and_heading(catalogue):
    identifier, bare = put(
        catalogue,
        prepared("rain.txt", RAIN, places=PAGES),
        prepared("bare.txt", WAR, has_lines=False),
    )
    first, second = catalogue.document_sentences(identifier)
    assert (first.text, first.line_start, first.line_end, first.locator.page) == (
        RAIN[:22],
        1,
        1,
        1,
    )
    assert (second.text, second.line_start, second.line_end, second.locator.page) == (
        RAIN[23:],
        2,
        2,
        2,
    )
    assert (first.ordinal, second.ordinal, first.heading) == (0, 1, "It")
    for sentence in catalogue.document_sentences(bare):
        assert WAR[sentence.start : sentence.end] == sentence.text
        assert sentence.line_start is sentence.line_end is None
        assert sentence.locator == Locator()


def test_a_sentence_over_two_lines_tells_both(catalogue):
    (identifier,) = put(catalogue, prepared("a.txt", "One\ntwo\nthree. Four."))
    first, second = catalogue.document_sentences(identifier)
    assert (first.line_start, first.line_end) == (1, 3)
    assert (second.line_start, second.line_end) == (3, 3)


def test_sentences_come_in_the_order_asked_for_without_those_that_are_gone(catalogue):
    (identifier,) = put(catalogue, prepared("a.txt", WAR))
    ids = [sentence.id for sentence in catalogue.document_sentences(identifier)]
    wanted = [ids[2], 999, ids[0]]
    assert [sentence.id for sentence in catalogue.sentences(wanted)] == [ids[2], ids[0]]
    passage = catalogue.sentences(ids[:1])[0].passage_id
    assert [sentence.id for sentence in catalogue.passage_sentences(passage)] == ids[:2]


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("wounded?", "Around 1,000 soldiers were wounded."),
        ("1,000", "Around 1,000 soldiers were wounded."),
        ("wounding", "Around 1,000 soldiers were wounded."),
        ("commander-in-chief", "The commander-in-chief spoke."),
        ("NAIVE", "A naïve plan failed."),
        ('"plan"', "A naïve plan failed."),
        ("pl\0an naïve", None),
        ("chief-commander", None),
        ("10", None),
    ],
)
def test_a_word_finds_its_sentence(catalogue, word, found):
    put(catalogue, prepared("a.txt", WAR))
    assert texts(catalogue, catalogue.search_text([word], 5)) == ([found] if found else [])


def test_any_of_the_words_will_do_and_more_of_them_are_better(catalogue):
    put(catalogue, prepared("a.txt", WAR), prepared("b.txt", RAIN))
    hits = catalogue.search_text(["how", "soldiers", "wounded", "closed", "roads", "rained"], 9)
    scores = [score for _, score in hits]
    assert len(hits) == 3
    assert scores == sorted(scores, reverse=True)
    assert min(scores) > 0
    assert texts(catalogue, hits)[-1] == "It rained for 12 days."


def test_search_is_limited_to_the_documents_given(catalogue):
    war, rain = put(catalogue, prepared("a.txt", WAR), prepared("b.txt", WAR))
    for among in ((war,), (rain,)):
        hits = catalogue.search_text(["wounded"], 5, among=among)
        assert {found.document_id for found in catalogue.sentences([hits[0][0]])} == set(among)
        assert len(hits) == 1
    assert catalogue.search_text(["wounded"], 5, among=()) == ()


def test_equal_scores_go_to_the_lower_id(catalogue):
    put(catalogue, *(prepared(f"{number}.txt", RAIN) for number in range(5)))
    hits = catalogue.search_text(["rained"], 3)
    assert [hit for hit, _ in hits] == sorted(hit for hit, _ in hits)


def test_word_frequencies_count_sentences_after_stemming(catalogue):
    put(catalogue, prepared("a.txt", "A wound. Wounded, wounding. No wound here. Rain."))
    words = ["wounded", "rain", "snow", "?!", ""]
    assert dict(catalogue.word_frequencies(words)) == {
        "wounded": 3,
        "rain": 1,
        "snow": 0,
        "?!": 0,
        "": 0,
    }


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("library") / ".rag"
    with SqliteCatalogue.open(folder, writable=True) as opened:
        put(opened, prepared("a.txt", WAR), prepared("b.txt", RAIN))
        yield opened


ANYTHING = st.text(st.characters()) | st.text(string.punctuation + "ab1\0 \ud800")
OPERATORS = st.sampled_from(["AND", "NOT wounded", "NEAR(a b)", "text:x", "^a*", '"', "(", "{a}"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(words=st.lists(ANYTHING | OPERATORS, max_size=6))
def test_no_word_is_too_strange_to_search_for(filled, words):
    for _, score in filled.search_text(words, 5):
        assert score > 0
    assert set(filled.word_frequencies(words)) == set(words)
    assert len(filled.search_text([*words, "wounded"], 50)) >= 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_whatever_the_text_its_sentences_are_slices_of_it(filled, text):
    (identifier,) = put(filled, prepared("any.txt", text))
    for sentence in filled.document_sentences(identifier):
        assert filled.text(identifier)[sentence.start : sentence.end] == sentence.text
        lines = text.split("\n")[sentence.line_start - 1 : sentence.line_end]
        assert sentence.text in "\n".join(lines)


def test_vectors_come_back_bit_for_bit(catalogue):
    document = prepared("a.txt", WAR)
    put(catalogue, document)
    ids, vectors = catalogue.vectors()
    assert vectors.dtype == np.float32
    assert ids.tolist() == [1, 2, 3]
    np.testing.assert_array_equal(vectors, document.vectors)
    ids, vectors = catalogue.vectors([3, 77, 1])
    assert ids.tolist() == [3, 1]
    np.testing.assert_array_equal(vectors, document.vectors[[2, 0]])
    assert catalogue.vectors([])[0].shape == (0,)


def test_a_document_with_the_same_path_is_replaced_under_a_new_id(catalogue):
    (old,) = put(catalogue, prepared("a.txt", WAR))
    (new,) = put(catalogue, prepared("a.txt", RAIN))
    assert new > old
    assert [document.id for document in catalogue.documents()] == [new]
    assert catalogue.search_text(["wounded"], 5) == ()
    assert len(catalogue.search_text(["rained"], 5)) == 1
    with pytest.raises(LibraryError, match=f"document {old}"):
        catalogue.text(old)
    assert catalogue.check() == ()


def test_ids_are_never_used_again(catalogue):
    (first,) = put(catalogue, prepared("a.txt", WAR))
    last = catalogue.document_sentences(first)[-1]
    catalogue.remove([first])
    (second,) = put(catalogue, prepared("a.txt", WAR))
    fresh = catalogue.document_sentences(second)[0]
    assert second > first
    assert fresh.id > last.id
    assert fresh.passage_id > last.passage_id


def test_the_generation_grows_by_one_with_each_change_of_documents(catalogue):
    seen, stamps = [catalogue.generation], {catalogue.stamp}
    (identifier,) = put(catalogue, prepared("a.txt", WAR))
    seen.append(catalogue.generation)
    stamps.add(catalogue.stamp)
    catalogue.refile([Refiling(identifier, "a.txt", "a.txt", 1, 2)])
    catalogue.keep_output("{}")
    catalogue.remove([999])
    put(catalogue)
    seen.append(catalogue.generation)
    catalogue.remove([identifier])
    seen.append(catalogue.generation)
    stamps.add(catalogue.stamp)
    assert seen == [0, 1, 1, 2]
    assert len(stamps) == 3


def test_refiling_changes_name_title_size_and_date_alone(catalogue):
    (identifier,) = put(catalogue, prepared("a.txt", WAR))
    before, hits = catalogue.documents()[0], catalogue.search_text(["soldiers"], 9)
    catalogue.refile([Refiling(identifier, "b/c.txt", "c", 12, 34)])
    now = replace(before, path="b/c.txt", title="c", size=12, modified_ns=34)
    assert catalogue.documents() == (now,)
    assert catalogue.search_text(["soldiers"], 9) == hits
    assert catalogue.check() == ()


def test_files_that_refile_onto_another_change_nothing(catalogue):
    first, second = put(catalogue, prepared("a.txt", WAR), prepared("b.txt", RAIN))
    with pytest.raises(sqlite3.IntegrityError):
        catalogue.refile(
            [Refiling(first, "c.txt", "c", 1, 2), Refiling(second, "c.txt", "c", 1, 2)]
        )
    assert [document.path for document in catalogue.documents()] == ["a.txt", "b.txt"]


def failure(path, **changes):
    return replace(KnownFailure(path, 5, 7, "is a PDF", "Convert it.", "text/1"), **changes)


def test_failures_are_kept_by_path_until_they_are_forgotten(catalogue):
    assert catalogue.failures() == ()
    catalogue.keep_failures([failure("b.pdf"), failure("a.pdf")])
    catalogue.keep_failures([failure("b.pdf", size=6)])
    assert catalogue.failures() == (failure("a.pdf"), failure("b.pdf", size=6))
    assert catalogue.generation == 0
    catalogue.keep_failures([failure("c.pdf")], forget=["a.pdf", "unknown"])
    assert [kept.path for kept in catalogue.failures()] == ["b.pdf", "c.pdf"]


def test_a_library_that_kept_no_failures_yet_has_none_and_learns_to(folder):
    with SqliteCatalogue.open(folder, writable=True) as catalogue:
        put(catalogue, prepared("a.txt", WAR))
        catalogue._database.rows("DROP TABLE failures")
    with SqliteCatalogue.open(folder, writable=False) as older:
        assert older.failures() == ()
    with SqliteCatalogue.open(folder, writable=True) as newer:
        newer.keep_failures([failure("a.pdf")])
        assert len(newer.failures()) == 1


def told(path, *facts):
    return prepared(path, WAR, notices=tuple(Notice(fact, "Mend it.") for fact in facts))


def test_what_readers_told_of_a_document_is_kept_as_long_as_it(catalogue):
    first, _ = put(catalogue, told("b.pdf", "has no text", "is old"), told("a.pdf", "is odd"))
    assert catalogue.notices() == (
        FileNotice("a.pdf", "is odd", "Mend it."),
        FileNotice("b.pdf", "has no text", "Mend it."),
        FileNotice("b.pdf", "is old", "Mend it."),
    )
    catalogue.refile([Refiling(first, "c.pdf", "c", 1, 2)])
    put(catalogue, told("a.pdf"))
    assert [notice.path for notice in catalogue.notices()] == ["c.pdf", "c.pdf"]
    catalogue.remove([first])
    assert catalogue.notices() == ()


def test_a_library_that_kept_no_notices_yet_has_none_and_learns_to(folder):
    with SqliteCatalogue.open(folder, writable=True) as catalogue:
        put(catalogue, prepared("a.txt", WAR))
        catalogue._database.rows("DROP TABLE notices")
    with SqliteCatalogue.open(folder, writable=False) as older:
        assert older.notices() == ()
    with SqliteCatalogue.open(folder, writable=True) as newer:
        put(newer, told("a.pdf", "is odd"))
        assert len(newer.notices()) == 1


def test_the_last_output_is_kept_across_openings(folder):
    with SqliteCatalogue.open(folder, writable=True) as first:
        assert first.last_output() is None
        first.keep_output('{"a": 1}')
        first.keep_output('{"b": "é"}')
    with SqliteCatalogue.open(folder, writable=False) as second:
        assert second.last_output() == '{"b": "é"}'
        second.keep_output("lost")
        assert second.last_output() == '{"b": "é"}'


def test_the_manifest_belongs_to_what_is_stored(catalogue):
    assert catalogue.manifest is None
    put(catalogue, prepared("a.txt", WAR))
    assert catalogue.manifest == MANIFEST
    catalogue.clear()
    assert catalogue.manifest is None


def other_manifest(**changes):
    card = replace(EncoderCard("other", ENCODER.card.dimension, "0" * 64), **changes)
    return Manifest(FORMAT, card, None)


def test_another_encoders_vectors_are_refused_until_the_library_is_empty(catalogue):
    put(catalogue, prepared("a.txt", WAR))
    with pytest.raises(LibraryError, match="built with the encoder fake-encoder, not other") as it:
        catalogue.put([prepared("b.txt", RAIN)], manifest=other_manifest())
    assert "--rebuild" in it.value.hint
    with pytest.raises(LibraryError, match="not other"):
        catalogue.check_encoder(other_manifest().encoder)
    assert [document.path for document in catalogue.documents()] == ["a.txt"]
    assert catalogue.manifest == MANIFEST

    catalogue.clear()
    catalogue.put([prepared("b.txt", RAIN)], manifest=other_manifest())
    assert catalogue.manifest == other_manifest()


def test_the_same_weights_under_another_name_are_the_same_encoder(catalogue):
    put(catalogue, prepared("a.txt", WAR))
    renamed = other_manifest(name="elsewhere", sha256=ENCODER.card.sha256)
    catalogue.put([prepared("b.txt", RAIN)], manifest=renamed)
    assert len(catalogue.documents()) == 2


def test_replacing_every_document_at_once_may_change_the_encoder(catalogue):
    put(catalogue, prepared("a.txt", WAR), prepared("b.txt", RAIN))
    with pytest.raises(LibraryError):
        catalogue.put([prepared("a.txt", RAIN)], manifest=other_manifest())
    assert catalogue.manifest == MANIFEST
    catalogue.put([prepared("a.txt", RAIN), prepared("b.txt", WAR)], manifest=other_manifest())
    assert catalogue.manifest == other_manifest()


def test_a_document_with_a_vector_missing_is_not_stored_nor_are_its_companions(catalogue):
    bad = prepared("b.txt", WAR)
    bad = PreparedDocument(bad.document, bad.passages, bad.vectors[1:], 1, 1)
    with pytest.raises(ValueError, match="2 vectors, 3 sentences"):
        put(catalogue, prepared("a.txt", RAIN), bad)
    assert catalogue.documents() == ()
    assert catalogue.generation == 0
    assert catalogue.check() == ()


def test_the_steps_of_writing_are_told(folder):
    steps = []
    with SqliteCatalogue.open(folder, writable=True, observer=steps.append) as catalogue:
        (identifier, _) = put(catalogue, prepared("a.txt", WAR), prepared("b.txt", RAIN))
        catalogue.remove([identifier])
    assert steps == [
        WriteStep.DOCUMENT_STORED,
        WriteStep.DOCUMENT_STORED,
        WriteStep.COMMITTED,
        WriteStep.DOCUMENT_REMOVED,
        WriteStep.COMMITTED,
    ]


def test_a_snapshot_sees_one_state_while_another_connection_writes(catalogue, folder):
    put(catalogue, prepared("a.txt", WAR))
    with SqliteCatalogue.open(folder, writable=False) as reader:
        with reader.snapshot():
            before = reader.generation
            catalogue.clear()
            hits = reader.search_text(["wounded"], 5)
            assert texts(reader, hits) == ["Around 1,000 soldiers were wounded."]
            assert reader.generation == before
        assert reader.search_text(["wounded"], 5) == ()


def torn(reader):
    """What a reader sees that is not whole."""
    for document in reader.documents():
        sentences, text = reader.document_sentences(document.id), reader.text(document.id)
        if len(sentences) != document.sentences:
            yield document
        yield from (found for found in sentences if text[found.start : found.end] != found.text)
    hits = reader.search_text(["wounded", "rained"], 100)
    yield from (hit for hit, _ in hits if not reader.sentences([hit]))


def test_readers_never_fail_nor_see_half_a_document_while_it_is_written(folder):
    started, stop = threading.Barrier(3), threading.Event()

    def read():
        found = []
        with SqliteCatalogue.open(folder, writable=False) as reader:
            started.wait()
            while not stop.is_set():
                with reader.snapshot():
                    found.extend(torn(reader))
            return found, len(reader.documents())

    with SqliteCatalogue.open(folder, writable=True) as writer, ThreadPoolExecutor() as pool:
        readers = [pool.submit(read) for _ in range(2)]
        started.wait()
        for turn in range(40):
            put(writer, *(prepared(f"{n}.txt", (WAR, RAIN)[(turn + n) % 2]) for n in range(6)))
        stop.set()
        assert [reader.result() for reader in readers] == [([], 6), ([], 6)]
        assert writer.check() == ()


def test_one_catalogue_may_be_read_by_two_threads_while_a_third_writes_through_it(catalogue):
    put(catalogue, prepared("a.txt", WAR))
    counts, stop = set(), threading.Event()

    def read():
        while not stop.is_set():
            counts.add(len(catalogue.documents()))

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for turn in range(30):
        put(catalogue, prepared("b.txt", WAR), prepared("c.txt", f"{RAIN} {turn}"))
    stop.set()
    for thread in threads:
        thread.join()
    assert counts <= {1, 3}


def test_a_full_disk_is_said_plainly_and_costs_only_what_was_being_written(catalogue):
    put(catalogue, prepared("a.txt", WAR))
    pages = catalogue._database.rows("PRAGMA page_count")[0][0]
    catalogue._database.rows(f"PRAGMA max_page_count = {pages + 4}")
    with pytest.raises(StorageError, match="the disk is full") as caught:
        put(catalogue, *(prepared(f"{number}.txt", WAR * 50) for number in range(20)))
    assert "Free some space" in caught.value.hint
    assert [document.path for document in catalogue.documents()] == ["a.txt"]
    assert catalogue.generation == 1
    assert catalogue.check() == ()

    catalogue._database.rows("PRAGMA max_page_count = 100000")
    put(catalogue, *(prepared(f"{number}.txt", WAR * 50) for number in range(20)))
    assert len(catalogue.documents()) == 21


def test_pending_paths_are_kept_until_others_are(catalogue):
    assert catalogue.pending() == ()
    generation = catalogue.generation
    catalogue.keep_pending(("b", "a", "b"))
    assert catalogue.pending() == ("b", "a")
    catalogue.keep_pending(("c",))
    assert catalogue.pending() == ("c",)
    assert catalogue.generation == generation


def test_files_named_against_a_rule_are_kept_until_others_are(catalogue):
    catalogue.keep_named(("b", "a", "b"))
    assert catalogue.named() == ("a", "b")
    catalogue.keep_named(())
    assert catalogue.named() == ()
