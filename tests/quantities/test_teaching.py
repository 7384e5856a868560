"""The examples that teach the package are true."""

import doctest

import rag.quantities


def test_the_examples_in_the_package_hold() -> None:
    found = doctest.testmod(rag.quantities)
    assert found.attempted >= 10
    assert found.failed == 0
