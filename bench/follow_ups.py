"""How many follow-up questions are understood and answered, with and without rewriting.

    .venv/bin/python bench/follow_ups.py [--part open|held|fresh|later] [--told] [--preference]

Asks the dialogues of bench/dialogues/ of their documents with the default models, as a chat
would: each question is understood after the turns before it. A question counts as understood
where its text has all words that are needed and none that must not be there, and is asked of the
source that is meant; one that says all itself where it is unchanged. It counts as answered where
the answer or a quotation that it cites has the expected words, or where it is refused as it should
be. Prints Markdown tables; `--told`
adds what was missed, `--preference` lets the language model choose between several readings.
"""

import argparse
import json
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from rag.conversation import Conversation, Turn, Understood, as_typed, suggestion, understand
from rag.domain import Answer
from rag.ports import Branch, LanguageModel
from rag.settings import Settings
from rag.workspace import Workspace

REPOSITORY = Path(__file__).resolve().parent.parent
DIALOGUES = Path(__file__).resolve().parent / "dialogues"
Way = Literal["rewritten", "as typed"]


@dataclass(frozen=True, kw_only=True)
class Expected:
    """One turn of a dialogue."""

    ask: str
    same: bool = False
    need: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    say: tuple[str, ...] = ()
    source: str = ""
    refused: bool = False

    def understood(self, found: Understood, before: Conversation) -> bool:
        """Whether the question was understood as it is meant."""
        if self.same:
            return not found.changed
        held = all(_has(one, found.text) for one in self.need)
        held = held and not any(_has(one, found.text, whole=True) for one in self.avoid)
        return held and self._of_source(found, before)

    def _of_source(self, found: Understood, before: Conversation) -> bool:
        if not self.source:
            return not found.sources
        if self.source == "second":
            shown = dict.fromkeys(one.path for one in before.turns[-1].answer.citations)
            return found.sources == tuple(shown)[1:2]
        return [Path(path).name for path in found.sources] == [self.source]

    def answered(self, answer: Answer) -> bool:
        """Whether the answer, or a quotation it cites, has the expected words, or none is given."""
        if self.refused:
            return answer.refused
        cited = {number for one in answer.answers for number in one.citations}
        quotes = (one.quote for one in answer.citations if one.id in cited)
        said = "\n".join((answer.answer, *quotes))
        return not answer.refused and all(_has(one, said) for one in self.say)


@dataclass(frozen=True)
class ModelPreference:
    """Readings weighed by a language model, which is loaded when it is first asked."""

    model: Callable[[], LanguageModel]

    def likelihoods(self, said: str, readings: Sequence[str]) -> tuple[float, ...]:
        """The mean log-probability of each reading's tokens as the next question after `said`."""
        branches = [Branch(before="", scored=f" {reading}", after="") for reading in readings]
        with self.model().read(f"{said}\nQuestion:", branches) as reading:
            return reading.likelihoods


@dataclass
class Score:
    """What was counted of one way of asking."""

    counts: Counter[tuple[int, str]] = field(default_factory=Counter)

    def count(self, turn: int, what: str, *, right: bool) -> None:
        """One more question of this turn, and whether it was right."""
        self.counts[turn, f"{what} asked"] += 1
        self.counts[turn, what] += right

    def share(self, turns: Sequence[int], what: str) -> str:
        """`17 of 20 (85 %)`."""
        right = sum(self.counts[turn, what] for turn in turns)
        asked = sum(self.counts[turn, f"{what} asked"] for turn in turns)
        return f"{right} of {asked} ({100 * right / max(asked, 1):.0f} %)"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--part", choices=("open", "held", "fresh", "later"), default="open")
    parser.add_argument("--told", action="store_true", help="what was missed")
    parser.add_argument("--preference", action="store_true", help="let the model choose")
    parser.add_argument("--only", default="", help="the dialogues whose name holds this")
    arguments = parser.parse_args()
    scores: dict[Way, Score] = {"rewritten": Score(), "as typed": Score()}
    unchanged = Score()
    missed: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for documents, dialogues in _by_documents(arguments.part, arguments.only):
            root = _library(Path(folder), documents)
            with Workspace(root, Settings(sources=(str(root / "files"),))) as workspace:
                workspace.index()
                prefers = (
                    ModelPreference(workspace.language_model) if arguments.preference else None
                )
                for name, turns in dialogues:
                    for way, score in scores.items():
                        told = _held(workspace, turns, score, way=way, preference=prefers)
                        missed.extend(f"{name}, {way}: {line}" for line in told)
                missed.extend(_unchanged(workspace, dialogues[0][1][0].ask, unchanged))
    if arguments.told:
        print("\n".join(missed))
    _print(scores)
    turns, rewritten = (1, 2, 3), scores["rewritten"]
    print(f"\nSelf-contained questions left alone: {unchanged.share((1,), 'same')}")
    print(
        f"Refusals that suggest a question that is answered: {rewritten.share(turns, 'suggested')}"
    )
    print(f"Foreseen as answered, and answered: {rewritten.share(turns, 'kept')}")
    print(f"Told before reading whether it is answered: {rewritten.share(turns, 'foreseen')}")


