from typing import Any

from django.core.management.base import BaseCommand

from claims import sweeping
from claims.models import Claim, Prediction


class Command(BaseCommand):
    help = "Bring up every claim whose turn has come, by the database's clock. Needs no broker; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        count = sweeping.sweep()
        due, look = Prediction.objects.due().count(), Prediction.objects.to_look_at().count()
        again = Claim.objects.to_look_at_again().count()
        told = f"{count} taken. In the queue: {due} due, {look} to look at"
        self.stdout.write(f"{told}, {again} to look at again." if again else f"{told}.")
