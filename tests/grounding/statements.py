"""Citations and statements for the checks."""

from rag.domain import Citation, Locator, Piece, Statement, Verdict

LEE = (
    "Lee said around 1,000 additional North Koreans have been wounded, "
    "and at least 100 soldiers have died since December 2022."
)
NIS = '"The number of injured is expected to reach nearly 1,000," the agency reported.'


def citation(number: int, quote: str, *, path: str = "a.txt", line: int = 3) -> Citation:
    return Citation(
        id=number,
        path=path,
        title="A title",
        sha256="0" * 64,
        text_sha256="1" * 64,
        line_start=line,
        line_end=line,
        char_start=0,
        char_end=len(quote),
        quote=quote,
        score=1.0,
        locator=Locator(date="2024-12-19"),
    )


def statement(text: str, *pieces: tuple[str, int]) -> Statement:
    cited = tuple(dict.fromkeys(number for _, number in pieces))
    return Statement(text, tuple(Piece(*piece) for piece in pieces), cited, Verdict.QUOTED)


def quoted(text: str, number: int = 1) -> Statement:
    return statement(text, (text, number))


def composed(text: str, *cited: int) -> Statement:
    return Statement(text, (), cited, Verdict.SUPPORTED)


CITATIONS = (citation(1, LEE), citation(2, NIS, path="b.txt", line=5))
