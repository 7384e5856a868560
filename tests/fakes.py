"""Real objects behind the ports that need no model: deterministic, fast, and easy to script."""

import functools
import itertools
import math
import re
import zlib
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import snowballstemmer

from rag.domain import EncoderCard, ModelCard
from rag.errors import ModelError
from rag.ports import Beginnings, Branch, BranchReading, Progress, ScoredSpan

_WORD = re.compile(r"\d[\d.,]*\d|\w+")
_NUMBER = re.compile(r"\d")
_QUANTITY_QUESTION = re.compile(
    r"\b(how (many|much|long|far|old)|when|what year|what date)\b", re.IGNORECASE
)
_NAME_QUESTION = re.compile(r"\b(who|which|where|whose)\b", re.IGNORECASE)
_STOP = frozenset(
    _WORD.findall(
        "a an and are as at be been by did do does for from had has have how in is it its of on or "
        "s that the their there these they this to was were what when where which who whom whose "
        "why will with"
    )
)
_stem = functools.lru_cache(maxsize=None)(snowballstemmer.stemmer("english").stemWord)


def stems(text: str) -> tuple[str, ...]:
    """The stems of the words of `text` that mean something, in order."""
    words = (word.lower() for word in _WORD.findall(text))
    return tuple(_stem(word) for word in words if word not in _STOP)


