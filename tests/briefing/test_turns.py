from rag.briefing import telling
from rag.briefing.telling import Ledger
from rag.briefing.turns import spoken_start

TALK = "\n".join(
    (
        "Chair: Welcome to the talk about the pier. The first point is the cost of the oak.",
        "Ann Lund: The oak costs more than the iron does. And the iron rusts in the salt water.",
        "Chair: Can the pier be built of stone instead? The council would like to know.",
        "Ann Lund: Stone sinks in the mud of the harbour. Nobody has tried it since the war.",
        "Chair: Then we take the oak for the pier. The meeting is closed until next week.",
        "Ann Lund: Thank you for the time you took. The drawings are on the table there.",
    )
)


def told(material, words):
    index = next(at for at in material.usable if words in material.text(at))
    return Ledger(material).state(telling.plan(material, index)).text


def test_a_sentence_inside_a_turn_is_told_under_its_speaker(material_of):
    material = material_of(TALK)
    assert told(material, "Nobody has tried") == "[Ann Lund] Nobody has tried it since the war."
    assert told(material, "the iron rusts") == "[Ann Lund] the iron rusts in the salt water."


def test_the_first_sentence_of_a_turn_is_told_without_its_label(material_of):
    assert told(material_of(TALK), "Stone sinks") == (
        "[Ann Lund] Stone sinks in the mud of the harbour."
    )
    talk = TALK.replace("Ann Lund: Stone sinks", "Ann Lund: Um, well, stone sinks")
    assert told(material_of(talk), "stone sinks") == (
        "[Ann Lund] stone sinks in the mud of the harbour."
    )


def test_what_is_said_before_anything_is_said_is_left_out(material_of):
    talk = TALK.replace("And the iron rusts", "Um , okay so you know the iron rusts")
    assert told(material_of(talk), "iron rusts") == "[Ann Lund] the iron rusts in the salt water."
    assert spoken_start("So .") == spoken_start("Soap is dear.") == 0


def test_a_text_with_a_few_colons_is_no_transcript(material_of):
    material = material_of(
        "Note: The pier is closed. The council voted on Monday.\n"
        "The oak costs more than the iron does. The iron rusts in the salt water."
    )
    assert set(material.turns) == {None}


def test_no_transcript_of_headings_that_come_once(material_of):
    lines = [
        f"{name}: The pier is closed. It will open." for name in ("A", "B", "C", "D", "E", "F")
    ]
    assert set(material_of("\n".join(lines)).turns) == {None}
