# SPDX-License-Identifier: EUPL-1.2
"""`voordeur test`: every check that CI runs, in one go, with the time each one took.

The tests run in tiers: all of them on SQLite, those that touch a database again on PostgreSQL, and
the browser. The checks run one after another beside the first of them, so that no core waits for
the type checker. Words that follow go to pytest as they are, and then only the tests run. What a
machine lacks is skipped with its reason, except when `CI=true`.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from voordeur.cli.source import repository

if TYPE_CHECKING:
    from voordeur.cli import Subparsers

COUNTED = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed)")
LACKING = 77
NO_TESTS = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one check or tier went: `passed`, `failed` or `skipped`, with what it counted."""

    name: str
    state: str
    seconds: float
    note: str = ""
    counts: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Check:
    """One command that must end with 0; `reason_not` says why it cannot run here, if so."""

    name: str
    words: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    reason_not: str = ""
    told: bool = False
    """Whether what it says is shown also when all is well."""


def register(subparsers: "Subparsers") -> None:
    """Add `voordeur test [--all] [pytest words …]`."""
    parser = subparsers.add_parser(
        "test",
        help="run what CI runs",
        epilog="Other words go to pytest; then only those tests run.",
        allow_abbrev=False,
    )
    parser.add_argument("--all", action="store_true", help="the long tier too")
    parser.set_defaults(run=run, passes_on=True)


def run(arguments: argparse.Namespace) -> int:
    """Run the checks and the tiers; 0 only when nothing failed. The last line counts."""
    root, begin = repository(), time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="voordeur-test-") as folder,
        ThreadPoolExecutor(max_workers=1) as beside,
    ):
        kept = bytecode(os.environ, Path(folder))
        known = [] if arguments.rest else checks(root, Path(folder))
        checked = [beside.submit(_timed, one.name, _check(one, root, kept)) for one in known]
        tested = [
            _timed(name, _tier(words, environment | kept, root, Path(folder)))
            for name, words, environment in tiers(arguments.rest, long=arguments.all)
        ]
        outcomes = [check.result() for check in checked] + tested
        if arguments.all and not arguments.rest:
            mutants = Check("mutants", [sys.executable, "-c", _COMMAND, "mutate"], told=True)
            outcomes.append(_timed(mutants.name, _check(mutants, root, kept)))
    print()
    print(summary(outcomes, time.monotonic() - begin))
    return 1 if any(outcome.state == "failed" for outcome in outcomes) else 0


