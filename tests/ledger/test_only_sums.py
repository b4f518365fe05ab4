# SPDX-License-Identifier: EUPL-1.2
"""Sums in the database skip what is unknown: only the ledger, where nothing is, may make them."""

import ast
from pathlib import Path

import voordeur

SOURCE = Path(voordeur.__file__).parent
BANNED = {"Sum", "Avg"}
ALLOWED = {SOURCE / "ledger" / "queries.py"}


def database_sums(tree: ast.AST) -> list[int]:
    """Return the lines that use Django's Sum or Avg, imported by name or through a module."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django.db"):
            found += [node.lineno for alias in node.names if alias.name in BANNED]
        if isinstance(node, ast.Attribute) and node.attr in BANNED:
            found.append(node.lineno)
    return found


def test_no_room_but_the_ledger_adds_amounts_in_the_database():
    places = [
        f"{path.relative_to(SOURCE)}:{line}"
        for path in sorted(SOURCE.rglob("*.py"))
        if path not in ALLOWED
        for line in database_sums(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert places == [], "use known_sum(): a missing amount stays missing"


def test_the_search_finds_every_way_to_write_it():
    for text in (
        "from django.db.models import Sum",
        "from django.db.models import Avg as mean",
        "from django.db.models.aggregates import Sum",
        "from django.db import models\nmodels.Sum('cost')",
    ):
        assert database_sums(ast.parse(text))
    assert not database_sums(ast.parse("from voordeur.ledger.eurocents import KnownSum as Sum"))
