# SPDX-License-Identifier: EUPL-1.2
"""What was set up as a text file (TOML): written out, read strictly, and the same when read again.

format = 1

[[organisation]]
name = "Gemeente Waterveen"
kind = "municipality"
agb = ""
payer = ""
phone = ""
laws = ["wmo", "jeugdwet"]
departments = ["Wonen"]

[[organisation.team]]
name = "Team Noord"
area = "Noord"
caseload_norm = 14             # left out: no norm

[[role]]
name = "Gezinscoach"
functions = ["professional"]
definition = ""

People and accounts are no part of it: they are not the same in another house.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from voordeur.door.refusal import Refusal

FORMAT: Final = 1
MOST: Final = 200_000
"""Characters: a file of a large region is a tenth of this."""


@dataclass(frozen=True, slots=True)
class TeamText:
    """A team as the file names it."""

    name: str
    area: str = ""
    caseload_norm: int | None = None


@dataclass(frozen=True, slots=True)
class OrganisationText:
    """An organisation as the file names it, with its departments and teams."""

    name: str
    kind: str
    agb: str = ""
    payer: str = ""
    phone: str = ""
    laws: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    teams: tuple[TeamText, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleText:
    """A name of a role as the file names it."""

    name: str
    functions: tuple[str, ...]
    definition: str = ""


@dataclass(frozen=True, slots=True)
class SetUpFile:
    """Everything a file sets up."""

    organisations: tuple[OrganisationText, ...] = ()
    roles: tuple[RoleText, ...] = ()


def written(file: SetUpFile) -> str:
    """Return a file as text; `read` gives the same file back."""
    lines = [f"format = {FORMAT}"]
    for one in file.organisations:
        lines += ["", "[[organisation]]"]
        for name in ("name", "kind", "agb", "payer", "phone"):
            lines.append(f"{name} = {_quoted(getattr(one, name))}")
        lines.append(f"laws = {_list(one.laws)}")
        lines.append(f"departments = {_list(one.departments)}")
        for team in one.teams:
            lines += ["", "[[organisation.team]]"]
            lines += [f"name = {_quoted(team.name)}", f"area = {_quoted(team.area)}"]
            if team.caseload_norm is not None:
                lines.append(f"caseload_norm = {team.caseload_norm}")
    for role in file.roles:
        lines += ["", "[[role]]", f"name = {_quoted(role.name)}"]
        lines.append(f"functions = {_list(role.functions)}")
        lines.append(f"definition = {_quoted(role.definition)}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    # A basic string of TOML is one of JSON, but for DEL and what JSON writes as half of a pair.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(values: tuple[str, ...]) -> str:
    return "[" + ", ".join(_quoted(value) for value in values) + "]"


def read(text: str) -> SetUpFile:
    """Read a file; raises Refusal with the place of what is wrong. Nothing is guessed."""
    if len(text) > MOST:
        raise Refusal("This file is too long.", "text")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refusal("This is no TOML file.", "text", str(error)) from error
    _only(data, {"format", "organisation", "role"}, "the file")
    if data.get("format") != FORMAT:
        raise Refusal("This file is of another format.", "text", f"format = {FORMAT}")
    organisations = tuple(
        _organisation(row, f"organisation {n}") for n, row in enumerate(_tables(data), 1)
    )
    roles = tuple(_role(row, f"role {n}") for n, row in enumerate(_tables(data, "role"), 1))
    _once([one.name for one in organisations], "organisation")
    _once([one.name for one in roles], "role")
    return SetUpFile(organisations, roles)


def _organisation(row: Mapping[str, Any], place: str) -> OrganisationText:
    names = {"name", "kind", "agb", "payer", "phone", "laws", "departments", "team"}
    _only(row, names, place)
    found = OrganisationText(
        name=_words(row, "name", place, needed=True),
        kind=_words(row, "kind", place, needed=True),
        agb=_words(row, "agb", place),
        payer=_words(row, "payer", place),
        phone=_words(row, "phone", place),
        laws=_several(row, "laws", place),
        departments=_several(row, "departments", place),
        teams=tuple(
            _team(team, f"{place}, team {n}") for n, team in enumerate(_tables(row, "team"), 1)
        ),
    )
    _once([team.name for team in found.teams], place)
    _once(list(found.departments), place)
    return found


def _team(row: Mapping[str, Any], place: str) -> TeamText:
    _only(row, {"name", "area", "caseload_norm"}, place)
    norm = row.get("caseload_norm")
    if norm is not None and (type(norm) is not int or not 1 <= norm <= 999):
        raise Refusal("A norm is one case or more.", "text", f"{place}: caseload_norm")
    return TeamText(_words(row, "name", place, needed=True), _words(row, "area", place), norm)


def _role(row: Mapping[str, Any], place: str) -> RoleText:
    _only(row, {"name", "functions", "definition"}, place)
    return RoleText(
        _words(row, "name", place, needed=True),
        _several(row, "functions", place),
        _words(row, "definition", place),
    )


def _tables(row: Mapping[str, Any], name: str = "organisation") -> list[Mapping[str, Any]]:
    found = row.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Refusal("Write this as a list of tables.", "text", f"[[{name}]]")
    return found


def _only(row: Mapping[str, Any], known: set[str], place: str) -> None:
    extra = sorted(set(row) - known)
    if extra:
        raise Refusal("This word is not known here.", "text", f"{place}: {extra[0]}")


def _words(row: Mapping[str, Any], name: str, place: str, *, needed: bool = False) -> str:
    value = row.get(name, "")
    if not isinstance(value, str) or len(value) > 300 or (needed and not value.strip()):
        raise Refusal("Write some words here.", "text", f"{place}: {name}")
    return value.strip()


def _several(row: Mapping[str, Any], name: str, place: str) -> tuple[str, ...]:
    values = row.get(name, [])
    if not isinstance(values, list) or not all(isinstance(one, str) and one for one in values):
        raise Refusal("Write this as a list of words.", "text", f"{place}: {name}")
    return tuple(one.strip() for one in values)


def _once(names: list[str], place: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            raise Refusal("This name is given twice.", "text", f"{place}: {name}")
        seen.add(name.casefold())
