"""Fetching a GGUF by name: the only place in the program that reaches for the network."""

import errno
import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage, HTTPResponse
from pathlib import Path
from typing import IO, Final, TypeAlias
from urllib.parse import quote

from rag.errors import ModelError, UsageError
from rag.models.files import replace_file
from rag.models.gguf_file import check_gguf
from rag.models.hashes import computed_sha256

HUB: Final = "https://huggingface.co"
_BLOCK: Final = 1 << 20
_SECONDS: Final = 30.0
_HASH_HEADER: Final = "X-Linked-ETag"
Progress: TypeAlias = Callable[[int, int | None], None]
"""Called with the bytes received so far and the length, None where the server does not say."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file in a model repository, as in `hf:OWNER/REPO/FILE.gguf`."""

    repository: str
    file: str

    def address(self, base_url: str) -> str:
        """The file's address on the hub."""
        return f"{base_url.rstrip('/')}/{quote(self.repository)}/resolve/main/{quote(self.file)}"


def parse_source(name: str) -> Source:
    """The repository and file in `hf:OWNER/REPO/FILE.gguf`.

    Raises:
        UsageError: the name is of another form.
    """
    parts = name.removeprefix("hf:").split("/")
    proper = all(part and not part.startswith(".") for part in parts)
    if not name.startswith("hf:") or len(parts) < 3 or not proper or "\\" in name:
        raise UsageError(f"'{name}' names no model file", "Write hf:OWNER/REPO/FILE.gguf.")
    if not parts[-1].lower().endswith(".gguf"):
        raise UsageError(f"{parts[-1]} is no GGUF", "Choose a file whose name ends in .gguf.")
    return Source("/".join(parts[:2]), "/".join(parts[2:]))


def pull(
    name: str, folder: Path, *, base_url: str = HUB, progress: Progress | None = None
) -> Path:
    """The file in `folder`, fetched whole; returned as it is if it was fetched before.

    The length, the first bytes, and where the hub tells it the hash are checked before the
    file takes its place.

    Raises:
        UsageError: the name has the wrong form.
        ModelError: no network, no such file, a broken download, or another file is in the way.
    """
    source = parse_source(name)
    target = folder / Path(source.file).name
    try:
        with _open(source.address(base_url)) as (response, expected):
            length = int(response.headers.get("Content-Length") or 0) or None
            if target.exists():
                return _same(target, length, expected)
            with replace_file(target) as unfinished:
                _receive(response, unfinished, length=length, progress=progress)
                _check(unfinished, name, length=length, expected=expected)
    except urllib.error.HTTPError as error:
        error.close()
        raise _refused(name, error) from error
    except (urllib.error.URLError, HTTPException, TimeoutError, ConnectionError) as error:
        raise _no_network(name, base_url, error) from error
    except OSError as error:
        raise _not_written(folder, error) from error
    return target


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects and keeps the hash that only the first answer carries."""

    def __init__(self) -> None:
        self.told: str | None = None

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """The request that follows; the hash in the redirect's headers is kept."""
        self.told = headers.get(_HASH_HEADER) or self.told
        return super().redirect_request(req, fp, code, msg, headers, newurl)


@contextmanager
def _open(address: str) -> Iterator[tuple[HTTPResponse, str | None]]:
    """The response, and the file's SHA-256 where the hub tells it."""
    redirects = _Redirects()
    request = urllib.request.Request(address, headers={"User-Agent": "sourceline"})
    with urllib.request.build_opener(redirects).open(request, timeout=_SECONDS) as response:
        told = (redirects.told or response.headers.get(_HASH_HEADER) or "").strip('"').lower()
        yield response, told if re.fullmatch("[0-9a-f]{64}", told) else None


def _receive(
    response: HTTPResponse, path: Path, *, length: int | None, progress: Progress | None
) -> None:
    received = 0
    with path.open("wb") as file:
        while block := response.read(_BLOCK):
            file.write(block)
            received += len(block)
            if progress:
                progress(received, length)


def _check(path: Path, name: str, *, length: int | None, expected: str | None) -> None:
    size = path.stat().st_size
    if length is not None and size != length:
        raise ModelError(
            f"{name} arrived incomplete: {size:,} of {length:,} bytes",
            "Try again; nothing was kept.",
        )
    try:
        check_gguf(path)
    except ModelError as error:
        raise ModelError(f"what {name} names is no GGUF", "Check the file's name.") from error
    if expected is not None and computed_sha256(path) != expected:
        raise ModelError(f"{name} arrived damaged: its hash is wrong", "Try again.")


def _same(target: Path, length: int | None, expected: str | None) -> Path:
    same_length = length is not None and target.stat().st_size == length
    if same_length and (expected is None or computed_sha256(target) == expected):
        return target
    raise ModelError(
        f"{target} is in the way: it is another file of that name",
        "Rename or remove it, then pull again.",
    )


def _refused(name: str, error: urllib.error.HTTPError) -> ModelError:
    if error.code in (401, 403):
        return ModelError(
            f"{name} is not open to everyone (status {error.code})",
            "Fetch it with your browser and put it into the models folder.",
        )
    return ModelError(
        f"{name} was not found (status {error.code})",
        "Check owner, repository and file: hf:OWNER/REPO/FILE.gguf.",
    )


def _no_network(name: str, base_url: str, error: Exception) -> ModelError:
    reason = getattr(error, "reason", None) or error
    return ModelError(
        f"{name} cannot be fetched from {base_url}: {reason}",
        "Pulling needs a network; the default model needs none. "
        "A .gguf from elsewhere can be put into the models folder.",
    )


def _not_written(folder: Path, error: OSError) -> ModelError:
    if error.errno == errno.ENOSPC:
        free = shutil.disk_usage(folder).free
        return ModelError(
            f"the disk is full: {free:,} bytes free in {folder}", "Make room, then pull again."
        )
    return ModelError(f"{folder} cannot be written: {error.strerror}", "Choose another folder.")
