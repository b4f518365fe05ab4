# SPDX-License-Identifier: EUPL-1.2
"""Verbs: writing a rule with its routes, and bringing rules in from a file."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.text import slugify
from django.utils.translation import gettext as _

from voordeur.cooperation.actions.writing import some_text
from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.leeway import rulefile
from voordeur.leeway.actions.writing import RULES
from voordeur.leeway.models import Condition, Impasse, KnownFact, PolicyCase, Rule
from voordeur.leeway.rulefile import RouteText, RuleText
from voordeur.partners.queries import department_lines, organisation_names
from voordeur.terms.book import hand_over_duties


@dataclass(frozen=True, slots=True)
class NewRoute:
    """A route in words: the names of conditions, known or new."""

    name: str
    gives: str
    needs: tuple[str, ...] = ()
    excluded_by: tuple[str, ...] = ()
    set_aside_by: str = ""
    set_aside_cents: int | None = None
    meant_for: tuple[str, ...] = ()


def _codes(names: Iterable[str]) -> dict[str, str]:
    """Return the code of each condition by its name, making those that are new."""
    known = {row.name.casefold(): row.code for row in Condition.objects.order_by("pk")}
    taken = set(known.values())
    found: dict[str, str] = {}
    for name in names:
        words = " ".join(name.split())[:120]
        if words.casefold() not in known:
            base = slugify(words)[:55].strip("-") or "voorwaarde"
            code, number = base, 2
            while code in taken:
                code, number = f"{base}-{number}", number + 1
            Condition.objects.create(code=code, name=words)
            known[words.casefold()] = code
            taken.add(code)
        found[name] = known[words.casefold()]
    return found


def _routes(routes: Iterable[NewRoute]) -> tuple[RouteText, ...]:
    new = tuple(routes)
    codes = _codes(
        name
        for one in new
        for name in (one.gives, *one.needs, *one.excluded_by, *one.meant_for)
        if name.strip()
    )
    return tuple(
        RouteText(
            one.name,
            codes[one.gives],
            tuple(codes[name] for name in one.needs),
            tuple(codes[name] for name in one.excluded_by),
            one.set_aside_by,
            one.set_aside_cents,
            tuple(codes[name] for name in one.meant_for),
        )
        for one in new
    )


@contextmanager
def _placed(field: str) -> Iterator[None]:
    """Let a refusal of a sum stand at a field of the form, with its own place in words."""
    try:
        yield
    except Refusal as error:
        place = f"{error.where}. " if error.where else ""
        raise Refusal(
            _(error.what), field, place + (_(error.remedy) if error.remedy else "")
        ) from error


def _check_whole(code: str, routes: Iterable[RouteText]) -> None:
    """Refuse a rule with which the whole rulebook could not be read in one way."""
    others = [
        (row.code, [rulefile.route_of(route) for route in row.routes])
        for row in Rule.objects.exclude(code=code).order_by("pk")
    ]
    rulefile.rulebook([*others, (code, routes)])


@action("rule.write", household=False)
def write_rule(
    deed: Deed,
    *,
    title: str,
    text: str,
    kind: str,
    inclusive: bool = False,
    rule: UUID | None = None,
    expected_version: int = 0,
    organisation_id: int | None = None,
    department_id: int | None = None,
    owner_account: int | None = None,
    bwb_id: str = "",
    article: str = "",
    from_date: date | None = None,
    until: date | None = None,
    routes: Iterable[NewRoute] = (),
    reviewed: bool = False,
) -> Rule:
    """Write a rule, or change one: whose it is, where it comes from, and which routes it leaves."""
    row = Rule() if rule is None else Rule.objects.filter(uuid=rule).first()
    if row is None:
        raise Refusal(_("This rule is not there any more."))
    if rule is not None:
        expect(row, expected_version, {"title": title, "text": text})
    title = some_text(title, "title")[:160]
    if organisation_id is not None and organisation_id not in organisation_names([organisation_id]):
        raise Refusal(_("Choose an organisation."), "organisation")
    if department_id is not None:
        homes = {one.id: one.organisation_id for one in department_lines()}
        if department_id not in homes:
            raise Refusal(_("Choose a department."), "department")
        organisation_id = homes[department_id]
    code = row.code or _new_code(title)
    said = RuleText(
        code, title, some_text(text, "text"), kind, inclusive, bwb_id.strip(), article.strip(),
        from_date, until, _routes(routes), reviewed,
    )  # fmt: skip
    with _placed("title"):
        rulefile.check(said)
        _check_whole(code, said.routes)
    row.organisation_id, row.department_id = organisation_id, department_id
    row.owner_account = owner_account
    _put(row, said)
    for case in PolicyCase.objects.filter(rule=row, closed_on=None).order_by("pk"):
        hand_over_duties(deed, subject=case.subject, to=row.answers_for, stream=RULES)
    deed.happened(
        "leeway.rule_written",
        {"rule": row.pk, "kind": kind, "routes": len(said.routes), "version": row.version},
        stream=RULES,
    )
    return row


def _new_code(title: str) -> str:
    base = slugify(title)[:55].strip("-") or "regel"
    code, number = base, 2
    while Rule.objects.filter(code=code).exists():
        code, number = f"{base}-{number}", number + 1
    return code


def _put(row: Rule, said: RuleText) -> None:
    fields: dict[str, Any] = {
        "code": said.code,
        "title": said.title,
        "text": said.text,
        "kind": said.kind,
        "inclusive": said.inclusive,
        "bwb_id": said.bwb_id,
        "article": said.article,
        "from_date": said.from_date,
        "until": said.until,
        "routes": [one.stored() for one in said.routes],
        "reviewed": said.reviewed,
    }
    for name, value in fields.items():
        setattr(row, name, value)
    if row.pk is not None:
        row.version += 1
    row.save()


def _name_condition(row: Condition, name: str, part: str, where: str) -> None:
    """Give a condition its name and the part of a file in which its facts lie.

    What was written down about a condition lies where it was put: its part stays once there is any.
    """
    if row.pk is not None and row.part != part and _is_written_about(row):
        raise Refusal(
            _("Something is written down about this condition already: its part stays."),
            where,
            _("Make a new condition, and let the rules ask for that one."),
        )
    if row.pk is None or (row.name, row.part) != (name, part):
        row.name, row.part, row.version = name, part, row.version + 1
        row.save()


def _is_written_about(row: Condition) -> bool:
    return (
        KnownFact._plain.filter(condition=row).exists() or Impasse._plain.filter(goal=row).exists()
    )


@action("rule.write", household=False)
def write_condition(
    deed: Deed, *, condition: str, name: str, part: str, expected_version: int
) -> Condition:
    """Change what a condition is called and in which part of a file its facts lie.

    Which part decides who may read that it is so: addiction lies with health, debts with money.
    """
    row = Condition.objects.filter(code=condition).first()
    if row is None:
        raise Refusal(_("This condition is not there any more."))
    expect(row, expected_version, {"name": name, "part": part})
    words = " ".join(some_text(name, "name").split())[:120]
    if part not in rulefile.PARTS:
        raise Refusal(_("Choose a part of the file."), "part")
    if Condition.objects.filter(name__iexact=words).exclude(pk=row.pk).exists():
        raise Refusal(_("Another condition has this name already."), "name")
    _name_condition(row, words, part, "part")
    deed.happened(
        "leeway.condition_written",
        {"condition": row.pk, "part": part, "version": row.version},
        stream=RULES,
    )
    return row


@action("rule.write", household=False)
def bring_in_rules(
    deed: Deed, *, text: str, organisation_id: int | None = None, owner_account: int | None = None
) -> int:
    """Bring in rules and conditions from a file; those with a known code are replaced.

    Owner and department of a known rule stay. Returns how many rules were in the file.
    """
    with _placed("text"):
        file = rulefile.read(text)
    known = {row.code: row for row in Condition.objects.order_by("pk")}
    missing = rulefile.unnamed(file, known)
    if missing:
        raise Refusal(
            _("A route names a condition that is not in the file."), "text", ", ".join(missing[:5])
        )
    rows = {row.code: row for row in Rule.objects.order_by("pk")}
    staying = [
        (code, [rulefile.route_of(route) for route in row.routes])
        for code, row in rows.items()
        if code not in {one.code for one in file.rules}
    ]
    with _placed("text"):
        rulefile.rulebook([*staying, *((one.code, one.routes) for one in file.rules)])
    names = {row.name.casefold(): row.code for row in known.values()}
    for one in file.conditions:
        if names.get(one.name.casefold(), one.code) != one.code:
            raise Refusal(_("Another condition has this name already."), "text", one.name)
        condition = known.get(one.code) or Condition(code=one.code, version=0)
        _name_condition(condition, one.name, one.part, "text")
    for said in file.rules:
        row = rows.get(said.code) or Rule(
            organisation_id=organisation_id, owner_account=owner_account
        )
        _put(row, said)
    deed.happened(
        "leeway.rules_brought_in",
        {"rules": len(file.rules), "conditions": len(file.conditions)},
        stream=RULES,
    )
    return len(file.rules)
