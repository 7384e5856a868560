from dataclasses import replace

from rag.domain import FigureStatus, Verdict
from rag.render import html, markdown, note
from rag.render.layout import Paper
from tests import samples

NOTE = """\
Storm in the valley
═══════════════════

In brief
“The storm flooded around 40 houses.” [1]

Key points
• “Officials counted nearly 40 flooded houses.” [2] [1]
The bridge
  • “The bridge held.” [2]

Figures
  what                      who says so  when   source
  “around 40 were flooded”  Mayor Ode    1 May  [1]

Timeline
1 May 2024  “On 1 May it rained.” [1]

Who says what
Mayor Ode
  – said: “nobody was hurt” [2]

Where the sources differ
• The sources differ in wording (houses flooded):
  “around 40” [1]                              “nearly 40” [2]
  reports/1.txt:3                              reports/2.txt:4

Unverified and missing
• “The count was not independently verified.” [1]
• No source says what the damage cost.

Sources
reports/1.txt — Report 1, 1 May 2024 (1,200 words; 3 sentences cited)
1 of 2 documents cited; 50% of their sections are represented.
• left out: reports/2.txt: the same text as reports/1.txt
[1] reports/1.txt:3  “The storm flooded around 40 houses.”
[2] reports/2.txt:4  “Officials counted nearly 40 flooded houses.”"""


def test_a_note_has_its_sections_in_order():
    assert note.note(samples.note(), Paper(width=90)) == NOTE


def test_empty_sections_are_left_out():
    shown = note.note(samples.empty_note(), Paper())
    headings = [block.split("\n")[0] for block in shown.split("\n\n")]
    assert headings == ["Storm in the valley", "Sources"]


def test_long_figures_run_over_several_lines_of_their_column():
    long = samples.note_figure(
        telling="the number of houses that were flooded is expected to reach nearly 40", when=None
    )
    table = note.note(samples.note(figures=(long, samples.note_figure())), Paper(width=62))
    lines = table.partition("Figures\n")[2].split("\n\n")[0].split("\n")
    assert lines == [
        "  what                              who says so  when   source",
        "  “the number of houses that were   Mayor Ode    —      [1]",
        "  flooded is expected to reach",
        "  nearly 40”",
        "  “around 40 were flooded”          Mayor Ode    1 May  [1]",
    ]
    assert all(len(line) <= 62 for line in lines)


def test_narrow_paper_lists_figures_and_sides():
    shown = note.note(samples.note(), Paper(width=40))
    assert "• “around 40 were flooded” [1] – Mayor\n  Ode, 1 May" in shown
    assert "  – “around 40” [1] reports/1.txt:3" in shown
    assert all(len(line) <= 40 for line in shown.split("\n"))


def test_sides_stand_below_each_other_where_a_path_would_be_broken():
    long = samples.citation(path="reports/of_the_valley/houses_flooded_in_may.txt")
    shown = note.note(samples.note(citations=(long, samples.citation(2))), Paper(width=80))
    assert f"  – “around 40” [1] {long.path}:3" in shown


def test_a_status_other_than_quoted_is_said():
    rounded = samples.note_figure(status=FigureStatus.ROUNDED)
    assert "“around 40 were flooded” (rounded)" in note.note(
        samples.note(figures=(rounded,)), Paper(width=100)
    )
    failed = samples.statement("It rained.", 1, verdict=Verdict.UNSUPPORTED)
    shown = note.note(samples.note(brief=(failed,)), Paper(width=100))
    assert "“It rained.” [1] (not supported by its sources)" in shown
    assert "quoted" not in note.note(samples.full_note(), Paper())


def test_what_the_note_was_asked_to_be_stands_under_its_title():
    lines = note.note(samples.full_note(), Paper()).split("\n")
    asides = ["Focus: What did the storm do?", "Since: 1 May 2024", "Length: short"]
    assert lines[2:5] == asides


def test_a_focus_that_is_the_title_is_not_repeated():
    asked = replace(samples.full_note(), title="What did the storm do?")
    assert "Focus" not in note.note(asked, Paper())
    assert "Focus" not in note.note(replace(asked, focus="what  did the storm do?"), Paper())


def test_documents_that_were_not_used_for_one_reason_stand_together():
    def unused(count):
        held = samples.full_note().sources[2]
        rest = tuple(replace(held, path=f"{n}.txt", dropped="it is silent") for n in range(count))
        whole = replace(samples.full_note(), sources=(*samples.full_note().sources, *rest))
        return " ".join(note.note(whole, Paper()).split())

    few, many = unused(5), unused(1200)
    assert "4.txt — Report 2 (80 words; not used: it is silent)" in few
    assert (
        "1,200 documents not used: it is silent: 0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 1,195 "
        "more, which -f md and -f json name" in many
    )
    for shown in (few, many):
        assert "not used: the same text as reports/2.txt" in shown


def test_speakers_are_gathered_under_their_names():
    shown = note.note(samples.full_note(), Paper())
    assert (
        "Mayor Ann Ode (also spelled Mayor Ode, Ann Ode)\n"
        "  – said: “nobody was hurt” [2]\n"
        "  – added: “On 1 May it rained.” [1]\n"
        "a witness\n"
        "  – claimed: “The bridge held.” [2]\n"
    ) in shown


def test_sources_say_what_is_drawn_on_and_what_was_left_out():
    shown = " ".join(note.note(samples.full_note(), Paper()).split())
    assert "3 of 4 sections (75%), 3 sentences cited" in shown
    assert "1 of 2 sections (50%), 1 sentence cited" in shown
    assert "not used: the same text as reports/2.txt" in shown
    assert "left out: 1 picture" in shown
    assert "left out: copies/2.txt" not in shown


def test_sources_show_as_much_of_the_quotation_as_fits():
    cited = samples.citation(quote="word " * 40)
    shown = note.note(samples.note(citations=(cited,)), Paper(width=60))
    last = shown.split("\n")[-1]
    assert last == "[1] reports/1.txt:3  “word word word word word word word” …"
    assert len(last) <= 60


def test_points_under_a_topic_are_told_once():
    point = samples.statement("The bridge held.", 2)
    shown = note.note(samples.note(key_points=(point,)), Paper())
    assert shown.count("“The bridge held.”") == 1


def test_what_became_of_a_composed_note_is_said_under_its_title():
    shown = note.note(samples.composed_note(), Paper(width=100)).split("\n")
    assert shown[2] == "Brief and key points: 1 composed and checked, 1 replaced by a quotation"
    assert shown[4:6] == ["In brief", "Around 40 houses were flooded. [1]"]
    assert shown[8].startswith("• “Officials counted nearly 40 flooded houses.” [2] (replaced by")


def test_the_day_a_file_was_made_is_marked_in_every_form():
    full = samples.full_note()
    sources = (replace(full.sources[0], date_of_file=True), *full.sources[1:])
    made = replace(full, sources=sources)
    for printed in (note.note(made, Paper()), markdown.note(made), html.note(made)):
        assert "1 May 2024 (of the file)" in printed
        assert printed.count("of the file") == 1
