"""Print the newest entry's number and hash: small, to be kept where nobody who writes the database can write."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.ledger import head


class Command(BaseCommand):
    help = "Print the head of the ledger as JSON; keep it elsewhere, and give it to verify_ledger --head."

    def handle(self, *args: Any, **options: Any) -> None:
        newest = head()
        if newest is None:
            raise CommandError("The ledger is empty: it has no head yet.")
        self.stdout.write(json.dumps(asdict(newest), default=lambda instant: instant.isoformat()))
