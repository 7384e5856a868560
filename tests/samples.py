"""One answer, one refusal and one note, small enough to read."""

from dataclasses import replace

from rag.domain import (
    Answer,
    Attribution,
    Citation,
    Composition,
    Coverage,
    Disagreement,
    DisagreementValue,
    EncoderCard,
    Ending,
    Figure,
    FigureStatus,
    KeyFact,
    Kind,
    Length,
    Locator,
    Mode,
    ModelCard,
    Note,
    NoteComposition,
    NoteFigure,
    NoteSource,
    Piece,
    Refusal,
    RefusalReason,
    Rejected,
    Signal,
    SourceAnswer,
    Speaker,
    Statement,
    TimelineEntry,
    Topic,
    Verdict,
)

MODEL = ModelCard("tiny", "f" * 64, 135_000_000)
ENCODER = EncoderCard("small", 384, "e" * 64)


def citation(number=1, quote="The storm flooded around 40 houses.", **changes):
    made = Citation(
        id=number,
        path=f"reports/{number}.txt",
        title=f"Report {number}",
        sha256="a" * 64,
        text_sha256="b" * 64,
        line_start=number + 2,
        line_end=number + 3,
        char_start=10,
        char_end=10 + len(quote),
        quote=quote,
        score=0.75,
    )
    return replace(made, **changes)


def statement(text="around 40 houses", *citations, verdict=Verdict.QUOTED):
    numbers = citations or (1,)
    return Statement(text, tuple(Piece(text, n) for n in numbers[:1]), tuple(numbers), verdict)


def figure(text="around 40", value=40.0, status=FigureStatus.QUOTED):
    return Figure(text, value, None, "houses", "around", Kind.COUNT, status, (1,))


def note_figure(**changes):
    plain = figure()
    told = {name: getattr(plain, name) for name in plain.__dataclass_fields__}
    made = NoteFigure(
        **told, telling=f"{plain.text} were flooded", speaker="Mayor Ode", when="1 May"
    )
    return replace(made, **changes)


def disagreement(kind="qualifier", measure="houses flooded"):
    sides = (
        DisagreementValue("around 40", 40.0, "around", (1,)),
        DisagreementValue("nearly 40", 40.0, "nearly", (2,)),
    )
    return Disagreement(measure, kind, sides)


def answer(**changes):
    made = Answer(
        question="How many houses?",
        understood="How many houses?",
        answer="around 40 houses\nnearly 40",
        answers=(
            SourceAnswer("around 40 houses", "40", (1,)),
            SourceAnswer("nearly 40", "40", (2,)),
        ),
        mode=Mode.QUOTE,
        refusal=None,
        sentences=(statement(), statement("nearly 40", 2)),
        citations=(citation(), citation(2, "Officials counted nearly 40 flooded houses.")),
        figures=(figure(),),
        disagreements=(disagreement(measure="How many houses?"),),
        timings={"retrieval": 0.0412345, "reading": 1.5},
        model=MODEL,
        encoder=ENCODER,
        signals=(Signal(1, 0.8, 3.2, -1.5, 0.9),),
    )
    return replace(made, **changes)


def composed(*, disagreements=(), **changes):
    """An answer of which one sentence holds and one was replaced by a quotation."""
    quotation = "Officials counted nearly 40 flooded houses."
    written = Composition(
        kept=1,
        replaced=1,
        dropped=0,
        repeated=0,
        fell_back=False,
        ending=Ending.DONE,
        tokens=321,
        shown=(1,),
        left_out=(2,),
        rejected=(Rejected("It flooded 90 houses.", ("figure: 90 stands nowhere",)),),
    )
    return answer(
        mode=Mode.COMPOSE,
        sentences=(
            Statement("Around 40 houses were flooded.", (), (1,), Verdict.SUPPORTED),
            statement(quotation, 2, verdict=Verdict.REPLACED),
        ),
        disagreements=disagreements,
        composition=replace(written, **changes),
    )


def refusal(reason=RefusalReason.NO_SUCH_FIGURE, detail=""):
    return answer(
        answer="",
        answers=(),
        sentences=(),
        figures=(),
        disagreements=(),
        refusal=Refusal(reason, detail, (2,)),
    )


