"""Sentences held against the quotations they cite."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.checker import EvidenceBase, FindingKind, check
from tests.fakes import FakeEncoder, FakeModel

TOLL = (
    "South Korean lawmaker Lee Sung-kwon said at least 100 North Korean troops had been killed "
    "and around 1,000 wounded in the Kursk region of Russia."
)
SALES = "Net sales rose 5% to $3.2 million in the fourth quarter of 2021."
PLANS = (
    "The United Nations mission opened on 5 June 2022.",
    "It has 1,043 staff, and Marta Ruiz leads it.",
    "“We are not ready,” she told the council.",
)


def decisive(sentence: str, *evidence: str) -> list[tuple[str, str]]:
    found = check(sentence, evidence, encoder=FakeEncoder()).findings
    return [(one.kind.value, one.text) for one in found if one.decisive]


@pytest.mark.parametrize(
    ("sentence", "evidence"),
    [
        ("Lee said at least 100 troops were killed.", (TOLL,)),
        ("Mr Lee said around 1k North Koreans had been wounded.", (TOLL,)),
        ("Around one thousand were wounded, Lee Seong-kwon said.", (TOLL,)),
        ("Net sales rose five per cent to US$3.2m in Q4 2021.", (SALES,)),
        ("Net sales rose to about $3 million in the fourth quarter of 2021.", (SALES,)),
        ("The UN mission opened in June 2022.", PLANS),
        ("Marta Ruiz leads over 1,000 staff.", PLANS),
        ("Ruiz told the council: “We are not ready.”", PLANS),
    ],
)
def test_what_the_evidence_says_in_other_words_is_supported(
    sentence: str, evidence: tuple[str, ...]
) -> None:
    found = check(sentence, evidence, encoder=FakeEncoder())
    assert found.supported, found.findings
    assert 0.0 <= found.score <= 1.0


@pytest.mark.parametrize(
    ("sentence", "kind", "text"),
    [
        ("Lee said at least 200 troops were killed.", "figure", "at least 200"),
        ("Zelensky said at least 100 troops were killed.", "name", "Zelensky"),
        ("Lee said at least 100 troops were killed in Seoul.", "name", "Seoul"),
        ("Lee said at least 100 troops were killed in May 2024.", "date", "May 2024"),
        ("Lee said around 1,000 troops were killed.", "figure", "around 1,000"),
        ("Lee said at least 100 troops were wounded.", "figure", "at least 100"),
        ("Lee said 100 troops were killed.", "hedge", "100"),
        ("At least 100 troops were killed in Kursk.", "attribution", "said"),
        ("Lee said at least 100 “brave troops” were killed.", "quotation", "“brave troops”"),
    ],
)
def test_what_the_evidence_does_not_say_is_found(sentence: str, kind: str, text: str) -> None:
    assert (kind, text) in decisive(sentence, TOLL)
    assert not check(sentence, [TOLL], encoder=FakeEncoder()).supported


@pytest.mark.parametrize(
    "sentence",
    [
        "Net sales rose 6% to $3.2 million in the fourth quarter of 2021.",
        "Net sales rose 5% to €3.2 million in the fourth quarter of 2021.",
        "Net sales rose 5% to $3.2 billion in the fourth quarter of 2021.",
        "Net sales rose 5 percentage points in the fourth quarter of 2021.",
        "Net sales rose 5% to $3 million in the fourth quarter of 2021.",
        "Net sales rose 5% to $3.2 million in the third quarter of 2021.",
        "Net sales rose 5% to $3.2 million in Q4 2022.",
    ],
)
def test_one_changed_figure_is_enough(sentence: str) -> None:
    assert not check(sentence, [SALES], encoder=FakeEncoder()).supported


@pytest.mark.parametrize(
    ("sentence", "evidence", "kind"),
    [
        ("Net sales fell 5% to $3.2 million.", SALES, FindingKind.DIRECTION),
        ("Net sales have not risen.", SALES, FindingKind.NEGATION),
        ("The plan was unambitious.", "The plan was ambitious.", FindingKind.DIRECTION),
        ("She left Mr Ray out.", "He left Mr Ray out.", FindingKind.DIRECTION),
        ("Bridges collapsed in the city.", "Bridges may have collapsed in the city.", "hedge"),
    ],
)
def test_what_turns_the_meaning_is_told(sentence: str, evidence: str, kind: FindingKind) -> None:
    found = check(sentence, [evidence], encoder=FakeEncoder())
    assert kind in {one.kind for one in found.findings}


def test_a_doubt_about_something_else_need_not_be_kept() -> None:
    evidence = "The bridge, which collapsed on Monday, may be rebuilt by volunteers."
    assert not decisive("The bridge collapsed on Monday.", evidence)
    assert decisive("The bridge is rebuilt by volunteers.", evidence)


def test_another_sources_firm_figure_needs_no_hedge() -> None:
    firm = "Officials counted 100 dead troops."
    assert not decisive("Officials counted 100 dead troops.", firm, "At least 100 troops died.")


def test_a_whole_source_need_not_be_quoted_with_its_attributions() -> None:
    encoder = FakeEncoder()
    whole = EvidenceBase.of([TOLL], encoder=encoder)
    assert check("At least 100 troops were killed.", whole, encoder=encoder).supported
    assert not check("At least 200 troops were killed.", whole, encoder=encoder).supported


def test_a_base_is_encoded_once() -> None:
    encoder = FakeEncoder()
    base = EvidenceBase.of(PLANS, encoder=encoder)
    check("The mission opened on 5 June 2022.", base, encoder=encoder)
    check("It has 1,043 staff.", base, encoder=encoder)
    assert [encoder.documents.count(text) for text in PLANS] == [1, 1, 1]


def test_vectors_that_are_known_are_not_encoded_again() -> None:
    vectors = FakeEncoder().encode_documents(PLANS)
    encoder = FakeEncoder()
    EvidenceBase.of(PLANS, encoder=encoder, vectors=vectors)
    assert encoder.documents == []


@pytest.mark.parametrize(("sentence", "evidence"), [("It rained.", ()), ("", (SALES,)), ("…", ())])
def test_nothing_is_supported_by_nothing(sentence: str, evidence: tuple[str, ...]) -> None:
    found = check(sentence, evidence, encoder=FakeEncoder())
    assert (found.supported, found.score) == (False, 0.0)
    assert [one.kind for one in found.findings] == [FindingKind.CONTENT]


def test_a_text_is_supported_as_well_as_its_worst_sentence() -> None:
    encoder = FakeEncoder()
    right, wrong = "The mission opened in June 2022.", "It has 2,000 staff."
    alone = check(wrong, PLANS, encoder=encoder)
    both = check(f"{right} {wrong}", PLANS, encoder=encoder)
    assert (both.supported, both.score) == (False, alone.score)
    assert both.findings == alone.findings


def test_the_score_of_a_decided_sentence_lies_below_every_threshold() -> None:
    wrong = check("Net sales rose 6%.", [SALES], encoder=FakeEncoder())
    assert not wrong.supported
    assert wrong.score < 0.01


def test_what_is_about_something_else_is_unsupported() -> None:
    found = check("Whales sing to each other.", [SALES], encoder=FakeEncoder())
    assert (FindingKind.CONTENT, True) in {(one.kind, one.decisive) for one in found.findings}


def test_the_model_is_asked_only_in_doubt_and_may_refuse() -> None:
    evidence = ["Whales travel far and eat krill near the ice."]
    doubtful = "Whales travel far past warm islands."
    model = FakeModel()
    assert check(evidence[0], evidence, encoder=FakeEncoder(), model=model).supported
    assert model.history == []
    model.likelihoods = {"krill": -4.0, "meeting": -3.0}
    assert not check(doubtful, evidence, encoder=FakeEncoder(), model=model).supported
    model.likelihoods = {"krill": -2.0, "meeting": -3.0}
    assert check(doubtful, evidence, encoder=FakeEncoder(), model=model).supported


@given(st.text(max_size=80), st.lists(st.text(max_size=60), max_size=3))
def test_no_text_makes_it_fail(sentence: str, evidence: list[str]) -> None:
    found = check(sentence, evidence, encoder=FakeEncoder())
    assert (
        found.supported is not any(one.decisive for one in found.findings) or not found.supported
    )


@given(st.integers(101, 10**9).filter(lambda number: number not in {1000, 1_000_000}))
def test_a_figure_that_the_evidence_lacks_is_always_unsupported(number: int) -> None:
    found = check(f"Lee said {number:,} troops were killed.", [TOLL], encoder=FakeEncoder())
    assert not found.supported
