"""The errors a user can meet."""

import pytest

from rag import errors
from rag.errors import ExitCode, RagError

DESCENDANTS = [
    error
    for error in vars(errors).values()
    if isinstance(error, type) and issubclass(error, RagError)
]


def tree_line(error: type[RagError]) -> str:
    return next(
        line
        for line in (errors.__doc__ or "").splitlines()
        if error.__name__ in line.replace("│", " ").replace("├──", " ").replace("└──", " ").split()
    )


@pytest.mark.parametrize("error", DESCENDANTS)
def test_the_docstring_draws_the_tree(error):
    depth = len(error.mro()) - len(RagError.mro())
    drawn = tree_line(error)
    assert drawn.index(error.__name__) == 4 * depth
    if error is not RagError:
        assert f" {int(error.exit_code)} " in drawn


def test_the_docstring_draws_nothing_else():
    drawn = [line for line in (errors.__doc__ or "").splitlines()[2:] if line.strip()]
    assert len(drawn) == len(DESCENDANTS)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        ("RagError", 1),
        ("UsageError", 2),
        ("SettingsError", 2),
        ("PromptError", 2),
        ("VerificationError", 4),
        ("LibraryError", 5),
        ("ReadError", 5),
        ("StorageError", 5),
        ("ModelError", 6),
    ],
)
def test_exit_codes(error, code):
    assert getattr(errors, error).exit_code == code


def test_the_exit_codes_scripts_rely_on():
    assert {code.name: code.value for code in ExitCode} == {
        "ANSWERED": 0,
        "UNEXPECTED": 1,
        "USAGE": 2,
        "REFUSED": 3,
        "UNVERIFIED": 4,
        "NO_LIBRARY": 5,
        "NO_MODEL": 6,
        "SOME_FAILED": 7,
        "INTERRUPTED": 130,
    }


@pytest.mark.parametrize("error", DESCENDANTS)
def test_message_and_hint(error):
    raised = error("It broke", "Mend it.")
    assert (raised.message, raised.hint, str(raised)) == ("It broke", "Mend it.", "It broke")
    assert error("It broke").hint == ""
