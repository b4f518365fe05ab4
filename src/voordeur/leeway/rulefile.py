# SPDX-License-Identifier: EUPL-1.2
"""Rules as a text file (TOML): read strictly, written back the same.

[[condition]]
code = "eigen-huis"
name = "een eigen huis"
part = "common"                # where the fact lies in a household's file

[[rule]]
code = "woning-na-schuldregeling"
title = "Geen woning zonder schuldregeling"
text = "Wie schulden heeft, krijgt pas een woning als die geregeld zijn."
kind = "local"                 # law, local, behaviour, financial, legal, other
inclusive = false              # true: it aims to help, has no routes, and can be invoked
bwb_id = ""                    # with a law: its number in the register of laws, and the article
article = ""
from = 2015-01-01              # may be left out, like `until`

[[rule.route]]
name = "eigen huis"
gives = "eigen-huis"
needs = ["schuldregeling"]
excluded_by = []
set_aside_by = "hoofd wonen"   # who may grant an exception; left out: nobody may
set_aside_cents = 0            # what an exception costs; left out: nobody knows
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from voordeur.door.refusal import Refusal
from voordeur.leeway.graph import Route, Rulebook

KINDS: Final = ("law", "local", "behaviour", "financial", "legal", "other")
"""Where what blocks comes from (landingsbaan S35)."""
PARTS: Final = ("common", "own", "money", "health", "youth", "justice")
"""Where a fact can lie; safety is no condition of anything, and is judged elsewhere."""
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class ConditionText:
    """A condition as the file names it."""

    code: str
    name: str
    part: str = "common"


@dataclass(frozen=True, slots=True)
class RouteText:
    """A route as the file names it; who may set a condition of it aside and what that costs."""

    name: str
    gives: str
    needs: tuple[str, ...] = ()
    excluded_by: tuple[str, ...] = ()
    set_aside_by: str = ""
    set_aside_cents: int | None = None
    meant_for: tuple[str, ...] = ()

    def stored(self) -> dict[str, Any]:
        """Return the route as it is kept with its rule."""
        return {
            "name": self.name,
            "gives": self.gives,
            "needs": list(self.needs),
            "excluded_by": list(self.excluded_by),
            "meant_for": list(self.meant_for),
            "set_aside_by": self.set_aside_by,
            "set_aside_cents": self.set_aside_cents,
        }


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule as the file names it."""

    code: str
    title: str
    text: str
    kind: str
    inclusive: bool = False
    bwb_id: str = ""
    article: str = ""
    from_date: date | None = None
    until: date | None = None
    routes: tuple[RouteText, ...] = ()
    reviewed: bool = False
    """Whether a lawyer of the municipality has confirmed that the law says so."""


@dataclass(frozen=True, slots=True)
class RuleFile:
    """All conditions and rules of a file."""

    conditions: tuple[ConditionText, ...]
    rules: tuple[RuleText, ...]


def read(text: str) -> RuleFile:
    """Read a file; raises Refusal that names the place of what is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refusal("This is no TOML file.", "text", str(error)) from error
    _only(data, {"condition", "rule"}, "text")
    conditions = tuple(_condition(row, n) for n, row in enumerate(_tables(data, "condition"), 1))
    rules = tuple(_rule(row, n) for n, row in enumerate(_tables(data, "rule"), 1))
    for rows in (conditions, rules):
        seen: set[str] = set()
        for row in rows:
            if row.code in seen:
                raise Refusal("This code is given twice.", row.code, "Give one another code.")
            seen.add(row.code)
    return RuleFile(conditions, rules)


def unnamed(file: RuleFile, known: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the conditions that routes name and that stand neither in the file nor in `known`."""
    names = {one.code for one in file.conditions} | set(known)
    used = {
        code
        for rule in file.rules
        for route in rule.routes
        for code in (route.gives, *route.needs, *route.excluded_by, *route.meant_for)
    }
    return tuple(sorted(used - names))


def rulebook(rules: Iterable[tuple[str, Iterable[RouteText]]]) -> Rulebook:
    """Return the graph of (code, routes) of rules; raises Refusal when it cannot be read in one way."""
    return Rulebook.of(
        Route(code, route.name, route.gives, frozenset(route.needs), frozenset(route.excluded_by))
        for code, routes in rules
        for route in routes
    )


def route_of(row: Mapping[str, Any]) -> RouteText:
    """Return a route from how it is kept with its rule."""
    return RouteText(
        row["name"],
        row["gives"],
        tuple(row["needs"]),
        tuple(row["excluded_by"]),
        row["set_aside_by"],
        row["set_aside_cents"],
        tuple(row["meant_for"]),
    )


def written(file: RuleFile) -> str:
    """Return the file as text, so that reading it gives the same again."""
    blocks = [
        _block("condition", {"code": one.code, "name": one.name, "part": one.part})
        for one in file.conditions
    ]
    for rule in file.rules:
        blocks.append(
            _block(
                "rule",
                {
                    "code": rule.code,
                    "title": rule.title,
                    "text": rule.text,
                    "kind": rule.kind,
                    "inclusive": rule.inclusive,
                    "bwb_id": rule.bwb_id,
                    "article": rule.article,
                    "from": rule.from_date,
                    "until": rule.until,
                    "reviewed": rule.reviewed,
                },
            )
        )
        blocks += [_block("rule.route", route.stored()) for route in rule.routes]
    return "\n".join(blocks)


