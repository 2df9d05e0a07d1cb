"""The web's statements are stopped after a while; those of workers, commands and migrations are not."""

import subprocess
import sys
from pathlib import Path

import pytest

from config.env import database, hurried

ROOT = Path(__file__).parents[2]
ASK = "from django.db import connection as c; s = c.cursor(); s.execute('SHOW statement_timeout'); print(*s.fetchone())"
OF_THE_WEB = f"import config.wsgi; {ASK}"
OF_A_COMMAND = f"import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings'; django.setup(); {ASK}"


@pytest.mark.django_db
@pytest.mark.parametrize(("program", "limit"), [(OF_THE_WEB, "7s"), (OF_A_COMMAND, "0")])
def test_the_web_alone_is_in_a_hurry(program: str, limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATEMENT_TIMEOUT", "7")
    told = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == limit


def test_the_other_options_of_the_connection_stay() -> None:
    entry = hurried(database("postgresql://a@b/c"), at_most=10)
    assert entry["OPTIONS"] == {"connect_timeout": 10, "options": "-c statement_timeout=10s"}
