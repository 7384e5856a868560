"""An engine that answers everything with one passage, and what is needed to talk to it."""

from dataclasses import replace
from pathlib import Path

from rag import chat
from rag.domain import Comparison, DocumentSays, Mode, StoredDocument
from rag.errors import LibraryError, ModelError
from rag.indexing import FailedFile, SyncReport
from rag.render.layout import Paper
from rag.settings import Settings
from rag.workspace import Shown
from tests import samples

HOSTILE = samples.HOSTILE


def stored(number, path, *, date=None, words=100):
    return StoredDocument(
        id=number,
        path=path,
        title=path,
        sha256="a" * 64,
        text_sha256="b" * 64,
        reader="text/1",
        date=date,
        words=words,
        sentences=5,
        size=10,
        modified_ns=0,
    )


def following(cited):
    return max((one.id for one in cited), default=0) + 1


class Engine:
    """Can be interrupted, or fail, or refuse, by the question asked."""

    def __init__(self, folder):
        self.folder = folder
        self.settings = Settings()
        self.asked = []
        self.kept = []
        self.paths = []
        self.limits = []
        self.added = []
        self.held = (
            stored(1, "reports/1.txt"),
            stored(2, "reports/2.txt", date="2024-05-01"),
            stored(3, "minutes.md", date="2020"),
        )
        self.model = Path("/models/tiny.gguf")
        self.report = SyncReport(added=1)
        self.requests = []
        self.fails = False
        self.foreseen = []

    def ask(
        self,
        question,
        *,
        paths=(),
        only=None,
        on_evidence=None,
        on_statement=None,
        cited=(),
    ):
        first_citation = following(cited)
        self.asked.append(question)
        self.paths.append(tuple(paths))
        self.limits.append(None if only is None else [one.path for one in self.held if only(one)])
        quote = HOSTILE if question == "hostile?" else "The storm flooded around 40 houses."
        cited = (samples.citation(first_citation, quote),)
        if on_evidence:
            on_evidence(cited)
        if question == "slow?":
            raise KeyboardInterrupt
        if question == "broken?":
            raise ModelError("the model is gone", "Install it again.")
        told = replace(samples.statement(), citations=(first_citation,))
        if question == "composed?":
            on_statement(told)
        if question == "moved?":
            where = replace(cited[0].locator, page=7)
            cited = (replace(cited[0], locator=where),)
        asked = {"question": question, "understood": question, "citations": cited}
        if question == "unknown?":
            refused = samples.refusal()
            why = replace(refused.refusal, nearest=(first_citation,))
            return replace(refused, refusal=why, **asked)
        return samples.answer(sentences=(told,), disagreements=(), **asked)

    def answerable(self, question, *, paths=(), only=None):
        self.foreseen.append((question, tuple(paths), only))
        return question != "unlikely?"

    def compare(self, topic, *, paths=(), only=None, cited=()):
        first_citation = following(cited)
        if topic == "nothing":
            raise LibraryError("the documents say nothing of “nothing”")
        cited = tuple(samples.citation(first_citation + n) for n in (0, 1))
        says = tuple(DocumentSays(one.path, one.title, "2024-05-01", (one.id,)) for one in cited)
        value = samples.disagreement()
        sides = tuple(
            replace(side, citations=(one.id,))
            for side, one in zip(value.values, cited, strict=True)
        )
        silent = ("a.txt", "b.txt")
        differing = (replace(value, values=sides),)
        return Comparison(topic, says, 1, 2, differing, cited, silent)

    def summarise(self, paths=(), request=None, *, only=None):
        self.requests.append(request)
        return samples.full_note(focus=request.focus)

    def index(self, paths=()):
        self.added.extend(paths)
        self.held = (*self.held, stored(4, "new.txt"))
        return self.report

    def documents(self, paths=()):
        tops = tuple(map(str, paths))
        within = [one for one in self.held if any(top.endswith(one.path[:7]) for top in tops)]
        return tuple(within) if tops else self.held

    def in_context(self, citation):
        text = "x" * citation.char_start + citation.quote
        return Shown(citation, text, changed=citation.id == 2)

    def keep(self, output):
        self.kept.append(output)

    def model_path(self):
        return self.model

    def composes(self):
        return self.settings.mode is Mode.COMPOSE

    def use_mode(self, mode):
        self.settings = Settings(mode=mode)

    def use_model(self, path):
        if path.suffix != ".gguf" or self.fails:
            raise ModelError(f"{path} is no GGUF file", "Name another.")
        self.model = path


FAILED = FailedFile("bad.pdf", "is damaged", "Mend it.")


class Talk:
    """Runs chats over one engine, and holds what they wrote."""

    def __init__(self, engine):
        self.engine = engine
        self.out = []
        self.err = []
        self.paper = Paper()

    def terminal(self, **options):
        return chat.Terminal(
            write=self.out.append,
            notice=self.err.append,
            problem=lambda error: self.err.append(f"{error.message} / {error.hint}"),
            paper=lambda: self.paper,
            **options,
        )

    def __call__(self, *lines, explains=False, streams=True, paths=(), **options):
        """Say these lines; what was left unread comes back."""
        if paths:
            options["given"] = chat.Choices(paths=tuple(map(str, paths)))
        remaining = list(lines)

        def read():
            if not remaining:
                raise EOFError
            line = remaining.pop(0)
            if isinstance(line, BaseException):
                raise line
            return line

        terminal = self.terminal(explains=explains, streams=streams)
        chat.run(self.engine, terminal, read_line=read, **options)
        return remaining

    @property
    def said(self):
        return "\n".join(self.out)
