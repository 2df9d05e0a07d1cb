import shutil
import textwrap
import time
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Q

from claims.models import Candidate, ExtractionRun
from sources.models import DocumentVersion

WHO, WHEN, HEDGE = 26, 30, 14


class Command(BaseCommand):
    help = "Show what was found, as a table: who, what, operator and window, hedge."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--wait", type=float, default=0, metavar="SECONDS", help="wait until all are read")
        parser.add_argument("--publisher", action="append", metavar="SLUG", help="only this publisher's; repeatable")
        parser.add_argument("--dated", action="store_true", help="only candidates with a time expression")

    def handle(self, *args: Any, wait: float, dated: bool, publisher: list[str] | None, **options: Any) -> None:
        still_waiting = self._wait(timedelta(seconds=wait), publisher)
        candidates = Candidate.objects.select_related("version__document").order_by(
            "version__document__published_at", "version", "start"
        )
        if publisher:
            candidates = candidates.filter(version__publisher__slug__in=publisher)
        if dated:
            candidates = candidates.exclude(time_text="")
        width = max(40, shutil.get_terminal_size().columns - WHO - WHEN - HEDGE - 3)
        document = None
        for candidate in candidates.defer("version__text", "version__raw").iterator():
            if candidate.version.document != document:
                document = candidate.version.document
                self._head(document.published_on, str(document))
                self.stdout.write(f"{'who':{WHO}} {'what':{width}} {'when':{WHEN}} hedge")
            self._row(candidate, width)
        if still_waiting:
            self.stderr.write(f"{still_waiting} documents are not read yet; ask again with --wait 60.")

    def _head(self, day: object, title: str) -> None:
        self.stdout.write("")
        self.stdout.write(self.style.MIGRATE_HEADING(f"{day or 'date unknown'} · {title}"))

    def _row(self, candidate: Candidate, width: int) -> None:
        who = textwrap.shorten(candidate.claimant, WHO, placeholder="…")
        what = textwrap.shorten(candidate.quote, width, placeholder="…")
        when = textwrap.shorten(_when(candidate), WHEN, placeholder="…")
        self.stdout.write(f"{who:{WHO}} {what:{width}} {when:{WHEN}} {candidate.hedge}".rstrip())

    def _wait(self, at_most: timedelta, publishers: list[str] | None) -> int:
        deadline = time.monotonic() + at_most.total_seconds()
        while (waiting := _unread(publishers)) and time.monotonic() < deadline:
            time.sleep(0.3)
        return waiting


def _unread(publishers: list[str] | None) -> int:
    versions = DocumentVersion.objects.filter(publisher__slug__in=publishers) if publishers else DocumentVersion.objects
    unfinished = Q(runs=None) | Q(runs__state__in=[ExtractionRun.State.QUEUED, ExtractionRun.State.RUNNING])
    return versions.filter(unfinished).distinct().count()


def _when(candidate: Candidate) -> str:
    """*not before 2022-02-16*, *within 2022-03-01 … 2022-03-31*, *before 2022-02-20*."""
    if not candidate.time_text:
        return ""
    days = [str(day) for day in dict.fromkeys([candidate.not_before, candidate.not_after]) if day]
    return f"{candidate.get_operator_display()} {' … '.join(days)}".strip()
