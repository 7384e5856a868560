"""WebVTT and SubRip."""

import pytest

from rag.errors import ReadError
from tests.readers.reading import read

CUES = """1
00:00:01,000 --> 00:00:03,000
The storm hit the <i>coast</i>

2
00:00:03,000 --> 00:00:05,000
at noon, 12 were hurt.

3
00:01:05,000 --> 00:01:06,000
Ferries stayed in port.
"""


def test_cues_are_joined_to_sentences_and_a_pause_parts_them():
    joined = "The storm hit the coast at noon, 12 were hurt.\n\nFerries stayed in port."
    assert read("a.srt", CUES).text == joined


def test_speakers_are_headings():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud Ana Ruiz>We saw\n\n"
    text += (
        "00:02.000 --> 00:03.000\n<v Ana Ruiz>12 boats.</v>\n\n00:03.000 --> 00:04.000\n<v Bo>No."
    )
    assert read("a.vtt", text).text == "### Ana Ruiz\n\nWe saw 12 boats.\n\n### Bo\n\nNo."


def test_a_name_before_a_colon_holds_until_the_next():
    cues = "00:01.000 --> 00:02.000\nANA: We saw\n\n00:02.000 --> 00:03.000\n12 boats."
    assert read("a.vtt", f"WEBVTT\n\n{cues}").text == "### ANA\n\nWe saw 12 boats."


def test_lines_that_roll_on_count_once():
    cues = "".join(
        f"00:0{n}.000 --> 00:0{n + 1}.000\n{above}\n{below}\n\n"
        for n, (above, below) in enumerate([("one", "two"), ("two", "three"), ("three", "four")])
    )
    assert read("a.vtt", f"WEBVTT\n\n{cues}").text == "one two three four"


def test_notes_styles_and_marks_are_left_out():
    text = "WEBVTT - made by hand\n\nSTYLE\n::cue { color: red }\n\nNOTE\nnot said\n\n"
    text += "intro\n00:01.000 --> 00:02.000 align:start\nFish &amp; {\\an8}chips"
    assert read("talk", text).text == "Fish & chips"


def test_nothing_said_is_empty():
    with pytest.raises(ReadError, match="holds no words"):
        read("a.vtt", "WEBVTT\n\nNOTE nothing\n")
