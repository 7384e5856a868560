"""Progress bars on stderr; imported only where there is a terminal to show them on."""

from rich.console import Console  # noqa: TID253, this module is itself imported on first use
from rich.markup import escape  # noqa: TID253
from rich.progress import (  # noqa: TID253
    BarColumn,
    Progress,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

from rag.render.layout import harmless


class Bars:
    """One bar for each stage with the time that is left, gone when the work is done."""

    def __init__(self, *, colour: bool) -> None:
        console = Console(stderr=True, no_color=not colour)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[detail]}"),
            console=console,
            transient=True,
        )
        self._tasks: dict[str, TaskID] = {}
        self._progress.start()

    def show(self, stage: str, done: int, total: int, detail: str = "") -> None:
        """Set the stage's bar to `done` of `total`, with `detail` behind it."""
        told = escape(harmless(detail))
        if stage not in self._tasks:
            self._tasks[stage] = self._progress.add_task(escape(harmless(stage)), detail=told)
        self._progress.update(self._tasks[stage], completed=done, total=total, detail=told)

    def close(self) -> None:
        """Remove the bars."""
        self._progress.stop()
