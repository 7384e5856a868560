"""Whether the language model makes follow-up questions whole that the rules leave as typed.

    .venv/bin/python bench/model_rewrites.py [--part open|fresh] [--told]

Goes through the dialogues of bench/dialogues/ as `follow_ups.py` does. Every question behind the
first that the rules leave as typed is put to the built-in model with the last two turns, of which
the older is told in a line, to be written so that it needs no conversation. Questions that say
all themselves should come back as they are; the others whole. Prints a Markdown table.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from follow_ups import DIALOGUES, Expected, _by_documents, _library

from rag.conversation import Conversation, Turn, Understood, understand
from rag.conversation.understood import Rule
from rag.ports import LanguageModel
from rag.settings import Settings
from rag.workspace import Workspace

BUDGET = 400
"""Tokens of the turns before that the model is told."""
EXAMPLES = """Each last question is rewritten so that it can be understood without the conversation.
One that already can is repeated unchanged.

Conversation:
Question: How many people live in Elmford?
Answer: about 12,000
Last question: and in 1990?
Rewritten: How many people lived in Elmford in 1990?

Conversation:
Question: Who wrote the report on the harbour?
Answer: Ines Calder
Last question: When was the new school opened?
Rewritten: When was the new school opened?

Conversation:
Question: Who wrote the report on the harbour?
Answer: Ines Calder
Last question: what would it cost to read?
Rewritten: What would it cost to read the report on the harbour?
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--part", choices=("open", "fresh"), default="open")
    parser.add_argument("--told", action="store_true", help="every question and what came of it")
    arguments = parser.parse_args()
    counts: Counter[tuple[str, bool]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for documents, dialogues in _by_documents(arguments.part, ""):
            root = _library(Path(folder), documents)
            with Workspace(root, Settings(sources=(str(root / "files"),))) as workspace:
                workspace.index()
                for _, turns in dialogues:
                    for kind, right, line in _rewritten(workspace, turns):
                        counts[kind, right] += 1
                        if arguments.told:
                            print(kind, right, line)
                first = dialogues[0][1][0].ask
                for kind, right, line in _whole(workspace, first):
                    counts[kind, right] += 1
                    if arguments.told and not right:
                        print(kind, right, line)
    print("\n| left as typed by the rules | as it should be after the model |")
    print("| --- | --- |")
    for kind in ("not whole", "whole", "whole, on other matters"):
        print(f"| {kind} | {counts[kind, True]} of {counts[kind, True] + counts[kind, False]} |")


def _rewritten(workspace: Workspace, turns: Sequence[Expected]) -> Iterator[tuple[str, bool, str]]:
    """Each question that the rules leave as typed: its kind, whether the model was right."""
    conversation = Conversation()
    for number, expected in enumerate(turns, 1):
        found = understand(expected.ask, conversation, sources=workspace)
        if number > 1 and not found.changed:
            text = _asked(workspace.language_model(), conversation, expected.ask)
            meant = Understood(expected.ask, text, Rule.PRONOUN)
            same = text.casefold() == expected.ask.casefold()
            right = same if expected.same else expected.understood(meant, conversation)
            kind = "whole" if expected.same else "not whole"
            yield kind, right, f"{expected.ask} -> {text}"
        if number == len(turns):
            return
        answer = workspace.ask(
            found.text,
            paths=tuple(workspace.root / path for path in found.sources),
            cited=conversation.citations,
        )
        conversation = conversation.with_turn(
            expected.ask, replace(answer, question=expected.ask), found
        )


def _whole(workspace: Workspace, first: str) -> Iterator[tuple[str, bool, str]]:
    """Whole questions asked after `first`, a fifth of them, and whether they come back."""
    conversation = Conversation().with_turn(first, workspace.ask(first))
    for line in (DIALOGUES / "self_contained.txt").read_text("utf-8").splitlines()[::5]:
        text = _asked(workspace.language_model(), conversation, line)
        yield "whole, on other matters", text.casefold() == line.casefold(), f"{line} -> {text}"


def _asked(model: LanguageModel, conversation: Conversation, question: str) -> str:
    told = f"Conversation:\n{_history(conversation, model)}\nLast question: {question}\nRewritten:"
    written = "".join(model.write(f"{EXAMPLES}\n{told}", longest=48))
    return " ".join(written.strip().partition("\n")[0].split())


def _history(conversation: Conversation, model: LanguageModel) -> str:
    """The last two turns within the budget, the older in a line."""
    *before, last = conversation.turns[-2:]
    whole = f"Question: {last.text}\nAnswer: {_said(last)}"
    lines = "\n".join((*(f"{turn.text} {_said(turn)[:100]}" for turn in before), whole))
    return lines if model.tokens(lines) <= BUDGET else f"Question: {last.text}"


def _said(turn: Turn) -> str:
    answers = "; ".join(one.short for one in turn.answer.answers)
    return answers or "The sources do not say."


if __name__ == "__main__":
    main()
