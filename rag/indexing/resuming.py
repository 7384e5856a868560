"""What a run was asked to add, kept in the library until it is done: a kill does not undo it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rag.errors import RagError, StorageError
from rag.indexing.discovery import Plan, storable, stored_path
from rag.ports import Catalogue


def left_behind(catalogue: Catalogue, plan: Plan) -> tuple[str, ...]:
    """Paths that an interrupted run was to add, that are there, and that `plan` does not name."""
    named = _names(plan)
    return tuple(
        name
        for name in catalogue.pending()
        if name not in named and os.path.lexists(plan.root.resolve() / name)
    )


@contextmanager
def until_done(
    catalogue: Catalogue, plan: Plan, *, adds: bool, stored: Callable[[], int]
) -> Iterator[None]:
    """A block at whose end nothing is left to do; the plan's paths are kept until then.

    Only a run that `adds` files has to be remembered: known files are looked at by every run.
    One that is refused before anything was `stored` leaves things as they were.
    """
    before = catalogue.pending()
    if adds:
        catalogue.keep_pending(_names(plan))
    try:
        yield
    except StorageError:
        raise
    except RagError:
        if adds and not stored():
            catalogue.keep_pending(before)
        raise
    if adds or before:
        catalogue.keep_pending(())


def _names(plan: Plan) -> tuple[str, ...]:
    return tuple(filter(storable, (stored_path(plan.root, path) for path in plan.paths)))
