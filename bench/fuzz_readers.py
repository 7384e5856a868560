"""Mutated files of every kind, read in the sandbox: what they may end in is a ReadError.

python bench/fuzz_readers.py --seconds 60 [--reader NAME] [--keep FOLDER]

Reports each kind of exception, crash, hang, excess of memory and breach of a reader's contract
once, with the file that showed it kept in FOLDER. The seed of a run is printed; --seed repeats
it. Exit code 4 with findings.
"""

import argparse
import io
import random
import sys
import tempfile
import time
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from rag.errors import ReadError
from rag.readers.limits import Limits
from rag.readers.sandbox import ReaderFault, Sandbox
from tests.readers.contract import breaches
from tests.readers.specimens import SPECIMENS

LIMITS = Limits(file_seconds=10, file_memory=1024, largest_file=32, largest_text=64)
SLOW_SECONDS = 5
OVERSTEPPED = ("takes longer", "needs more memory", "its reader crashed")
TOKENS = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\n\n", b"\r", b"\x1b[31m", b"\xed\xa0\x80", b"\xc2\x85",
    b'"', b"|", b",", b"{", b"}", b"[", b"]", b"\\", b"<", b">", b"&", b"#", b"=", b"-1", b"1e999",
    b"99999999999999999999", b"\\u8211", b"\\bin99999999 ", b"\\'", b"\\uc-1", b"\\u-99999?", b"{\\*\\",
    b"Content-Type: multipart/mixed; boundary=x\n\n--x\n", b"Content-Transfer-Encoding: base64\n",
    b"=?utf-8?q?=ff=00?=", b"Date: 31 Feb 99999\n", b"\\begin{tabular}", b"\\item[", b"\\section{",
    b"|===\n", b"----\n", b"00:00.000 --> 99999999999:00.000\n", b"<v ", b"\xe2\x80\xa8", b"NaN",
    b"null", b"\nFrom x 10:10\nA: b\n\n", b"%", b"$", b"PK\x03\x04", b"<!ENTITY a '&a;&a;'>",
    b"</", b"/>", b"'", b"<![CDATA[", b"&#0;", b"1048576", b"obj", b" 0 R", b"stream", b"[", b"]", b"<<", b">>",
)  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """`data` with a few pieces changed; mostly within the files of an archive, where it is one."""
    if chance.random() < 0.9:
        with suppress(zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, zlib.error):
            return repacked(data, chance)
    return changed(data, chance)


def repacked(data: bytes, chance: random.Random) -> bytes:
    """The archive in `data` with a few of its files changed or left out."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        zipfile.ZipFile(stream, "w") as copy,
        warnings.catch_warnings(action="ignore"),
    ):
        names = [name for name in archive.namelist() if chance.random() > 0.01]
        hit = set(chance.sample(names, min(len(names), chance.choice((1, 1, 2, 4)))))
        for name in names:
            content = archive.read(name)
            copy.writestr(name, changed(content, chance) if name in hit else content)
    return stream.getvalue()


def changed(data: bytes, chance: random.Random) -> bytes:
    """`data` with a few pieces changed, dropped, repeated or put elsewhere."""
    found = data
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8, 20))):
        start = chance.randrange(len(found) + 1)
        end = start + chance.choice((1, 1, 2, 4, 16, 64, 256))
        put = chance.choice(MUTATIONS)(found[start:end], chance)
        kept = start if chance.random() < 0.5 else end
        found = (found[:start] + put + found[kept:])[: 2**20] or b"x"
    return found[: chance.randrange(1, len(found) + 1)] if chance.random() < 0.05 else found


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    lambda piece, chance: b"",
    lambda piece, chance: chance.choice(TOKENS),
    lambda piece, chance: chance.choice(TOKENS) * chance.choice((2, 50, 3000)),
    lambda piece, chance: chance.randbytes(len(piece)),
    lambda piece, chance: piece * chance.choice((2, 10, 100)),
    lambda piece, chance: piece[::-1],
)
"""What a piece is replaced by, or what is put before it."""


class Fuzzing:
    """What was found."""

    def __init__(self, folder: Path, keep: Path | None) -> None:
        self._folder = folder
        self._keep = keep
        self.findings: dict[tuple[str, str], int] = {}
        self.ends: Counter[str] = Counter()

    def run(self, reader: str, seconds: float, chance: random.Random) -> None:
        """Read mutants of a reader's specimen for so many seconds."""
        name, data = SPECIMENS[reader]()
        path = self._folder / name
        pool = [data]
        until = time.monotonic() + seconds
        with Sandbox(LIMITS) as sandbox:
            while time.monotonic() < until:
                mutant = mutated(chance.choice(pool), chance)
                path.write_bytes(mutant)
                told = self._told(sandbox, path)
                # Twice, since the machine may have been busy with something else.
                if not told and all(self._is_slow(sandbox, path) for _ in range(2)):
                    told = f"slow: more than {SLOW_SECONDS} s"
                self.ends[f"{reader}: {'finding' if told else 'ok'}"] += 1
                if told:
                    self._note(reader, told, mutant, path.suffix)
                elif chance.random() < 0.01 and len(pool) < 50:
                    pool.append(mutant)

    def _is_slow(self, sandbox: Sandbox, path: Path) -> bool:
        started = time.monotonic()
        self._told(sandbox, path)
        return time.monotonic() - started > SLOW_SECONDS

    def _told(self, sandbox: Sandbox, path: Path) -> str:
        try:
            return "; ".join(breaches(sandbox.read(path, stored_as=path.name)))
        except ReadError as error:
            if isinstance(error.__cause__, ReaderFault):
                return str(error.__cause__)
            return error.message if any(part in error.message for part in OVERSTEPPED) else ""

    def _note(self, reader: str, told: str, mutant: bytes, suffix: str) -> None:
        lines = told.strip().split("\n")
        places = [line.strip() for line in lines if line.strip().startswith("File")]
        key = (reader, f"{(places or [''])[-1]} {lines[-1][:160]}")
        self.findings[key] = self.findings.get(key, 0) + 1
        if self.findings[key] == 1:
            print(f"{reader}: {key[1]}", flush=True)
            if self._keep is not None:
                self._keep.mkdir(parents=True, exist_ok=True)
                number = len(self.findings)
                (self._keep / f"{reader}-{number}{suffix}").write_bytes(mutant)


def main() -> int:
    """Fuzz, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="for each reader")
    parser.add_argument("--reader", choices=sorted(SPECIMENS), action="append")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    print(f"seed {options.seed}")
    with tempfile.TemporaryDirectory() as folder:
        fuzzing = Fuzzing(Path(folder), options.keep)
        for reader in options.reader or sorted(SPECIMENS):
            fuzzing.run(reader, options.seconds, random.Random(f"{options.seed} {reader}"))
    for end, count in sorted(fuzzing.ends.items()):
        print(f"{end} {count:,}")
    for (reader, told), count in fuzzing.findings.items():
        print(f"{count:>7,} {reader}: {told}")
    return 4 if fuzzing.findings else 0


if __name__ == "__main__":
    sys.exit(main())
