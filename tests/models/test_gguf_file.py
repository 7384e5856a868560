import gguf
import numpy as np
import pytest

from rag.errors import ModelError
from rag.models.gguf_file import WEIGHT_BYTES, check_gguf, check_whole, parameter_count
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


def test_a_whole_file_is_told_from_one_cut_anywhere(tmp_path):
    path = write_gguf(tmp_path / "small.gguf")
    check_whole(path)
    data = path.read_bytes()
    last = len(data) - 32  # the weights are padded to this
    for length in (30, 80, len(data) // 2, len(data) - 32 * 4 - 1, last - 97):
        path.write_bytes(data[:length])
        with pytest.raises(ModelError, match="cut off") as caught:
            check_whole(path)
        assert caught.value.hint


def test_the_padding_of_the_last_weights_may_be_missing(tmp_path):
    path = tmp_path / "odd.gguf"
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_custom_alignment(128)
    writer.add_tensor("a.weight", np.ones(3, np.float32))
    writer.add_tensor("b.weight", np.ones(3, np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    data = path.read_bytes()
    end = len(data) - (128 - 12)
    path.write_bytes(data[:end])
    check_whole(path)
    path.write_bytes(data[: end - 1])
    with pytest.raises(ModelError, match="cut off"):
        check_whole(path)


def test_the_sizes_of_weights_are_those_of_the_format():
    known = {kind.value: sizes for kind, sizes in gguf.GGML_QUANT_SIZES.items()}
    assert {kind: known[kind] for kind in WEIGHT_BYTES if kind in known} == {
        kind: sizes for kind, sizes in WEIGHT_BYTES.items() if kind in known
    }
    assert len(WEIGHT_BYTES.keys() & known.keys()) > 25


def test_weights_of_an_unknown_kind_are_not_called_cut_off(tmp_path, monkeypatch):
    path = write_gguf(tmp_path / "small.gguf")
    monkeypatch.setattr("rag.models.gguf_file.WEIGHT_BYTES", {})
    check_whole(path)
