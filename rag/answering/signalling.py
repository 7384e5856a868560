"""The scores behind an answer: for `--explain`, and for measuring how well sentences are ranked."""

from rag.answering.judging import Findings, Read
from rag.citing import Citations
from rag.domain import Signal
from rag.evidence import Evidence
from rag.sufficiency import probability


def signals(findings: Findings, citations: Citations) -> tuple[Signal, ...]:
    """The scores behind every sentence that was ranked, best first."""
    read = {item.evidence.branch: item for item in findings.read}
    return tuple(_signal(item, citations, read=read.get(item.branch)) for item in findings.ranked)


def _signal(item: Evidence, citations: Citations, *, read: Read | None = None) -> Signal:
    candidate = item.candidate
    return Signal(
        citation=citations.cite(candidate.sentence, score=candidate.dense).id,
        dense=candidate.dense,
        lexical=candidate.lexical,
        likelihood=item.likelihood,
        score=item.score,
        support=read.support.signals if read else None,
        probability=probability(read.support) if read else None,
    )
