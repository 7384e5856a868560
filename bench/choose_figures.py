"""How often the right figure of a sentence is read out, where it holds several of the kind asked for.

    .venv/bin/python bench/choose_figures.py --data DIR [--sets squad2 covid_qa tatqa] [--told]

DIR holds sets as `rag eval` reads them. Of each answerable question that asks for a figure or a
date, the sentence of its document that holds the first gold answer is put to the built-in model
alone, where it holds a figure of that kind which is not the gold answer too. Rows of tables are
left out: their cells answer. Prints a Markdown table: how many questions are answered with the
right figure, and how many are by the figure that the model alone finds likeliest.
"""

import argparse
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from rag.chunking import split
from rag.domain import Document, Quantity, Span
from rag.evaluation.loading import load
from rag.evaluation.sets import QuestionSet
from rag.ports import Beginnings, Branch, LanguageModel
from rag.prompts import Prompts
from rag.questions import Question, analyse
from rag.reading import beginnings, extract
from rag.reading.extracts import normalised
from rag.reading.figures import LONGEST_RANGE, mentions_of
from rag.settings import Settings
from rag.workspace import Silent
from rag.workspace.parts import Adapters

_MARK = "\0"
SETS = ("squad2", "covid_qa", "tatqa")


@dataclass(frozen=True)
class Case:
    """A question, the sentence that answers it, and where in it the gold answer stands."""

    question: Question
    sentence: str
    gold: Span


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sets", nargs="+", default=SETS)
    parser.add_argument("--told", action="store_true", help="every question answered wrongly")
    options = parser.parse_args()
    print("| set | questions | right | right by the model alone |\n| --- | --- | --- | --- |")
    with closing(Adapters(Path(), Settings(), Silent()).model()) as model:
        for name in options.sets:
            found = load(options.data / name)
            cases = tuple(_cases(found)) if isinstance(found, QuestionSet) else ()
            read = [_read(case, model) for case in cases]
            right, alone = (
                sum(_meets(pair[way], case.gold) for case, pair in zip(cases, read, strict=True))
                for way in (0, 1)
            )
            print(f"| {name} | {len(cases)} | {right} | {alone} |", flush=True)
            wrong = (
                (case, pair[0])
                for case, pair in zip(cases, read, strict=True)
                if options.told and not _meets(pair[0], case.gold)
            )
            for case, short in wrong:
                told = short and case.sentence[short.start : short.end]
                gold = case.sentence[case.gold.start : case.gold.end]
                print(f"\n{case.question.text}\n  {case.sentence}\n  read {told}, gold {gold}")


def _cases(found: QuestionSet) -> Iterator[Case]:
    documents = found.by_id
    for one in found.questions:
        question = analyse(one.text)
        if one.unanswerable or not one.answers or not question.kind.is_quantity:
            continue
        texts = [documents[name].text for name in one.context_ids if name in documents]
        for sentence in (sentence for text in texts for sentence in _sentences(text)):
            start = sentence.find(one.answers[0])
            gold = Span(start, start + len(one.answers[0]))
            held = [_meets(_span(each), gold) for each in mentions_of(sentence, question)]
            if start >= 0 and any(held):
                if not all(held):
                    yield Case(question, sentence, gold)
                break


def _sentences(text: str) -> Iterator[str]:
    document = Document("", "", text, sha256="", text_sha256="", reader="text/2")
    sentences = (span for passage in split(document) for span in passage.sentences)
    told = (text[span.start : span.end] for span in sentences)
    return (sentence for sentence in told if not sentence.startswith("|"))


def _read(case: Case, model: LanguageModel) -> tuple[Span | None, Span | None]:
    """What is read out of the sentence, and the figure that the model alone finds likeliest."""
    prompts, text = Prompts(), case.sentence
    examples = prompts.load("reading_examples", frozenset({"end"}))
    template = prompts.load("reading", frozenset({"sentence", "question"}))
    asked = case.question.text
    before, after = template.fill(sentence=text, question=_MARK).split(_MARK)
    mentions = mentions_of(text, case.question)
    every = Beginnings(0, text, tuple(one.figure_start for one in mentions), LONGEST_RANGE)
    shared = examples.fill(end=model.end_of_turn)
    with model.read(shared, [Branch(before, f" {asked}", after)]) as reading:
        followed = beginnings(reading, 0, text, question=case.question)
        scored, plain = reading.spans([followed, every])
    found = extract(scored, text, question=case.question)
    whole = {(one.figure_start, one.figure_end) for one in mentions}
    fitting = [span for span in plain if (span.start, span.end) in whole]
    best = max(fitting, key=normalised, default=None)
    return found and found.short, best and Span(best.start, best.end)


def _span(mention: Quantity) -> Span:
    return Span(mention.start, mention.end)


def _meets(span: Span | None, gold: Span) -> bool:
    return span is not None and span.start < gold.end and gold.start < span.end


if __name__ == "__main__":
    main()
