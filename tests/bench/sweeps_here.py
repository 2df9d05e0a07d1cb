"""Measures the sweeps in the database that the environment names, and prints the seconds: run by tests.bench.sweeps."""

import json
import sys
from collections.abc import Callable

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from claims import intake, sweeping, vital_signs  # noqa: E402
from claims.models import Notice  # noqa: E402
from tests.bench.sweeps import BARE, seconds  # noqa: E402

TIMES = 500


def idle() -> dict[str, float]:
    def select_one() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()

    acts: dict[str, Callable[[], object]] = {
        "select 1": select_one,
        "rechecks": sweeping.sweep,
        "extractions": intake.sweep,
        "signs": vital_signs.parts,
    }
    return _each(acts)


def signs() -> dict[str, float]:
    return _each({"signs": vital_signs.parts})


def _each(acts: dict[str, Callable[[], object]]) -> dict[str, float]:
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

    # On either side of it: what others take of the machine changes meanwhile.
    before, sweep, after = seconds(bare, 3), seconds(sweeping.sweep, 1), seconds(bare, 3)
    return {"bare": (before + after) / 2, "sweep": sweep}


def told() -> dict[str, float]:
    before = Notice.objects.count()
    sweep = seconds(sweeping.sweep, 1)
    return {"sweep": sweep, "notices": Notice.objects.count() - before}


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"idle": idle, "signs": signs, "due": due, "told": told}[sys.argv[1]]()))
