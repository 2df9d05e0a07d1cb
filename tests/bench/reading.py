"""The reading view of 200,000 characters with 500 candidates, against the same text without any plus its queries."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator

from tests.bench.commits import database
from tests.bench.figures import Figure

PROGRAM = "from tests.bench.reading_page import main; main({rounds})"


def reading(rounds: int) -> Iterator[Figure]:
    """In a process whose settings name a fresh database."""
    with database() as (owner_url, application_url):
        addresses = {"DATABASE_OWNER_URL": owner_url, "DATABASE_URL": application_url, "AVER_DEMO": "1"}
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", PROGRAM.format(rounds=rounds)]
        environment = os.environ | addresses | {"LOG_LEVEL": "ERROR"}
        ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment)
    bare, queries, whole = (1000 * seconds for seconds in json.loads(ran.stdout))
    yield Figure("reading view: the text alone", bare, "ms")
    yield Figure("reading view: the queries of 500 candidates", queries, "ms")
    yield Figure(
        "reading view: with 500 / (alone + queries)", whole / (bare + queries), "", 1.5, 1.5, note=f"{whole:.0f} ms"
    )
