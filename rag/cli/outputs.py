"""Where a result goes and what it is written as, by the options and the name of the file."""

from pathlib import Path
from typing import Final

from rag.cli.formats import CheckFormat, Format
from rag.cli.options import CheckOptions, NoteOptions, Options, WritingOptions
from rag.errors import UsageError

_CHECK_SUFFIXES: Final = {".json": CheckFormat.JSON, ".sarif": CheckFormat.SARIF}
_SUFFIXES: Final = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".json": Format.JSON,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".docx": Format.DOCX,
}
_NOT_WRITTEN: Final = frozenset(
    ".pdf .doc .odt .rtf .ppt .pptx .odp .xls .xlsx .ods .csv .tsv .epub .eml .mbox .xml .tex".split()
)
"""Suffixes that promise another format than any that is written."""


def output_of(options: Options) -> Path | None:
    """The file to write to, None for stdout."""
    return options.output if isinstance(options, WritingOptions) else None


def written_as(options: Options) -> Format:
    """The format asked for: `--format`, else the suffix of `--output`, else text.

    What a template writes is text.
    """
    if isinstance(options, NoteOptions) and options.template is not None:
        return Format.TEXT
    if isinstance(options, CheckOptions):
        return Format.TEXT if check_written_as(options) is CheckFormat.TEXT else Format.JSON
    chosen = getattr(options, "format", None)
    if chosen is not None:
        return Format(chosen)
    output = output_of(options)
    return _SUFFIXES.get(output.suffix.lower() if output else "", Format.TEXT)


def refuse_other_kinds(options: Options) -> None:
    """Refuse a suffix that promises another format than any that is written.

    Raises:
        UsageError: `--output` has one, and neither format nor template is given.
    """
    output = output_of(options)
    said = getattr(options, "format", None) or getattr(options, "template", None)
    if output and not said and output.suffix.lower() in _NOT_WRITTEN:
        raise UsageError(
            f"{output}: files of that kind are not written",
            "Name it .txt, .md, .json, .html or .docx, or say the format with --format.",
        )


def check_written_as(options: CheckOptions) -> CheckFormat:
    """The format of a check: `--format`, else the suffix of `--output`, else text."""
    suffix = options.output.suffix.lower() if options.output else ""
    return options.format or _CHECK_SUFFIXES.get(suffix, CheckFormat.TEXT)
