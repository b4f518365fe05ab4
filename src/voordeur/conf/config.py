# SPDX-License-Identifier: EUPL-1.2
"""The one typed list of settings an operator may give, as `VOORDEUR_…` variables or a TOML file."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

PREFIX = "VOORDEUR_"
# Read by the start script and the test run, not by the application.
FOREIGN = frozenset(
    {"CONFIG", "PYTHON", "EXTRAS", "TEST_DATABASE", "SHARED", "SCREENSHOTS", "TEST_STATE_URL"}
)


class ConfigError(Exception):
    """A setting that is unknown, of the wrong kind or missing; the message names it and the way out."""


@dataclass(frozen=True, slots=True)
class Config:
    """All settings, with the values a laptop starts with; production must give the marked ones."""

    data_dir: Path = Path("var")
    """Folder of the SQLite files, keys and papers."""
    database_url: str = ""
    """`postgresql://…` of the state database; empty means SQLite in `data_dir`."""
    log_database_url: str = ""
    keys_database_url: str = ""
    secret_key_file: Path | None = None
    """File with Django's signing key; made in `data_dir` when the demo or a laptop has none."""
    master_key_file: Path | None = None
    """File with the key ring that wraps every subject key; never beside the databases' backup."""
    allowed_hosts: str = "localhost,127.0.0.1,[::1]"
    production: bool = False
    small: bool = False
    """Allows SQLite in production: one team, one machine."""
    demo: bool = False
    """Shows the demo sign-in, and only when the database carries the demo mark as well."""
    municipality: str = "Waterveen"
    theme: str = "waterveen"
    exit_url: str = "https://www.buienradar.nl/"
    """Where the quick exit on residents' pages goes."""
    names_in_log: bool = False
    """Shows residents the name of who looked at their file; else role and organisation."""
    mail_url: str = ""
    """`smtp://user:password@host:port`; empty sends no mail."""
    mail_from: str = "voordeur@localhost"
    public_url: str = ""
    """Address that people type, for the link in mail; empty puts no link in it."""
    virus_scan: str = ""
    """`host:port` or socket path of clamd; empty means papers are marked 'not scanned'."""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret_file: Path | None = None
    secure_cookies: bool = False
    factlab_dir: Path | None = None
    """Folder of data deliveries and of the work on them, which holds names; empty: in `data_dir`."""
    stuck_helpers: int = 10
    """A case with more helpers than this is stuck, or so many days without a joint plan or a move."""
    stuck_days_without_plan: int = 42
    stuck_days_without_movement: int = 30

    def __post_init__(self) -> None:
        """Refuse combinations that would put a municipality at risk."""
        if not self.production:
            return
        if self.demo:
            raise ConfigError("VOORDEUR_DEMO=1 cannot go with VOORDEUR_PRODUCTION=1: remove one.")
        if not self.database_url and not self.small:
            raise ConfigError(
                "VOORDEUR_DATABASE_URL is missing: production runs on PostgreSQL, "
                "or set VOORDEUR_SMALL=1 for one team on one machine."
            )
        for name in ("secret_key_file", "master_key_file"):
            if getattr(self, name) is None:
                raise ConfigError(
                    f"{PREFIX}{name.upper()} is missing: name the file with that secret."
                )


def _cast(name: str, kind: object, raw: object) -> object:
    if kind in (bool, "bool"):
        if isinstance(raw, bool):
            return raw
        if str(raw).lower() in {"1", "true", "yes"}:
            return True
        if str(raw).lower() in {"0", "false", "no", ""}:
            return False
        raise ConfigError(f"{PREFIX}{name.upper()}={raw!r}: write 1 or 0.")
    if kind in (int, "int"):
        try:
            return int(str(raw))
        except ValueError:
            raise ConfigError(f"{PREFIX}{name.upper()}={raw!r}: write a whole number.") from None
    if "Path" in str(kind):
        return Path(str(raw)) if raw else None
    return str(raw)


def load(environ: Mapping[str, str] | None = None) -> Config:
    """Read the settings file named by `VOORDEUR_CONFIG`, then the environment, which wins.

    Raises ConfigError for a key nobody knows: a typing error must not pass in silence.
    """
    environ = os.environ if environ is None else environ
    known = {field.name: field.type for field in fields(Config)}
    given: dict[str, object] = {}
    path = environ.get(PREFIX + "CONFIG")
    if path:
        try:
            given.update(tomllib.loads(Path(path).read_text(encoding="utf-8")))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise ConfigError(f"{path}: cannot be read as a settings file ({error}).") from error
    for key, value in environ.items():
        name = key.removeprefix(PREFIX)
        if key.startswith(PREFIX) and name not in FOREIGN:
            given[name.lower()] = value
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise ConfigError(
            f"Unknown setting {PREFIX}{unknown[0].upper()}: known are "
            + ", ".join(PREFIX + name.upper() for name in sorted(known))
            + "."
        )
    return Config(**{name: _cast(name, known[name], raw) for name, raw in given.items()})  # type: ignore[arg-type]
