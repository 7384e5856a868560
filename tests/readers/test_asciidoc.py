"""AsciiDoc as text."""

import pytest

from tests.readers.reading import read
from tests.readers.specimens import ASCIIDOC


def test_words_headings_lists_and_tables():
    document = read("a.adoc", ASCIIDOC)
    assert document.text == (
        "# The storm\n\n## Damage\n\nAt least 12 people, they said.\n\n"
        "- First\n  - second\n    1. Third\n\n| City | Hurt |\n| --- | --- |\n| Bilbao | 12 |\n\n"
        "code == here"
    )
    assert (document.title, document.author) == ("The storm", "Ana Ruiz")
    assert (document.date, document.date_found) == ("2024-05-03", "AsciiDoc revdate")


def test_nothing_is_included(tmp_path):
    (tmp_path / "secret.adoc").write_text("secret words")
    document = read(str(tmp_path / "a.adoc"), "Words.\n\ninclude::secret.adoc[]\n\nMore.")
    assert document.text == "Words.\n\nMore."
    assert [notice.fact for notice in document.notices] == [
        "includes 1 file not read into it (secret.adoc)"
    ]


def test_rows_without_a_fence_are_a_table():
    text = read("a.adoc", "Words.\n\n|City|Data\n|Bilbao|12\n\nMore.").text
    assert text == "Words.\n\n| City | Data |\n| --- | --- |\n| Bilbao | 12 |\n\nMore."


def test_cells_may_stand_in_lines_of_their_own():
    table = "|===\n|City\n|Hurt\n\n|Bilbao\nand Vigo\n|12\n|==="
    assert "| Bilbao and Vigo | 12 |" in read("a.adoc", table).text


def test_comments_and_attributes_are_left_out():
    source = ":attr: value\n// remark\n[id=x]\n////\nhidden\n////\nWords _told_ `here`."
    assert read("a.adoc", source).text == "Words told here."


PIECES = (
    *("*", "_ ", "<", "1", ".", "|", "[", "`a", "<<", "##", "a.1+", "{a}", "((", "+a", '"`', "^a"),
    *(
        "[.a]#",
        "a::",
        ";; ",
        "xref:a[",
        "footnote:[",
        "&#",
        "image:",
        "[[",
        "[[[",
        "http://",
        "menu:a[",
    ),
)


@pytest.mark.parametrize("piece", PIECES)
def test_a_long_line_is_read_in_no_time(piece):
    assert "words" in read("a.adoc", f"words {piece * 20_000}\n\n|===\n|{piece * 20_000}\n").text


def text(source):
    return read("a.adoc", source).text


def test_attributes_are_told_by_their_values():
    source = (
        "= Guide to {product}\n:product: Widget \\\n  Pro\n:v: 4\n:both: {product} {v}\n\n"
        "{both} is not {unknown}{empty}, \\{v}.\n\n:!v:\n\n{v} is {product}."
    )
    assert text(source) == (
        "# Guide to Widget Pro\n\nWidget Pro 4 is not {unknown}, \\{v}.\n\n{v} is Widget Pro."
    )


def test_attributes_made_of_attributes_stay_small():
    entries = [f":a{n + 1}: {f'{{a{n}}}' * 10}" for n in range(9)]
    source = "\n".join([":a0: aaaaaaaaaa", *entries, "", "Words {a9}."])
    assert len(text(source)) < 10_000


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (":a: 1\nifdef::a[]\nyes\nendif::[]", "yes"),
        (":a: 1\nifndef::a[]\nno\nendif::a[]\nyes", "yes"),
        (":!a:\nifdef::a[]\nno\nendif::[]\nyes", "yes"),
        (":!a:\nifdef::a[no]\nifndef::a[yes]", "yes"),
        ("ifdef::a[]\nmay be\nendif::[]\nifndef::a[or not]", "may be or not"),
        (":a: 1\n:!b:\nifdef::a,b[yes]\nifdef::a+b[no]", "yes"),
        (":a: 1\n:!b:\nifndef::a+b[yes]\nifndef::a,b[no]", "yes"),
        ('ifeval::["{a}" == "1"]\nmay be\nendif::[]', "may be"),
        (":!a:\nifdef::a[]\nifdef::b[]\nno\nendif::[]\nno\nendif::[]\nyes\nendif::[]", "yes"),
    ],
)
def test_conditions_leave_out_only_what_the_text_itself_decides(source, told):
    assert text(source) == told


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (". One\n. Two\n\n. Three", "1. One\n2. Two\n3. Three"),
        ("[start=4]\n. Four\n.. Under\n. Five", "4. Four\n  1. Under\n5. Five"),
        (
            ". One\n+\nMore.\n\n. Two\n\nEnd.\n\n. One",
            "1. One\n\nMore.\n\n2. Two\n\nEnd.\n\n1. One",
        ),
        (". One\n+\n--\nA.\n\nB.\n--\n\n. Two", "1. One\n\nA.\n\nB.\n\n2. Two"),
        (". One\n+\n----\na\n----\n. Two", "1. One\n\na\n\n2. Two"),
        ("* One goes\non here\n* Two", "- One goes on here\n- Two"),
        ("* [x] done\n* [ ] not yet", "- done\n- not yet"),
        ("Storm:: Much wind.\nRain::\nMuch water.", "Storm: Much wind.\n\nRain: Much water."),
    ],
)
def test_lists(source, told):
    assert text(source) == told


