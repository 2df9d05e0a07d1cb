"""Measures the sweeps in the database that the environment names, and prints the seconds: run by tests.bench.sweeps."""

import json
import sys

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from claims import intake, sweeping  # noqa: E402
from tests.bench.sweeps import BARE, seconds  # noqa: E402

TIMES = 500


def idle() -> dict[str, float]:
    def select_one() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()

    acts = {"select 1": select_one, "rechecks": sweeping.sweep, "extractions": intake.sweep}
    for act in acts.values():
        seconds(act, 50)
    return {name: seconds(act, TIMES) for name, act in acts.items()}


def due() -> dict[str, float]:
    def bare() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(BARE)
            # The ledger's triggers are part of an UPDATE, and would be deferred beyond what is measured.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            transaction.set_rollback(True)

    bare_took = seconds(bare, 3)
    return {"bare": bare_took, "sweep": seconds(sweeping.sweep, 1)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"idle": idle, "due": due}[sys.argv[1]]()))
