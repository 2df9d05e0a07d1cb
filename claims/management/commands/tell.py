from typing import Any

from django.core.management.base import BaseCommand

from claims import notices


class Command(BaseCommand):
    help = "Write the notices of what happened, file the digests that are due, and send all letters. Needs no broker."

    def handle(self, *args: Any, **options: Any) -> None:
        told, digests = notices.tell(), notices.digest()
        sent = notices.deliver()
        self.stdout.write(f"{told} entries told, {digests} digests filed, {sent} letters sent.")
