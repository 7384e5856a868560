"""Which verbs of a question tell what "it" or "they" can be: what rises, acts, is blamed, is opposed."""

import re
from typing import Final

CHANGES: Final = re.compile(
    r"(?i)\b(?:it|this|that) (?:\w+ly |ever |also |then )?(?:rise|rose|risen|fall|fell|fallen|increased?|decreased?"
    r"|decline[ds]?|drop(?:ped)?|gr[eo]w|grown|change[ds]?|double[ds]?|shr[iau]nk|go (?:up|down)|went (?:up|down)"
    r"|(?:so |too |that )?(?:high|low)(?:er)?)\b"
)
"""A measure does that, where one was asked for."""
ACTS: Final = re.compile(
    r"(?i)^(?!who|what (?:is|was)).*\b(?:did|does|do|has|have|will|would|is|was) it (?:\w+ly |also |ever |still )?"
    r"(?:pay|paid|say|said|plan|own|employ|sell|sold|buy|bought|buil[dt]|announce|want|promise|deny|win|won|spen[dt]"
    r"|earn|hire|operate|respond|offer|claim|decide|know|apologi[sz]e|expect|produce|make|made)(?:d|ed|s|ing|ning)?\b"
)
"""Only a body does that: a firm, a council."""
BLAMES: Final = re.compile(
    r"(?i)\b(?:arrest|charg|blam|accus|convict|prosecut|punish|jail|sued?|suspect|dismiss|sack|question|fined)\w*\b"
    r".* (?:for|over|of|about|with) (?:it|this|that)\b|\b(?:behind|responsible for|guilty of) (?:it|this|that)\b"
)
SPENDS: Final = re.compile(
    r"(?i)\b(?:spen[dt]|re?pa(?:y|id)|pa(?:y|id)|g[ia]ve|given|ste?[ao]le?n?|rais\w+|us(?:e|ed|ing)|invest\w*|donat\w+|owed?|fund\w*|lend|lent|get|got|receiv\w+|went|come|came|euros?|dollars?|pounds?)\b"
)
OPPOSES: Final = re.compile(
    r"(?i)\b(?:against|opposed to|in favou?r of|oppos\w+|criticis\w+|criticiz\w+|condemn\w*|support\w*|back(?:s|ed)"
    r"|welcom\w+|behind) (?:it|this|that)\b"
)
"""One can be for or against what somebody is doing."""
RESEARCHES: Final = re.compile(
    r"(?i)\b(?:did|do|have|had) they (?:\w+ly |also )?(?:study|studied|recruit|enrol+|examine|analy[sz]e|interview|survey|test"
    r"|follow|look at|measure|observe|conclude|find|found|sample|include)(?:e?d)?\b"
)
"""The authors of a study do that."""
MONEY: Final = re.compile(
    r"(?i)[£$€]|\b(?:million|billion|euros?|dollars?|pounds?|cents?|pence)\b"
)
"""What can be spent."""