def bytecode(environment: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Let what was compiled be kept in `folder` where Python may keep nothing beside its sources.

    The many programs of a run would each compile all they import: three seconds instead of one.
    """
    if not environment.get("PYTHONDONTWRITEBYTECODE"):
        return {}
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


def checks(root: Path, folder: Path) -> list[Check]:
    """The checks without pytest, quickest first; `folder` is for secrets made for the occasion."""
    tools = Path(sys.executable).parent
    python = sys.executable
    uv = shutil.which("uv") or str(root / "var" / "uv" / "bin" / "uv")
    has_uv = Path(uv).exists()
    django = [python, "-m", "django"]
    return [
        Check(
            "lock",
            # The interpreter by path: uv must not go looking for, or fetch, another one.
            [uv, "lock", "--check", "--quiet", "--python", python],
            {"UV_PYTHON_DOWNLOADS": "never"},
            "" if has_uv else "uv is not on PATH",
        ),
        Check(
            "sbom",
            # Whether the bill of materials can be made from the lock; a release ships it.
            [
                *[uv, "export", "--quiet", "--frozen", "--extra", "web", "--no-dev"],
                *["--python", python, "--format", "cyclonedx1.5"],
                *["--preview-features", "sbom-export", "--output-file", str(folder / "sbom.json")],
            ],
            {"UV_PYTHON_DOWNLOADS": "never"},
            "" if has_uv else "uv is not on PATH",
        ),
        Check("ruff", [str(tools / "ruff"), "check", "--quiet", "."]),
        Check("rules", [python, "-c", _COMMAND, "checks"]),
        Check("imports", [str(tools / "lint-imports"), "--no-cache"]),
        Check(
            "migrations",
            [*django, "makemigrations", "--check", "--dry-run"],
            laptop_settings(folder),
        ),
        Check(
            "deploy",
            [*django, "check", "--deploy", "--fail-level", "WARNING"],
            production_settings(folder),
        ),
        Check("mypy", [str(tools / "mypy")], laptop_settings(folder)),
    ]


_COMMAND = "import sys; from voordeur.cli import main; sys.exit(main())"


def laptop_settings(folder: Path) -> dict[str, str]:
    """Settings as a laptop has them, with the data in a folder that goes away."""
    return {
        "DJANGO_SETTINGS_MODULE": "voordeur.conf.settings",
        "VOORDEUR_DATA_DIR": str(folder / "data"),
    }


def production_settings(folder: Path) -> dict[str, str]:
    """Settings as a municipality would give them, for `check --deploy`; nothing is connected to."""
    import secrets

    signing, master = folder / "signing.key", folder / "master.keys"
    signing.write_text(secrets.token_urlsafe(64), encoding="utf-8")
    master.write_text(f"m1:{secrets.token_hex(32)}", encoding="utf-8")
    return laptop_settings(folder) | {
        "VOORDEUR_PRODUCTION": "1",
        "VOORDEUR_ALLOWED_HOSTS": "voordeur.example",
        "VOORDEUR_MAIL_URL": "smtp://mail.example:587",
        "VOORDEUR_SECRET_KEY_FILE": str(signing),
        "VOORDEUR_MASTER_KEY_FILE": str(master),
        "VOORDEUR_DATABASE_URL": "postgresql://voordeur@db.example/state",
        "VOORDEUR_LOG_DATABASE_URL": "postgresql://voordeur@db.example/log",
        "VOORDEUR_KEYS_DATABASE_URL": "postgresql://voordeur@db.example/keys",
    }


def tiers(
    words: list[str], *, long: bool, cores: int = os.cpu_count() or 1
) -> list[tuple[str, list[str], dict[str, str]]]:
    """The runs of pytest as (name, words, environment); one run when words were given."""
    short = "" if long else " and not long"
    if words:
        return [("tests", words, {})]
    # A file of tests of the database shares what it makes, and those that take long begin first;
    # pages are looked at one by one.
    spread, pages = [], []
    if cores > 1:
        spread = ["-n", str(min(cores, 8)), "--dist", "loadfile", "--no-loadscope-reorder"]
        pages = ["-n", str(min(cores, 8)), "--dist", "load", "--maxschedchunk", "1"]
    return [
        ("sqlite", ["-m", f"not browser{short}", *spread], {}),
        (
            "postgres",
            ["-m", f"not browser{short}", *spread],
            {"VOORDEUR_TEST_DATABASE": "postgres"},
        ),
        ("browser", ["-m", f"browser{short}", "tests/browser", *pages], {}),
    ]


def _timed(name: str, work: Callable[[], tuple[str, str, Counter[str]]]) -> Outcome:
    begin = time.monotonic()
    state, note, counts = work()
    outcome = Outcome(name, state, time.monotonic() - begin, note, counts)
    print(f"── {name}: {state} in {outcome.seconds:.1f} s{': ' + note if note else ''}", flush=True)
    return outcome


def _check(
    check: Check, root: Path, kept: dict[str, str]
) -> Callable[[], tuple[str, str, Counter[str]]]:
    def work() -> tuple[str, str, Counter[str]]:
        if check.reason_not:
            return "skipped", check.reason_not, Counter(skipped=1)
        done = subprocess.run(  # noqa: S603 - the words are our own
            check.words,
            cwd=root,
            env=_environment(check.environment | kept),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if check.told and done.returncode == 0:
            print(done.stdout.rstrip())
        if done.returncode == 0:
            return "passed", "", Counter(passed=1)
        print(done.stdout.rstrip())
        return "failed", f"{Path(check.words[0]).name} says no, see above", Counter(failed=1)

    return work


def _tier(
    words: list[str], environment: dict[str, str], root: Path, folder: Path
) -> Callable[[], tuple[str, str, Counter[str]]]:
    def work() -> tuple[str, str, Counter[str]]:
        line = [sys.executable, "-m", "pytest", "-q", "-p", "tests.postgres", *words]
        given = _environment({"VOORDEUR_DATA_DIR": str(folder / "data"), **environment})
        process = subprocess.Popen(  # noqa: S603 - words of who runs the tests
            line,
            cwd=root,
            env=given,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        last = ""
        print("── pytest " + " ".join(words), flush=True)
        assert process.stdout is not None
        for said in process.stdout:
            print("   " + said, end="", flush=True)
            last = said.strip() or last
        return judge(process.wait(), last)

    return work


def judge(code: int, last: str) -> tuple[str, str, Counter[str]]:
    """State, note and counts of a run of pytest, from its exit code and its last line.

    The exit code decides; the line only counts. A run that found no tests has held nothing: failed.
    A run that failed without counting a failure (a collection that broke) counts as one.
    """
    counts: Counter[str] = Counter()
    for number, word in COUNTED.findall(last):
        kind = {"error": "failed", "errors": "failed", "xfailed": "passed", "xpassed": "failed"}
        counts[kind.get(word, word)] += int(number)
    if code == LACKING:
        return "skipped", last.removeprefix("!").strip("! "), Counter(skipped=1)
    if code == NO_TESTS:
        return "failed", "no tests were found", Counter(failed=1)
    if code != 0:
        counts["failed"] = max(counts["failed"], 1)
        return "failed", f"pytest ended with {code}", counts
    return "passed", "", counts


def summary(outcomes: list[Outcome], seconds: float) -> str:
    """A table of what ran and how long it took, closed by the count of all checks and tests.

    `seconds` is how long all took together: less than the sum, as checks and tests run side by side.
    """
    total: Counter[str] = Counter()
    lines = []
    for outcome in outcomes:
        total += outcome.counts
        lines.append(
            f"{outcome.name:<12}{outcome.state:<9}{outcome.seconds:>8.1f} s  {outcome.note}".rstrip()
        )
    lines.append(f"{'together':<21}{seconds:>8.1f} s")
    lines.append(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return "\n".join(lines)


_KEPT = {"VOORDEUR_TEST_DATABASE", "VOORDEUR_SHARED", "VOORDEUR_EXTRAS"}


def _environment(extra: dict[str, str]) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        # A shell prepared for a demo or a server must not colour a test run.
        if not name.startswith("VOORDEUR_") or name in _KEPT
    }
    return kept | {"PYTHONUNBUFFERED": "1", "UV_PYTHON_DOWNLOADS": "never"} | extra