def _block(name: str, fields: Mapping[str, object]) -> str:
    lines = [f"{key} = {_value(value)}" for key, value in fields.items() if value is not None]
    return "\n".join([f"[[{name}]]", *lines, ""])


def _value(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    # A basic string of TOML is one of JSON, but for one character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _tables(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    rows = data.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Refusal("Write this as a list of tables.", name, f"Begin each with [[{name}]].")
    return rows


def _only(row: Mapping[str, Any], known: set[str], where: str) -> None:
    extra = sorted(set(row) - known)
    if extra:
        raise Refusal("This field is not known.", f"{where}: {extra[0]}", "Take it out.")


def _text(row: Mapping[str, Any], name: str, where: str, *, needed: bool = False) -> str:
    value = row.get(name, "")
    if not isinstance(value, str) or (needed and not value.strip()):
        raise Refusal("Write a text here.", f"{where}: {name}")
    return value.strip()


def _code(row: Mapping[str, Any], where: str) -> str:
    code = _text(row, "code", where, needed=True)
    if not _CODE.fullmatch(code) or len(code) > 60:
        raise Refusal(
            "A code has small letters, digits and hyphens.", f"{where}: code", "At most 60."
        )
    return code


def _condition(row: Mapping[str, Any], number: int) -> ConditionText:
    where = f"condition {number}"
    _only(row, {"code", "name", "part"}, where)
    part = _text(row, "part", where) or "common"
    if part not in PARTS:
        raise Refusal("This part of a file is not known.", f"{where}: part", ", ".join(PARTS))
    return ConditionText(_code(row, where), _text(row, "name", where, needed=True)[:120], part)


def _rule(row: Mapping[str, Any], number: int) -> RuleText:
    where = f"rule {number}"
    known = {"code", "title", "text", "kind", "inclusive", "bwb_id", "article", "from", "until"}
    _only(row, known | {"route", "reviewed"}, where)
    routes = tuple(
        _route(one, f"{where}, route {n}") for n, one in enumerate(_tables(row, "route"), 1)
    )
    inclusive, reviewed = row.get("inclusive", False), row.get("reviewed", False)
    for name, value in (("inclusive", inclusive), ("reviewed", reviewed)):
        if not isinstance(value, bool):
            raise Refusal("Write true or false.", f"{where}: {name}")
    rule = RuleText(
        _code(row, where),
        _text(row, "title", where, needed=True)[:160],
        _text(row, "text", where)[:2000],
        _text(row, "kind", where, needed=True),
        inclusive,
        _text(row, "bwb_id", where)[:12],
        _text(row, "article", where)[:40],
        _day(row, "from", where),
        _day(row, "until", where),
        routes,
        reviewed,
    )
    check(rule, where)
    return rule


def check(rule: RuleText, where: str = "routes") -> None:
    """Refuse a rule that cannot be: a law without article, an inclusive rule that closes something."""
    if rule.kind not in KINDS:
        raise Refusal("This kind of rule is not known.", "kind", ", ".join(KINDS))
    if rule.kind == "law" and not (rule.bwb_id and rule.article):
        raise Refusal(
            "A law has a number in the register of laws and an article.",
            "article",
            "Without an article it is a local rule or a habit.",
        )
    if rule.inclusive and rule.routes:
        raise Refusal(
            "A rule that aims to help has no conditions.", "inclusive", "Take the routes out."
        )
    if rule.until is not None and rule.from_date is not None and rule.until <= rule.from_date:
        raise Refusal("The end lies before the start.", "until")
    if rule.reviewed and rule.kind != "law":
        raise Refusal("Only a law is confirmed by a lawyer.", "reviewed", "Leave this out.")
    rulebook([(rule.code, rule.routes)])


def _route(row: Mapping[str, Any], where: str) -> RouteText:
    known = {"name", "gives", "needs", "excluded_by", "meant_for"}
    _only(row, known | {"set_aside_by", "set_aside_cents"}, where)
    cents = row.get("set_aside_cents")
    if cents is not None and (not isinstance(cents, int) or isinstance(cents, bool) or cents < 0):
        raise Refusal("Write whole eurocents here.", f"{where}: set_aside_cents")
    return RouteText(
        _text(row, "name", where, needed=True)[:80],
        _text(row, "gives", where, needed=True),
        _codes(row, "needs", where),
        _codes(row, "excluded_by", where),
        _text(row, "set_aside_by", where)[:120],
        cents,
        _codes(row, "meant_for", where),
    )


def _codes(row: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    values = row.get(name, [])
    if not isinstance(values, list) or not all(isinstance(one, str) and one for one in values):
        raise Refusal("Write a list of codes here.", f"{where}: {name}")
    return tuple(dict.fromkeys(values))


def _day(row: Mapping[str, Any], name: str, where: str) -> date | None:
    value = row.get(name)
    if value is None:
        return None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Refusal("Write a day here, as 2026-03-01.", f"{where}: {name}")
    return value
