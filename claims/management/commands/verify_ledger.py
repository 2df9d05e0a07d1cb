"""Does the ledger stand as it was written, and every row as its last entry says?"""

import json
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.ledger import Head, faults, head


def read_head(path: Path) -> Head:
    """A head that export_head wrote. Raises CommandError naming what is wrong with the file."""
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        return Head(int(given["seq"]), datetime.fromisoformat(given["recorded_at"]), str(given["hash"]))
    except OSError as error:
        raise CommandError(f"--head: {error.strerror}: {path}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise CommandError(f"--head: {path} is not what export_head writes ({error!r}).") from error


class Command(BaseCommand):
    help = (
        "Verify the ledger: the hash of each entry, gaps, links, order, and each row against its last entry. "
        "Prints every fault and exits with 1 if there is one. Reads only."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--head", type=Path, help="A file of export_head, kept elsewhere: only with it is a cut tail noticed."
        )

    def handle(self, *args: Any, head: Path | None, **options: Any) -> None:
        known = read_head(head) if head else None
        count = 0
        for fault in faults(known):
            self.stdout.write(str(fault))
            count += 1
        if count:
            raise CommandError(f"{count} {'fault' if count == 1 else 'faults'}.")
        self.stdout.write(self._told(known))

    def _told(self, known: Head | None) -> str:
        newest = head()
        if newest is None:
            return "The ledger is empty."
        told = f"{newest.seq} entries stand as they were written, and every row as its last entry says."
        return told if known else f"{told} Whether newer ones were cut off is known only with --head."
