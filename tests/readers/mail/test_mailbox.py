"""Mailboxes: conversations, their mails by date."""

from rag.domain import PlaceKind
from tests.readers.reading import place, read


def posted(number, *, day, subject="Storm", answers="", body="Words."):
    return (
        f"From ana@example.org Fri May  3 10:00:00 2024\nFrom: Person {number} <p{number}@x.org>\n"
        f"Date: {day} May 2024 10:00:00 +0000\nSubject: {subject}\nMessage-ID: <{number}@x.org>\n"
        f"{answers}\n{body}\n\n"
    )


MAILBOX = (
    posted(1, day=9, subject="Harbour")
    + posted(2, day=4, subject="Re: Storm", answers="In-Reply-To: <3@x.org>\n", body="Yes, 12.")
    + posted(3, day=3, body="How many were hurt?\n\n>From the police we hear nothing.")
    + posted(4, day=12, subject="Re: Storm", answers="References: <3@x.org> <2@x.org>\n")
)


def test_mails_that_answer_each_other_stand_together_by_date():
    headings = [line for line in read("a.mbox", MAILBOX).text.split("\n") if line.startswith("#")]
    assert headings == [
        "# Storm",
        "## Person 3, 2024-05-03",
        "## Person 2, 2024-05-04",
        "## Person 4, 2024-05-12",
        "# Harbour",
        "## Person 1, 2024-05-09",
    ]


def test_each_mail_is_a_place_with_its_day():
    document = read("a.mbox", MAILBOX)
    assert place(document, PlaceKind.MESSAGE, "Yes, 12.") == "Re: Storm — Person 2"
    assert place(document, PlaceKind.DATE, "Yes, 12.") == "2024-05-04"
    assert document.date is None


def test_lines_that_begin_with_from_are_words():
    text = read("a.mbox", MAILBOX).text
    assert "\nFrom the police we hear nothing." in text


def test_a_mailbox_is_known_by_its_postmark():
    assert read("INBOX", MAILBOX).reader == "mailbox/2"
    assert read("a.txt", "From Lodz with love\nNote: words\n").reader.startswith("text/")


def test_answers_to_a_mail_that_is_not_there_stand_together():
    lost = "".join(
        posted(n, day=n, subject="Re: Lost", answers="In-Reply-To: <gone@x.org>\n") for n in (1, 2)
    )
    assert read("a.mbox", lost).text.count("\n# ") + 1 == 1


def test_a_mail_without_a_date_comes_last():
    undated = posted(8, day=1).replace("Date:", "X-Date:")
    document = read("a.mbox", undated + posted(9, day=2, subject="Harbour", body="Boats."))
    assert document.text.startswith("# Harbour")
    assert place(document, PlaceKind.DATE, "Words.") == ""


def test_the_title_of_a_conversation_stands_in_its_first_mail():
    document = read("a.mbox", MAILBOX)
    assert place(document, PlaceKind.MESSAGE, "# Harbour") == "Harbour — Person 1"
    assert place(document, PlaceKind.DATE, "# Harbour") == "2024-05-09"
    assert place(document, PlaceKind.MESSAGE, "# Storm") == "Storm — Person 3"
