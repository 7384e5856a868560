"""Answers as people read them: passages, then the answer in the sources' own words."""

from dataclasses import replace
from textwrap import shorten
from typing import Final

from rag.domain import Answer, Citation, Mode, Sentence, Signal, Statement, Verdict
from rag.render import words
from rag.render.layout import Paper, display_width, one_line

_INDENT: Final = "    "
_HEADING: Final = 60
"""Characters of a heading that stands beside a path with too little room."""
_TABLE: Final = 48
"""Columns that the table of scores takes."""


def answer(
    answer: Answer, paper: Paper, *, explain: bool = False, ways: words.Ways = words.SHELL
) -> str:
    """The whole answer: the passages and what they say, or the refusal and what is nearest."""
    if answer.refused:
        return verdict(answer, paper, shown=(), explain=explain, ways=ways)
    first = passages(answer.citations, paper)
    shown = tuple(citation.id for citation in answer.citations)
    return _blocks(first, verdict(answer, paper, shown=shown, explain=explain))


def passages(citations: tuple[Citation, ...], paper: Paper, *, heading: str = "Passages") -> str:
    """The numbered quotations, each under its path and line."""
    if not citations:
        return ""
    listed = (cited(citation, paper) for citation in citations)
    return "\n".join((paper.bold(heading), *listed))


def cited(citation: Citation, paper: Paper) -> str:
    """One citation: its number, place and quotation."""
    number, place = f"[{citation.id}]", one_line(words.place(citation))
    beside = _beside(citation, paper, taken=display_width(f"{number} {place}"))
    quotation = paper.wrapped(words.quoted(one_line(citation.quote)), indent=_INDENT)
    return f"{paper.accent(number)} {paper.dim(place)}{beside}\n{quotation}"


def _beside(citation: Citation, paper: Paper, *, taken: int) -> str:
    """Page, date and heading behind the path, or below it where they do not fit the line.

    Of headings above each other the last is told, and a long one is cut; `show` has them whole.
    """
    where = one_line(words.locator(citation))
    room = paper.measure - taken - display_width("  ()")
    if display_width(where) > room and citation.locator.heading:
        last = one_line(citation.locator.heading).rsplit(" › ", maxsplit=1)[-1]
        heading = shorten(last, _HEADING, placeholder=" …")
        where = one_line(words.located(replace(citation.locator, heading=heading)))
    if not where or display_width(where) <= room:
        return paper.dim(f"  ({where})") if where else ""
    lines = paper.wrapped(f"({where})", indent=_INDENT).split("\n")
    return "".join(f"\n{paper.dim(line)}" for line in lines)


def verdict(
    answer: Answer,
    paper: Paper,
    *,
    shown: tuple[int, ...],
    told: int = 0,
    explain: bool = False,
    ways: words.Ways = words.SHELL,
) -> str:
    """What follows the passages; cited ones that are not in `shown` are listed too.

    The first `told` statements are left out: they were written already.
    """
    explained = explanation(answer, paper) if explain else ""
    if answer.refusal is not None:
        return _blocks(_refused(answer, paper, ways), _nearest(answer, paper, shown), explained)
    cited = words.cited(answer, explained=explain) - set(shown)
    missing = tuple(citation for citation in answer.citations if citation.id in cited)
    body = _said(answer, paper, told=told)
    rest = _blocks(body, passages(missing, paper, heading="Also cited"), explained)
    return f"\n{rest}" if told and rest and not body else rest


def statement(statement: Statement, paper: Paper, *, first: bool) -> str:
    """One statement with its citations; the `first` of an answer stands below its heading."""
    line = _statement(statement, paper)
    return f"{_heading(paper)}\n{line}" if first else line


def explanation(answer: Answer, paper: Paper) -> str:
    """The scores that ranked the evidence and the seconds each stage took."""
    scores = _scores(answer.signals, paper)
    stages = " · ".join(f"{stage} {seconds:.2f} s" for stage, seconds in answer.timings.items())
    mode = "quote" if answer.mode is Mode.AUTO else answer.mode.value
    lines = (
        paper.wrapped(stages, indent="  "),
        paper.dim(
            paper.wrapped(f"{mode} · {answer.model.name} · {answer.encoder.name}", indent="  ")
        ),
    )
    understood = (
        ""
        if answer.understood == answer.question
        else (paper.bold("Understood as") + "\n" + paper.wrapped(answer.understood, indent="  "))
    )
    timings = "\n".join((paper.bold("Timings"), *lines))
    return _blocks(understood, scores, _composition(answer, paper), timings)


def hits(found: tuple[tuple[str, Sentence, float], ...], paper: Paper) -> str:
    """What a search found: path and line, score, and the sentence."""
    return "\n".join(
        f"{paper.accent(f'{number}.')} {one_line(_spot(path, sentence))}"
        f"  {paper.dim(f'{score:.2f}')}\n"
        + paper.wrapped(words.quoted(one_line(sentence.text)), indent=_INDENT)
        for number, (path, sentence, score) in enumerate(found, 1)
    )