def test_callouts_are_told_below_their_listing():
    source = "[source,ruby]\n----\nputs 1 # <1>\nputs 2 <2>\n----\n<1> One.\n<2> Two."
    assert text(source) == "puts 1\nputs 2\n\n1. One.\n2. Two."


def test_a_label_and_a_speaker_are_told_with_their_block():
    assert text("[WARNING]\n====\nDo not.\n\nEver.\n====") == "WARNING: Do not.\n\nEver."
    quoted = '[quote, Ana Ruiz, "Letters"]\n____\nIt rained.\n\nAll day.\n____\n\nThen not.'
    assert text(quoted) == "It rained.\n\nAll day.\n\n— Ana Ruiz, Letters\n\nThen not."
    assert text("[quote, Ana Ruiz]\nIt rained.\n\nThen not.") == (
        "It rained.\n\n— Ana Ruiz\n\nThen not."
    )


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("<<dam>> and <<dam,there>>", "The Dam and there"),
        ("<<_the_dam>>, <<_old_dam>>", "The Dam, old dam"),
        ("xref:a.adoc#dam[] xref:a.adoc[] xref:a.adoc[A^]", "The Dam a.adoc A"),
        ("menu:File[Save > PDF], kbd:[F1]", "File > Save > PDF, F1"),
        ("It rained.footnote:[Says Lee.] Much.", "It rained. (Says Lee.) Much."),
        ("https://a.org[Home^,role=x] link:a.pdf[A] mailto:a@b.org[]", "Home A a@b.org"),
        ("image:a.png[A] icon:x[] [[x]]one (((in, dex)))((two))", "  one two"),
        ("**b**old H~2~O x^2^ [.big]#mark# a_b_c", "bold H2O x^2 mark a_b_c"),
        ("\"`one`\" '`two`' it`'s `+{x}+` +++<b>+++", "“one” ‘two’ it’s {x} <b>"),
        ("[[[knuth,1]]] Art &mdash; &#169; &", "[1] Art — © &"),
    ],
)
def test_inline_marks(source, told):
    around = text(f"Words {source} end\n\n[[dam]]\n== The Dam")
    assert around == f"Words {told} end\n\n## The Dam"


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        (
            "|===\n|A |B\n\n2+|both\n.2+|tall |x\n|y\n|===",
            ["A | B", "both | both", "tall | x", "tall | y"],
        ),
        ("[cols=2*]\n|===\n3*|x\n|y\n|===", ["x | x", "x | y"]),
        ('[format=csv]\n|===\nA,B\n"Lee, Bo",12\n|===', ["A | B", "Lee, Bo | 12"]),
        ('[cols=""]\n|===\n|A |B\n|===', ["A | B"]),
        (",===\nA,B\nc,d\n,===", ["A | B", "c | d"]),
        (":===\nA:B\nc:d\n:===", ["A | B", "c | d"]),
        ('[cols="1,1"]\n|===\n|A\n|B\n.99+|x\n.99+|y\n|===', ["A | B", "x | y"]),
    ],
)
def test_tables(source, rows):
    lines = [line for line in text(source).split("\n") if "---" not in line]
    assert lines == [f"| {row} |" for row in rows]
