"""The verdict on a printed statement."""

from collections.abc import Sequence
from dataclasses import replace

from rag.domain import Citation, FigureStatus, Statement, Verdict
from rag.grounding.figures import dropped_hedges, ledger
from rag.grounding.pieces import check_pieces


def holds(statement: Statement, citations: Sequence[Citation]) -> bool:
    """Whether the statement is pieces of what it cites, no figure cut and no hedge dropped."""
    return (
        check_pieces(statement, citations)
        and not dropped_hedges(statement, citations)
        and all(
            figure.status is not FigureStatus.UNSUPPORTED
            for figure in ledger([statement], citations)
        )
    )


def checked(
    statements: Sequence[Statement], citations: Sequence[Citation]
) -> tuple[Statement, ...]:
    """The statements, those that do not hold marked unsupported."""
    return tuple(
        statement
        if holds(statement, citations)
        else replace(statement, verdict=Verdict.UNSUPPORTED)
        for statement in statements
    )
