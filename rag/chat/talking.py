"""One conversation with one engine: what was said, what it is limited to, and how it goes on."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from rag.chat.asked import fitted
from rag.chat.choices import Choices
from rag.chat.entries import Entry
from rag.chat.filters import Filter
from rag.chat.ports import Engine, FollowUps, Terminal, as_typed
from rag.chat.sessions import Line, Session, Talk
from rag.conversation import Understood
from rag.domain import Answer, Citation, StoredDocument
from rag.errors import UsageError
from rag.render import json, text, words
from rag.render.stream import Stream
from rag.workspace import Only

_WAYS: Final = words.Ways(add="/add PATH", look="/compare …")
_SHORTENED: Final = "the question has {length:,} characters; of it was asked:"


class Chat:
    """What commands act on."""

    def __init__(
        self,
        engine: Engine,
        terminal: Terminal,
        *,
        follow_ups: FollowUps | None = None,
        talk: Talk | None = None,
        session: Session | None = None,
    ) -> None:
        """Begin, or go on from `talk`; what is said is kept in `session` where there is one."""
        self.engine = engine
        self.terminal = terminal
        self.talk = talk or Talk()
        self.last_typed = self.talk.entries[-1].typed if self.talk.entries else None
        """The last question, whether it was answered or stopped."""
        self.note_file: Path | None = None
        self._follow_ups = follow_ups or FollowUps()
        self._session = session
        self._kept = None if self.talk.conversation.citations else Choices()
        """The choices that are kept with the chat."""

    @property
    def choices(self) -> Choices:
        """What is asked, and how it is answered."""
        return self.talk.choices

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files and folders that are asked; empty for the whole library."""
        return tuple(map(Path, self.choices.paths))

    @property
    def filter(self) -> Filter:
        """What documents must be like."""
        return self.choices.filter

    @property
    def documents(self) -> tuple[StoredDocument, ...]:
        """The documents that are asked where no filter is set."""
        return self.engine.documents(self.paths)

    @property
    def next_citation(self) -> int:
        """The number that the next passage takes."""
        return self.talk.conversation.next_citation

    @property
    def cited(self) -> tuple[Citation, ...]:
        """Every passage that was shown."""
        return self.talk.conversation.citations

    @property
    def last_answered(self) -> Entry | None:
        """The question answered last, None before the first."""
        return next((one for one in reversed(self.talk.entries) if one.answer is not None), None)

    def only(self, sources: Sequence[str] = ()) -> Only | None:
        """Which documents are meant: those that fit the filter, and of these the `sources`."""
        wanted, limit = frozenset(sources), self.filter
        if not wanted:
            return limit or None

        def is_meant(document: StoredDocument) -> bool:
            return document.path in wanted and limit(document)

        return is_meant

    def choose(self, choices: Choices) -> None:
        """From now on ask these documents, and in this way."""
        self.talk = replace(self.talk, choices=choices)
        if self.talk.conversation.citations:
            self._keep()

    def ask(self, typed: str, *, raw: bool = False) -> None:
        """Answer a question, as it is understood in this conversation or `raw`, as typed.

        Raises:
            RagError: it could not be answered.
        """
        self.last_typed = typed
        understood = self._understood(typed, raw=raw)
        stream = Stream(self.terminal.write, self.terminal.paper, ways=_WAYS)

        def found(citations: tuple[Citation, ...]) -> None:
            self._shown(citations)
            stream.passages(citations)

        answer = self.engine.ask(
            understood.text,
            paths=self.paths,
            only=self.only(understood.sources),
            on_evidence=found if self.terminal.streams else None,
            on_statement=stream.statement if self.terminal.streams else None,
            cited=self.cited,
        )
        self.said(Entry(typed, answer=replace(answer, question=typed), understood=understood))
        self._tell(answer, stream)
        self.engine.keep(json.answer(answer))

    def said(self, entry: Entry) -> None:
        """Remember one more thing that was said, and keep it."""
        self.talk = self.talk.with_entry(entry)
        self._keep(Line(said=entry))

    def undo(self) -> Entry:
        """Take the last thing back; the numbers of its passages keep their meaning."""
        taken = self.talk.entries[-1]
        self.talk = self.talk.without_last()
        self._keep(Line(undone=1))
        return taken

    def _understood(self, typed: str, *, raw: bool) -> Understood:
        """What is asked of the library; said where it is not what was typed."""
        conversation = self.talk.conversation
        understand = as_typed if raw else self._follow_ups.understand
        meant = understand(typed, conversation, tuple(filter(self.filter, self.documents)))
        asked = fitted(meant.text)
        if asked != meant.text:
            self.terminal.notice(_SHORTENED.format(length=len(meant.text)))
        if asked != typed or meant.sources:
            where = f" (in {', '.join(meant.sources)})" if meant.sources else ""
            paper = self.terminal.paper()
            told = paper.wrapped(f"{asked}{where}", indent="  ", first="→ ")
            self.terminal.write(paper.dim(told))
        self._check(meant.sources)
        return replace(meant, text=asked)

    def _check(self, sources: Sequence[str]) -> None:
        """Raise a UsageError where the sources are left out of what is asked."""
        is_meant = self.only(sources)
        if sources and is_meant and not any(map(is_meant, self.documents)):
            raise UsageError(
                f"{', '.join(sources)} is not among the documents that are asked",
                "Take the limit off with /filter off, or bring the file in with /add PATH.",
            )

    def _tell(self, answer: Answer, stream: Stream) -> None:
        paper, explain = self.terminal.paper(), self.terminal.explains
        if stream.shown:
            said = stream.rest(answer, explain=explain)
        else:
            said = text.answer(answer, paper, explain=explain, ways=_WAYS)
        self.terminal.write(said and f"{said}\n")
        if answer.composition and answer.composition.left_out:
            self.terminal.notice(words.left_out(answer.composition))
        if answer.refused:
            other = self._follow_ups.suggest(answer, self._answered)
            if other:
                told = paper.wrapped(f"You could ask: {other}", indent="  ", first="")
                self.terminal.write(told + "\n")

    def _answered(self, question: str) -> bool:
        """Whether the question would be answered if it were asked now."""
        where, limit = self.paths, self.only()
        likely = self.engine.answerable(question, paths=where, only=limit)
        return likely and not self.engine.ask(question, paths=where, only=limit).refused

    def _shown(self, citations: tuple[Citation, ...]) -> None:
        line = Line(shown=citations)
        self.talk = self.talk.after(line)
        self._keep(line)

    def _keep(self, line: Line | None = None) -> None:
        """Keep a line, and before it what was chosen, where that is new."""
        if self._session is None:
            return
        try:
            if self._kept != self.choices:
                self._session.keep(Line(chosen=self.choices))
                self._kept = self.choices
            if line is not None:
                self._session.keep(line)
        except OSError as error:
            self._session = None
            reason = error.strerror or str(error)
            self.terminal.notice(f"from here on this chat is not kept: {reason}")
