"""What one answer is worth, measure by measure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rag import quantities
from rag.evaluation import unsupported
from rag.evaluation.records import Quotation, Record
from rag.evaluation.scores import Score, Scores
from rag.evaluation.sets import AnswerType, SetQuestion
from rag.evaluation.wording import (
    contains,
    contains_any,
    exact_match,
    occurrences,
    token_f1,
)
from rag.questions import analyse

RECALL_DEPTHS: Final = (1, 5, 10)
EVIDENCE_DEPTHS: Final = (1, 3)
CITATIONS: Final = 2
"""How many of an answer's citations may hit."""
SHOWN: Final = 4
"""How many of an answer's values count as shown."""
ALIKE: Final = 0.5
"""Token F1 from which a sentence counts as one of the evidence."""
_WORDS_BESIDE_FIGURE: Final = 2


@dataclass(frozen=True)
class Material:
    """What answers are held against besides their question."""

    texts: Mapping[str, str]
    """The documents' texts by id, as far as the set brings them."""
    common: Collection[str] = frozenset()
    """Words that the documents write with a small letter."""
    foreign: bool = False
    """Whether the library is another set's, so that nothing can be answered."""


def score(question: SetQuestion, record: Record, material: Material) -> Scores:
    """Every measure that applies to the question."""
    found = dict(_refusal(question, record, foreign=material.foreign))
    found.update(_invented(record, material))
    found.update(_composed(record))
    if material.foreign or question.unanswerable:
        return found
    found.update(_retrieval(question, record))
    found.update(_words(question, record))
    found.update(_citations(question, record, material))
    found.update(_values(question, record))
    return found


def _refusal(
    question: SetQuestion, record: Record, *, foreign: bool
) -> Iterator[tuple[str, Score]]:
    unanswerable = foreign or question.unanswerable
    if record.refused:
        yield "refusal_precision", Score(float(unanswerable))
    name = "refusal_recall" if unanswerable else "false_refusals"
    yield name, Score(float(record.refused))


def _invented(record: Record, material: Material) -> Iterator[tuple[str, Score]]:
    figures: list[str] = []
    names: list[str] = []
    quoted = record.quoted
    for sentence in record.sentences:
        quotes = [quoted[number].quote for number in sentence.citations if number in quoted]
        figures.extend(unsupported.figures(sentence.text, quotes))
        names.extend(unsupported.names(sentence.text, quotes, material.common))
    yield "unsupported_figures", Score(float(len(figures)))
    yield "unsupported_names", Score(float(len(names)))


def _composed(record: Record) -> Iterator[tuple[str, Score]]:
    made = record.composition
    if made is not None:
        yield "composed", Score(float(made.kept))
        yield "replaced", Score(float(made.replaced))
        yield "dropped", Score(float(made.dropped))
        yield "fell_back", Score(float(made.fell_back))


def _retrieval(question: SetQuestion, record: Record) -> Iterator[tuple[str, Score]]:
    if question.has_passages:
        for depth in RECALL_DEPTHS:
            found = set(record.passages[:depth]) & set(question.context_ids)
            yield f"passage_recall_{depth}", Score(float(bool(found)))
    if question.answers or question.evidence_sentences:
        for depth in EVIDENCE_DEPTHS:
            hit = any(_is_evidence(text, question) for text in record.ranked[:depth])
            yield f"evidence_hit_{depth}", Score(float(hit))


def _is_evidence(sentence: str, question: SetQuestion) -> bool:
    if question.evidence_sentences:
        return token_f1(sentence, question.evidence_sentences) >= ALIKE
    return contains_any(sentence, question.answers)


def _words(question: SetQuestion, record: Record) -> Iterator[tuple[str, Score]]:
    if not question.answers:
        return
    short = record.answers[0].short if record.answers else ""
    answered = not record.refused
    yield "exact_match", Score(exact_match(short, question.answers) if answered else 0.0)
    yield "token_f1", Score(token_f1(short, question.answers) if answered else 0.0)
    held = answered and contains_any(record.answer, question.answers)
    yield "gold_in_answer", Score(float(held))
    if answered:
        length = Score(float(len(record.answer.split())))
        yield "answer_words", length
        if not analyse(question.text).kind.wants_sentences:
            yield "answer_words_fact", length


def _citations(
    question: SetQuestion, record: Record, material: Material
) -> Iterator[tuple[str, Score]]:
    if not (question.answers or question.evidence_sentences):
        return
    cited = record.cited[:CITATIONS]
    hits = [item for item in cited if _hits(item, question, material.texts)]
    yield "citation_hit", Score(float(bool(hits)))
    if question.context_ids:
        own = any(item.document in question.context_ids for item in hits)
        yield "citation_hit_own", Score(float(own))
    if question.answer_type is not None:
        quotes = [item.quote for item in record.cited]
        yield "gold_in_evidence", Score(float(_all_there(question, quotes)))


def _hits(item: Quotation, question: SetQuestion, texts: Mapping[str, str]) -> bool:
    """Whether the quotation overlaps a gold answer in its document, or is a gold sentence."""
    if question.evidence_sentences:
        return token_f1(item.quote, question.evidence_sentences) >= ALIKE
    text, start, end = item.quote, 0, len(item.quote)
    if item.document in texts:
        text, start, end = texts[item.document], item.start, item.end
    golds = (span for answer in question.answers for span in occurrences(text, answer))
    return any(span.start < end and start < span.end for span in golds)


def _all_there(question: SetQuestion, quotes: Iterable[str]) -> bool:
    """Whether the quotations together hold the answer, all its parts where it has several."""
    text = "\n".join(quotes)
    held = (contains(text, answer) for answer in question.answers)
    return all(held) if question.answer_type is AnswerType.MULTI_SPAN else any(held)


def _values(question: SetQuestion, record: Record) -> Iterator[tuple[str, Score]]:
    """Which of several right answers and of the wrong ones are shown."""
    if question.supported_answers is None:
        return
    shown = [one.text for one in record.answers[:SHOWN]] if not record.refused else []
    right = [one for one in question.supported_answers if _told(one, shown)]
    if question.supported_answers:
        yield "right_answers_shown", Score(len(right), len(question.supported_answers))
        if question.has_misinformation:
            wrong = any(_told(one, shown) for one in question.wrong_answers)
            yield "both_values_shown", Score(float(bool(right) and wrong))
    if shown:
        known = (*question.answers, *question.wrong_answers)
        good = [text for text in shown if any(_told(one, [text]) for one in question.answers)]
        told = [text for text in shown if any(_told(one, [text]) for one in known)]
        yield "shown_right", Score(len(good), len(shown))
        yield "shown_known", Score(len(told), len(shown))


def _told(gold: str, shown: Iterable[str]) -> bool:
    """Whether one of the texts holds the value, in its words or as an equal quantity."""
    return any(contains(text, gold) or _equal_quantity(gold, text) for text in shown)


def _equal_quantity(gold: str, text: str) -> bool:
    """Whether `gold` is a quantity, with at most a noun to it, and `text` holds an equal one."""
    found = quantities.find(gold)
    if len(found) != 1:
        return False
    (wanted,) = found
    beside = f"{gold[: wanted.start]} {gold[wanted.end :]}".split()
    if len(beside) > _WORDS_BESIDE_FIGURE:
        return False
    return any(quantities.same(wanted, other) for other in quantities.find(text))
