from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from claims import leasing, queueing
from claims.models import Claim, EvidenceSearch, ExtractionRun, LeasedWork, Letter, PassageRun, Prediction
from claims.refusals import Refused
from claims.vital_signs import parts

AT_MOST = 50
SHOWN = ("running", "queued", "quarantined")


class Command(BaseCommand):
    help = (
        "The register of work: signs of life, how far behind the sweeps are, what is leased, what failed and why. "
        "--retry has a quarantined document read again; “all” also files passages and looks for evidence again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--retry", metavar="RUN", help="the number of a quarantined run, or “all”")

    def handle(self, *args: Any, retry: str | None, **options: Any) -> None:
        if retry:
            self._retry(retry)
            return
        for part in parts():
            figures = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in part.figures.items() if value)
            self.stdout.write(f"{part.name:<12} {'ok' if part.is_well else 'DEGRADED':<9} {figures}".rstrip())
        for state in SHOWN:
            self._show_runs(state)
            for leased in (PassageRun, EvidenceSearch):
                self._show_leased(leased, state)
        for letter in Letter.objects.filter(state=Letter.State.FAILED).select_related("user")[:AT_MOST]:
            self.stdout.write(f"letter {letter.pk} given up, attempt {letter.attempts}: {letter} {letter.error}")
        for model in (Prediction, Claim):
            for row in model.objects.exclude(recheck_error="").order_by("pk")[:AT_MOST]:
                self.stdout.write(f"{model._meta.model_name} {row.pk}: next turn {row.recheck_at}: {row.recheck_error}")

    def _show_runs(self, state: str) -> None:
        runs = ExtractionRun.objects.filter(state=state).select_related("version__document").order_by("created_at")
        for run in runs.defer("version__text", "version__raw")[:AT_MOST]:
            until = f", leased until {run.leased_until:%Y-%m-%d %H:%M:%S}" if run.leased_until else ""
            self.stdout.write(
                f"run {run.pk} {state}, attempt {run.attempts}{until}: {run.version} {run.error}".rstrip()
            )

    def _show_leased(self, model: type[LeasedWork], state: str) -> None:
        for row in model._default_manager.filter(state=state).order_by("-created_at")[:AT_MOST]:
            until = f", leased until {row.leased_until:%Y-%m-%d %H:%M:%S}" if row.leased_until else ""
            name = model._meta.verbose_name
            self.stdout.write(f"{name} {row.pk} {state}, attempt {row.attempts}{until}: {row.error}".rstrip(": "))

    def _retry(self, which: str) -> None:
        quarantined = ExtractionRun.objects.filter(state=ExtractionRun.State.QUARANTINED)
        if which != "all" and not which.isdigit():
            raise CommandError(f"--retry: {which!r} is neither the number of a run nor “all”.")
        chosen: QuerySet[ExtractionRun] = quarantined if which == "all" else ExtractionRun.objects.filter(pk=int(which))
        if which != "all" and not chosen.exists():
            raise CommandError(f"--retry: there is no run {which}.")
        for run in chosen.order_by("pk"):
            try:
                queueing.retry(run, by=None)
            except Refused as refused:
                raise CommandError(str(refused)) from refused
            self.stdout.write(f"Run {run.pk} waits to be read again.")
        if which == "all":
            self._retry_leased()

    def _retry_leased(self) -> None:
        for model in (PassageRun, EvidenceSearch):
            for row in model._default_manager.filter(state=LeasedWork.State.QUARANTINED).order_by("pk"):
                leasing.retry(row, by=None)
                self.stdout.write(f"{model._meta.verbose_name} {row.pk} waits to be tried again.")
