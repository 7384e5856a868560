"""Word documents, written by python-docx and changed where it cannot write what Word does."""

import datetime as dt
import io
import struct
import zlib

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from rag.domain import Shape
from tests.readers.office.files import edited, read, refused, saved

_COMPATIBLE = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def text_of(folder, document) -> str:
    return read(folder, "a.docx", saved(document)).text


def paragraph(document, inner: str) -> None:
    """A paragraph of this markup at the end of the document."""
    names = nsdecls("w", "r", "wp", "a", "m") if "m:" not in inner else nsdecls("w")
    if "m:" in inner:
        names += ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    document.element.body.insert_element_before(
        parse_xml(f"<w:p {names} {_COMPATIBLE}>{inner}</w:p>"), "w:sectPr"
    )


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_headings_paragraphs_lists_and_tables_come_in_their_order(tmp_path):
    document = docx.Document()
    document.add_heading("The storm", 0)
    document.add_paragraph("It rained.")
    document.add_heading("Damage", 1)
    table = document.add_table(2, 2)
    for cell, text in zip(
        table._cells, ["Region", "Houses | barns", "North", "40\n2"], strict=True
    ):
        cell.text = text
    document.add_paragraph("Boats", style="List Bullet")
    document.add_paragraph("Nets", style="List Bullet")
    document.add_paragraph("First", style="List Number")
    document.add_paragraph("Second", style="List Number")
    document.add_heading("Aid", 2)
    found = read(tmp_path, "a.docx", saved(document))
    assert found.text == (
        "# The storm\n\nIt rained.\n\n# Damage\n\n"
        "| Region | Houses \\| barns |\n| --- | --- |\n| North | 40 2 |\n\n"
        "- Boats\n- Nets\n1. First\n2. Second\n\n## Aid"
    )
    assert found.reader == "docx/4"
    assert found.shape is Shape.OUTLINED
    assert not found.has_lines
    assert found.title == "The storm"


def test_properties_are_told_but_not_those_of_the_template(tmp_path):
    document = docx.Document()
    document.add_paragraph("It rained.")
    plain = read(tmp_path, "storm_report.docx", saved(document))
    assert (plain.title, plain.author, plain.date) == ("storm report", None, None)
    properties = document.core_properties
    properties.title, properties.author, properties.language = "Floods", "Lee Wei", "de-AT"
    properties.created = dt.datetime(2024, 12, 5, 10, tzinfo=dt.UTC)
    told = read(tmp_path, "a.docx", saved(document))
    assert (told.title, told.author, told.language) == ("Floods", "Lee Wei", "de-AT")
    assert (told.date, told.date_found) == ("2024-12-05", "the file's properties: created")


def test_a_date_in_the_text_goes_before_that_of_the_file(tmp_path):
    document = docx.Document()
    document.core_properties.created = dt.datetime(2024, 12, 5, tzinfo=dt.UTC)
    document.add_paragraph("Report")
    document.add_paragraph("Published: 1 May 2023")
    found = read(tmp_path, "a.docx", saved(document))
    assert (found.date, found.date_found) == ("2023-05-01", "the first lines")


def test_insertions_are_read_and_deletions_are_not(tmp_path):
    document = docx.Document()
    paragraph(
        document,
        run("At least ")
        + '<w:del w:id="1" w:author="x"><w:r><w:delText>12</w:delText></w:r></w:del>'
        + f'<w:ins w:id="2" w:author="x">{run("40")}</w:ins>'
        + run(" houses were ")
        + f"<w:sdt><w:sdtContent>{run('flooded')}</w:sdtContent></w:sdt>"
        + "<w:r><w:noBreakHyphen/><w:softHyphen/><w:t>out</w:t><w:br/><w:t>twice.</w:t></w:r>",
    )
    assert text_of(tmp_path, document) == "At least 40 houses were flooded-out\ntwice."


def test_field_codes_are_not_text_but_what_they_show_is(tmp_path):
    document = docx.Document()
    paragraph(
        document,
        '<w:r><w:instrText>HYPERLINK "https://x"</w:instrText></w:r>'
        f'<w:hyperlink r:id="x">{run("the report")}</w:hyperlink>'
        f'<w:fldSimple w:instr="PAGE">{run(" on 3")}</w:fldSimple>',
    )
    assert text_of(tmp_path, document) == "the report on 3"