class FakeEncoder:
    """Implements ports.Encoder: texts that share stems are near, others are nearly orthogonal."""

    def __init__(self, dimension: int = 256, *, name: str = "fake-encoder") -> None:
        self.card = EncoderCard(name=name, dimension=dimension, sha256="e" * 64)
        self.queries: list[str] = []
        self.documents: list[str] = []
        self._directions: dict[str, np.ndarray] = {}

    def encode_query(self, text: str) -> np.ndarray:
        self.queries.append(text)
        return self._vector(text)

    def encode_documents(
        self, texts: Sequence[str], *, progress: Progress | None = None
    ) -> np.ndarray:
        self.documents.extend(texts)
        vectors = np.zeros((len(texts), self.card.dimension), np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self._vector(text)
            if progress:
                progress(1)
        return vectors

    def _vector(self, text: str) -> np.ndarray:
        total = sum((self._direction(stem) for stem in stems(text)), self._direction(""))
        return (total / np.linalg.norm(total)).astype(np.float32)

    def _direction(self, stem: str) -> np.ndarray:
        """A unit vector that belongs to the stem; the empty stem's is short."""
        if stem not in self._directions:
            generator = np.random.default_rng(zlib.crc32(stem.encode()))
            vector = generator.standard_normal(self.card.dimension)
            vector *= (1.0 if stem else 0.05) / np.linalg.norm(vector)
            self._directions[stem] = vector
        return self._directions[stem]


@dataclass(frozen=True)
class Read:
    """One call of `FakeModel.read`."""

    shared: str
    branches: tuple[Branch, ...]


class FakeModel:
    """Implements ports.LanguageModel by counting shared words.

    A branch's likelihood is higher the more stems of `scored` occur in `before`. The best span
    is the one scripted with `enqueue` if the text holds it (one for each call of `spans`), else
    the word of the kind the question asks for that stands nearest to the question's words.
    It writes what is in `writes`, one text a call, a few characters a piece; an exception among
    them is raised there. Without a script it writes what `tells` has for the first numbered
    source (by words that it begins with), else it copies that source and cites it.
    """

    def __init__(
        self,
        *,
        context_length: int = 4096,
        parameters: int = 135_000_000,
        answers: Sequence[str] = (),
    ) -> None:
        self.card = ModelCard(name="fake-model", sha256="f" * 64, parameters=parameters)
        self.context_length = context_length
        self.end_of_turn = "<|im_end|>"
        self.history: list[Read] = []
        self.answers = deque(answers)
        self.writes: deque[str | tuple[str | Exception, ...]] = deque()
        self.tells: dict[str, str | BaseException] = {}
        self.prompts: list[str] = []
        """Every prompt that was put to `write`."""
        self.writing = 0
        """How many texts are being written: begun, and neither ended nor closed."""
        self.likelihoods: Mapping[str, float] = {}
        """Likelihoods by a substring of `before`, instead of the word count."""

    def enqueue(self, *answers: str) -> None:
        self.answers.extend(answers)

    def tokens(self, text: str) -> int:
        return len(re.findall(r"\w+|[^\w\s]", text))

    def prompt_tokens(self, prompt: str) -> int:
        return self.tokens(prompt)

    def chat(self, system: str, user: str) -> str:
        return f"<system>{system}</system>\n<user>{user}</user>\n"

    def write(self, prompt: str, *, longest: int, seed: int = 0) -> Generator[str, None, None]:
        if self.tokens(prompt) >= self.context_length:
            raise ModelError("the prompt is too long", "Ask about fewer passages.")
        self.prompts.append(prompt)
        self.writing += 1
        try:
            yield from itertools.islice(self._written(prompt), longest)
        finally:
            self.writing -= 1

    def _written(self, prompt: str) -> Iterator[str]:
        script = self.writes.popleft() if self.writes else self._told(prompt)
        for part in (script,) if isinstance(script, str) else script:
            if isinstance(part, BaseException):
                raise part
            yield from re.findall(r".{1,4}", part, re.DOTALL)

    def _told(self, prompt: str) -> str | tuple[str | BaseException, ...]:
        copied = _first_source(prompt)
        told = (said for words, said in self.tells.items() if copied.startswith(words))
        said = next(told, copied)
        return said if isinstance(said, str) else (said,)

    @contextmanager
    def read(self, shared: str, branches: Sequence[Branch]) -> Iterator[BranchReading]:
        size = self.tokens(shared) + sum(
            self.tokens(branch.before + branch.scored + branch.after) for branch in branches
        )
        if size > self.context_length:
            raise ModelError("the prompt is too long", "Ask about fewer passages.")
        self.history.append(Read(shared, tuple(branches)))
        yield FakeReading(self, tuple(branches))

    def close(self) -> None:
        self.history.clear()


class FakeReading:
    """Implements ports.BranchReading."""

    def __init__(self, model: FakeModel, branches: tuple[Branch, ...]) -> None:
        self._model = model
        self._branches = branches

    @property
    def likelihoods(self) -> tuple[float, ...]:
        return tuple(self._likelihood(branch) for branch in self._branches)

    def start_scores(self, branch: int, text: str, starts: Sequence[int]) -> tuple[float, ...]:
        best = self._nearest(branch, text)
        scripted = self._scripted(text)
        if scripted is not None:
            best = scripted[0]
        return tuple(-0.1 - 0.02 * abs(start - best) for start in starts)

    def spans(self, followed: Sequence[Beginnings]) -> tuple[tuple[ScoredSpan, ...], ...]:
        return tuple(map(self._spans, followed))

    def _spans(self, one: Beginnings) -> tuple[ScoredSpan, ...]:
        text = one.text
        scripted = self._scripted(text)
        if scripted is not None:
            self._model.answers.remove(text[slice(*scripted)])
        best = scripted or self._word_at(text, self._nearest(one.branch, text))
        found = []
        for start in one.starts:
            words = list(_WORD.finditer(text, start))[: one.longest]
            found.extend(
                ScoredSpan(start, word.end(), _distance((start, word.end()), best), count, 0.0)
                for count, word in enumerate(words, 1)
            )
        return tuple(found)

    def _likelihood(self, branch: Branch) -> float:
        for part, value in self._model.likelihoods.items():
            if part in branch.before:
                return value
        asked = set(stems(branch.scored))
        held = set(stems(branch.before))
        share = len(asked & held) / len(asked) if asked else 0.0
        return -4.5 + 3.5 * share - 0.001 * math.log1p(len(held))

    def _scripted(self, text: str) -> tuple[int, int] | None:
        answer = next((answer for answer in self._model.answers if answer in text), None)
        return None if answer is None else (text.index(answer), text.index(answer) + len(answer))

    def _nearest(self, branch: int, text: str) -> int:
        """Where the word of the kind that is asked for stands nearest to a shared word."""
        question = self._branches[branch].scored
        asked = set(stems(question))
        words = list(_WORD.finditer(text))
        shared = [word.start() for word in words if asked & set(stems(word.group()))]
        fitting = [
            word.start()
            for word in words
            if _fits(word.group(), word.start(), question) and not asked & set(stems(word.group()))
        ]
        nearest = fitting or [word.start() for word in words] or [0]
        return min(
            nearest, key=lambda start: min((abs(start - other) for other in shared), default=start)
        )

    def _word_at(self, text: str, start: int) -> tuple[int, int]:
        word = _WORD.match(text, start)
        return (start, word.end()) if word else (0, len(text))


def _first_source(prompt: str) -> str:
    found = re.search(r"^\[(\d+)\] (.+)$", prompt, re.MULTILINE)
    return f"{found[2]} [{found[1]}]" if found else ""


def _fits(word: str, start: int, question: str) -> bool:
    if _QUANTITY_QUESTION.search(question):
        return bool(_NUMBER.match(word))
    if _NAME_QUESTION.search(question):
        return word[:1].isupper() and start > 0
    return word.lower() not in _STOP


def _distance(span: tuple[int, int], best: tuple[int, int]) -> float:
    """Close to zero for the best span, lower the further its ends are away."""
    return -0.5 - 0.1 * (abs(span[0] - best[0]) + abs(span[1] - best[1]))
