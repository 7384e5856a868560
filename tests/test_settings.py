"""Settings: who overrules whom, what is refused, and where the root is."""

import os
from pathlib import Path

import pytest

from rag import settings
from rag.domain import Mode
from rag.errors import SettingsError
from rag.settings import Settings, cache_folder, find_root


@pytest.fixture
def root(tmp_path, monkeypatch) -> Path:
    """A root inside a home folder of its own."""
    folder = tmp_path / "home" / "project"
    folder.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(folder)
    return folder


def load(root: Path, options=None, environment=None) -> Settings:
    loaded, warnings = settings.load(root, options or {}, environment or {})
    assert warnings == ()
    return loaded


def refused(root: Path, options=None, environment=None) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        settings.load(root, options or {}, environment or {})
    assert caught.value.hint
    return caught.value


def test_defaults(root):
    assert load(root) == Settings()
    assert Settings().top_k == 5
    assert Settings().mode is Mode.AUTO


def test_option_over_environment_over_file_over_default(root):
    assert load(root).top_k == 5
    (root / "rag.toml").write_text("top_k = 6\nseed = 6\nthreads = 6")
    assert load(root).top_k == 6
    assert load(root, environment={"RAG_TOP_K": "7"}).top_k == 7
    merged = load(root, {"top_k": 8, "seed": None}, {"RAG_TOP_K": "7", "RAG_SEED": "7"})
    assert (merged.top_k, merged.seed, merged.threads) == (8, 7, 6)


def test_a_false_option_overrules(root):
    (root / "rag.toml").write_text("strict = true")
    assert load(root).strict
    assert not load(root, {"strict": False}).strict


def test_the_table_in_pyproject(root):
    (root / "pyproject.toml").write_text('[project]\nname = "x"\n[tool.rag]\nmode = "quote"')
    assert load(root).mode is Mode.QUOTE


def test_rag_toml_comes_before_pyproject(root):
    (root / "pyproject.toml").write_text("[tool.rag]\ntop_k = 6\nseed = 6")
    (root / "rag.toml").write_text("top_k = 7")
    assert (load(root).top_k, load(root).seed) == (7, 0)


@pytest.mark.parametrize("name", ["rag.toml", "pyproject.toml"])
def test_an_unknown_key_is_refused_with_a_suggestion(root, name):
    table = "[tool.rag]\n" if name == "pyproject.toml" else ""
    (root / name).write_text(f"{table}topk = 3")
    error = refused(root)
    assert "unknown key 'topk'" in error.message
    assert str(root / name) in error.message
    assert "'top_k'" in error.hint


def test_an_unknown_key_like_no_other_lists_the_known_ones(root):
    (root / "rag.toml").write_text("xyzzy = 3")
    assert "top_k" in refused(root).hint


@pytest.mark.parametrize(
    "text",
    [
        "top_k = 0",
        "top_k = 51",
        'top_k = "many"',
        "seed = -1",
        "threads = 0",
        'mode = "poem"',
        'strict = "perhaps"',
        'sources = "seeds"',
        "sources = [1, 2]",
        "model = 3",
    ],
)
def test_values_out_of_bounds_are_refused(root, text):
    (root / "rag.toml").write_text(text)
    error = refused(root)
    assert text.split(" ")[0] in error.message
    assert str(root / "rag.toml") in error.hint


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("top_k = 51", "top_k must be a whole number from 1 to 50, not 51"),
        ('top_k = "many"', "top_k must be a whole number from 1 to 50, not 'many'"),
        ("seed = -1", "seed must be a whole number from 0, not -1"),
        ("threads = 257", "threads must be a whole number from 1 to 256, not 257"),
        ('mode = "poem"', "mode must be one of auto, quote, compose, not 'poem'"),
        ('strict = "perhaps"', "strict must be true or false, not 'perhaps'"),
        ("sources = [1, 2]", "sources must be a list of files and folders, not [1, 2]"),
        ("model = 3", "model must be a file, not 3"),
    ],
)
def test_a_refusal_says_where_the_value_is_from_and_what_is_allowed(root, text, said):
    (root / "rag.toml").write_text(text)
    assert refused(root).message == f"{root / 'rag.toml'}: {said}"


def test_a_wrong_value_is_looked_for_where_it_was_set(root):
    (root / "rag.toml").write_text("top_k = 7")
    error = refused(root, environment={"RAG_TOP_K": "many"})
    assert error.message.startswith("RAG_TOP_K: top_k must be ")
    assert error.hint == "Change or unset the variable RAG_TOP_K."
    error = refused(root, {"top_k": 99}, {"RAG_TOP_K": "many"})
    assert error.message.startswith("--top-k: top_k must be ")
    assert error.hint == "Change or leave out the option --top-k."


def test_a_wrong_value_that_is_overruled_does_not_matter(root):
    (root / "rag.toml").write_text("top_k = 99")
    assert load(root, {"top_k": 3}).top_k == 3


def test_every_key_says_what_it_takes():
    assert set(settings._ALLOWED) == set(Settings.__struct_fields__)


def test_the_origins_of_what_is_set(root):
    (root / "rag.toml").write_text("top_k = 7\nseed = 3")
    told = settings.origins(root, {"mode": "quote", "model": None}, {"RAG_SEED": "4"})
    assert sorted(told) == [
        ("mode", "quote", "--mode"),
        ("seed", "4", "RAG_SEED"),
        ("top_k", "7", str(root / "rag.toml")),
    ]


