"""The present state of claims, predictions and verdicts from the ledger alone."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.rebuilding import REBUILT, differences, rebuild


class Command(BaseCommand):
    help = (
        "Rebuild claims, predictions and verdicts from the ledger and print them, one JSON object a line; "
        "with --check compare them with the tables instead, print each difference, and exit with 1 if there is one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Compare with the tables; print only differences.")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        if check:
            return self._check()
        for model in REBUILT:
            for row in rebuild(model):
                line = {"object": model._meta.model_name} | row
                self.stdout.write(json.dumps(line, ensure_ascii=False, sort_keys=True))
        return None

    def _check(self) -> None:
        count = 0
        for difference in differences():
            self.stdout.write(difference)
            count += 1
        if count:
            raise CommandError(f"{count} {'difference' if count == 1 else 'differences'}.")
        self.stdout.write("The tables hold what the ledger says.")
