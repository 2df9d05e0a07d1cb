"""What the launcher keeps under `.aver/`: a lock, secrets made at the first start, and the addresses while it runs."""

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from config.embedded.failures import CannotStart

MEGABYTES_NEEDED = 300
"""A new data directory takes about 50 MB and writes ahead by as much again, several times."""

PEOPLE = ("editor", "reviewer")
"""Whom the demo lets in, each with a password of their own."""

SECRETS = tuple(f"{name}_password" for name in ("admin", "owner", "application", "broker", *PEOPLE))


class State:
    """The folder of one embedded Aver, locked by the launcher that uses it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock: IO[str] | None = None
        self._is_ours = False

    def lock(self) -> None:
        """Raises CannotStart where another launcher has the folder, or it cannot be written."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.chmod(0o700)
            self._lock = (self.folder / "lock").open("a+")
        except OSError as error:
            raise CannotStart(f"{self.folder} cannot be written ({error.strerror}); mend its rights.") from error
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._lock.seek(0)
            raise CannotStart(
                f"Aver already runs from here (process {self._lock.read().strip() or 'unknown'}); "
                "stop it with Ctrl-C in its terminal, or use it."
            ) from None
        self._is_ours = True
        self._refuse_a_full_disk()
        self._lock.seek(0)
        self._lock.truncate()
        self._lock.write(f"{os.getpid()}\n")
        self._lock.flush()

    def _refuse_a_full_disk(self) -> None:
        free = shutil.disk_usage(self.folder).free // 1_000_000
        if free < MEGABYTES_NEEDED:
            raise CannotStart(
                f"the disk that holds {self.folder} has {free} MB of the {MEGABYTES_NEEDED} needed; free some space."
            )

    def secrets(self) -> Mapping[str, str]:
        """Passwords, the signing key and the pepper of the API's keys, made once."""
        path = self.folder / "secrets.json"
        held: dict[str, str] = json.loads(path.read_text("utf-8")) if path.exists() else {}
        missing = {name: secrets.token_urlsafe(12) for name in SECRETS if name not in held}
        for name in ("secret_key", "api_key_pepper"):
            if name not in held:
                missing[name] = secrets.token_urlsafe(64)
        if missing:
            held |= missing
            _write_privately(path, json.dumps(held, indent=1))
        return held

    def announce(self, **addresses: str) -> None:
        """Let every manage.py command find what runs."""
        _write_privately(self.folder / "running.json", json.dumps(addresses, indent=1))

    def withdraw(self) -> None:
        """Nothing runs any more; what another launcher has announced is left alone."""
        if self._is_ours:
            (self.folder / "running.json").unlink(missing_ok=True)


def _write_privately(path: Path, text: str) -> None:
    """0600 from the first byte, and whole or not at all."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    fresh.write_text(text, "utf-8")
    fresh.replace(path)
