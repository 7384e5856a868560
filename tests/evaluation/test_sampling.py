import hashlib

from hypothesis import given
from hypothesis import strategies as st

from rag.evaluation.sampling import Half, edits_in, first, half_of, questions_in, sample
from rag.evaluation.sets import Edit
from tests.evaluation.sets import document, question

IDS = st.lists(st.text(max_size=5), min_size=1, max_size=20, unique=True)


def asked(ids, **changes):
    return [question(id=name, **changes) for name in ids]


@given(IDS, st.integers(1, 20), st.randoms())
def test_the_first_by_hash_do_not_depend_on_the_order_given(ids, count, random):
    questions = asked(ids)
    chosen = first(questions, count)
    random.shuffle(questions)
    assert first(questions, count) == chosen
    assert chosen == first(questions, None)[:count]


def test_the_order_is_that_of_the_bare_ids_hash():
    found = [one.id for one in first(asked("abcdef"), None)]
    assert found == sorted("abcdef", key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    salted = [one.id for one in first(asked("abcdef"), None, seed=3)]
    assert salted == sorted(
        "abcdef", key=lambda name: hashlib.sha256(f"3:{name}".encode()).hexdigest()
    )


def test_a_limit_is_for_answerable_and_unanswerable_questions_each():
    questions = (*asked("abcd"), *asked("efgh", unanswerable=True))
    chosen = sample(questions, 3)
    assert [one.unanswerable for one in chosen] == [False] * 3 + [True] * 3


@given(IDS)
def test_the_halves_part_every_question_and_keep_titles_together(ids):
    documents = {name: document(name, title=name[:1]) for name in ids}
    questions = [question(id=name, context_ids=(name,)) for name in ids]
    fit, report = (questions_in(half, questions, documents) for half in Half)
    assert {one.id for one in fit} | {one.id for one in report} == set(ids)
    assert not {one.id for one in fit} & {one.id for one in report}
    titles = [{(one.id[:1] or one.id) for one in half} for half in (fit, report)]
    assert not titles[0] & titles[1]
    assert questions_in(None, questions, documents) == tuple(questions)


def test_groups_and_sources_fall_into_one_half():
    grouped = asked("abcd", group="g")
    assert len(questions_in(half_of("g"), grouped, {})) == 4
    edit = Edit("e", "s", "One.", "One.", consistent=True)
    assert edits_in(half_of("s"), [edit]) == (edit,)
    other = next(half for half in Half if half is not half_of("s"))
    assert edits_in(other, [edit]) == ()
