"""Holds a sentence against its evidence: every figure, date, quotation and name, and its sense.

`check` is for one sentence and the quotations it cites; an `EvidenceBase`, made once, serves
any number of sentences that are held against the same source.
"""

from rag.checker.checking import check
from rag.checker.evidence import EvidenceBase
from rag.checker.result import Checked, Finding, FindingKind

__all__ = ["Checked", "EvidenceBase", "Finding", "FindingKind", "check"]
