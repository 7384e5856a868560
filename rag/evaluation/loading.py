"""Question sets read from a folder of JSON lines; what they hold decides what they are."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, Protocol, TypeVar

import msgspec

from rag.errors import UsageError
from rag.evaluation.sets import (
    AnswerType,
    Edit,
    EditSet,
    QuestionSet,
    SetDocument,
    SetQuestion,
)

QUESTIONS: Final = "questions.jsonl"
CORPUS: Final = "corpus.jsonl"
ITEMS: Final = "items.jsonl"
SOURCES: Final = "sources.jsonl"
DOCUMENTS: Final = "documents"
_HINT: Final = "docs/evaluation.md shows the fields of each file."


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


class _QuestionRow(msgspec.Struct):
    id: str
    question: str
    answers: tuple[str, ...] = ()
    context_ids: tuple[str, ...] = ()
    unanswerable: bool | None = None
    evidence_sentences: tuple[tuple[str, ...] | str, ...] = ()
    group: str | None = None
    answer_type: str | None = None


class _DocumentRow(msgspec.Struct):
    id: str
    text: str
    title: str = ""
    group: str | None = None


class _ItemRow(_QuestionRow, kw_only=True):
    documents: tuple[_DocumentRow, ...]
    supported_answers: tuple[str, ...] | None = None
    wrong_answers: tuple[str, ...] = ()
    has_misinfo: bool = False


class _EditRow(msgspec.Struct):
    id: str
    source_id: str
    summary: str
    consistent: bool
    original_summary: str
    edit_types: tuple[str, ...] = ()


class _SourceRow(msgspec.Struct):
    id: str
    text: str


Row = TypeVar("Row", bound=_Identified)


def load(folder: Path, *, documents: Path | None = None) -> QuestionSet | EditSet:
    """The set in `folder`; `documents` are files to ask instead of `corpus.jsonl`.

    A set whose documents are files has none of its own: `QuestionSet.documents` is empty.

    Raises:
        UsageError: a file is missing or malformed, or the set holds nothing to ask.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder", f"A set is a folder with {QUESTIONS}.")
    if (folder / QUESTIONS).is_file():
        return _questions(folder, documents)
    if (folder / SOURCES).is_file():
        return _edits(folder)
    if (folder / ITEMS).is_file():
        return _items(folder)
    raise UsageError(
        f"{folder} holds neither {QUESTIONS} nor {ITEMS}",
        f"Write one question a line into {QUESTIONS}; {_HINT}",
    )


def document_folder(folder: Path, documents: Path | None) -> Path | None:
    """Where the documents of the set in `folder` lie as files; None where it brings its own.

    Raises:
        UsageError: the place does not exist.
    """
    if documents is not None:
        if not documents.exists():
            raise UsageError(f"{documents} does not exist", "Check --documents.")
        return documents
    beside = folder / DOCUMENTS
    own = (folder / CORPUS).is_file() or not (folder / QUESTIONS).is_file()
    return beside if beside.is_dir() and not own else None


def _questions(folder: Path, documents: Path | None) -> QuestionSet:
    rows = _rows(folder / QUESTIONS, _QuestionRow)
    corpus = () if document_folder(folder, documents) else _corpus(folder)
    known = {document.id for document in corpus}
    groups = {document.group for document in corpus}
    for row in rows if corpus else ():
        where = f"{folder / QUESTIONS}: question '{row.id}'"
        for name in row.context_ids:
            if name not in known:
                raise UsageError(f"{where}: context_id '{name}' is not in {CORPUS}", _HINT)
        if row.group is not None and row.group not in groups:
            raise UsageError(f"{where}: no document has group '{row.group}'", _HINT)
    return QuestionSet(folder.name, _asked(map(_question, rows), folder), corpus)


def _corpus(folder: Path) -> tuple[SetDocument, ...]:
    path = folder / CORPUS
    if not path.is_file():
        raise UsageError(
            f"{folder} holds no documents",
            f"Put them into {CORPUS} or into {folder / DOCUMENTS}, or name them: --documents PATH.",
        )
    return tuple(_document(row, row.group) for row in _rows(path, _DocumentRow))


