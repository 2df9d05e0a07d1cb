"""`manage.py evaluate`: the extractor against annotated sets, without a database."""

import json
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from claims.evaluation.records import MalformedSet
from claims.evaluation.report import Report
from claims.evaluation.sets import FORMATS, SETS, rows


class Command(BaseCommand):
    """Prints figures, and every miss on demand."""

    help = "Score the extractor on an annotated set, or on all that are there. Needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One set at a time, or all."""
        which = parser.add_mutually_exclusive_group(required=True)
        for name, one in FORMATS.items():
            which.add_argument(f"--{name}", type=Path, metavar="FOLDER" if one.is_folder else "FILE", help=one.shape)
        which.add_argument("--all", action="store_true", help="the sets of the project, and the shared ones if there")
        parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
        parser.add_argument("--dump", type=Path, metavar="FILE", help="write each miss to FILE, one a line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Score, print, dump."""
        if options["all"]:
            self._score_all(**options)
            return
        name = next(name for name in FORMATS if options[name] is not None)
        report = scored(name, options[name])
        if options["json"]:
            self.stdout.write(json.dumps(_rounded(report)))
        else:
            for key, value in report.figures.items():
                self.stdout.write(f"{key:<20} {value:.3f}" if isinstance(value, float) else f"{key:<20} {value}")
        _dump(options["dump"], {"": report})

    def _score_all(self, **options: Any) -> None:
        reports: dict[str, Report] = {}
        absent: list[str] = []
        failures: list[str] = []
        for one in SETS:
            path = Path(settings.BASE_DIR, one.path)
            if not one.is_shipped and not path.exists():
                absent.append(one.path)
                continue
            try:
                reports[one.name] = scored(one.format, path)
            except CommandError as error:
                failures.append(str(error))
        if options["json"]:
            self.stdout.write(json.dumps({name: _rounded(report) for name, report in reports.items()}))
        else:
            self._write_table(reports, absent)
        _dump(options["dump"], {f"{name}: ": report for name, report in reports.items()})
        if failures:
            raise CommandError("\n".join(failures))

    def _write_table(self, reports: Mapping[str, Report], absent: Sequence[str]) -> None:
        self.stdout.write(f"{'set':<44} {'figure':<18} {'here':>5}  to reach")
        for row in (row for one in SETS if one.name in reports for row in rows(one, reports[one.name])):
            target = "" if row.target is None else f"≥ {row.target:.2f}{'' if row.value >= row.target else '  below'}"
            self.stdout.write(f"{row.set_name:<44} {row.figure:<18} {row.value:>5.3f}  {target}".rstrip())
        if absent:
            self.stdout.write(f"Not here, so not scored: {', '.join(absent)}.")


def scored(name: str, path: Path) -> Report:
    """The report on the set at `path`. Raises CommandError, one sentence, if it cannot be scored as a `name` set."""
    form = FORMATS[name]
    if not path.exists():
        raise CommandError(f"--{name}: {path} is not there.")
    if path.is_dir() != form.is_folder:
        raise CommandError(f"--{name}: {path} is not {form.shape}.")
    try:
        return form.score(path)
    except (MalformedSet, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise CommandError(f"--{name}: {path} cannot be scored: {reason}.") from error


def _rounded(report: Report) -> dict[str, float]:
    return {figure: round(value, 4) for figure, value in report.figures.items()}


def _dump(path: Path | None, reports: Mapping[str, Report]) -> None:
    """Writes the misses, one a line behind the prefix of their set. Raises CommandError if `path` cannot be written."""
    if path is None:
        return
    lines = (f"{prefix}{' '.join(miss.split())}\n" for prefix, report in reports.items() for miss in report.misses)
    try:
        path.write_text("".join(lines), "utf-8")
    except OSError as error:
        raise CommandError(f"--dump: {path} cannot be written: {error.strerror}.") from error
