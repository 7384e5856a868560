import pytest

from rag.errors import ModelError
from rag.models.gguf_file import check_gguf, parameter_count
from tests.models.making import write_gguf


def test_a_gguf_passes_and_its_weights_are_counted(tmp_path):
    path = write_gguf(tmp_path / "small.gguf", rows=5)
    check_gguf(path)
    assert parameter_count(path) == 5 * 32 + 32


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "no GGUF"),
        (b"hello, this is a text", "no GGUF"),
        (b"GG", "cut off"),
        (b"GGUF\x03\x00\x00\x00", "cut off"),
    ],
)
def test_what_is_no_gguf_is_refused_with_a_hint(tmp_path, content, complaint):
    path = tmp_path / "bad.gguf"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=complaint) as caught:
        check_gguf(path)
    assert caught.value.hint
    assert parameter_count(path) is None


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    with pytest.raises(ModelError, match="does not exist"):
        check_gguf(tmp_path / "none.gguf")
    with pytest.raises(ModelError, match="is a folder"):
        check_gguf(tmp_path)


def test_a_cut_header_has_no_count(tmp_path):
    path = write_gguf(tmp_path / "small.gguf")
    path.write_bytes(path.read_bytes()[:80])
    assert parameter_count(path) is None