def test_a_text_box_is_read_once_and_stands_behind_its_paragraph(tmp_path):
    box = f"<w:txbxContent><w:p>{run('In the box.')}</w:p></w:txbxContent>"
    document = docx.Document()
    paragraph(
        document,
        f"{run('Beside it.')}<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    )
    assert text_of(tmp_path, document) == "Beside it.\n\nIn the box."


def test_footnotes_stand_behind_the_paragraph_that_refers_to_them(tmp_path):
    document = docx.Document()
    paragraph(document, f'{run("40 houses")}<w:r><w:footnoteReference w:id="2"/></w:r>{run(".")}')
    document.add_paragraph("The end.")
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="0" w:type="separator">'
        f"<w:p>{run('line')}</w:p></w:footnote>"
        f'<w:footnote w:id="2"><w:p>{run("Counted on ")}{run("Monday.")}</w:p></w:footnote>'
        "</w:footnotes>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    data = edited(
        saved(document),
        {
            "word/footnotes.xml": notes.encode(),
            "word/_rels/document.xml.rels": lambda old: old.replace(
                b"</Relationships>",
                f'<Relationship Id="rN" Type="{kind}" Target="footnotes.xml"/>'
                "</Relationships>".encode(),
            ),
        },
    )
    found = read(tmp_path, "a.docx", data).text
    assert found == "40 houses¹.\n\n¹ Counted on Monday.\n\nThe end."


def test_merged_cells_are_told_in_each_row_and_column_they_cover(tmp_path):
    document = docx.Document()
    table = document.add_table(3, 3)
    for number, cell in enumerate(table._cells):
        cell.text = str(number)
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Boats"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "North"
    assert text_of(tmp_path, document) == (
        "| 0 | Boats | Boats |\n| --- | --- | --- |\n| North | 4 | 5 |\n| North | 7 | 8 |"
    )


def test_a_table_of_one_cell_is_a_frame_around_what_is_in_it(tmp_path):
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "Inside."
    cell.add_paragraph("Twice.")
    assert text_of(tmp_path, document) == "Inside.\n\nTwice."


def test_a_table_in_a_table_is_told_in_its_cell(tmp_path):
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "Outside"
    inner = table.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "a", "b"
    assert text_of(tmp_path, document) == "| Outside | a b |\n| --- | --- |"


def numbered(document, levels: str) -> None:
    """Defines list 77 with these levels."""
    part = document.part.numbering_part.element
    part.insert(
        0,
        parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'),
    )
    part.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )


