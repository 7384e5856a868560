"""What `rag check` finds of statements made false in notes, and what it says of true ones.

    .venv/bin/python bench/check_damage.py --notes runs/notes --half development [--show]

NOTES is what `bench/make_notes.py` made: notes and the libraries they are about. The damage is
that of `bench/damage_notes.py`, made anew. A damaged statement counts as found where its line is
flagged, or one below it for the name of a speaker. One process, whose encoder is loaded once.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench.damage.notes import Half, Note, read_notes
from bench.damage_notes import KINDS, SEED, STYLES, Damage, clean, damaged
from bench.make_notes import Shared, SharedModels
from rag.checking import CheckedLine, LineVerdict, parse
from rag.models.encoders import open_encoder
from rag.render.frame import frame
from rag.settings import Settings, cache_folder
from rag.workspace import Workspace

_LONGEST: Final = 400


@dataclass
class Tally:
    """What was found, by kind and style, and what was flagged of what is true."""

    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    made: Counter[tuple[str, str]] = field(default_factory=Counter)
    flagged: Counter[str] = field(default_factory=Counter)
    true: Counter[str] = field(default_factory=Counter)
    unharmed: Counter[str] = field(default_factory=Counter)
    """Notes without a flagged line."""
    notes: Counter[str] = field(default_factory=Counter)


class Checks:
    """`rag check` over the libraries of a folder."""

    def __init__(self, folder: Path) -> None:
        self._libraries = folder.resolve() / "libraries"
        self._encoder = Shared(open_encoder(None, cache=cache_folder(), threads=None))

    def lines(self, note: str, text: str) -> tuple[CheckedLine, ...]:
        """The sentences of a note with their verdicts; `note` is the file it was made as."""
        root = self._libraries / Path(note).stem
        settings = Settings(sources=(str(root / "documents"),))
        parts = SharedModels(root, settings, (self._encoder, None))
        with Workspace(root, settings, parts=parts) as workspace:
            return workspace.check_note(parse(text, frame(), is_html=False)).sentences


def main() -> None:
    options = _options()
    half: Half = options.half
    notes = read_notes(options.notes / "notes", half)
    checks, tally = Checks(options.notes), Tally()
    began = time.perf_counter()
    damages = tuple(damaged(notes, options.count, options.seed))
    for damage, text in damages:
        _damaged(damage, checks.lines(damage.note, text), tally, show=options.show)
    used = {damage.note for damage, _ in damages}
    for note in notes:
        _true("untouched", note, checks.lines(note.name, note.text), None, tally, options)
        text, rewordings = clean(note, options.seed)
        if note.name in used and rewordings:
            edited = {one.line for one in rewordings}
            _true("edited", note, checks.lines(note.name, text), edited, tally, options)
    print("\n".join(table(tally)))
    print(f"\n{len(notes)} notes of the {half} half, {time.perf_counter() - began:.0f} s")


def _damaged(damage: Damage, lines: Sequence[CheckedLine], tally: Tally, *, show: bool) -> None:
    failing = {one.line for one in lines if one.verdict is not LineVerdict.HOLDS}
    entry = {damage.line, *_below(damage, lines)}
    kind = damage.kind, damage.style
    tally.made[kind] += 1
    tally.found[kind] += bool(failing & entry)
    if show and not failing & entry:
        print(f"missed {damage.file}:{damage.line} {damage.before!r} → {damage.after!r}")
        print(f"    {damage.line_before[:_LONGEST]}\n    {damage.line_after[:_LONGEST]}")


def _below(damage: Damage, lines: Iterable[CheckedLine]) -> Iterator[int]:
    """The lines of the claims under a speaker's name."""
    if not damage.line_after.startswith("- **"):
        return
    told = {one.line for one in lines}
    line = damage.line + 1
    while line in told:
        yield line
        line += 1


def _true(
    what: str,
    note: Note,
    lines: Sequence[CheckedLine],
    numbers: set[int] | None,
    tally: Tally,
    options: argparse.Namespace,
) -> None:
    """Count what is flagged of true lines, of all or of those with these `numbers`."""
    told = [one for one in lines if numbers is None or one.line in numbers]
    failing = [one for one in told if one.verdict is not LineVerdict.HOLDS]
    tally.true[what] += len(told)
    tally.flagged[what] += len(failing)
    tally.notes[what] += 1
    tally.unharmed[what] += not failing
    for one in failing if options.show else ():
        print(f"flagged, {what} {note.name}:{one.line} {one.text[:_LONGEST]}")
        for finding in one.findings:
            print(f"    {finding.kind.value} “{finding.words}”: {finding.reason}")
        print(f"    {one.place.quote[:_LONGEST] if one.place else None}")


def table(tally: Tally) -> Iterator[str]:
    """The figures as two tables in Markdown."""
    yield "| damage | as generated | edited first | all |\n| --- | --- | --- | --- |"
    for kind in KINDS:
        cells = [_share(tally.found, tally.made, [(kind, style)]) for style in STYLES]
        both = _share(tally.found, tally.made, [(kind, style) for style in STYLES])
        yield f"| {kind} | {' | '.join(cells)} | {both} |"
    columns = [[(kind, style) for kind in KINDS] for style in STYLES]
    cells = [_share(tally.found, tally.made, keys) for keys in (*columns, list(tally.made))]
    yield f"| all | {' | '.join(cells)} |"
    yield "\n| true sentences | flagged | notes without any |\n| --- | --- | --- |"
    for what, told in tally.true.items():
        share = f"{tally.flagged[what]} of {told} ({tally.flagged[what] / max(told, 1):.1%})"
        yield f"| {what} | {share} | {tally.unharmed[what]} of {tally.notes[what]} |"


def _share(
    found: Mapping[tuple[str, str], int],
    made: Mapping[tuple[str, str], int],
    keys: Sequence[tuple[str, str]],
) -> str:
    total = sum(made.get(key, 0) for key in keys)
    right = sum(found.get(key, 0) for key in keys)
    return f"{right} of {total} ({right / total:.0%})" if total else "—"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--notes", type=Path, required=True, help="what make_notes.py wrote")
    parser.add_argument("--half", choices=("development", "held"), default="development")
    parser.add_argument("--count", type=int, default=200, help="damaged notes")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--show", action="store_true", help="name what is missed and flagged")
    return parser.parse_args()


if __name__ == "__main__":
    main()
