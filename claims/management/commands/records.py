from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from claims import tallying


class Command(BaseCommand):
    help = (
        "Bring the records of claimants and publishers up to date. Needs no broker; safe to repeat. "
        "--from-scratch makes them all anew, and says how many lines were missing or wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from-scratch", action="store_true", help="Make all lines and totals anew.")

    def handle(self, *args: Any, from_scratch: bool, **options: Any) -> None:
        if from_scratch:
            self.stdout.write(f"{tallying.count_from_scratch()} lines were missing or wrong.")
        else:
            self.stdout.write(f"{tallying.keep_up()} entries followed.")
