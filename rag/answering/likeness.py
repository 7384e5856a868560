"""How near words are in meaning to what a question asks for: tennis to a sport, 1987 to none."""

from collections.abc import Sequence

from rag.ports import Encoder
from rag.questions import Question
from rag.reading import Likeness, asked_thing


def likeness_to(asked: Question, encoder: Encoder) -> Likeness | None:
    """The cosines of texts with the noun that the question asks for or wants counted, if any."""
    noun = asked.asked_for or asked_thing(asked)
    if noun is None:
        return None
    known: dict[str, float] = {}

    def likeness(texts: Sequence[str]) -> Sequence[float]:
        new = tuple(dict.fromkeys(text for text in texts if text not in known))
        if new:
            vectors = encoder.encode_documents(new)
            known.update(zip(new, (float(row @ wanted) for row in vectors), strict=True))
        return [known[text] for text in texts]

    wanted = encoder.encode_query(noun)
    return likeness
