"""Briefing notes with one statement made false in each, to measure what `rag check` finds.

    .venv/bin/python bench/damage_notes.py --notes runs/notes/notes --out runs/damage --count 200

OUT/damaged/*.md are copies with one line changed, listed in OUT/damage.jsonl: figure, name,
hedge, speaker, quotation or citation, half of them as generated ("verbatim"), half reworded first
as an editor would ("edited"). OUT/clean/*.md are notes reworded in several lines and still true,
OUT/clean.jsonl their lines. Uses nothing of `rag`. The held half of the notes is for one look at
the end; `bench/make_notes.py` makes notes.
"""

import argparse
import itertools
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Final, TypeAlias, get_args

from bench.damage.citations import citation_changes
from bench.damage.figures import figure_changes
from bench.damage.hedges import hedge_changes
from bench.damage.names import name_changes
from bench.damage.notes import Change, Half, Line, Note, read_notes, without_lock
from bench.damage.rewriting import reworded
from bench.damage.speakers import speaker_changes
from bench.damage.wording import wording_changes

SEED: Final = 20251
STYLES: Final = ("verbatim", "edited")
Changes: TypeAlias = Callable[[Line, Note, Random], tuple[Change, ...]]
KINDS: Final[dict[str, Changes]] = {
    "figure": figure_changes,
    "name": name_changes,
    "hedge": hedge_changes,
    "speaker": speaker_changes,
    "quotation": wording_changes,
    "citation": citation_changes,
}
_REWORDED_SHARE: Final = 0.6
"""Of the lines of a clean note that can be reworded, how many are."""


@dataclass(frozen=True)
class Damage:
    """What was made false, and where; `column` counts from 0 in the line as it is now."""

    file: str
    note: str
    kind: str
    style: str
    line: int
    column: int
    section: str
    before: str
    after: str
    line_before: str
    line_edited: str
    line_after: str
    rewrites: tuple[str, ...]


@dataclass(frozen=True)
class Rewording:
    """A line of a clean note that says the same in other words."""

    file: str
    note: str
    line: int
    section: str
    line_before: str
    line_after: str
    rewrites: tuple[str, ...]


def main() -> None:
    options = _options()
    notes = read_notes(options.notes, None if options.half == "both" else options.half)
    if (options.out / "damage.jsonl").exists():
        raise SystemExit(f"{options.out} holds damaged notes already: name another folder")
    for name in ("damaged", "clean"):
        (options.out / name).mkdir(parents=True, exist_ok=True)
    damages = tuple(damaged(notes, options.count, options.seed))
    for damage, text in damages:
        _write(options.out / "damaged" / damage.file, text, lock=not options.no_lock)
    _list(options.out / "damage.jsonl", [damage for damage, _ in damages])
    used = {damage.note for damage, _ in damages}
    rewordings: list[Rewording] = []
    for note in notes:
        text, found = clean(note, options.seed)
        if note.name in used and found:
            _write(options.out / "clean" / found[0].file, text, lock=not options.no_lock)
            rewordings += found
    _list(options.out / "clean.jsonl", rewordings)
    _tell([damage for damage, _ in damages], rewordings)


def damaged(notes: Sequence[Note], count: int, seed: int) -> Iterator[tuple[Damage, str]]:
    """`count` damages and the notes that have them, kinds and styles drawn evenly.

    Fewer where the notes offer no more; a note is used again only when all others were.
    """
    turns = itertools.cycle(itertools.product(KINDS, STYLES))
    uses: Counter[str] = Counter()
    done: set[tuple[str, str, str]] = set()
    order = list(notes)
    Random(seed).shuffle(order)
    for kind, style in itertools.islice(turns, count):
        for note in sorted(order, key=lambda one: uses[one.name]):
            if (note.name, kind, style) in done:
                continue
            done.add((note.name, kind, style))
            found = damage_note(note, kind, style, seed)
            if found:
                uses[note.name] += 1
                yield found
                break


def damage_note(note: Note, kind: str, style: str, seed: int) -> tuple[Damage, str] | None:
    """The note with one statement made false, or None where it has none that can be."""
    draw = Random(f"{seed} {note.name} {kind} {style}")
    for line, edited, rewrites in _in_style(note, style, draw):
        changes = [
            change
            for change in KINDS[kind](edited, note, draw)
            if change.after != edited.text[change.start : change.end]
        ]
        if changes:
            damage = _damage((note, kind, style), (line, edited, rewrites), draw.choice(changes))
            return damage, note.with_line(line.number, damage.line_after)
    return None


def _in_style(note: Note, style: str, draw: Random) -> list[tuple[Line, Line, tuple[str, ...]]]:
    """The note's lines as they are and in this style, by chance; those much reworded first."""
    lines = list(note.told)
    draw.shuffle(lines)
    if style == "verbatim":
        return [(line, line, ()) for line in lines]
    edited = [(line, *reworded(line, draw)) for line in lines]
    return sorted((found for found in edited if found[2]), key=lambda found: len(found[2]) == 1)


def clean(note: Note, seed: int) -> tuple[str, list[Rewording]]:
    """The note with several lines reworded, all of them still true."""
    draw = Random(f"{seed} {note.name} clean")
    found: list[Rewording] = []
    text, file = note.text, f"{Path(note.name).stem}.clean.md"
    for line in note.told:
        edited, rewrites = reworded(line, draw)
        if rewrites and draw.random() < _REWORDED_SHARE:
            lines = text.split("\n")
            lines[line.number - 1] = edited.text
            text = "\n".join(lines)
            found.append(
                Rewording(
                    file, note.name, line.number, line.section, line.text, edited.text, rewrites
                )
            )
    return text, found


def _damage(
    what: tuple[Note, str, str], lines: tuple[Line, Line, tuple[str, ...]], change: Change
) -> Damage:
    (note, kind, style), (line, edited, rewrites) = what, lines
    return Damage(
        file=f"{Path(note.name).stem}.{kind}-{style}.md",
        note=note.name,
        kind=kind,
        style=style,
        line=line.number,
        column=change.start,
        section=line.section,
        before=edited.text[change.start : change.end],
        after=change.after,
        line_before=line.text,
        line_edited=edited.text,
        line_after=change.applied(edited.text),
        rewrites=rewrites,
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--notes", type=Path, required=True, help="a folder of clean notes")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--half", choices=(*get_args(Half), "both"), default="development")
    parser.add_argument("--no-lock", action="store_true", help="leave the notes' last line out")
    return parser.parse_args()


def _write(path: Path, text: str, *, lock: bool) -> None:
    path.write_text(text if lock else without_lock(text), "utf-8")


def _list(path: Path, found: Sequence[Damage | Rewording]) -> None:
    rows = [json.dumps(asdict(one), ensure_ascii=False) for one in found]
    path.write_text("".join(f"{row}\n" for row in rows), "utf-8")


def _tell(damages: Sequence[Damage], rewordings: Sequence[Rewording]) -> None:
    print("| kind | verbatim | edited |\n| --- | --- | --- |")
    counts = Counter((damage.kind, damage.style) for damage in damages)
    for kind in KINDS:
        print(f"| {kind} | {counts[kind, 'verbatim']} | {counts[kind, 'edited']} |")
    files = len({one.file for one in rewordings})
    print(
        f"\n{len(damages)} damaged notes; {files} clean ones with {len(rewordings)} lines reworded"
    )


if __name__ == "__main__":
    main()
