"""Dates are taken where the file states them, and nowhere else."""

import pytest

from rag.readers.dating import find_date, parse_date


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2024-12-05", "2024-12-05"),
        ("2024/12/5", "2024-12-05"),
        ("2024-12-05T10:30:00Z", "2024-12-05"),
        ("2024-12-05 10:30", "2024-12-05"),
        ("5 December 2024", "2024-12-05"),
        ("5th of December, 2024", "2024-12-05"),
        ("Thursday, 5 December 2024", "2024-12-05"),
        ("Thu 5 Dec 2024", "2024-12-05"),
        ("December 5, 2024", "2024-12-05"),
        ("Dec. 5th 2024", "2024-12-05"),
        ("Sept. 30, 2024 at 9:15 am", "2024-09-30"),
        ("MAY 1, 2024", "2024-05-01"),
        ("29 February 2024", "2024-02-29"),
        ("29 February 2023", None),
        ("2024-13-01", None),
        ("05/12/2024", None),
        ("12.05.2024", None),
        ("December 2024", None),
        ("2024", None),
        ("5 December", None),
        ("On 5 December 2024 they met", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_parse_date(value, date):
    assert parse_date(value) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Headline\nPublished: 5 December 2024\n\nText.", "2024-12-05"),
        ("Headline\n\n**Date:** 2024-12-05\n\nText.", "2024-12-05"),
        ("Headline\nPublished on 5 December 2024\nText.", "2024-12-05"),
        ("---\ntitle: A\ndate: '2024-12-05'\n---\n", "2024-12-05"),
        ('+++\ndate = "2024-12-05"\n+++\n', "2024-12-05"),
        ("Headline\n\n5 December 2024\n\nText.", "2024-12-05"),
        ("# Headline\n*December 5, 2024*\nText.", "2024-12-05"),
        ("Headline\nText about it.\n5 December 2024\n", None),
        ("Headline\nOn 5 December 2024 it rained.\n", None),
        ("Update: 5 December 2024\nText.", None),
        ("Dateline: 5 December 2024\nText.", None),
        ("Date: soon\nText.", None),
        ("5 December 2024", None),
        ("\n" * 20 + "Headline\nDate: 2024-12-05", "2024-12-05"),
        ("line\n" * 30 + "Date: 2024-12-05", None),
        ("Linsund Post, 5 March 2026\n\nHarbour burns\n\nIt rained.", "2026-03-05"),
        ("Harbour burns\nLinsund, 3 March 2026\n\nIt rained.", "2026-03-03"),
        ("Harbour burns\n\nBy Jane Roe | Reuters | Tuesday, March 3, 2026 10:15\n", "2026-03-03"),
        ("Harbour burns\nby Jan de Vries - 3 March 2026\n", "2026-03-03"),
        ("Harbour burns\nThree hurt\n*Minutes of the Board · 2026-03-03*\n", "2026-03-03"),
        ("Harbour burns\n\nLINSUND, 3 March 2026 — The harbour burned.", "2026-03-03"),
        ("Harbour burns\nNEW YORK, March 3, 2026 (AP) - It rained.", "2026-03-03"),
        ("Harbour burns\nST. JOHN'S, CANADA (3 March 2026) – It rained.", "2026-03-03"),
        ("LINSUND, 3 March 2026 — The harbour burned.\nIt rained.", "2026-03-03"),
        (
            "Harbour burns\n\nLinsund Desk, published 3 March 2026, 18:40\n\nIt rained.",
            "2026-03-03",
        ),
        ("Harbour burns\n\nLund Research, 3 March 2026. Analyst: Ada Lund\nText.", "2026-03-03"),
        ("NEWS\n\nA harbour\n\nLinsund, 3 March 2026 - Lund Ships said it burned.", "2026-03-03"),
        ("12 Pier Lane\nLinsund\n\n3 March 2026\n\nDear Mr Holm,\n\nIt burned.", "2026-03-03"),
        ("# Minutes of the Board\n\nMeeting of 3 March 2026, Guildhall, 7 pm\n", "2026-03-03"),
        ("Minutes of a meeting of the Board held on 3 March 2026\n\nPresent: all.", "2026-03-03"),
        ("COURT\nCase 12\nFiled on 3 March 2026 by the prosecutor, Ada Lund\n", "2026-03-03"),
        ("12 Pier Lane\nLinsund\n\n3 March 2026\n\nIt burned.", None),
        ("Harbour burns\n\nThe meeting of 3 March 2026 was long.\n", None),
        ("Harbour burns\nGreat Fire, 3 March 2026. It killed 12 people.", None),
        ("The harbour burned, 3 March 2026\nIt rained.", None),
        ("Harbour burns\nIt burned in Linsund, 3 March 2026\n", None),
        ("Harbour burns\nBorn in Linsund, 3 March 1950\n", None),
        ("Jane Roe\nBorn, 3 March 1950\n", None),
        ("Harbour burns\nThe Fire in Linsund, 3 March 2026\n", None),
        ("Harbour burns\nLINSUND, 3 March — It rained.", None),
        ("", None),
    ],
)
def test_find_date(text, date):
    assert find_date(text) == date
