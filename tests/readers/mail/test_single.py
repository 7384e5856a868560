"""Mails: headers, words, attachments."""

import io
import zipfile
from email.message import EmailMessage

import pytest

from rag.domain import PlaceKind
from rag.errors import ReadError
from tests.readers.pdf.files import Picture, Words, pdf_bytes
from tests.readers.reading import place, read
from tests.readers.specimens import mail


def written(message: EmailMessage) -> bytes:
    message["From"] = message["From"] or "Ana Ruiz <ana@example.org>"
    return message.as_bytes()


def test_headers_make_title_author_and_date():
    document = read("a.eml", mail())
    assert document.title == "Storm figures"
    assert document.author == "Ana Ruiz"
    assert (document.date, document.date_found) == ("2024-05-03", "mail header Date")
    assert document.text.startswith(
        "# Storm figures\n\n- From: Ana Ruiz <ana@example.org>\n- To: desk@example.org\n"
    )
    assert not document.has_lines


def test_a_mail_is_known_by_its_headers():
    assert read("letter.txt", mail()).reader == "mail/2"
    assert read("notes.txt", "To: do\nSubject: this\n\nWords.").reader.startswith("text/")


def test_the_plain_words_come_before_the_page():
    text = read("a.eml", mail()).text
    assert text.count("At least 12 people") == 1
    assert "<b>" not in text


def test_quoted_words_stay_marked():
    assert "\n\n> How many were hurt?" in read("a.eml", mail()).text


def test_a_page_alone_becomes_words():
    message = EmailMessage()
    page = "<head><title>no</title><style>p{}</style></head><h2>Storm</h2><p>At least\n<b>12</b>"
    message.set_content(f"{page} people.<script>evil()</script><ul><li>One<li>Two", subtype="html")
    text = read("a.eml", written(message)).text
    assert "## Storm\n\nAt least 12 people.\n\n- One\n- Two" in text
    assert "evil" not in text


def test_attachments_are_read_in_turn_below_their_names():
    document = read("a.eml", mail())
    assert (
        "## Attachment: hurt.csv\n\n| City | Hurt |\n| --- | --- |\n| Bilbao | 12 |"
        in document.text
    )
    assert place(document, PlaceKind.ROW, "| Bilbao") == "2"
    assert place(document, PlaceKind.ROW, "## Attachment: Earlier") == ""
    assert "## Attachment: Earlier\n\n### Earlier\n\n- Subject: Earlier\n\nNine" in document.text
    assert "Nine were hurt by noon." in document.text


def test_headings_of_attachments_are_lowered_with_their_places():
    message = EmailMessage()
    message.set_content("See below.")
    source = "# One\n\nWords.\n\n##### Five\n\nMore."
    message.add_attachment(source.encode(), "text", "markdown", filename="a.md")
    record = b'{"a": {"rows": [{"x": 1, "y": 2}, {"x": 3, "y": 4}]}}'
    message.add_attachment(record, "application", "json", filename="b.json")
    document = read("a.eml", written(message))
    assert "\n### One\n" in document.text
    assert "\n###### Five\n" in document.text
    (row,) = [held.start for held in document.places if held.label == "2"]
    assert document.text[row:].startswith("| 3 | 4 |")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        (
            "a.png",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            "a.png was not read: is a PNG image, not text",
        ),
        ("empty.txt", b"", "empty.txt was not read: empty"),
        ("../../etc/passwd", b"words in it", "passwd"),
        ("..\\..\\boot.ini", b"words in it", "boot.ini"),
        ("/etc/shadow\x1b[2J", b"words in it", "shadow"),
        ("more.eml", mail(attached=False), "more.eml was not read: mails within mails"),
    ],
)
def test_what_cannot_be_attached_is_told(name, data, reason):
    message = EmailMessage()
    message.set_content("See below.")
    message.add_attachment(data, "application", "octet-stream", filename=name)
    document = read("a.eml", written(message))
    assert f"## Attachment: {reason.split()[0]}" in document.text
    assert "not read" not in document.text
    assert "\x1b" not in document.text
    told = [notice.fact for notice in document.notices]
    assert told == ([f"its attachment {reason}"] if "not read" in reason else [])


def test_an_archive_is_not_unpacked():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../../tmp/evil", "x" * 1000)
    message = EmailMessage()
    message.set_content("See below.")
    message.add_attachment(packed.getvalue(), "application", "zip", filename="a.zip")
    (notice,) = read("a.eml", written(message)).notices
    assert notice.fact == "its attachment a.zip was not read: is a ZIP archive, not text"


def test_mails_within_mails_end_somewhere():
    message = EmailMessage()
    message["Subject"] = "innermost"
    message.set_content("The last words.")
    for depth in range(12):
        outer = EmailMessage()
        outer["Subject"] = f"depth {depth}"
        outer.set_content(f"Words {depth}.")
        outer.add_attachment(message)
        message = outer
    document = read("a.eml", written(message))
    text = document.text
    assert "Words 11." in text
    assert [notice.fact.partition(":")[2] for notice in document.notices] == [
        " mails within mails"
    ]
    assert "The last words." not in text


@pytest.mark.timeout(60)
def test_parts_nested_without_end_are_refused_or_read():
    nested = b"From: a@b.c\nSubject: x\n"
    for depth in range(3000):
        nested += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (depth, depth)
    try:
        read("a.eml", nested + b"\nwords\n")
    except ReadError as error:
        assert "mail" in error.message or "empty" in error.message  # noqa: PT017


@pytest.mark.parametrize(
    "header",
    [
        b"Date: Fri, 99 Foo 99999 99:99:99 +9999",
        b"Subject: =?utf-8?b?////?= =?nothing?q?x?= =?utf-8?q?=1B[31m?=",
        b'From: \xff\xfe <<<>>>"',
        b'Content-Type: text/plain; charset="no-such\x00"',
        b"Content-Transfer-Encoding: base64",
        b"Content-Disposition: attachment; filename*=utf-9'%%%'%ff",
        b"References: " + b"<" * 5000,
    ],
)
def test_damaged_headers_lose_no_words(header):
    document = read(
        "a.eml", b"Subject: Storm\nMessage-ID: <1@x>\n" + header + b"\n\nWords told.\n"
    )
    assert document.date is None
    assert "\x1b" not in document.text + document.title


def test_other_encodings_are_read():
    message = b"From: a@b.c\nSubject: x\nContent-Type: text/plain; charset=iso-8859-2\n\n"
    assert "Łódź" in read("a.eml", message + "Łódź was hit.".encode("iso-8859-2")).text


def test_what_is_to_be_told_of_an_attachment_is_told_of_the_mail():
    message = EmailMessage()
    message.set_content("See the report.")
    scanned = pdf_bytes([[Words("At least 12 people were hurt.")], [Picture()]])
    message.add_attachment(scanned, "application", "pdf", filename="report.pdf")
    (notice,) = read("a.eml", written(message)).notices
    told = "in its attachment report.pdf, 1 of 2 pages has no text (page 2)"
    assert notice.fact == told


def test_what_a_page_hides_is_not_read():
    message = EmailMessage()
    page = "<p>At least <span style='display:none'>40</span>12.</p><p hidden>Preview words.</p>"
    message.set_content(page, subtype="html")
    text = read("a.eml", written(message)).text
    assert text.endswith("At least 12.")
    assert "Preview" not in text
