import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.briefing.names import acronym, folded, initials, parse, spelled_alike


@pytest.mark.parametrize(
    ("words", "role", "name"),
    [
        ("Ukrainian President Volodymyr Zelensky", "Ukrainian President", "Volodymyr Zelensky"),
        ("a South Korean lawmaker Lee Seong-kweun", "South Korean lawmaker", "Lee Seong-kweun"),
        ("Ukraine's commander-in-chief, Oleksandr Syrsky", "Ukraine's commander-in-chief",
         "Oleksandr Syrsky"),
        ("Sen. Ron Wyden, D-Oregon, the committee's ranking Democrat", "Sen.", "Ron Wyden"),
        ("Rep. Ann Lund (D-NY)", "Rep.", "Ann Lund"),
        ("A spokesperson for the Pentagon", "spokesperson for the Pentagon", ""),
        ("The University of Oxford", "", "University of Oxford"),
        ("The National Intelligence Service (NIS) of South Korea", "",
         "National Intelligence Service of South Korea"),
        ("A South Korean lawmaker", "South Korean lawmaker", ""),
        ("Experts", "Experts", ""),
        ("the port authority", "port authority", ""),
    ],
)  # fmt: skip
def test_role_and_name_are_taken_apart(words, role, name):
    found = parse(words)
    assert (found.words, found.role, found.name) == (words, role, name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lee Sung-kwon", "Lee Seong-kweun"),
        ("Zelensky", "Zelenskyy"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("Mohammed Ali", "Muhammad Ali"),
        ("José García", "Jose Garcia"),
    ],
)
def test_two_spellings_of_one_name(one, other):
    assert spelled_alike(folded(one), folded(other))
    assert spelled_alike(folded(other), folded(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John Brown", "John Bryan"),
        ("Ann Lee", "Anna Lee"),
        ("Mark Meadows", "Mary Meadows"),
        ("Lee", "Leo"),
        ("Daniel Berg", "Daniela Berg"),
        ("Mario Rossi", "Maria Rossi"),
        ("Kim Jong-un", "Kim Jong-il"),
        ("", ""),
    ],
)
def test_two_names(one, other):
    assert not spelled_alike(folded(one), folded(other))


def test_abbreviations():
    assert acronym("The National Intelligence Service (NIS) of South Korea") == "NIS"
    assert acronym("The National Intelligence Service") is None
    assert initials("Federal Bureau of Investigation") == "FBI"


@given(st.text(max_size=60))
def test_any_words_are_taken_apart(words):
    found = parse(words)
    assert found.words == " ".join(words.split())
    assert all(part.isascii() for part in found.parts)


@pytest.mark.parametrize(
    ("speaker", "name"),
    [
        ("The Department of Justice (DOJ)", "Department of Justice"),
        ("the Ministry of Defence and Interior", "Ministry of Defence and Interior"),
        (
            "The Centers for Disease Control and Prevention (CDC)",
            "Centers for Disease Control and Prevention",
        ),
        ("Ann Lee of Ohio and Tom Vale", "Ann Lee of Ohio"),
        ("The University of Oxford", "University of Oxford"),
    ],
)
def test_the_whole_name_of_a_body_is_its_name(speaker, name):
    assert parse(speaker).name == name
