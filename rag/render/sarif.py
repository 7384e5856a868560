"""The check of a note as SARIF 2.1.0, which code hosts show beside the lines of a file.

See https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
"""

import json
from typing import Final
from urllib.parse import quote

from rag import __version__
from rag.checking import CheckedLine, Fault, NoteCheck, NoteFinding, SourcePlace
from rag.render.check import told, where
from rag.render.json import JSON
from rag.render.layout import one_line

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_RULES: Final[dict[Fault, str]] = {
    Fault.FIGURE: "A figure differs from that of the source.",
    Fault.DATE: "A date differs from that of the source.",
    Fault.NAME: "A name differs from that in the source.",
    Fault.HEDGE: "The note says more firmly what the source hedges.",
    Fault.NEGATION: "The note denies what the source does not, or the reverse.",
    Fault.DIRECTION: "The note says the opposite of the source.",
    Fault.ATTRIBUTION: "Somebody else says it in the source, or the note leaves out who does.",
    Fault.QUOTATION: "Words given as a quotation do not stand so in the source.",
    Fault.CONTENT: "The source does not bear the sentence out.",
    Fault.CITATION: "The citation is not the text that bears the sentence out.",
    Fault.SOURCE: "The cited text has changed since the note was written.",
}
_ORDER: Final = tuple(_RULES)


def written(found: NoteCheck, name: str) -> str:
    """A log of one run with a result for everything found."""
    results: list[JSON] = [
        _result(line, finding, name) for line in found.failing for finding in line.findings
    ]
    driver: dict[str, JSON] = {
        "name": "sourceline",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(kind) for kind in _ORDER],
    }
    run: dict[str, JSON] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    log: dict[str, JSON] = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=True, indent=2, allow_nan=False)


def _rule(kind: Fault) -> JSON:
    return {
        "id": f"note/{kind.value}",
        "name": f"Note{kind.value.capitalize()}",
        "shortDescription": {"text": _RULES[kind]},
        "defaultConfiguration": {"level": _level(kind)},
    }


def _level(kind: Fault) -> str:
    return "warning" if kind is Fault.SOURCE else "error"


def _result(line: CheckedLine, finding: NoteFinding, name: str) -> JSON:
    message = told(finding)
    if finding.suggestion:
        message += f" → {one_line(finding.suggestion)}"
    found: dict[str, JSON] = {
        "ruleId": f"note/{finding.kind.value}",
        "ruleIndex": _ORDER.index(finding.kind),
        "level": _level(finding.kind),
        "message": {"text": message},
        "locations": [_location(name, line.line)],
    }
    if finding.place is not None:
        found["relatedLocations"] = [_related(finding.place)]
    return found


def _related(place: SourcePlace) -> JSON:
    found = _location(place.path, place.line_start)
    return {"id": 1, **found, "message": {"text": where(place)}}


def _location(path: str, line: int | None) -> dict[str, JSON]:
    physical: dict[str, JSON] = {"artifactLocation": {"uri": _uri(path)}}
    if line:
        physical["region"] = {"startLine": line}
    return {"physicalLocation": physical}


def _uri(path: str) -> str:
    """A path as a URI reference: relative as it is, absolute as `file:`."""
    named = quote(path.replace("\\", "/"), safe="/")
    if named.startswith("/"):
        return f"file://{named}"
    # A colon in the first segment would be read as a scheme; `quote` has encoded it.
    return named
