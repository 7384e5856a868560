"""A follow-up question as it was understood, and which rule made it so."""

from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """What a question of a chat is, beside the turns before it."""

    RAW = "raw"
    """Asked as typed, on demand."""
    SELF_CONTAINED = "self-contained"
    """It says all that is needed."""
    QUESTION_WORD = "question word"
    """"when?", "how much?": asked of what the last question was about."""
    INSTEAD = "instead"
    """"and killed?", "what about 2019?": put into the last question in place of its like."""
    CLAIM = "claim"
    """"who said that?", "is that confirmed?": asked of what the last answer says."""
    EMBEDDED = "embedded"
    """From "did he say why?": the question word asks about what came before."""
    PRONOUN = "pronoun"
    """It holds a pronoun that means something said before."""
    SOURCE = "source"
    """It names a source: "the second article", "the BBC one"."""
    IMPLIED = "implied"
    """"who is responsible?", "any injuries?": what it is asked of goes without saying."""
    MORE = "more"
    """It asks for more of the same."""


@dataclass(frozen=True, slots=True)
class Referent:
    """A word of the question and what it was taken to mean."""

    word: str
    means: str


@dataclass(frozen=True, slots=True)
class Understood:
    """A question made self-contained."""

    asked: str
    """As it was typed."""
    text: str
    """As it is asked of the library; never empty where `asked` is not."""
    rule: Rule
    sources: tuple[str, ...] = ()
    """Paths of the documents it is limited to, as citations have them; empty for all."""
    referents: tuple[Referent, ...] = ()
    """What pronouns in it were taken to mean."""
    others: tuple[str, ...] = ()
    """Other readings, best first, that were passed over."""

    @property
    def changed(self) -> bool:
        """Whether it is asked otherwise than typed: in other words, or of some sources."""
        return self.text != self.asked or bool(self.sources)

    @property
    def how(self) -> str:
        """The rule and what words were taken to mean, for a reader who asks why."""
        meant = "; ".join(f"“{one.word}” = {one.means}" for one in self.referents)
        limited = f"only {', '.join(self.sources)}" if self.sources else ""
        told = "; ".join(part for part in (meant, limited) if part)
        return f"{self.rule}: {told}" if told else str(self.rule)


def as_typed(question: str) -> Understood:
    """The question as it stands, whatever was said before."""
    text = " ".join(question.split())
    return Understood(text, text, Rule.RAW)