def _document(row: _DocumentRow, group: str | None) -> SetDocument:
    """The document with its text as a reader will have it, so that offsets agree."""
    text = row.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return SetDocument(row.id, text, row.title, group)


def _items(folder: Path) -> QuestionSet:
    rows = _rows(folder / ITEMS, _ItemRow)
    documents = tuple(_document(one, row.id) for row in rows for one in row.documents)
    _refuse_twins(folder / ITEMS, documents)
    return QuestionSet(folder.name, _asked(map(_item, rows), folder), documents)


def _edits(folder: Path) -> EditSet:
    rows = _rows(folder / ITEMS, _EditRow)
    sources = {row.id: row.text for row in _rows(folder / SOURCES, _SourceRow)}
    for row in rows:
        if row.source_id not in sources:
            where = f"{folder / ITEMS}: item '{row.id}'"
            raise UsageError(f"{where}: source_id '{row.source_id}' is not in {SOURCES}", _HINT)
    edits = tuple(
        Edit(
            id=row.id,
            source_id=row.source_id,
            summary=row.summary,
            original=row.original_summary,
            consistent=row.consistent,
            edit_types=row.edit_types,
        )
        for row in rows
    )
    return EditSet(folder.name, edits, sources)


def _question(row: _QuestionRow) -> SetQuestion | None:
    """The question; None where its kind of answer cannot be looked up."""
    if row.answer_type is not None and row.answer_type not in tuple(AnswerType):
        return None
    sentences = ((one,) if isinstance(one, str) else one for one in row.evidence_sentences)
    return SetQuestion(
        id=row.id,
        text=row.question,
        answers=tuple(answer for answer in row.answers if answer.strip()),
        unanswerable=not row.answers if row.unanswerable is None else row.unanswerable,
        context_ids=row.context_ids,
        evidence_sentences=tuple(dict.fromkeys(s for some in sentences for s in some)),
        group=row.group,
        answer_type=AnswerType(row.answer_type) if row.answer_type else None,
    )


def _item(row: _ItemRow) -> SetQuestion:
    return SetQuestion(
        id=row.id,
        text=row.question,
        answers=row.answers,
        unanswerable=not row.answers if row.unanswerable is None else row.unanswerable,
        context_ids=row.context_ids,
        group=row.id,
        supported_answers=row.supported_answers,
        wrong_answers=row.wrong_answers,
        has_misinformation=row.has_misinfo,
    )


def _asked(questions: Iterable[SetQuestion | None], folder: Path) -> tuple[SetQuestion, ...]:
    found = tuple(question for question in questions if question is not None)
    if not found:
        raise UsageError(f"{folder} holds no question that can be asked", _HINT)
    return found


def _rows(path: Path, kind: type[Row]) -> tuple[Row, ...]:
    """The lines of `path` as rows of a `kind`, empty lines passed over."""
    decode: Callable[[bytes], Row] = msgspec.json.Decoder(kind).decode
    found: list[Row] = []
    seen: dict[str, int] = {}
    for number, line in _lines(path):
        row = _row(decode, line, path, number)
        if row.id in seen:
            raise _malformed(path, number, f"id '{row.id}' stands on line {seen[row.id]} too")
        seen[row.id] = number
        found.append(row)
    if not found:
        raise UsageError(f"{path} is empty", _HINT)
    return tuple(found)


def _lines(path: Path) -> list[tuple[int, bytes]]:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UsageError(f"{path} does not exist", _HINT) from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", "Check the path.") from error
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _row(decode: Callable[[bytes], Row], line: bytes, path: Path, number: int) -> Row:
    try:
        return decode(line)
    except msgspec.ValidationError as error:
        raise _malformed(path, number, _reason(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _malformed(path, number, f"no JSON: {error}") from error


def _reason(error: Exception) -> str:
    text = str(error)
    return text[:1].lower() + text[1:]


def _refuse_twins(path: Path, documents: Sequence[SetDocument]) -> None:
    seen: set[str] = set()
    for document in documents:
        if document.id in seen:
            raise UsageError(f"{path}: document id '{document.id}' occurs twice", _HINT)
        seen.add(document.id)


def _malformed(path: Path, line: int, reason: str) -> UsageError:
    return UsageError(f"{path}, line {line}: {reason}", _HINT)
