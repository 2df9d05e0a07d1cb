from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from claims import leasing, notices, queueing
from claims.letters import on_one_line
from claims.models import Claim, EvidenceSearch, ExtractionRun, LeasedWork, Letter, PassageRun, Prediction
from claims.refusals import Refused
from claims.vital_signs import parts

AT_MOST = 50
SHOWN = ("running", "queued", "quarantined")
LONGEST_NAME, LONGEST_ERROR = 240, 260
MOST_DIGITS = 18


class Command(BaseCommand):
    help = (
        "The register of work: signs of life, how far behind the sweeps are, what is leased, what failed and why. "
        "--retry has a quarantined document read again; “all” also files passages and looks for evidence again, "
        "and sends the letters that were given up."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--retry", metavar="RUN", help="the number of a quarantined run, or “all”")

    def handle(self, *args: Any, retry: str | None, **options: Any) -> None:
        if retry == "all":
            self._retry_all()
        elif retry is not None:
            self._retry(retry)
        else:
            self._show()

    def _show(self) -> None:
        for part in parts():
            figures = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in part.figures.items() if value)
            self.stdout.write(f"{part.name:<12} {'ok' if part.is_well else 'DEGRADED':<9} {figures}".rstrip())
        for state in SHOWN:
            self._show_work("run", _runs().filter(state=state).order_by("created_at"))
            for rows in _leased():
                self._show_work(str(rows.model._meta.verbose_name), rows.filter(state=state).order_by("-created_at"))
        for letter in _given_up()[:AT_MOST]:
            self._tell(f"letter {letter.pk} given up, attempt {letter.attempts}: {letter}", letter.error)
        for model in (Prediction, Claim):
            for row in model.objects.exclude(recheck_error="").order_by("pk")[:AT_MOST]:
                self._tell(f"{model._meta.model_name} {row.pk}: next turn {row.recheck_at}", row.recheck_error)

    def _show_work(self, name: str, rows: QuerySet[Any]) -> None:
        for row in rows[:AT_MOST]:
            until = f", leased until {row.leased_until:%Y-%m-%d %H:%M:%S}" if row.leased_until else ""
            self._tell(f"{name} {row.pk} {row.state}, attempt {row.attempts}{until}: {row}", row.error)

    def _tell(self, what: str, error: str) -> None:
        """Errors and headlines are of others: what they hold moves no cursor and ends no line."""
        line = on_one_line(what, LONGEST_NAME)
        self.stdout.write(f"{line}: {on_one_line(error, LONGEST_ERROR)}" if error else line)

    def _retry(self, which: str) -> None:
        if not (which.isascii() and which.isdigit()):
            raise CommandError(f"--retry: {which!r} is neither the number of a run nor “all”.")
        run = ExtractionRun.objects.filter(pk=int(which)).first() if len(which) <= MOST_DIGITS else None
        if run is None:
            raise CommandError(f"--retry: there is no run {which}.")
        try:
            queueing.retry(run, by=None)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Run {run.pk} waits to be read again.")

    def _retry_all(self) -> None:
        quarantined = LeasedWork.State.QUARANTINED
        self._retry_each("Run", _runs().filter(state=quarantined), queueing.retry, "waits to be read again")
        for rows in _leased():
            name = str(rows.model._meta.verbose_name).capitalize()
            self._retry_each(name, rows.filter(state=quarantined), leasing.retry, "waits to be tried again")
        self._retry_each("Letter", _given_up(), notices.retry, "waits to be sent again")

    def _retry_each(self, name: str, rows: QuerySet[Any], retry: Callable[..., object], told: str) -> None:
        """Oldest first. What is refused (somebody was quicker) is said, and keeps no other."""
        for row in rows.order_by("created_at", "pk"):
            try:
                retry(row, by=None)
            except Refused as refused:
                self.stderr.write(f"{name} {row.pk}: {refused}")
            else:
                self.stdout.write(f"{name} {row.pk} {told}.")


def _runs() -> QuerySet[ExtractionRun]:
    return ExtractionRun.objects.select_related("version__document").defer("version__text", "version__raw")


def _leased() -> tuple[QuerySet[Any], ...]:
    filings = PassageRun.objects.select_related("version__document").defer("version__text", "version__raw")
    return filings, EvidenceSearch.objects.select_related("claim")


def _given_up() -> QuerySet[Letter]:
    return Letter.objects.filter(state=Letter.State.FAILED).select_related("user")