def context(citation: Citation, text: str, paper: Paper, *, around: int = 2) -> str:
    """A citation among the lines around it, the quotation between » and «.

    Lines are numbered where their numbers mean something; the citation of no answer has none.
    """
    start, end = citation.char_start, citation.char_end
    before = text[:start].split("\n")[-around - 1 :]
    after = text[end:].split("\n")[: around + 1]
    before[-1] += f"»{text[start:end]}«{after[0]}"
    marked = "\n".join((*before, *after[1:])).split("\n")
    first = text.count("\n", 0, start) + 2 - len(before)
    digits = len(str(first + len(marked))) if citation.line_start is not None else 0
    numbered = (
        paper.wrapped(
            line,
            indent=" " * digits + " │ ",
            first=f"{number if digits else '':>{digits}} │ ",
        )
        for number, line in enumerate(marked, first)
    )
    where = words.locator(citation)
    number = f"{paper.accent(f'[{citation.id}]')} " if citation.id else ""
    beside = f"  ({one_line(where)})" if where else ""
    return f"{number}{one_line(words.place(citation))}{beside}\n" + "\n".join(numbered)


def _said(answer: Answer, paper: Paper, *, told: int) -> str:
    lines = [_statement(statement, paper) for statement in answer.sentences[told:]]
    if not answer.sentences:
        lines = [
            _pointed(words.quoted(one_line(given.text)), given.citations, paper)
            for given in answer.answers
        ]
    heading = () if told else (_heading(paper),)
    return "\n".join((*heading, *lines, *_differences(answer, paper), *_tally(answer, paper)))


def _heading(paper: Paper) -> str:
    return paper.bold("Answer")


def _tally(answer: Answer, paper: Paper) -> tuple[str, ...]:
    remark = words.composed(answer.composition)
    return (paper.alert(paper.wrapped(f"({remark})")),) if remark else ()


def _statement(statement: Statement, paper: Paper) -> str:
    line = _pointed(words.marked(statement), statement.citations, paper)
    remark = words.VERDICTS[statement.verdict]
    if statement.verdict is Verdict.QUOTED or not remark:
        return line
    return line + "\n" + paper.alert(paper.wrapped(f"({remark})", indent="  "))


def _pointed(text: str, citations: tuple[int, ...], paper: Paper) -> str:
    return paper.wrapped(f"{text} {words.markers(citations)}".rstrip(), indent="  ", first="")


def _differences(answer: Answer, paper: Paper) -> tuple[str, ...]:
    return tuple(
        paper.wrapped(
            f"{words.difference(found, asked=answer.understood)}: {' · '.join(words.side(value) for value in found.values)}",
            indent="  ",
            first="",
        )
        for found in answer.disagreements
    )


def _refused(answer: Answer, paper: Paper, ways: words.Ways) -> str:
    if answer.refusal is None:
        return ""
    lines = (
        paper.bold(words.REFUSED),
        paper.wrapped(words.reason(answer.refusal)),
        paper.wrapped(f"Try: {words.advice(answer.refusal, ways)}"),
    )
    return "\n".join(lines)


def _nearest(answer: Answer, paper: Paper, shown: tuple[int, ...]) -> str:
    if answer.refusal is None or not answer.refusal.nearest:
        return ""
    nearest = answer.refusal.nearest
    if set(nearest) <= set(shown):
        return f"{paper.bold('Nearest passages')} {words.markers(nearest)} above"
    near = tuple(citation for citation in answer.citations if citation.id in nearest)
    return passages(near, paper, heading="Nearest passages")


def _scores(signals: tuple[Signal, ...], paper: Paper) -> str:
    if not signals:
        return ""
    if paper.measure < _TABLE:
        return "\n".join((paper.bold("Scores"), *(_score(signal, paper) for signal in signals)))
    head = paper.dim(f"  {'passage':<9}{'meaning':>9}{'words':>9}{'question':>10}{'score':>9}")
    rows = (
        f"  {f'[{signal.citation}]':<9}{signal.dense:>9.3f}{signal.lexical:>9.3f}"
        f"{signal.likelihood:>10.3f}{signal.score:>9.3f}"
        for signal in signals
    )
    return "\n".join((paper.bold("Scores"), head, *rows))


def _score(signal: Signal, paper: Paper) -> str:
    """The scores of one passage as a line, where there is no room for a table."""
    told = (
        f"[{signal.citation}] meaning {signal.dense:.3f} · words {signal.lexical:.3f}"
        f" · question {signal.likelihood:.3f} · score {signal.score:.3f}"
    )
    return paper.wrapped(told, indent="    ", first="  ")


def _composition(answer: Answer, paper: Paper) -> str:
    """What the model was shown, and what it wrote that was not printed."""
    found = answer.composition
    if found is None:
        return ""
    lines = [
        f"shown {words.markers(found.shown)} · {found.tokens:,} tokens · {found.ending.value}"
    ]
    if found.left_out:
        lines.append(words.left_out(found))
    for rejected in found.rejected:
        against = "; ".join(one_line(reason) for reason in rejected.reasons)
        lines.append(f"not printed: {words.quoted(one_line(rejected.text))} ({against})")
    wrapped = (paper.wrapped(line, indent="    ", first="  ") for line in lines)
    return "\n".join((paper.bold("Composed"), *wrapped))


def _spot(path: str, sentence: Sentence) -> str:
    if sentence.line_start is not None:
        return f"{path}:{sentence.line_start}"
    where = words.located(sentence.locator)
    return f"{path} ({where})" if where else path


def _blocks(*blocks: str) -> str:
    return "\n\n".join(block for block in blocks if block)
