from typing import Any

from django.core.management.base import BaseCommand

from claims import rechecks
from claims.models import Prediction


class Command(BaseCommand):
    help = "Bring up every prediction whose turn has come, by the database's clock. Needs no broker; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        count = rechecks.sweep()
        due, look = (
            Prediction.objects.due().count(),
            Prediction.objects.to_look_at().count(),
        )
        self.stdout.write(f"{count} taken. In the queue: {due} due, {look} to look at.")
