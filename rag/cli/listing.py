"""What the commands about the library and the models print."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from rag.render import text
from rag.render.json import JSON, locator, plain
from rag.render.layout import Paper, as_message, display_width, one_line

if TYPE_CHECKING:
    from rag.domain import FileNotice
    from rag.indexing import FailedFile, SyncReport
    from rag.library import Repaired
    from rag.models.registry import ModelEntry, Verification
    from rag.ports import KnownFailure
    from rag.workspace import Diagnosis, Hit, Removed, Status


def report(found: "SyncReport", documents: int) -> str:
    """What a run over the files did, in one line, then what to know of them and what failed."""
    counts = (
        ("added", found.added),
        ("updated", found.updated),
        ("renamed", found.renamed),
        ("removed", found.removed),
        ("unchanged", found.unchanged),
        ("failed", len(found.all_failed)),
    )
    told = ", ".join(f"{count} {name}" for name, count in counts if count) or "nothing to do"
    plural = "" if documents == 1 else "s"
    counted = f"{documents} document{plural} in the library: {told}"
    told = f"{notices(found.notices)}{failures(found.all_failed)}"
    return f"{counted}{_passed_over(found)}{told}"


def removed(found: "Removed") -> str:
    """The documents that left the library, and which of them come back."""
    title = f"{len(found.paths)} removed; the files stay where they are:"
    listed = "".join(f"\n  {as_message(path)}" for path in found.paths)
    if not found.returning:
        return f"{title}{listed}"
    back = "".join(f"\n  {as_message(path)}" for path in found.returning)
    return (
        f"{title}{listed}\nIn the folders under sources, and back with the next run unless the"
        f" setting exclude names them:{back}"
    )


def removed_object(found: "Removed") -> dict[str, JSON]:
    """The keys of `sourceline.remove/1`."""
    return {"removed": list(found.paths), "returning": list(found.returning)}


def _passed_over(found: "SyncReport") -> str:
    """The files of no kind that is read, the first few by name."""
    if not found.ignored:
        return ""
    named = ", ".join(as_message(name) for name in found.passed_over)
    more = " and others" if found.ignored > len(found.passed_over) else ""
    plural = "" if found.ignored == 1 else "s"
    return (
        f"\nNot read: {found.ignored} file{plural} of other kinds ({named}{more}); "
        "name one to hear how to convert it."
    )


def notices(found: "Sequence[FileNotice]") -> str:
    """What readers told of files, to stand below something else."""
    if not found:
        return ""
    return "".join(("\nTo know:", *(f"\n  {as_message(notice.told)}" for notice in found)))


def failures(found: "Sequence[FailedFile | KnownFailure]") -> str:
    """The files that failed, each with reason and remedy, to stand below something else."""
    if not found:
        return ""
    listed = (
        f"\n  {as_message(failed.path)}: {as_message(f'{failed.reason}. {failed.hint}'.strip())}"
        for failed in found
    )
    title = "\nFailed; tried again when they change, or with `rag index --retry`:"
    return "".join((title, *listed))


def report_object(found: "SyncReport", documents: int) -> dict[str, JSON]:
    """The keys of `sourceline.index/1`."""
    built = plain(found)
    return {"documents": documents, **(built if isinstance(built, dict) else {})}


def hits(found: "tuple[Hit, ...]", paper: Paper) -> str:
    """The passages a search found, numbered, best first."""
    return text.hits(tuple((hit.path, hit.sentence, hit.score) for hit in found), paper)


def hits_object(question: str, found: "tuple[Hit, ...]") -> dict[str, JSON]:
    """The keys of `sourceline.search/1`."""
    listed: list[JSON] = [
        {
            "path": hit.path,
            "line_start": hit.sentence.line_start,
            "line_end": hit.sentence.line_end,
            "page": hit.sentence.locator.page,
            "locator": locator(replace(hit.sentence.locator, heading=hit.sentence.heading)),
            "char_start": hit.sentence.start,
            "char_end": hit.sentence.end,
            "quote": hit.sentence.text,
            "score": round(hit.score, 6),
        }
        for hit in found
    ]
    return {"question": question, "hits": listed}


def status(found: "Status", paper: Paper) -> str:
    """What the library holds and which models would be used, as two columns."""
    encoder = found.encoder.name if found.encoder else "none yet"
    agreement = "" if found.twin_agreement is None else f", twin {found.twin_agreement:.6f}"
    words = sum(document.words for document in found.documents)
    sentences = sum(document.sentences for document in found.documents)
    facts = (
        ("root", str(found.root)),
        ("library", f"{found.library}{_state(found)}"),
        ("documents", f"{len(found.documents)} ({sentences:,} sentences, {words:,} words)"),
        ("encoder", encoder + agreement),
        ("model", str(found.model)),
        ("sources", ", ".join(found.sources) or "none set: name PATHs, or sources in rag.toml"),
        *((("last note", _stale(found)),) if found.stale else ()),
    )
    listed = tuple(
        f"  {one_line(document.path)} — {one_line(document.title)}" for document in found.documents
    )
    return (
        "\n".join((columns(facts, paper), *listed))
        + notices(found.notices)
        + failures(found.failures)
    )


def status_object(found: "Status") -> dict[str, JSON]:
    """The keys of `sourceline.status/1`."""
    return {
        "root": str(found.root),
        "library": str(found.library),
        "exists": found.exists,
        "writable": found.writable,
        "documents": plain(found.documents),
        "failures": plain(found.failures),
        "notices": plain(found.notices),
        "encoder": plain(found.encoder),
        "twin_agreement": found.twin_agreement,
        "sources": list(found.sources),
        "model": str(found.model),
        "cited": found.cited,
        "stale": plain(found.stale),
    }


def repaired(found: "Repaired | None") -> Iterator[str]:
    """What a repair of the library came to, a line each."""
    if found is None:
        yield "the library is not damaged"
        return
    if found.readable:
        lost = len(found.lost)
        yield f"{found.documents} documents saved, {lost} to be read again from their files"
    else:
        yield "nothing of the library could be read; name its files again: rag index PATH…"
    yield f"the damaged file is kept as {found.kept_aside}"


def diagnosis(found: "Diagnosis", paper: Paper) -> str:
    """What the doctor looked at, then each finding with what to do."""
    facts = columns(found.facts, paper)
    if not found.findings:
        return f"{facts}\n\nNothing is wrong."
    told = (
        paper.alert(paper.wrapped(finding.problem, indent="  ", first="! "))
        + ("\n" + paper.wrapped(finding.hint, indent="  ") if finding.hint else "")
        for finding in found.findings
    )
    return f"{facts}\n\n" + "\n".join((paper.bold("Findings"), *told))


def models(entries: "Sequence[ModelEntry]", paper: Paper) -> str:
    """The models at hand, the one in use marked."""
    rows = (
        f"{'*' if entry.chosen else ' '} {one_line(entry.name)}  "
        f"{paper.dim(_size(entry))}\n    {one_line(str(entry.path))}"
        for entry in entries
    )
    return "\n".join(rows)


def models_object(entries: "Sequence[ModelEntry]") -> dict[str, JSON]:
    """The keys of `sourceline.models/1`."""
    return {"models": [plain({**asdict(entry), "path": str(entry.path)}) for entry in entries]}


def verifications_object(found: "Sequence[Verification]") -> dict[str, JSON]:
    """The keys of `sourceline.verification/1`."""
    listed = ({**asdict(one), "path": str(one.path), "holds": one.holds} for one in found)
    return {"models": [plain(one) for one in listed]}


def verifications(found: "Sequence[Verification]", paper: Paper) -> str:
    """Each default's file and whether its bytes are the expected ones."""
    facts = tuple(
        (one.name, "as expected" if one.holds else f"CHANGED: {one.found}") for one in found
    )
    return columns(facts, paper)


def columns(facts: Sequence[tuple[str, str]], paper: Paper) -> str:
    """Names and values in two columns; long values are wrapped, paths kept whole."""
    width = max((display_width(name) for name, _ in facts), default=0) + 2
    return "\n".join(
        paper.wrapped(value, indent=" " * width, first=f"{name:<{width}}")
        if " " in value
        else f"{name:<{width}}{one_line(value)}"
        for name, value in facts
    )


def _state(found: "Status") -> str:
    if not found.exists:
        return " (not built yet)"
    return "" if found.writable else " (read-only)"


def _stale(found: "Status") -> str:
    """Which citations of the last answer or note point at text that may have changed."""
    numbers = " ".join(f"[{one.id}]" for one in found.stale)
    told = f"{len(found.stale)} of {found.cited} citations may point at other text now: {numbers}"
    unread = any(one.reason == "file changed" for one in found.stale)
    return told + ("; rag index reads the files again" if unread else "")


def _size(entry: "ModelEntry") -> str:
    parameters = f"{entry.parameters / 1e6:,.0f}M parameters, " if entry.parameters else ""
    return f"{parameters}{entry.size / 2**20:,.0f} MiB{', built in' if entry.default else ''}"
