"""Sources that a follow-up names: "the second article", "the BBC one", "the other source"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, Protocol

from rag.conversation.names import Passages
from rag.conversation.turns import Conversation
from rag.domain import StoredDocument


class Sources(Protocol):
    """What a follow-up may have to know of the library: a workspace is one."""

    def documents(self) -> Sequence[StoredDocument]:
        """Every document, by path."""
        ...

    def mentioning(self, words: str) -> tuple[str, ...]:
        """The paths of the documents that hold these words, most of them first."""
        ...


@dataclass(frozen=True, slots=True)
class Named:
    """A source that was named, and the question without its name."""

    paths: tuple[str, ...]
    rest: str
    """What is asked of it; empty where only the source was named."""
    name: str
    """The words that named it."""


_ORDINALS: Final = {
    word: at
    for at, words in enumerate(
        ("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th")
    )
    for word in words.split()
}
_ORDINAL: Final = "|".join((*_ORDINALS, "last", "other", "latter", "former", "same"))
_NOUN: Final = r"(?:article|source|document|text|file|report|story|piece|one|paper|page|version)s?"
_BY_PLACE: Final = re.compile(
    rf"\b(?:the |that )({_ORDINAL}) {_NOUN}\b(?! (?:of|on|about|who|that)\b)", re.IGNORECASE
)
_BY_NAME: Final = re.compile(
    rf"\bthe ((?:[A-Z0-9][\w.\-]*\s?){{1,4}}) ?{_NOUN}\b(?! (?:of|on|about)\b)"
)
_SPEAKS: Final = re.compile(
    r"\b(?:does|did|according to|in|from) (?:the )?([A-Z][\w.\-]*(?: [A-Z][\w.\-]*){0,3})(?: (?:say|write|report|claim|think|tell|give|agree|state|put)|$)"
)
_SPELLED: Final = re.compile(
    r"[\w.\-]+\.(?:txt|md|pdf|html?|docx?|pptx?|xlsx?|csv|epub|eml|rtf)\b"
)
_EMPTY: Final = re.compile(
    r"(?i)^(?:and|but|so|what|how|about|the|a|also|does|do|did|is|in|of|from|with|according|to|it|that|say|says|said|"
    r"agree|agrees|tell|tells|us|me|report|reports|write|writes|give|for|then|same|there|confirm|think|,|\s)*$"
)
_HANGING: Final = re.compile(r"(?i)[\s,]*\b(?:according to|in|from|by)\s*$")
_SAYS_OF: Final = re.compile(
    r"(?i)^(?:and |but )?what (?:does|did|do) +(?:it +)?(?:say|write|report|tell us|claim) (?:about|on|of) (.+)$"
)


def named(question: str, conversation: Conversation, sources: Sources | None) -> Named | None:
    """The source that the question names and the rest of it, or None."""
    text = question.strip(" ?!.")
    for pattern, chosen in (
        (_SPELLED, _by_file),
        (_BY_PLACE, _by_place),
        (_BY_NAME, _by_name),
        (_SPEAKS, _by_publisher),
    ):
        match = pattern.search(text)
        paths = chosen(match, conversation, sources) if match else ()
        if match and paths:
            name = match[1] if pattern is _SPEAKS and match[1] else match.group()
            at = match.start(1) if pattern is _SPEAKS else match.start()
            rest = _HANGING.sub("", text[:at].removesuffix("the ")) + " " + text[at + len(name) :]
            return Named(paths, _asked(rest), name)
    return None


def _asked(rest: str) -> str:
    """What is asked of the source; empty where it is only named."""
    rest = " ".join(rest.split())
    if _EMPTY.match(rest):
        return ""
    about = _SAYS_OF.match(rest)
    return f"what is said about {about[1]}" if about else rest


def order(conversation: Conversation, sources: Sources | None) -> tuple[str, ...]:
    """Paths as a reader counts them: in the order the last answer showed them, then the others."""
    shown = [
        citation.path for turn in conversation.turns[-1:] for citation in turn.answer.citations
    ]
    before = [citation.path for citation in conversation.citations]
    others = [document.path for document in sources.documents()] if sources else []
    return tuple(dict.fromkeys((*shown, *before, *others)))


def _by_place(
    match: re.Match[str], conversation: Conversation, sources: Sources | None
) -> tuple[str, ...]:
    known, word = order(conversation, sources), match[1].lower()
    if len(known) < 2:
        return ()
    if word in _ORDINALS:
        return known[_ORDINALS[word] : _ORDINALS[word] + 1]
    spoken = _spoken(conversation)
    others = tuple(path for path in known if path not in spoken) or known[1:]
    if not match.group().endswith("s"):
        others = others[:1]
    relative = {
        "last": known[-1:],
        "former": known[:1],
        "latter": known[1:2],
        "same": spoken[:1],
    }
    return relative.get(word, others)


def _spoken(conversation: Conversation) -> tuple[str, ...]:
    """The sources of the last answer: the one it was limited to, else the first it quotes."""
    last = conversation.turns[-1]
    if last.understood and last.understood.sources:
        return last.understood.sources
    return tuple(citation.path for citation in last.told[:1])


def _by_name(
    match: re.Match[str], conversation: Conversation, sources: Sources | None
) -> tuple[str, ...]:
    words = match[1].strip()
    found = _called(words, conversation, sources)
    if found:
        return found
    return sources.mentioning(words)[:1] if sources else _quoting(words, conversation)


def _by_publisher(
    match: re.Match[str], conversation: Conversation, sources: Sources | None
) -> tuple[str, ...]:
    """The document of that publisher; a place or a person in a title is none."""
    found = _called(match[1], conversation, sources)
    if match.group().lower().startswith(("in ", "from ")):
        return tuple(
            path for path in found if _words(match[1]) <= _words(PurePosixPath(path).name)
        )
    titles = _titles(conversation, sources)
    passages = Passages((*titles.values(), *(one.quote for one in conversation.citations)))
    return () if passages.is_person(passages.full(match[1])) else found


def _by_file(
    match: re.Match[str], conversation: Conversation, sources: Sources | None
) -> tuple[str, ...]:
    wanted = match.group().lower()
    known = order(conversation, sources)
    return tuple(path for path in known if PurePosixPath(path).name.lower() == wanted)


def _called(words: str, conversation: Conversation, sources: Sources | None) -> tuple[str, ...]:
    """The one document whose file name or title holds the words."""
    found = [
        path
        for path, title in _titles(conversation, sources).items()
        if _words(words) <= _words(f"{PurePosixPath(path).name} {title}")
    ]
    return tuple(found) if len(found) == 1 else ()


def _titles(conversation: Conversation, sources: Sources | None) -> dict[str, str]:
    """The titles of the documents by their paths."""
    cited = {citation.path: citation.title for citation in conversation.citations}
    held = {document.path: document.title for document in sources.documents()} if sources else {}
    return cited | held


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.lower()))


def _quoting(words: str, conversation: Conversation) -> tuple[str, ...]:
    found = (one.path for one in conversation.citations if words in one.quote)
    return tuple(dict.fromkeys(found))[:1]