def _by_documents(
    part: str, only: str
) -> Iterator[tuple[tuple[str, ...], list[tuple[str, tuple[Expected, ...]]]]]:
    grouped: dict[tuple[str, ...], list[tuple[str, tuple[Expected, ...]]]] = {}
    for line in (DIALOGUES / "dialogues.jsonl").read_text("utf-8").splitlines():
        told = json.loads(line)
        if told["part"] == part and only in told["id"]:
            turns = tuple(
                Expected(**{k: tuple(v) if isinstance(v, list) else v for k, v in one.items()})
                for one in told["turns"]
            )
            grouped.setdefault(tuple(told["documents"]), []).append((told["id"], turns))
    yield from grouped.items()


def _library(folder: Path, documents: Sequence[str]) -> Path:
    """A folder that holds the documents alone."""
    root = Path(tempfile.mkdtemp(dir=folder))
    files = root / "files"
    files.mkdir()
    for name in documents:
        if name == "seeds":
            for path in (REPOSITORY / "seeds").iterdir():
                shutil.copy(path, files)
        else:
            shutil.copy(DIALOGUES / name, files)
    return root


def _held(
    workspace: Workspace,
    turns: Sequence[Expected],
    score: Score,
    *,
    way: Way,
    preference: ModelPreference | None,
) -> Iterator[str]:
    """Hold a dialogue, count what was right, and tell what was not."""
    conversation = Conversation()
    for number, expected in enumerate(turns, 1):
        found = as_typed(expected.ask)
        if way == "rewritten":
            found = understand(
                expected.ask, conversation, sources=workspace, preference=preference
            )
        paths = tuple(workspace.root / path for path in found.sources)
        answer = workspace.ask(found.text, paths=paths, cited=conversation.citations)
        understood = expected.understood(found, conversation)
        answered = expected.answered(answer)
        score.count(number, "same" if expected.same else "understood", right=understood)
        score.count(number, "answered", right=answered)
        if way == "rewritten":
            foreseen = workspace.answerable(found.text, paths=paths)
            score.count(number, "foreseen", right=foreseen is not answer.refused)
            _count_suggestion(workspace, answer, score, number)
        conversation = conversation.with_turn(
            expected.ask, replace(answer, question=expected.ask), found
        )
        if not (understood and answered):
            yield _told(found, expected, conversation.turns[-1], understood=understood)


def _count_suggestion(workspace: Workspace, answer: Answer, score: Score, turn: int) -> None:
    """Count whether a refusal suggests a question that is answered, as a chat does."""
    if not answer.refused:
        return

    def answered(question: str) -> bool:
        likely = workspace.answerable(question)
        kept = likely and not workspace.ask(question).refused
        if likely:
            score.count(turn, "kept", right=kept)
        return kept

    score.count(turn, "suggested", right=suggestion(answer, answered) is not None)


def _unchanged(workspace: Workspace, first: str, score: Score) -> Iterator[str]:
    """Count the whole questions that are left alone after `first`, and tell the others."""
    conversation = Conversation().with_turn(first, workspace.ask(first))
    for line in (DIALOGUES / "self_contained.txt").read_text("utf-8").splitlines():
        found = understand(line, conversation, sources=workspace)
        score.count(1, "same", right=not found.changed)
        if found.changed:
            yield f"CHANGED after {first} {line} -> {found.text} <{found.how}>"


def _told(found: Understood, expected: Expected, turn: Turn, *, understood: bool) -> str:
    shorts = " | ".join(one.short for one in turn.answer.answers) or "refused"
    verdict = "answer" if understood else "UNDERSTOOD"
    others = f" [others: {' / '.join(found.others)}]" if found.others else ""
    return (
        f"{verdict}: {expected.ask} -> {found.text} <{found.how}>{others}\n"
        f"      {shorts[:150]} (wanted {expected.say})"
    )


def _has(alternatives: str, text: str, *, whole: bool = False) -> bool:
    """Whether one of `a|b` begins a word of the text, or is one."""
    end = r"\b" if whole else ""
    return any(
        re.search(rf"(?<!\w){re.escape(one)}{end}", text, re.IGNORECASE)
        for one in alternatives.split("|")
    )


def _print(scores: dict[Way, Score]) -> None:
    rows = (("1", (1,)), ("2", (2,)), ("3", (3,)), ("follow-ups", (2, 3)))
    print("\n| turn | understood | left alone | answered | answered as typed |")
    print("| --- | --- | --- | --- | --- |")
    for label, turns in rows:
        cells = [
            scores["rewritten"].share(turns, what) for what in ("understood", "same", "answered")
        ]
        print(f"| {label} | {' | '.join(cells)} | {scores['as typed'].share(turns, 'answered')} |")


if __name__ == "__main__":
    main()