def note(**changes):
    made = Note(
        title="Storm in the valley",
        sources=(NoteSource("reports/1.txt", "a" * 64, "Report 1", "2024-05-01", 1200, 3),),
        brief=(statement("The storm flooded around 40 houses."),),
        key_points=(statement("Officials counted nearly 40 flooded houses.", 2, 1),),
        topics=(Topic("the bridge", (statement("The bridge held.", 2),)),),
        figures=(note_figure(),),
        timeline=(TimelineEntry("2024-05-01", "1 May", statement("On 1 May it rained.", 1)),),
        attributions=(Attribution("Mayor Ode", "said", statement("nobody was hurt", 2)),),
        disagreements=(disagreement(),),
        caveats=(statement("The count was not independently verified.", 1),),
        gaps=("No source says what the damage cost.",),
        coverage=Coverage(2, 1, 0.5, ("reports/2.txt: the same text as reports/1.txt",)),
        citations=(citation(), citation(2, "Officials counted nearly 40 flooded houses.")),
        timings={"reading": 0.5},
        model=MODEL,
    )
    return replace(made, **changes)


def full_note(**changes):
    """A note on three documents, two of them used, with everything a note can hold."""
    sources = (
        NoteSource("reports/1.txt", "a" * 64, "Report 1", "2024-05-01", 1200, 3, 4, 3),
        NoteSource("reports/2.txt", "a" * 64, "Report 2", None, 80, 1, 2, 1),
        NoteSource(
            "copies/2.txt",
            "a" * 64,
            "Report 2",
            None,
            80,
            0,
            2,
            0,
            "the same text as reports/2.txt",
        ),
    )
    said = (
        Attribution("Mayor Ode", "said", statement("nobody was hurt", 2), "Mayor Ann Ode"),
        Attribution("a witness", "claimed", statement("The bridge held.", 2)),
        Attribution("Ann Ode", "added", statement("On 1 May it rained.", 1), "Mayor Ann Ode"),
    )
    return note(
        **{
            "sources": sources,
            "facts": (
                KeyFact(
                    statement("Officials counted nearly 40 flooded houses.", 2, 1),
                    (0, 1),
                    2,
                    "2024-05-01",
                    "nearly",
                ),
            ),
            "attributions": said,
            "speakers": (Speaker("Mayor Ann Ode", ("Mayor Ann Ode", "Mayor Ode", "Ann Ode")),),
            "coverage": Coverage(3, 2, 0.5, ("copies/2.txt: the same text", "1 picture")),
            "length": Length.SHORT,
            "focus": "What did the storm do?",
            "since": "2024-05-01",
            **changes,
        }
    )


def hostile_note():
    """A note whose every text tries to break out of where it is printed."""
    told = statement(HOSTILE, 1)
    return full_note(
        title=HOSTILE,
        sources=tuple(
            NoteSource(f"{n}{HOSTILE}", "a" * 64, HOSTILE, HOSTILE, 1, 1, 2, 1) for n in (1, 2)
        ),
        brief=(told,),
        key_points=(told,),
        topics=(Topic(HOSTILE, (told,)),),
        figures=(note_figure(telling=HOSTILE, speaker=HOSTILE, when=HOSTILE),),
        timeline=(TimelineEntry(HOSTILE, HOSTILE, told),),
        attributions=(Attribution(HOSTILE, HOSTILE, told, HOSTILE),),
        speakers=(Speaker(HOSTILE, (HOSTILE, f"other {HOSTILE}")),),
        disagreements=(disagreement(measure=HOSTILE),),
        caveats=(told,),
        gaps=(HOSTILE,),
        coverage=Coverage(2, 1, 0.5, (HOSTILE,)),
        citations=tuple(citation(n, HOSTILE, path=f"{n}{HOSTILE}", title=HOSTILE) for n in (1, 2)),
        facts=(KeyFact(told, (0, 1), 1, HOSTILE, HOSTILE),),
        focus=HOSTILE,
        since=HOSTILE,
    )


def composed_note(composed=1, replaced=1, quoted=0, **changes):
    """A note whose brief holds and whose key point was replaced by a quotation."""
    rejected = tuple(
        Rejected("It flooded 90 houses.", ("figure: 90 stands nowhere",)) for _ in range(replaced)
    )
    quotation = "Officials counted nearly 40 flooded houses."
    verdict = Verdict.REPLACED if replaced else Verdict.QUOTED
    return note(
        brief=(Statement("Around 40 houses were flooded.", (), (1,), Verdict.SUPPORTED),),
        key_points=(statement(quotation, 2, verdict=verdict),),
        topics=(),
        composition=NoteComposition(composed, replaced, quoted, rejected),
        **changes,
    )


def empty_note():
    return note(
        brief=(),
        key_points=(),
        topics=(),
        figures=(),
        timeline=(),
        attributions=(),
        disagreements=(),
        caveats=(),
        gaps=(),
        citations=(),
    )


PAGED = Locator(page=3, heading="Damage")
HOSTILE = "\x1b[31mred\x1b[0m \x9b2J \u202egnp.exe <script>alert(1)</script> -- --> `x` *y* [9]"