def level(at: int, form: str, text: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def item(document, depth: int, text: str, style: str = "") -> None:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    paragraph(
        document,
        f'<w:pPr>{named}<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr></w:pPr>'
        + run(text),
    )


def test_the_numbers_that_word_shows_are_counted(tmp_path):
    document = docx.Document()
    levels = (("upperRoman", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "%3)"))
    numbered(document, "".join(level(at, *each) for at, each in enumerate(levels)))
    item(document, 0, "Scope", "Heading1")
    item(document, 1, "Who", "Heading2")
    item(document, 2, "all")
    item(document, 2, "some")
    item(document, 1, "When", "Heading2")
    item(document, 2, "now")
    item(document, 0, "Terms", "Heading1")
    assert text_of(tmp_path, document) == (
        "# I. Scope\n\n## I.1 Who\n\n    - a) all\n    - b) some\n\n## I.2 When\n\n"
        "    - a) now\n\n# II. Terms"
    )


def test_a_level_that_was_left_out_counts_as_begun(tmp_path):
    document = docx.Document()
    levels = (("decimal", "%1"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"))
    numbered(document, "".join(level(at, *each) for at, each in enumerate(levels)))
    for depth, name in ((0, "A"), (2, "B"), (1, "C")):
        item(document, depth, name, f"Heading{depth + 1}")
    assert text_of(tmp_path, document) == "# 1 A\n\n### 1.1.1 B\n\n## 1.2 C"


def test_a_list_of_an_unknown_style_is_a_paragraph(tmp_path):
    document = docx.Document()
    item(document, 0, "Nobody defined this list.")
    assert text_of(tmp_path, document) == "Nobody defined this list."


def test_formulas_are_written_on_one_line(tmp_path):
    document = docx.Document()
    half = (
        "<m:f><m:num><m:r><m:t>x-c</m:t></m:r></m:num><m:den><m:r><m:t>v</m:t></m:r></m:den></m:f>"
    )
    power = f"<m:sSup><m:e>{half}</m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    paragraph(document, f"{run('It is')}<m:oMath>{power}</m:oMath>{run('!')}")
    assert text_of(tmp_path, document) == "It is ((x-c)/v)^2 !"


def test_the_language_of_most_of_the_text_is_the_documents(tmp_path):
    document = docx.Document()
    tagged = '<w:r><w:rPr><w:lang w:val="{}"/></w:rPr><w:t>{}</w:t></w:r>'
    paragraph(document, tagged.format("fr-FR", "Il pleut depuis lundi.") + run("Yes."))
    assert read(tmp_path, "a.docx", saved(document)).language == "fr-FR"
    document.add_paragraph("Most of it is in the language that Word puts where nobody chose.")
    assert read(tmp_path, "a.docx", saved(document)).language is None


def test_headers_and_footers_are_left_out(tmp_path):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Confidential"
    document.sections[0].footer.paragraphs[0].text = "Page 3"
    document.add_paragraph("It rained.")
    assert text_of(tmp_path, document) == "It rained."


def strict(content: bytes) -> bytes:
    known, iso = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    content = content.replace(
        known + b"wordprocessingml/2006/main", iso + b"wordprocessingml/main"
    )
    return content.replace(
        known + b"officeDocument/2006/relationships", iso + b"officeDocument/relationships"
    )


@pytest.mark.parametrize("kind", ["strict", "macros", "template"])
def test_strict_files_macros_and_templates_are_read_too(tmp_path, kind):
    document = docx.Document()
    document.add_heading("Damage", 1)
    document.add_paragraph("It rained.")
    data = saved(document)
    if kind == "strict":
        names = ("_rels/.rels", "word/document.xml", "word/styles.xml", "word/numbering.xml")
        data = edited(data, dict.fromkeys((*names, "word/_rels/document.xml.rels"), strict))
    else:
        plain = b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        other = {
            "macros": b"vnd.ms-word.document.macroEnabled.main+xml",
            "template": b"vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        }
        data = edited(data, {"[Content_Types].xml": lambda old: old.replace(plain, other[kind])})
    assert read(tmp_path, "a.docx", data).text == "# Damage\n\nIt rained."


@pytest.mark.parametrize("name", ["a.docx", "a.txt", "a", "a.xlsx"])
def test_the_content_decides_before_the_suffix(tmp_path, name):
    document = docx.Document()
    document.add_paragraph("It rained.")
    assert read(tmp_path, name, saved(document)).reader == "docx/4"


def test_pictures_alone_are_no_words(tmp_path):
    document = docx.Document()
    document.add_picture(io.BytesIO(picture()))
    error = refused(tmp_path, "a.docx", saved(document))
    assert error.message.endswith("a.docx holds no words")
    assert "pictures" in error.hint


def picture() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize(
    "broken",
    [
        {"word/document.xml": b"<w:document"},
        {"word/document.xml": None},
        {"_rels/.rels": None},
        {"[Content_Types].xml": None},
        {"word/styles.xml": b"\0\1"},
    ],
)
def test_a_damaged_file_is_refused_by_name(tmp_path, broken):
    document = docx.Document()
    document.add_paragraph("It rained.")
    error = refused(tmp_path, "a.docx", edited(saved(document), broken))
    assert "a.docx is damaged: " in error.message
    assert "save it again" in error.hint


def test_a_file_that_was_cut_off_is_refused(tmp_path):
    document = docx.Document()
    document.add_paragraph("It rained.")
    assert "is damaged" in refused(tmp_path, "a.docx", saved(document)[:4000]).message


def test_entities_are_never_expanded(tmp_path):
    bomb = (
        '<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY file SYSTEM "file:///etc/passwd">]>'
        f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>It rained &b; &file;.</w:t></w:r></w:p>"
        "</w:body></w:document>"
    )
    document = docx.Document()
    found = read(tmp_path, "a.docx", edited(saved(document), {"word/document.xml": bomb.encode()}))
    assert "aaaa" not in found.text
    assert "root" not in found.text
    assert found.text.startswith("It rained")


def test_deep_nesting_ends_in_an_error_or_a_text(tmp_path):
    deep = (
        "<w:sdt><w:sdtContent>" * 3000
        + f"<w:p>{run('x')}</w:p>"
        + "</w:sdtContent></w:sdt>" * 3000
    )
    body = f"<w:document {nsdecls('w')}><w:body>{deep}</w:body></w:document>"
    data = edited(saved(docx.Document()), {"word/document.xml": body.encode()})
    assert "is damaged" in refused(tmp_path, "a.docx", data).message


def styled(text: str, properties: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


RAISED = '<w:vertAlign w:val="superscript"/>'


def test_superscripts_are_set_apart(tmp_path):
    document = docx.Document()
    inner = run("10") + styled("1", RAISED) + styled("2", RAISED) + run(" euros in 2021")
    inner += styled("12", RAISED) + run(", H") + styled("2", RAISED.replace("super", "sub"))
    paragraph(document, inner + run("O"))
    assert text_of(tmp_path, document) == "10^12 euros in 2021 [12], H2O"


def test_a_style_may_raise_letters_or_strike_them_out(tmp_path):
    document = docx.Document()
    for name, properties in (("Up", RAISED), ("Out", "<w:strike/>")):
        style = f'<w:style {nsdecls("w")} w:type="character" w:styleId="{name}"><w:name w:val='
        style += f'"{name}"/><w:rPr>{properties}</w:rPr></w:style>'
        document.styles.element.append(parse_xml(style))
    out = '<w:rStyle w:val="Out"/>'
    inner = run("10") + styled("6", '<w:rStyle w:val="Up"/>') + run(" euros")
    inner += styled("40", out) + styled(" told", f'{out}<w:strike w:val="0"/>')
    paragraph(document, inner)
    assert text_of(tmp_path, document) == "10^6 euros told"


def add_style(document, name, properties, kind="paragraph", attributes=""):
    style = f'<w:style {nsdecls("w")} w:type="{kind}" w:styleId="{name}" {attributes}>'
    style += f'<w:name w:val="{name}"/><w:rPr>{properties}</w:rPr></w:style>'
    document.styles.element.append(parse_xml(style))


@pytest.mark.parametrize("sign", ["strike", "dstrike", "vanish"])
def test_a_paragraphs_style_may_strike_it_out(tmp_path, sign):
    document = docx.Document()
    add_style(document, "Old", f"<w:{sign}/>")
    out = '<w:pPr><w:pStyle w:val="Old"/></w:pPr>'
    paragraph(document, out + run("It cost 40.") + styled(" Kept.", f'<w:{sign} w:val="0"/>'))
    paragraph(document, run("It cost 50."))
    assert text_of(tmp_path, document) == "Kept.\n\nIt cost 50."


def test_what_styles_of_paragraph_and_letters_both_strike_out_stands(tmp_path):
    document = docx.Document()
    add_style(document, "Old", "<w:strike/>")
    add_style(document, "Back", "<w:strike/>", "character")
    inner = run("gone ") + styled("stands", '<w:rStyle w:val="Back"/>')
    paragraph(document, f'<w:pPr><w:pStyle w:val="Old"/></w:pPr>{inner}')
    assert text_of(tmp_path, document) == "stands"


def test_letters_may_be_set_down_again_in_a_paragraph_whose_style_raises_them(tmp_path):
    document = docx.Document()
    add_style(document, "Up", RAISED)
    low = '<w:vertAlign w:val="baseline"/>'
    inner = styled("killed 100", low) + run("3")
    paragraph(document, f'<w:pPr><w:pStyle w:val="Up"/></w:pPr>{inner}')
    assert text_of(tmp_path, document) == "killed 100^3"


@pytest.mark.parametrize("sign", ["strike", "dstrike", "vanish"])
def test_what_is_struck_out_or_hidden_is_not_read(tmp_path, sign):
    document = docx.Document()
    inner = run("costs ") + styled("40", f"<w:{sign}/>") + styled("50", f'<w:{sign} w:val="0"/>')
    paragraph(document, inner)
    assert text_of(tmp_path, document) == "costs 50"


def test_rows_and_cells_deleted_with_track_changes_are_not_read(tmp_path):
    document = docx.Document()
    table = document.add_table(3, 2)
    for cell, text in zip(table._cells, ["City", "Hurt", "Vigo", "8", "Lugo", "5"], strict=True):
        cell.text = text
    gone = parse_xml(f'<w:trPr {nsdecls("w")}><w:del w:id="1" w:author="x"/></w:trPr>')
    table.rows[1]._tr.insert(0, gone)
    deleted = parse_xml(f'<w:cellDel {nsdecls("w")} w:id="2" w:author="x"/>')
    table.cell(2, 1)._tc.get_or_add_tcPr().append(deleted)
    assert text_of(tmp_path, document) == "| City | Hurt |\n| --- | --- |\n| Lugo |  |"


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [
        ("Symbol", "F0B1", "±"),
        ("Symbol", "00B1", "±"),
        ("Symbol", "F06D", "μ"),
        ("Symbol", "F0B3", "≥"),
        ("Symbol", "F0E5", "∑"),
        ("Symbol", "F035", "5"),
        ("Wingdings", "F0E0", "→"),
        ("Arial", "00B1", "±"),
        ("Arial", "x", "\ufffd"),
    ],
)
def test_signs_of_symbol_fonts_are_read(tmp_path, font, code, sign):
    document = docx.Document()
    marked = f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
    paragraph(document, run("rose by ") + marked + run("5"))
    assert text_of(tmp_path, document) == f"rose by {sign}5"


def test_private_codes_in_text_of_a_symbol_font_are_read(tmp_path):
    document = docx.Document()
    fonts = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
    paragraph(document, run("rose by ") + styled("\uf0b1", fonts) + run("5"))
    assert text_of(tmp_path, document) == "rose by ±5"
