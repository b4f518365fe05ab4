# SPDX-License-Identifier: EUPL-1.2
"""What a machine lacks is skipped on a laptop and required on CI."""

import pytest

from tests import machine, postgres


def test_on_a_laptop_a_lack_skips_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="apt install chromium"):
        machine.lacking("Chromium", "apt install chromium")


def test_on_ci_the_same_lack_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="required because CI is set"):
        machine.lacking("Chromium", "apt install chromium")


def test_without_the_server_the_reason_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "postgres_binaries", lambda: None)
    with pytest.raises(postgres.Unavailable, match="apt install postgresql"):
        postgres.start()


def test_a_cluster_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    if machine.postgres_binaries() is None:
        machine.lacking("PostgreSQL", "apt install postgresql")
    cluster = postgres.start()
    try:
        assert (cluster.folder / "data" / "postmaster.pid").exists()
        assert set(cluster.environment()) == set(postgres.URLS)
    finally:
        cluster.stop()
    assert not cluster.folder.exists()
    cluster.stop()
