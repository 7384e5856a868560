import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from rag.errors import ModelError, UsageError
from rag.models.download import parse_source, pull
from tests.models.making import write_gguf

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
NAME = "hf:owner/repository/deep/file.gguf"


class Hub(ThreadingHTTPServer):
    """Answers as the hub does: a redirect that tells the hash, then the bytes."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.body = b""
        self.status = 200
        self.sent: int | None = None
        self.hash: str | None = None
        self.paths: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Hub

    def do_GET(self):
        self.server.paths.append(self.path)
        if not self.path.startswith("/store/"):
            self.send_response(302 if self.server.status == 200 else self.server.status)
            if self.server.hash:
                self.send_header("X-Linked-ETag", f'"{self.server.hash}"')
            self.send_header("Location", "/store/1")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body[: self.server.sent])
        self.close_connection = True

    def log_message(self, *args):
        pass


@pytest.fixture
def hub(tmp_path, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    server = Hub()
    server.body = write_gguf(tmp_path / "source.gguf", rows=400).read_bytes()
    server.hash = hashlib.sha256(server.body).hexdigest()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "models"


def test_the_file_arrives_whole(hub, folder):
    seen = []
    path = pull(NAME, folder, base_url=hub.address, progress=lambda *step: seen.append(step))
    assert path == folder / "file.gguf"
    assert path.read_bytes() == hub.body
    assert hub.paths[0] == "/owner/repository/resolve/main/deep/file.gguf"
    assert seen[-1] == (len(hub.body), len(hub.body))


def test_the_same_file_is_not_fetched_twice(hub, folder):
    path = pull(NAME, folder, base_url=hub.address)
    before = path.stat().st_mtime_ns
    assert pull(NAME, folder, base_url=hub.address) == path
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize("same_length", [True, False])
def test_another_file_of_that_name_is_never_overwritten(hub, folder, same_length):
    folder.mkdir()
    mine = b"GGUF" + b"m" * (len(hub.body) - 4 if same_length else 10)
    (folder / "file.gguf").write_bytes(mine)
    with pytest.raises(ModelError, match="in the way"):
        pull(NAME, folder, base_url=hub.address)
    assert (folder / "file.gguf").read_bytes() == mine


def refuse(hub, folder, complaint):
    with pytest.raises(ModelError, match=complaint) as caught:
        pull(NAME, folder, base_url=hub.address)
    assert caught.value.hint
    assert not folder.exists() or not list(folder.iterdir())


def test_an_interrupted_download_leaves_nothing(hub, folder):
    hub.sent = 1000
    refuse(hub, folder, "incomplete|IncompleteRead")


def test_damaged_bytes_are_noticed(hub, folder):
    hub.body = hub.body[:-1] + b"!"
    refuse(hub, folder, "damaged")


def test_a_web_page_in_place_of_a_model_is_refused(hub, folder):
    hub.body, hub.hash = b"<html>please log in</html>", None
    refuse(hub, folder, "no GGUF")


@pytest.mark.parametrize(("status", "complaint"), [(404, "not found"), (401, "not open")])
def test_a_refusal_is_explained(hub, folder, status, complaint):
    hub.status = status
    refuse(hub, folder, complaint)


def test_without_a_network_there_is_one_clear_error(folder):
    with pytest.raises(ModelError, match="cannot be fetched") as caught:
        pull(NAME, folder, base_url="http://127.0.0.1:9")
    assert "needs a network" in caught.value.hint


def test_a_folder_that_cannot_be_written_is_named(hub, folder):
    folder.write_text("a file where the folder should be")
    with pytest.raises(ModelError, match="cannot be written"):
        pull(NAME, folder, base_url=hub.address)


@pytest.mark.parametrize(
    "name",
    [
        "owner/repository/file.gguf",
        "hf:owner/file.gguf",
        "hf:owner/repository/",
        "hf:owner/repository/file.safetensors",
        "hf:owner/../file.gguf",
        "hf:owner/repository/..\\file.gguf",
        "hf:owner/repository/.file.gguf",
        "hf:",
    ],
)
def test_a_name_of_another_form_is_a_usage_error(name):
    with pytest.raises(UsageError):
        parse_source(name)
