"""`eval`: the command that measures answers against questions whose answers are known."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rag.cli.command import Session, add
from rag.cli.console import write_file
from rag.cli.formats import Format
from rag.cli.options import ListOptions, ReadingOptions
from rag.errors import ExitCode, UsageError
from rag.evaluation.sampling import Half
from rag.settings import path_of

if TYPE_CHECKING:
    from rag.evaluation.results import Choice, Evaluation, LibraryFacts
    from rag.evaluation.running import Places, Plan
    from rag.evaluation.sampling import Selection
    from rag.evaluation.sets import EditSet, QuestionSet
    from rag.models.remembering import Memory
    from rag.settings import Settings
    from rag.workspace import Workspace

_QUESTIONS: Final = "Questions"
_OUTPUT: Final = "Output"
Set = Annotated[
    str,
    typer.Argument(
        metavar="SET",
        help="A folder with questions.jsonl and the documents: corpus.jsonl or documents/.",
    ),
]


@dataclass(frozen=True, kw_only=True)
class EvaluationOptions(ListOptions, ReadingOptions):
    """What `eval` takes."""

    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            min=1,
            metavar="N",
            help="Ask only the first N by a hash of their ids: N answerable, N unanswerable.",
            rich_help_panel=_QUESTIONS,
        ),
    ] = None
    half: Annotated[
        Half | None,
        typer.Option(
            "--half",
            help="Ask about one half of the documents: tune on fit, tell report's figures.",
            rich_help_panel=_QUESTIONS,
        ),
    ] = None
    documents: Annotated[
        Path | None,
        typer.Option(
            "--documents",
            metavar="PATH",
            help="Files that the questions are about (default: corpus.jsonl or documents/).",
            rich_help_panel=_QUESTIONS,
        ),
    ] = None
    library: Annotated[
        Path | None,
        typer.Option(
            "--library",
            metavar="OTHER_SET",
            help="Ask another set's documents, which answer none of the questions.",
            rich_help_panel=_QUESTIONS,
        ),
    ] = None
    fresh: Annotated[
        bool,
        typer.Option(
            "--fresh",
            help="Ask and read everything anew: for measuring time.",
            rich_help_panel=_QUESTIONS,
        ),
    ] = False
    baseline: Annotated[
        Path | None,
        typer.Option(
            "--baseline",
            metavar="FILE",
            help="An earlier run's JSON to compare with, question by question.",
            rich_help_panel=_OUTPUT,
        ),
    ] = None
    answers: Annotated[
        Path | None,
        typer.Option(
            "--answers",
            metavar="FILE",
            help="Write every answer with its evidence and scores to FILE, a JSON line each.",
            rich_help_panel=_OUTPUT,
        ),
    ] = None


def register(application: typer.Typer) -> None:
    """Add the command to the program."""
    add(application, evaluate, options=EvaluationOptions, name="eval")


def evaluate(session: Session[EvaluationOptions], folder: Set) -> int:
    """Measure answers on questions whose answers you know.

    Example:
      rag eval my-questions/ --limit 100 -o run.json

    Every question is asked as `ask` asks it, of a library that holds the set's documents
    alone. What was answered is kept: an interrupted run goes on where it stopped, and a run
    with nothing changed asks nothing anew. docs/evaluation.md says what each figure means.
    """
    from rag.evaluation import comparing
    from rag.evaluation.loading import load
    from rag.evaluation.sets import EditSet
    from rag.render import evaluation as rendered

    options, console, place = session.options, session.console, path_of(folder)
    if options.library is not None and options.documents is not None:
        raise UsageError("--library asks another set's documents", "Leave out --documents.")
    before = comparing.baseline(options.baseline) if options.baseline else None
    found = load(place, documents=options.documents)
    choice, settings = _choice(session)
    run = _Run(session, choice, settings)
    result = run.checked(found) if isinstance(found, EditSet) else run.asked(found, place)
    if before is not None:
        differences = comparing.compare(before, result.scores)
        result = replace(result, baseline=str(options.baseline), differences=differences)
    as_json = console.format is Format.JSON
    console.write(rendered.as_json(result) if as_json else rendered.text(result, console.paper))
    return ExitCode.ANSWERED


@dataclass(frozen=True)
class _Run:
    """A set's questions asked, or its summaries checked, and what that came to."""

    session: Session[EvaluationOptions]
    choice: "Choice"
    settings: "Settings"

    def asked(self, found: "QuestionSet", place: Path) -> "Evaluation":
        """The set's questions asked and measured."""
        from rag.evaluation import records, running, totals
        from rag.evaluation.results import Evaluation
        from rag.models.remembering import RememberingModel

        plan = running.planned(place, found, self._selection, self._places)
        with self.session.opener(plan.corpus.root, self.settings, self.session.console) as opened:
            memory = self._memory
            if not self.session.options.fresh:
                opened.read_through(lambda model: RememberingModel(model, memory))
            facts = _prepared(opened, plan)
            answers, reused = running.answered(
                plan,
                opened,
                version=self.choice.version,
                fresh=self.session.options.fresh,
                told=partial(self.session.console.progress, "asking"),
                recalled=lambda: memory.recalled,
            )
        questions = running.scored(plan, answers)
        self._write_answers(records.as_lines(questions, answers))
        return Evaluation(
            name=plan.name,
            choice=self.choice,
            library=facts,
            measures=totals.measures(question.scores for question in questions),
            stages=totals.stages([answer.seconds for answer in answers if answer.seconds]),
            questions=questions,
            reused=reused,
        )

    def checked(self, found: "EditSet") -> "Evaluation":
        """The set's summaries checked against their sources and measured."""
        from rag.evaluation import checks, totals
        from rag.evaluation.results import Evaluation

        options = self.session.options
        if options.library is not None or options.documents is not None:
            raise UsageError(
                "a set of summaries has no library", "Leave out --library and --documents."
            )
        plan = checks.planned(found, self._selection, self._places.cache)
        with self.session.opener(plan.folder, self.settings, self.session.console) as opened:
            verdicts, reused = checks.checked(
                plan,
                opened,
                version=self.choice.version,
                fresh=options.fresh,
                told=partial(self.session.console.progress, "checking"),
            )
        summaries = checks.scored(plan, verdicts)
        self._write_answers(checks.as_lines(summaries, verdicts))
        other = checks.at_false_alarms(summaries, verdicts)
        return Evaluation(
            name=found.name,
            choice=self.choice,
            library=None,
            measures=(*totals.measures(one.scores for one in summaries), *filter(None, (other,))),
            stages=totals.stages([{"check": one.seconds} for one in verdicts]),
            questions=summaries,
            reused=reused,
        )

    @property
    def _memory(self) -> "Memory":
        """What the model read in earlier runs."""
        from rag.evaluation.records import ELSEWHERE, FOLDER, SHORT
        from rag.evaluation.versions import readings_version
        from rag.journal import Journal
        from rag.models.remembering import Kept, Memory
        from rag.settings import cache_folder

        version = readings_version(self.settings, self.choice.model)
        path = cache_folder() / FOLDER / "readings" / f"{version[:SHORT]}.jsonl"
        return Memory(Journal(path, Kept, hint=ELSEWHERE))

    @property
    def _selection(self) -> "Selection":
        from rag.evaluation.sampling import Selection

        return Selection(self.choice.limit, self.choice.seed, self.session.options.half)

    @property
    def _places(self) -> "Places":
        from rag.evaluation.running import Places
        from rag.evaluation.versions import library_version
        from rag.settings import cache_folder

        return Places(
            cache=cache_folder(),
            version=library_version(self.settings),
            documents=self.session.options.documents,
            other=self.session.options.library,
        )

    def _write_answers(self, lines: str) -> None:
        if self.session.options.answers is not None:
            write_file(self.session.options.answers, lines + "\n")


def _choice(session: Session[EvaluationOptions]) -> "tuple[Choice, Settings]":
    """How questions asked here would be answered, with a model of the root's own if it has one."""
    from msgspec.structs import replace as changed

    from rag.evaluation.results import Choice
    from rag.evaluation.versions import answers_version

    with session.workspace() as here:
        model = here.model_path()
        settings = changed(here.settings, sources=(), model=str(model))
    choice = Choice(
        limit=session.options.limit,
        seed=settings.seed,
        half=session.options.half,
        mode=settings.mode,
        model=model,
        version=answers_version(settings, model),
    )
    return choice, settings


def _prepared(workspace: "Workspace", plan: "Plan") -> "LibraryFacts":
    """The library brought up to date and the models loaded, so that every question finds both."""
    from rag.evaluation.results import LibraryFacts

    report = workspace.index(plan.corpus.sources)
    workspace.ready()
    status = workspace.status()
    return LibraryFacts(
        name=plan.library,
        folder=workspace.folder,
        documents=len(status.documents),
        sentences=sum(document.sentences for document in status.documents),
        size=sum(document.size for document in status.documents),
        unreadable=len(report.failed),
        encoder=status.encoder,
    )
