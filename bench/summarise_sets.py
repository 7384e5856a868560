"""How near notes come to summaries that people wrote, beside simpler ways to make one.

    .venv/bin/python -m pip install -c constraints.txt -e '.[bench]'
    .venv/bin/python -m bench.summarise_sets --data DIR [--set neus|qmsum|all] [--limit N]
        [--seed 0] [--half 0|1] [--system NAME]… [--out FILE] [--baselines FILE] [--work DIR]

DIR holds `neus` (three outlets' excerpts on one event, and an expert's neutral summary) and
`qmsum` (questions about a meeting's transcript, and the answers of people). A note's text is its
brief and key points; each text is cut to the reference's length in words and held against it by
ROUGE, F1, words stemmed. Prints two Markdown tables for each set: mean scores in hundredths with
the note's paired differences and their 95 % bootstrap intervals (meetings are drawn again
whole), and what the notes hold besides. Half 0 is to tune on, half 1 to report on.

A line for each item and system goes to FILE of `--out`; what stands there is not made again, so
notes of other code need another file. The texts of `--baselines` are taken for all systems but
the notes, since the model writes for seconds and LexRank of a long transcript takes minutes;
notes found there are told as the earlier ones. `--system` makes texts by some systems only; what
the files hold of others is shown beside, and differences are over the items that both have.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench.summary_items import SETS, Item, choose, load
from bench.summary_systems import NOTE, SYSTEMS, Shelf, opened
from bench.summary_tables import Row, comparison, contents, scores
from bench.summary_texts import cut
from rag.settings import cache_folder

EARLIER = "earlier note"
Rows = Mapping[tuple[str, str], Row]
"""Results by item and system."""


def main() -> int:
    options = _options()
    for name in SETS if options.set == "all" else (options.set,):
        found = load(name, options.data)
        items = choose(found.items, options.limit, options.seed, options.half)
        with opened(found, options.work) as shelf:
            rows = list(_measured(shelf, name, items, options))
        print(f"\n{name}: {len(items)} items\n")
        for line in (*comparison(rows, items), "", *contents(rows)):
            print(line, flush=True)
    return 0


def _measured(
    shelf: Shelf, name: str, items: Sequence[Item], options: argparse.Namespace
) -> Iterator[Row]:
    """A row for every item and system: kept, with the text of an earlier run, or made now."""
    kept, baselines = read(options.out), read(options.baselines)
    for number, item in enumerate(items, start=1):
        for system in SYSTEMS[name]:
            key = (item.id, system)
            row = kept.get(key)
            if row is None and system != NOTE and key in baselines:
                row = rescored(baselines[key], item)
            elif row is None and system in (options.system or SYSTEMS[name]):
                row = _made(shelf, name, item, system)
            if row is not None:
                if key not in kept:
                    append(options.out, row)
                yield row
        if (item.id, NOTE) in baselines:
            yield {**rescored(baselines[item.id, NOTE], item), "system": EARLIER}
        print(f"\r{number} of {len(items)} items", end="", file=sys.stderr, flush=True)


def _made(shelf: Shelf, name: str, item: Item, system: str) -> Row:
    began = time.perf_counter()
    summary = SYSTEMS[name][system](shelf, item)
    seconds = round(time.perf_counter() - began, 3)
    row = {"set": name, "id": item.id, "system": system, "seconds": seconds}
    return rescored({**row, "text": "\n".join(summary.sentences), "facts": summary.facts}, item)


def rescored(row: Row, item: Item) -> Row:
    """The row with the scores of its text, a sentence a line, as they are reckoned now."""
    sentences = row["text"].split("\n")
    words = sum(len(one.split()) for one in cut(sentences, item.words))
    return {**row, "words": words, "scores": scores(sentences, item)}


def read(path: Path | None) -> Rows:
    """The results of a file by item and system; none without a file. A line cut off is skipped."""
    if path is None or not path.is_file():
        return {}
    rows = []
    for line in path.read_text("utf-8").splitlines():
        try:
            rows.append(json.loads(line))
        except json.JSONDecodeError:
            continue
    return {(row["id"], row["system"]): row for row in rows}


def append(path: Path | None, row: Row) -> None:
    """Keep one more result, on a line of its own even where the last one was cut off."""
    if path is None:
        return
    with path.open("a+b") as file:
        if file.tell():
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                file.write(b"\n")
        file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--set", choices=(*SETS, "all"), default="all")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--half", type=int, choices=(0, 1))
    names = sorted({name for own in SYSTEMS.values() for name in own})
    parser.add_argument("--system", action="append", choices=names)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--baselines", type=Path)
    parser.add_argument("--work", type=Path, default=cache_folder() / "bench")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