@pytest.mark.parametrize("data", [b"top_k = ", b"\xff\xfe", b"top_k = 1\ntop_k = 2"])
def test_a_file_that_is_no_toml(root, data):
    (root / "rag.toml").write_bytes(data)
    assert str(root / "rag.toml") in refused(root).message


@pytest.mark.parametrize("text", ["tool = 1", "[tool]\nrag = 1", "top_k ="])
def test_a_pyproject_without_the_table_says_nothing(root, text):
    (root / "pyproject.toml").write_text(text)
    assert load(root) == Settings()


def test_a_pyproject_that_is_no_toml_but_names_the_table_is_refused(root):
    (root / "pyproject.toml").write_text("[tool.rag]\ntop_k =")
    assert str(root / "pyproject.toml") in refused(root).message
    assert find_root(root) == root


@pytest.mark.parametrize(
    ("value", "strict"), [("1", True), ("true", True), ("0", False), ("false", False)]
)
def test_switches_in_the_environment(root, value, strict):
    assert load(root, environment={"RAG_STRICT": value}).strict is strict


def test_an_empty_variable_counts_as_none(root):
    assert load(root, environment={"RAG_TOP_K": ""}) == Settings()


def test_a_wrong_value_in_the_environment_is_refused(root):
    assert "top_k" in refused(root, environment={"RAG_TOP_K": "many"}).message


def test_unknown_variables_warn(root):
    loaded, warnings = settings.load(root, {}, {"RAG_TOPK": "3", "RAGE": "1", "PATH": "/bin"})
    assert loaded == Settings()
    assert len(warnings) == 1
    assert "RAG_TOPK" in warnings[0]


def test_variables_that_are_no_settings_do_not_warn(root):
    assert load(root, environment={"RAG_ROOT": "/x", "RAG_CACHE_DIR": "/y"}) == Settings()


def test_paths_in_a_file_start_from_its_folder(root, monkeypatch):
    (root / "rag.toml").write_text(
        'sources = ["seeds", "../more", "/abs"]\nmodel = "m/a.gguf"\nprompts = "p"'
    )
    (root / "deep").mkdir()
    monkeypatch.chdir(root / "deep")
    loaded = load(root)
    assert loaded.sources == (str(root / "seeds"), str(root / "../more"), "/abs")
    assert loaded.model == str(root / "m/a.gguf")
    assert loaded.prompts == str(root / "p")


def test_paths_from_options_and_environment_start_from_the_current_folder(root, monkeypatch):
    (root / "deep").mkdir()
    monkeypatch.chdir(root / "deep")
    environment = {"RAG_MODEL": "a.gguf", "RAG_SOURCES": os.pathsep.join(["one", "/two"])}
    loaded = load(root, {"prompts": "p"}, environment)
    assert loaded.model == str(root / "deep/a.gguf")
    assert loaded.prompts == str(root / "deep/p")
    assert loaded.sources == (str(root / "deep/one"), "/two")


def test_a_tilde_is_the_home_folder(root):
    (root / "rag.toml").write_text('sources = ["~/notes"]\nmodel = "~/a.gguf"')
    loaded = load(root, environment={"RAG_PROMPTS": "~/p"})
    assert loaded.sources == (str(root.parent / "notes"),)
    assert loaded.model == str(root.parent / "a.gguf")
    assert loaded.prompts == str(root.parent / "p")


@pytest.mark.parametrize("address", ["http://localhost:8080/v1", "hf:owner/name/file.gguf"])
def test_an_address_is_no_path(root, address):
    assert load(root, {"model": address}).model == address


def test_an_encoder_is_a_folder_only_where_there_is_one(root):
    (root / "rag.toml").write_text('encoder = "all-mpnet-base-v2"')
    assert load(root).encoder == "all-mpnet-base-v2"
    (root / "all-mpnet-base-v2").mkdir()
    assert load(root).encoder == str(root / "all-mpnet-base-v2")


@pytest.mark.parametrize("marker", [".rag/", "rag.toml", "pyproject.toml"])
def test_the_root_is_the_nearest_marked_parent(root, marker):
    if marker.endswith("/"):
        (root / marker).mkdir()
    else:
        (root / marker).write_text("[tool.rag]\n" if marker == "pyproject.toml" else "")
    deep = root / "a" / "b"
    deep.mkdir(parents=True)
    assert find_root(deep) == root
    (root / "a" / "rag.toml").write_text("")
    assert find_root(deep) == root / "a"


def test_other_projects_do_not_mark_a_root(root):
    (root / "pyproject.toml").write_text('[project]\nname = "x"')
    (root / ".rag").write_text("a file, not a folder")
    deep = root / "deep"
    deep.mkdir()
    assert find_root(deep) == deep


def test_the_search_ends_at_the_home_folder(root):
    home = root.parent
    (home.parent / "rag.toml").write_text("")
    assert find_root(root) == root
    (home / "rag.toml").write_text("")
    assert find_root(root) == home


def test_an_explicit_root(root):
    (root / "deep").mkdir()
    assert find_root(root, override="deep") == root / "deep"
    assert find_root(root / "deep", override="~") == root.parent


def test_an_explicit_root_must_exist(root):
    with pytest.raises(SettingsError, match="gone is not a folder"):
        find_root(root, override="gone")


def test_the_cache_folder(tmp_path):
    assert cache_folder({"RAG_CACHE_DIR": str(tmp_path / "c")}) == tmp_path / "c"
    assert "sourceline" in str(cache_folder({}))
