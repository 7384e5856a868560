"""How closely the twin agrees with sentence-transformers, measured before it is trusted."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rag.ports import Encoder

REQUIRED: Final = 0.9999
PROBE_TEXTS: Final = (
    "How many were wounded?",
    "U.S.",
    "42",
    "1,234,567.89 (+3.5 %) on 2024-12-05 at 10:30, about £4.2bn or €3 million",
    "Ménière's disease, naïve façade, Zürich, Łódź, Ærøskøbing, Şırnak, crème brûlée",
    "Президент подписал договор о партнёрстве в июне.",
    "日本語と中文混在のテキスト、한국어도 있습니다。",
    "العربية من اليمين إلى اليسار",
    "हिन्दी में एक वाक्य है, தமிழும் உண்டு, และภาษาไทย",
    "🙂 emoji, zero\u200bwidth, soft\u00adhyphen, no-break\u00a0space and a tab\there",
    "“Curly quotes” — dashes – and…ellipses; don't / can't / l'homme; commander-in-chief",
    "electroencephalographically antidisestablishmentarianism pneumonoultramicroscopic",
    "a hash: " + "3f9a" * 40,
    "https://example.org/a_path?query=1&other=two#fragment user@example.org #tag @name",
    "def f(x): return {'key': [1, 2.5e-3, None]}  # comment",
    "The [MASK] token and [CLS] and [SEP] are only words here.",
    "A single sentence of ordinary length about the weather in the north of the country.",
    " ".join(f"Sentence number {n} of a long text tells of item {n * n}." for n in range(12)),
    " ".join(f"Paragraph {n} goes on and on, well past what is read." for n in range(80)),
    "\n\n# Heading\n\n- item one\n- item two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
)
"""Short, long and overlong texts, figures, scripts, marks: where tokenisers part ways."""


def agreement(twin: "Encoder", original: "Encoder") -> float:
    """The lowest cosine between both encoders' vectors of the probe texts."""
    ours = twin.encode_documents(PROBE_TEXTS)
    theirs = original.encode_documents(PROBE_TEXTS)
    return float((ours * theirs).sum(axis=1).min())
