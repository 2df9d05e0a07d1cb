"""`manage.py evaluate`: the extractor against annotated sets, without a database."""

import json
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.evaluation import attribution, checkworthy, claims_in_news, timespans, timex

SCORERS: Mapping[str, tuple[Callable[[Path], Any], str]] = {
    "claims": (claims_in_news.score, "a folder of annotated documents (NAME.txt with NAME.json)"),
    "timex": (timex.score, "a file of texts with TIMEX3 expressions, a JSON object a line"),
    "timespans": (timespans.score, "a file of phrases with their windows, a JSON object a line"),
    "attribution": (attribution.score, "a file of texts with attributions, a JSON object a line"),
    "checkworthy": (checkworthy.score, "a file of sentences marked check-worthy or not, a JSON object a line"),
}


class Command(BaseCommand):
    """Prints figures, and every miss on demand."""

    help = "Score the extractor on an annotated set. Needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One set at a time."""
        which = parser.add_mutually_exclusive_group(required=True)
        for name, (_, shape) in SCORERS.items():
            which.add_argument(f"--{name}", type=Path, metavar="FOLDER" if name == "claims" else "FILE", help=shape)
        parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
        parser.add_argument("--dump", type=Path, metavar="FILE", help="write each miss to FILE, one a line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Score, print, dump."""
        name = next(name for name in SCORERS if options[name] is not None)
        path: Path = options[name]
        if not path.exists():
            raise CommandError(f"--{name}: {path} is not there.")
        try:
            report = SCORERS[name][0](path)
        except (ValueError, KeyError, OSError) as error:
            raise CommandError(f"--{name}: {path} is not {SCORERS[name][1]}: {error}") from error
        if options["json"]:
            self.stdout.write(json.dumps({key: round(value, 4) for key, value in report.figures.items()}))
        else:
            for key, value in report.figures.items():
                self.stdout.write(f"{key:<20} {value:.3f}" if isinstance(value, float) else f"{key:<20} {value}")
        if options["dump"]:
            options["dump"].write_text("".join(f"{' '.join(line.split())}\n" for line in report.misses), "utf-8")
