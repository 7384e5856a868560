from rag.render import note
from rag.render.layout import Paper
from tests import samples

NOTE = """\
Storm in the valley
═══════════════════

In brief
“The storm flooded around 40 houses.” [1]

Key points
• “Officials counted nearly 40 flooded houses.” [2] [1]
the bridge
  • “The bridge held.” [2]

Figures
  figure       kind   status  source
  “around 40”  count  quoted  [1]

Who says what
Mayor Ode
  – said: “nobody was hurt” [2]

Where the sources differ
• The sources differ in wording (houses flooded): “around 40” [1] · “nearly 40” [2]

Unverified and missing
• “The count was not independently verified.” [1]
• No source says what the damage cost.

Timeline
1 May 2024  “On 1 May it rained.” [1]

Sources
reports/1.txt — Report 1, 2024-05-01 (1,200 words, cited 3 times)
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
    long = samples.figure("the number of houses that were flooded is expected to reach nearly 40")
    table = note.note(samples.note(figures=(long, samples.figure())), Paper(width=60))
    lines = table.partition("Figures\n")[2].split("\n\n")[0].split("\n")
    assert lines == [
        "  figure                               kind   status  source",
        "  “the number of houses that were      count  quoted  [1]",
        "  flooded is expected to reach nearly",
        "  40”",
        "  “around 40”                          count  quoted  [1]",
    ]
    assert all(len(line) <= 60 for line in lines)


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
