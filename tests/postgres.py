# SPDX-License-Identifier: EUPL-1.2
"""A throw-away PostgreSQL for a test run, and the pytest plugin that puts the run on it.

    VOORDEUR_TEST_DATABASE=postgres python -m pytest -p tests.postgres

starts a cluster in a folder of its own (`initdb`, no fsync, a free port on the loopback address and
a socket in that folder), gives its three databases to the settings, keeps only the tests that touch
a database, and removes everything at the end. PostgreSQL refuses to run as root; then the `postgres`
user of the Debian package carries it. When `VOORDEUR_DATABASE_URL` is set already, that server is
used and nothing is started.
"""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.machine import on_ci, postgres_binaries

SWITCH = "VOORDEUR_TEST_DATABASE"
URLS = {
    "VOORDEUR_DATABASE_URL": "state",
    "VOORDEUR_LOG_DATABASE_URL": "log",
    "VOORDEUR_KEYS_DATABASE_URL": "keys",
}
LACKING = 77  # exit code of a run that was skipped as a whole
CARRIER = "postgres"
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


class Unavailable(Exception):
    """PostgreSQL cannot be started here; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running PostgreSQL of our own; `stop()` ends it and removes its files."""

    folder: Path
    binaries: Path
    port: int
    password: str

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://voordeur:{self.password}@127.0.0.1:{self.port}/{database}"

    def environment(self) -> dict[str, str]:
        """What the settings need to find the three databases."""
        return {name: self.url(database) for name, database in URLS.items()}

    def stop(self) -> None:
        """End the server at once and remove its folder; a second call does nothing."""
        if not self.folder.exists():
            return
        _run(self.folder, str(self.binaries / "pg_ctl"), "stop", "-D", str(self.folder / "data"),
             "-m", "immediate", "-w", check=False)  # fmt: skip
        shutil.rmtree(self.folder, ignore_errors=True)


def start() -> Cluster:
    """Start a cluster with the databases state, log and keys; raises `Unavailable` with the reason."""
    binaries = postgres_binaries()
    if binaries is None:
        raise Unavailable("PostgreSQL is not on this machine: apt install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="voordeur-postgres-"))
    cluster = Cluster(folder, binaries, _free_port(), secrets.token_hex(16))
    word = folder / "password"
    word.write_text(cluster.password + "\n", encoding="utf-8")
    word.chmod(0o600)
    if os.geteuid() == 0:
        try:
            carrier = pwd.getpwnam(CARRIER)
        except KeyError as error:
            shutil.rmtree(folder)
            raise Unavailable(
                f"PostgreSQL does not run as root and there is no user {CARRIER!r}: "
                "run the tests as another user"
            ) from error
        for path in (folder, word):
            os.chown(path, carrier.pw_uid, carrier.pw_gid)
    data = str(folder / "data")
    options = " ".join(f"-c {option}" for option in FAST)
    try:
        _run(folder, str(binaries / "initdb"), "-D", data, "-U", "voordeur", "--pwfile", str(word),
             "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        _run(folder, str(binaries / "pg_ctl"), "start", "-D", data, "-w", "-t", "60", "-s",
             "-l", str(folder / "server.log"),
             "-o", f"-p {cluster.port} -h 127.0.0.1 -k {folder} {options}")  # fmt: skip
        for database in URLS.values():
            _run(folder, str(binaries / "createdb"), "-h", "127.0.0.1", "-p", str(cluster.port),
                 "-U", "voordeur", database, password=cluster.password)  # fmt: skip
    except BaseException:
        cluster.stop()
        raise
    return cluster


def _run(folder: Path, *words: str, password: str = "", check: bool = True) -> None:
    """Run a PostgreSQL program as the user that may; raises `Unavailable` with what it said."""
    line = ["runuser", "-u", CARRIER, "--", *words] if os.geteuid() == 0 else list(words)
    log = folder / "programs.log"
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "PGPASSWORD": password}
    # A file, not a pipe: the server that pg_ctl leaves behind would keep a pipe open for ever.
    with log.open("ab") as said:
        done = subprocess.run(
            line, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
    if check and done.returncode != 0:
        tail = log.read_text(encoding="utf-8", errors="replace")[-800:]
        raise Unavailable(f"PostgreSQL did not start ({Path(words[0]).name}): {tail}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def asked_for() -> bool:
    """Whether this run is to be on PostgreSQL."""
    return os.environ.get(SWITCH) == "postgres"


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Start the cluster before Django's settings are read; a worker of xdist finds it running."""
    if asked_for() and "VOORDEUR_DATABASE_URL" not in os.environ:
        try:
            cluster = start()
        except Unavailable as reason:
            pytest.exit(f"{reason}", returncode=1 if on_ci() else LACKING)
        os.environ.update(cluster.environment())
        early_config.add_cleanup(cluster.stop)
    return (yield)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL keep only what touches a database: sums are the same on any engine."""
    if not asked_for():
        return
    kept = [item for item in items if touches_a_database(item)]
    dropped = [item for item in items if not touches_a_database(item)]
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        items[:] = kept


def touches_a_database(item: pytest.Item) -> bool:
    """Whether a test asks for the database by its marker, a fixture or Django's test classes."""
    from django.test import SimpleTestCase

    fixtures = set(getattr(item, "fixturenames", ()))
    owner = getattr(item, "cls", None)
    return (
        item.get_closest_marker("django_db") is not None
        or bool(fixtures & {"db", "transactional_db", "django_db_setup", "live_server"})
        or (isinstance(owner, type) and issubclass(owner, SimpleTestCase))
    )
