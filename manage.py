#!/usr/bin/env python3
"""Aver's commands: `python manage.py help`. Without Django at hand it goes on in the `.venv` of `make setup`."""

import importlib.util
import os
import sys
from pathlib import Path

VENV_PYTHON = Path(__file__).resolve().parent / ".venv" / "bin" / "python"

if importlib.util.find_spec("django") is None:
    if not VENV_PYTHON.exists():
        sys.exit("Aver is not set up here: run `make setup` first.")
    os.execv(VENV_PYTHON, [str(VENV_PYTHON), *sys.argv])

from django.core.management import execute_from_command_line
from django.db.utils import OperationalError

from config.env import NOTHING_RUNS, BadSetting, endpoints


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(sys.argv)
    except BadSetting as error:
        sys.exit(str(error))
    except OperationalError as error:
        sys.exit(f"The database does not answer: {error}".strip() if endpoints().database_url else NOTHING_RUNS)


if __name__ == "__main__":
    main()
