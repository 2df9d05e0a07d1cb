"""The desk's lists and its home, at a thousand claims and at a million: time of one page, by the database's work."""

import json
import subprocess
import sys

from tests.bench.bases import filled
from tests.bench.figures import Figure

SIZES = {"small": 100_000, "full": 1_000_000}
FEW = 1_000
PAGES = {
    "home": "/admin/",
    "claims": "/admin/claims/claim/",
    "claims, last page": "/admin/claims/claim/?p=20",
    "claims, owed": "/admin/claims/claim/?status=due",
    "claims, a rare word": "/admin/claims/claim/?q=rare7",
    "queue": "/admin/claims/claim/queue/",
    "predictions": "/admin/claims/prediction/",
    "predictions, a month": "/admin/claims/prediction/?window_in=2026-03&status=all",
    "documents": "/admin/sources/document/",
    "claimants": "/admin/claims/claimant/",
}


def lists(size: str) -> list[Figure]:
    """Each page at many rows against the same page at few; the gate is 1.5 × and a hundredth of a second."""
    few, many = (_seconds(rows) for rows in (FEW, SIZES[size]))
    note = f"{SIZES[size]:,} against {FEW:,} claims"
    return [
        Figure(
            f"list: {name}", many[name] / (few[name] + 0.01), "×", 1.2, 1.5, note=f"{note}: {many[name] * 1000:.0f} ms"
        )
        for name in PAGES
    ]


def _seconds(rows: int) -> dict[str, float]:
    """Times the pages in a process whose settings name the base. Where there are few claims, all wait for a verdict."""
    with filled(rows, has_verdicts=rows > FEW) as base:
        timed = [sys.executable, "-m", "tests.bench.pages", json.dumps(PAGES)]
        told = subprocess.run(timed, check=True, stdout=subprocess.PIPE, env=base.surroundings)
    seconds: dict[str, float] = json.loads(told.stdout)
    return seconds
