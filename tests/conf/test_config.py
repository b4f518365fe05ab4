# SPDX-License-Identifier: EUPL-1.2
"""Settings are typed and few: what nobody knows, and what would be unsafe, is refused in words."""

import os
import subprocess
import sys
from pathlib import Path
from secrets import token_urlsafe

import pytest

from tests.history.files import environment
from voordeur.conf.config import Config, ConfigError, load
from voordeur.conf.databases import databases
from voordeur.conf.mail import mailer
from voordeur.conf.secrets import master_keys, signing_key

URLS = {
    "VOORDEUR_DATABASE_URL": "postgresql://app:s%40fe@db.example:5433/state",
    "VOORDEUR_LOG_DATABASE_URL": "postgresql://app@db.example/log",
    "VOORDEUR_KEYS_DATABASE_URL": "postgresql://app@elsewhere.example/keys",
}


def secrets(folder: Path) -> dict[str, str]:
    """Files with secrets, as production gives them."""
    (folder / "signing").write_text(token_urlsafe(50))
    (folder / "master").write_text("m1:" + "ab" * 32)
    return {
        "VOORDEUR_SECRET_KEY_FILE": str(folder / "signing"),
        "VOORDEUR_MASTER_KEY_FILE": str(folder / "master"),
    }


def test_without_anything_a_laptop_starts():
    config = load({})
    assert (config.production, config.demo, config.database_url) == (False, False, "")


def test_an_unknown_setting_is_refused_with_the_known_ones():
    with pytest.raises(ConfigError, match="Unknown setting VOORDEUR_DATABSE_URL: known are"):
        load({"VOORDEUR_DATABSE_URL": "x"})


def test_other_variables_of_the_machine_are_left_alone():
    assert load({"HOME": "/root", "DATABASE_URL": "x"}) == Config()


def test_the_environment_wins_over_the_file(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text('municipality = "Waterveen"\ntheme = "noorderhaven"\n')
    config = load({"VOORDEUR_CONFIG": str(file), "VOORDEUR_MUNICIPALITY": "Noorderhaven"})
    assert (config.municipality, config.theme) == ("Noorderhaven", "noorderhaven")


@pytest.mark.parametrize("text", ["municipality =", "surprise = 1"])
def test_a_file_that_cannot_be_is_refused(tmp_path, text):
    file = tmp_path / "settings.toml"
    file.write_text(text)
    with pytest.raises(ConfigError):
        load({"VOORDEUR_CONFIG": str(file)})
    with pytest.raises(ConfigError, match="cannot be read"):
        load({"VOORDEUR_CONFIG": str(tmp_path / "no.toml")})


@pytest.mark.parametrize(("raw", "value"), [("1", True), ("true", True), ("0", False), ("", False)])
def test_a_switch_is_on_or_off(raw, value):
    assert load({"VOORDEUR_DEMO": raw}).demo is value
    with pytest.raises(ConfigError, match="write 1 or 0"):
        load({"VOORDEUR_DEMO": "maybe"})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"VOORDEUR_DEMO": "1"}, "VOORDEUR_DEMO"),
        ({"VOORDEUR_DATABASE_URL": ""}, "VOORDEUR_DATABASE_URL is missing"),
        ({"VOORDEUR_SECRET_KEY_FILE": ""}, "VOORDEUR_SECRET_KEY_FILE is missing"),
        ({"VOORDEUR_MASTER_KEY_FILE": ""}, "VOORDEUR_MASTER_KEY_FILE is missing"),
    ],
)
def test_production_without_what_keeps_it_safe_is_refused(tmp_path, change, message):
    with pytest.raises(ConfigError, match=message):
        load({"VOORDEUR_PRODUCTION": "1", **URLS, **secrets(tmp_path), **change})


def test_one_team_on_one_machine_may_run_on_sqlite(tmp_path):
    small = {"VOORDEUR_PRODUCTION": "1", "VOORDEUR_SMALL": "1", **secrets(tmp_path)}
    assert load(small).small


def test_the_three_databases_are_given_together_or_not_at_all():
    with pytest.raises(ConfigError, match="together"):
        databases(load({"VOORDEUR_DATABASE_URL": URLS["VOORDEUR_DATABASE_URL"]}))
    with pytest.raises(ConfigError, match="postgresql://"):
        databases(load(dict.fromkeys(URLS, "mysql://x/y")))
    found = databases(load(URLS))
    assert {alias: row["NAME"] for alias, row in found.items()} == {
        "default": "state",
        "log": "log",
        "keys": "keys",
    }
    assert (found["default"]["PASSWORD"], found["default"]["PORT"]) == ("s@fe", "5433")


def test_a_laptop_makes_its_own_secrets_once_for_its_owner_only(tmp_path):
    config = Config(data_dir=tmp_path)
    assert signing_key(config) == signing_key(config)
    assert master_keys(config) == master_keys(config)
    for name in ("signing.key", "master.keys"):
        assert os.stat(tmp_path / name).st_mode & 0o077 == 0


def test_a_secret_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        signing_key(Config(secret_key_file=tmp_path / "no"))


def test_mail_goes_nowhere_on_a_laptop_and_by_tls_elsewhere():
    assert "dummy" in str(mailer(Config())["BACKEND"])
    options = mailer(Config(mail_url="smtp://me:p%40ss@mail.example:2525"))["OPTIONS"]
    assert isinstance(options, dict)
    assert (options["password"], options["port"], options["use_tls"]) == ("p@ss", 2525, True)
    with pytest.raises(ConfigError, match="smtp://"):
        mailer(Config(mail_url="http://mail.example"))


def test_the_deployment_check_of_django_finds_nothing(tmp_path):
    """With the settings of production, warnings counted as errors."""
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment(tmp_path)
        | {"VOORDEUR_PRODUCTION": "1", "VOORDEUR_ALLOWED_HOSTS": "voordeur.example"}
        | {"VOORDEUR_MAIL_URL": "smtp://voordeur@mail.example"}
        | URLS
        | secrets(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
