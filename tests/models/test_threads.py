from rag.models.threads import _distinct_cores, physical_cores


def test_there_is_at_least_one_core():
    assert physical_cores() >= 1


def test_two_threads_of_a_core_count_once():
    blocks = [f"processor\t: {n}\nphysical id\t: 0\ncore id\t\t: {n // 2}\n" for n in range(4)]
    assert _distinct_cores("\n".join(blocks)) == 2


def test_cores_of_two_packages_are_told_apart():
    blocks = [f"physical id\t: {n}\ncore id\t\t: 0\n" for n in range(2)]
    assert _distinct_cores("\n".join(blocks)) == 2


def test_a_processor_without_core_ids_has_none():
    assert _distinct_cores("processor\t: 0\nBogoMIPS\t: 50.00\n") == 0
