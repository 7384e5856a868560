from rag.chat import histories
from rag.chat.histories import FILE, KEPT, History


def test_lines_come_back_oldest_first(tmp_path):
    for line in ("one?", "two\nlines", "  ", "ünï \x1b[31m"):
        History(tmp_path).add(line)
    assert History(tmp_path).lines() == ("one?", "two\nlines", "ünï \x1b[31m")
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    assert b"\x1b" not in (tmp_path / FILE).read_bytes()


def test_only_the_last_are_kept(tmp_path):
    history = History(tmp_path)
    for number in range(KEPT + 5):
        history.add(f"{number}?")
    assert history.lines()[0] == "5?"
    assert len((tmp_path / FILE).read_bytes().splitlines()) == KEPT
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_very_long_lines_and_broken_ones_are_left_out(tmp_path):
    history = History(tmp_path)
    history.add("x" * (histories._LONGEST + 1))
    history.add("\ud800")
    with (tmp_path / FILE).open("ab") as file:
        file.write(b'{"a": 1}\n"cut')
    assert history.lines() == ("?",)


def test_a_folder_that_cannot_be_written_keeps_none(tmp_path):
    history = History(tmp_path / "nowhere")
    history.add("one?")
    assert history.lines() == ()
