"""How faithfully OCR reads pages whose text is known.

    .venv/bin/python bench/ocr_files.py --data DIR [--dots 200 300] [--pages 2]
        [--kind clean|scan] [--skip WORD …]

DIR holds `ingest_docs`, as for ingest_files.py. Pages of each PDF there that has a text layer
become grey pictures of so many dots an inch, and a PDF of these pictures alone is read. With
`--kind scan` they are turned by half a degree, blurred and strewn with noise, and kept as JPEG of
quality 50. Similarity is that of ingest_files.py, to the text layer of the same pages as it is
read without OCR. A figure is a run of digits with its separators: wrong is one that the text layer
of these pages does not hold as often, lost one that OCR does not. Figures in pictures on the pages
count as wrong, so those are listed to be looked at. Scores of lines are told beside how many of
the figures in them are wrong, which is what the least score is chosen by.
"""

import argparse
import io
import re
import resource
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.ingest_files import similarity, wanted_files
from rag.domain import Document, PlaceKind
from rag.errors import ReadError
from rag.ports import Recognised
from rag.readers import read
from rag.readers.ocr.engine import Engine
from rag.readers.ocr.recognition import Recognition

if TYPE_CHECKING:
    from PIL.Image import Image

    from rag.ports import Pixels

FIGURE = re.compile(r"\d+(?:[.,:/]\d+)*")
STEPS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)


@dataclass
class Listening:
    """An engine that keeps what it saw."""

    engine: Engine = field(default_factory=Engine)
    seen: list[Recognised] = field(default_factory=list)

    def recognise(self, pixels: "Pixels") -> tuple[Recognised, ...]:
        found = self.engine.recognise(pixels)
        self.seen += found
        return found


@dataclass(frozen=True)
class Read:
    """What became of the pages of a file."""

    name: str
    pages: int
    seconds: float
    similarity: float
    figures: int
    wrong: tuple[str, ...]
    lost: int
    lines: tuple[Recognised, ...]
    known: Counter[str]


def main() -> int:
    options = _options()
    for dots in options.dots:
        held = [*_all_read(options, dots)]
        _print(held, dots, options.kind)
        _print_scores(held)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    spaces = re.search(r"VmPeak:\s+(\d+)", Path("/proc/self/status").read_text("ascii"))
    space = int(spaces[1]) // 1024 if spaces else 0
    print(f"\npeak {peak:,} MiB of memory, {space:,} MiB of address space")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=Path())
    parser.add_argument("--dots", type=int, nargs="+", default=[200, 300])
    parser.add_argument("--pages", type=int, default=3, help="of each file, spread over it")
    parser.add_argument("--kind", choices=("clean", "scan"), default="clean")
    parser.add_argument("--skip", nargs="*", default=[], help="files with these in their names")
    return parser.parse_args()


def _all_read(options: argparse.Namespace, dots: int) -> Iterator[Read]:
    engine = Engine()
    for wanted in wanted_files(options.data / "ingest_docs", "expected_md", ""):
        if wanted.kind != "pdf" or any(word in wanted.path.name for word in options.skip):
            continue
        try:
            known = read(wanted.path, stored_as=wanted.path.name)
        except ReadError:
            continue
        texts = _page_texts(known)
        pages = _spread([n for n, text in enumerate(texts) if len(text) > 200], options.pages)
        if pages:
            expected = "\n\n".join(texts[page] for page in pages)
            yield _read(wanted.path, pages, expected, (engine, dots, options.kind))


def _spread(pages: Sequence[int], most: int) -> list[int]:
    """At most so many of the pages, from the first to the last."""
    if len(pages) <= most:
        return list(pages)
    return [pages[round(place * (len(pages) - 1) / max(most - 1, 1))] for place in range(most)]


def _page_texts(document: Document) -> list[str]:
    starts = [place.start for place in document.places if place.kind is PlaceKind.PAGE]
    ends = [*starts[1:], len(document.text)]
    return [document.text[start:end] for start, end in zip(starts, ends, strict=True)]


