from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims import rechecks


class Command(BaseCommand):
    help = (
        "Compute anew when every claim is to be looked at, after the rules of a time zone have changed, and say what "
        "moved. Safe to repeat. Exits with 1 if a row could not be computed; the others are."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        count = failed = 0
        for moved in rechecks.reschedule():
            self.stdout.write(str(moved))
            failed += bool(moved.problem)
            count += not moved.problem
        self.stdout.write(f"{count} moved.")
        if failed:
            raise CommandError(f"{failed} could not be computed and stay as they were.")
