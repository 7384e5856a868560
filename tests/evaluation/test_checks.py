import pytest

from rag.checker import Checked, Finding, FindingKind
from rag.errors import UsageError
from rag.evaluation import checks
from rag.evaluation.sampling import Selection
from rag.evaluation.sets import Edit, EditSet

SOURCE = "Lee left Seoul in May. He took 3 men."


def edit(identity, summary, *, original="Lee left in May.", kinds=(checks.ENTITY,), source="s1"):
    consistent = summary == original
    return Edit(identity, source, summary, original, consistent, () if consistent else kinds)


EDITS = (
    edit("e1", "Kim left in May."),
    edit("e2", "Lee left in May."),
    edit("e3", "Lee never left in May.", kinds=("negation_insertion_removal",)),
    edit("e4", "Lee left in June.", source="s2"),
)
FOUND = EditSet("summaries", EDITS, {"s1": SOURCE, "s2": SOURCE})


class Checker:
    """Faults every sentence that holds one of its words."""

    def __init__(self, *words):
        self.words = words
        self.calls = []

    def check(self, sentences, evidence):
        self.calls.append((tuple(sentences), tuple(evidence)))
        return tuple(self._checked(sentence) for sentence in sentences)

    def _checked(self, sentence):
        findings = tuple(
            Finding(FindingKind.NAME, word, "stands nowhere", decisive=True)
            for word in self.words
            if word in sentence
        )
        return Checked(sentence, not findings, 0.1 if findings else 0.9, findings)


def run(tmp_path, checker, *, fresh=False, limit=None):
    plan = checks.planned(FOUND, Selection(limit), tmp_path)
    records, reused = checks.checked(
        plan, checker, version="v", fresh=fresh, told=lambda done, total: None
    )
    return plan, records, reused


def test_every_summary_is_held_against_the_sentences_of_its_source(tmp_path):
    checker = Checker("Kim")
    _, records, reused = run(tmp_path, checker)
    assert {evidence for _, evidence in checker.calls} == {
        ("Lee left Seoul in May.", "He took 3 men.")
    }
    assert {record.id: record.supported for record in records} == {
        "e1": False,
        "e2": True,
        "e3": True,
        "e4": True,
    }
    assert reused == 0


def test_what_was_checked_is_not_checked_again_unless_asked_for(tmp_path):
    _, before, _ = run(tmp_path, Checker("Kim"))
    checker = Checker()
    _, after, reused = run(tmp_path, checker)
    assert (after, reused, checker.calls) == (before, 4, [])
    run(tmp_path, checker, fresh=True)
    assert len(checker.calls) == 2


def test_edits_of_names_and_figures_are_counted_apart(tmp_path):
    plan, records, _ = run(tmp_path, Checker("Kim", "never"))
    scores = {one.id: one.scores for one in checks.scored(plan, records)}
    assert {name: set(found) for name, found in scores.items()} == {
        "e1": {"inconsistent_recall", "edit_recall"},
        "e2": {"false_alarms"},
        "e3": {"inconsistent_recall"},
        "e4": {"inconsistent_recall", "edit_recall"},
    }
    assert scores["e1"]["edit_recall"].value == 1
    assert scores["e4"]["edit_recall"].value == 0
    assert scores["e2"]["false_alarms"].value == 0


def test_another_threshold_is_told_by_score(tmp_path):
    plan, records, _ = run(tmp_path, Checker("Kim"))
    found = checks.at_false_alarms(checks.scored(plan, records), records)
    assert (found.value, found.questions) == (0.5, 2)
    assert checks.at_false_alarms((), ()) is None


@pytest.mark.parametrize(
    ("summary", "changes"),
    [
        ("The 20 men met Lee.", True),
        ("The 30 men met Kim.", True),
        ("The twenty men met Lee.", True),
        ("A 30 men greeted Lee.", False),
        ("The thirty men met Lee.", False),
        ("Officials met: the 30 men, Lee.", False),
    ],
)
def test_what_changes_a_figure_or_a_name(summary, changes):
    one = edit("e", summary, original="The 30 men met Lee.")
    assert checks.changes_figure_or_name(one, {"officials"}) is changes


def test_a_limit_takes_the_first_by_hash_and_an_empty_choice_is_refused(tmp_path):
    assert len(run(tmp_path, Checker(), limit=2)[1]) == 2
    with pytest.raises(UsageError, match="no summary is left"):
        checks.planned(EditSet("none", (), {}), Selection(), tmp_path)
