# SPDX-License-Identifier: EUPL-1.2
"""Three databases: state, the access log and the keys; never one file, never one backup."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from voordeur.conf.config import Config, ConfigError

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON; "
    "PRAGMA recursive_triggers=ON; PRAGMA foreign_keys=ON;"
)


def _sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "voordeur.conf.engines.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_PRAGMAS,
        },
        # By name: pytest-django gives a worker its own memory only where this or Django's engine stands.
        "TEST": {"NAME": ":memory:"},
    }


def _postgres(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ConfigError(f"Database address with scheme {parts.scheme!r}: use postgresql://…")
    return {
        "ENGINE": "voordeur.conf.engines.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "OPTIONS": {"pool": False},
    }


def databases(config: Config) -> dict[str, dict[str, object]]:
    """Django's DATABASES for a configuration: aliases `default` (state), `log` and `keys`."""
    urls = {
        "default": config.database_url,
        "log": config.log_database_url,
        "keys": config.keys_database_url,
    }
    if any(urls.values()) and not all(urls.values()):
        raise ConfigError(
            "Give VOORDEUR_DATABASE_URL, VOORDEUR_LOG_DATABASE_URL and "
            "VOORDEUR_KEYS_DATABASE_URL together, or none of them."
        )
    names = {"default": "state", "log": "log", "keys": "keys"}
    return {
        alias: _postgres(url) if url else _sqlite(config.data_dir / f"{names[alias]}.sqlite3")
        for alias, url in urls.items()
    }


class Router:
    """Sends each model to its database by the class attribute `lives_in` (default: state)."""

    def _home(self, model: type) -> str:
        # Sessions change on a GET (they end, they rotate), and a GET may not write state.
        if model.__module__ == "django.contrib.sessions.models":
            return "log"
        return getattr(model, "lives_in", "default")

    def db_for_read(self, model: type, **hints: object) -> str:
        """Return the alias a model is read from."""
        return self._home(model)

    def db_for_write(self, model: type, **hints: object) -> str:
        """Return the alias a model is written to."""
        return self._home(model)

    def allow_relation(self, first: object, second: object, **hints: object) -> bool:
        """Allow relations only inside one database."""
        return self._home(type(first)) == self._home(type(second))

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **hints: object
    ) -> bool | None:
        """Make each table only where its model lives."""
        from django.apps import apps

        if model_name is None:
            return db == "default"
        try:
            model: type | None = apps.get_model(app_label, model_name)
        except LookupError:
            model = None
        if model is None:
            return db == "default"
        return self._home(model) == db
