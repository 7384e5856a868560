from bench.summary_items import Item
from bench.summary_tables import MEASURES, comparison, content_words, contents, difference

ITEMS = [Item(f"i{at}", (), "a b", origin=f"m{at // 2}") for at in range(8)]
ORIGINS = {one.id: one.origin for one in ITEMS}
FACTS = {
    "figures": 0,
    "disagreements": 0,
    "has_disagreements_key": True,
    "has_coverage": True,
    "documents": 3,
    "used": 3,
    "sources_have_digits": True,
    "sources_have_numbers": False,
}


def row(item, system, score, **facts):
    scores = dict.fromkeys(MEASURES, score)
    kept = {"id": item.id, "system": system, "words": 2, "seconds": 0.5, "scores": scores}
    return {**kept, "facts": facts}


def test_a_difference_is_over_the_items_that_both_have():
    note = {one.id: 0.5 for one in ITEMS}
    found = difference(note, {one.id: 0.4 for one in ITEMS[:3]} | {"other": 0.9}, ORIGINS)
    assert round(found.mean, 9) == 0.1
    assert all(round(end, 9) == 0.1 for end in found.interval)
    assert str(found) == "+10.0 (+10.0 to +10.0)"


def test_items_of_one_origin_are_drawn_together():
    note = {one.id: float(at < 4) for at, one in enumerate(ITEMS)}
    other = dict.fromkeys(note, 0.0)
    apart = difference(note, other, {name: name for name in note})
    together = difference(note, other, ORIGINS)
    assert apart.mean == together.mean == 0.5
    low, high = together.interval
    assert high - low > apart.interval[1] - apart.interval[0]


def test_every_system_has_a_row_and_only_others_a_difference():
    rows = [row(one, system, score) for one in ITEMS for system, score in SCORED]
    table = list(comparison(rows, ITEMS))
    assert len({line.count("|") for line in table}) == 1
    note, lead = table[2:]
    assert note.startswith("| note | 8 | 50.0 | 50.0 |")
    assert note.endswith("|  |  |  |")
    assert lead.endswith("| +25.0 (+25.0 to +25.0) |")


SCORED = (("note", 0.5), ("lead-3", 0.25))


def test_without_notes_there_are_no_differences():
    table = list(comparison([row(ITEMS[0], "lead-3", 0.25)], ITEMS))
    assert table[-1].endswith("|  |  |  |")


def test_the_contents_count_notes_and_their_sources():
    rows = [
        row(ITEMS[0], "note", 0.5, **FACTS),
        row(ITEMS[1], "note", 0.5, **{**FACTS, "figures": 2, "sources_have_numbers": True}),
        row(ITEMS[2], "note", 0.5, **{**FACTS, "disagreements": 1, "used": 2}),
        row(ITEMS[0], "lead-3", 0.5),
    ]
    assert list(contents(rows))[2:] == [
        "| figures | 1 | 1 whose sources have a count, an amount or a percentage |",
        "| figures | 1 | 3 whose sources have a digit |",
        "| figures | 1 | 3 |",
        "| a disagreements key | 3 | 3 |",
        "| any disagreement | 1 | 3 |",
        "| nothing, being refused | 0 | 3 |",
        "| coverage | 3 | 3 |",
        "| all documents drawn on | 2 | 3 |",
    ]
    assert list(contents(rows[-1:])) == []


def test_citations_in_marked_turns_are_counted_where_there_are_any():
    rows = [
        row(ITEMS[0], "note", 0.5, **FACTS, cited=4, cited_in_turns=3),
        row(ITEMS[1], "note", 0.5, **FACTS),
    ]
    assert list(contents(rows))[-1] == (
        "| citations in the turns marked as relevant | 3 | 4 citations |"
    )


def test_words_of_content_are_those_that_the_question_has_not():
    told = content_words("The group spoke of 40 boats in the harbour.", "What of the Harbour?")
    assert told == "group spoke 40 boats"
