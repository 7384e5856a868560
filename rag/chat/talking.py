"""One conversation with one engine: what was said, what it is limited to, and how it goes on."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from rag.chat.asked import fitted
from rag.chat.entries import Entry
from rag.chat.filters import Filter
from rag.chat.ports import Engine, FollowUps, Terminal, Understood
from rag.chat.sessions import Line, Session, Talk
from rag.domain import Answer, Citation, StoredDocument
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
        paths: Sequence[Path] = (),
        follow_ups: FollowUps | None = None,
        talk: Talk | None = None,
        session: Session | None = None,
    ) -> None:
        """Begin, or go on from `talk`; what is said is kept in `session` where there is one."""
        self.engine = engine
        self.terminal = terminal
        self.paths = tuple(paths)
        self.talk = talk or Talk()
        self.filter = Filter()
        self.last_typed = self.talk.entries[-1].typed if self.talk.entries else None
        """The last question, whether it was answered or stopped."""
        self.note_file: Path | None = None
        self._follow_ups = follow_ups or FollowUps()
        self._session = session

    @property
    def next_citation(self) -> int:
        """The number that the next passage takes."""
        return self.talk.conversation.next_citation

    @property
    def last_answered(self) -> Entry | None:
        """The question answered last, None before the first."""
        return next((one for one in reversed(self.talk.entries) if one.answer is not None), None)

    def only(self, sources: Sequence[str] = ()) -> Only | None:
        """Which documents are meant: `sources` where there are some, else what fits the filter."""
        if not sources:
            return self.filter or None
        wanted = frozenset(sources)

        def is_meant(document: StoredDocument) -> bool:
            return document.path in wanted

        return is_meant

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
            first_citation=self.next_citation,
        )
        self.said(Entry(typed, answer=replace(answer, question=typed), how=understood.how))
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
        condensed = 0 if raw else self._follow_ups.condensed(conversation)
        if condensed:
            turns = "turn was" if condensed == 1 else "turns were"
            self.terminal.notice(f"{condensed} earlier {turns} condensed to fit")
        meant = Understood(typed) if raw else self._follow_ups.understand(typed, conversation)
        asked = fitted(meant.text)
        if asked != meant.text:
            self.terminal.notice(_SHORTENED.format(length=len(meant.text)))
        if asked != typed or meant.sources:
            where = f" (in {', '.join(meant.sources)})" if meant.sources else ""
            paper = self.terminal.paper()
            told = paper.wrapped(f"{asked}{where}", indent="  ", first="→ ")
            self.terminal.write(paper.dim(told))
        return Understood(asked, meant.sources, meant.how)

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
            other = self._follow_ups.suggest(answer)
            if other:
                told = paper.wrapped(f"You could ask: {other}", indent="  ", first="")
                self.terminal.write(told + "\n")

    def _shown(self, citations: tuple[Citation, ...]) -> None:
        line = Line(shown=citations)
        self.talk = self.talk.after(line)
        self._keep(line)

    def _keep(self, line: Line) -> None:
        if self._session is None:
            return
        try:
            self._session.keep(line)
        except OSError as error:
            self._session = None
            reason = error.strerror or str(error)
            self.terminal.notice(f"from here on this chat is not kept: {reason}")