def _read(path: Path, pages: list[int], expected: str, how: tuple[Engine, int, str]) -> Read:
    engine, dots, kind = how
    listening = Listening(engine)
    with tempfile.TemporaryDirectory() as folder:
        pictures = Path(folder) / path.name
        _write(path, pictures, pages, dots, kind)
        began = time.monotonic()
        try:
            recognition = Recognition(listening)
            text = read(pictures, stored_as=path.name, recognition=recognition).text
        except ReadError:
            text = ""
        seconds = time.monotonic() - began
    found, known = Counter(FIGURE.findall(text)), Counter(FIGURE.findall(_layer(path, pages)))
    return Read(
        path.name,
        len(pages),
        seconds,
        similarity(expected, text),
        found.total(),
        tuple((found - known).elements()),
        (known - found).total(),
        tuple(listening.seen),
        known,
    )


def _layer(path: Path, pages: list[int]) -> str:
    """All that the text layer of these pages says, page numbers too."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    return "\n".join(pdf[page].get_textpage().get_text_range() for page in pages)


def _write(path: Path, pictures: Path, pages: list[int], dots: int, kind: str) -> None:
    """A PDF of pictures of these pages."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    images = [pdf[n].render(scale=dots / 72, grayscale=True).to_pil().convert("L") for n in pages]
    if kind == "scan":
        images = [_scanned(image) for image in images]
    images[0].save(pictures, "PDF", resolution=dots, save_all=True, append_images=images[1:])


def _scanned(image: "Image") -> "Image":
    import numpy as np
    from PIL import Image, ImageChops, ImageFilter

    turned = image.rotate(0.5, Image.Resampling.BICUBIC, fillcolor=255)
    drawn = np.random.default_rng(20261122).normal(0, 40, (turned.height, turned.width))
    noise = Image.fromarray(np.abs(drawn).clip(0, 255).astype(np.uint8))
    dirty = ImageChops.subtract(turned.filter(ImageFilter.GaussianBlur(1.0)), noise)
    kept = io.BytesIO()
    dirty.save(kept, "JPEG", quality=50)
    return Image.open(kept)


def _print(held: Sequence[Read], dots: int, kind: str) -> None:
    print(f"\n{kind}, {dots} dots an inch\n")
    print("| file | pages | seconds a page | similarity | figures | wrong | lost |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for one in held:
        row = (one.pages, f"{one.seconds / one.pages:.1f}", f"{one.similarity:.3f}", one.figures)
        print(f"| {one.name} | {' | '.join(map(str, (*row, len(one.wrong), one.lost)))} |")
    pages, figures = sum(one.pages for one in held), sum(one.figures for one in held)
    wrong, lost = sum(len(one.wrong) for one in held), sum(one.lost for one in held)
    mean = statistics.fmean(one.similarity for one in held)
    seconds = sum(one.seconds for one in held) / pages
    print(f"| all | {pages} | {seconds:.1f} | {mean:.3f} | {figures} | {wrong} | {lost} |\n")
    for one in held:
        if one.wrong:
            print(f"- wrong in {one.name}: {', '.join(one.wrong[:20])}")


def _print_scores(held: Sequence[Read]) -> None:
    print("\n| score | lines | figures | not in the text |")
    print("| --- | ---: | ---: | ---: |")
    for low, high in pairwise(STEPS):
        lines = figures = wrong = 0
        for one in held:
            for line in one.lines:
                if low <= line.score < high:
                    told = FIGURE.findall(line.text)
                    lines += 1
                    figures += len(told)
                    wrong += sum(figure not in one.known for figure in told)
        print(f"| {low:.2f} to {min(high, 1):.2f} | {lines} | {figures} | {wrong} |")


if __name__ == "__main__":
    sys.exit(main())
