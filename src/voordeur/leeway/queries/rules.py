# SPDX-License-Identifier: EUPL-1.2
"""Which rules there are, what they ask, and whose they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from voordeur.history import clock
from voordeur.leeway import rulefile
from voordeur.leeway.graph import Rulebook
from voordeur.leeway.models import Condition, Rule
from voordeur.leeway.rulefile import ConditionText, RouteText, RuleFile, RuleText
from voordeur.partners.queries import colleagues


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule with its owner; `owner` is the name of who answers for it, empty when nobody does."""

    id: int
    uuid: UUID
    version: int
    code: str
    title: str
    text: str
    kind: str
    inclusive: bool
    organisation_id: int | None
    organisation: str
    department_id: int | None
    department: str
    owner_account: int | None
    owner: str
    bwb_id: str
    article: str
    from_date: date | None
    until: date | None
    routes: tuple[RouteText, ...]
    reviewed: bool

    def holds_on(self, day: date) -> bool:
        """Say whether the rule holds on a day."""
        return (self.from_date is None or self.from_date <= day) and (
            self.until is None or day < self.until
        )

    @property
    def whose(self) -> str:
        """Return the department, or the organisation, or nothing."""
        return self.department or self.organisation


def rule_lines() -> list[RuleLine]:
    """Return all rules by title; two queries."""
    rows = list(Rule.objects.select_related("organisation", "department").order_by("title", "pk"))
    accounts = sorted({row.owner_account for row in rows if row.owner_account is not None})
    staff = colleagues(account_ids=accounts) if accounts else []
    names = {one.account_id: one.name for one in staff}
    return [
        RuleLine(
            id=row.pk,
            uuid=row.uuid,
            version=row.version,
            code=row.code,
            title=row.title,
            text=row.text,
            kind=row.kind,
            inclusive=row.inclusive,
            organisation_id=row.organisation_id,
            organisation=row.organisation.name if row.organisation else "",
            department_id=row.department_id,
            department=row.department.name if row.department else "",
            owner_account=row.owner_account,
            owner=names.get(row.owner_account, ""),
            bwb_id=row.bwb_id,
            article=row.article,
            from_date=row.from_date,
            until=row.until,
            routes=tuple(rulefile.route_of(route) for route in row.routes),
            reviewed=row.reviewed,
        )
        for row in rows
    ]


def rule_line(uuid: UUID) -> RuleLine | None:
    """Return one rule; two queries."""
    return next((row for row in rule_lines() if row.uuid == uuid), None)


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """A condition with the part of a file in which its facts lie, and how many rules name it."""

    code: str
    name: str
    part: str
    version: int
    rules: int

    @property
    def uuid(self) -> UUID:
        """Return its name in addresses, made from its code: all addresses of one page look alike."""
        return uuid5(NAMESPACE_URL, f"condition:{self.code}")


def condition_lines() -> list[ConditionLine]:
    """Return all conditions by name; two queries."""
    named: dict[str, set[str]] = {}
    for code, routes in Rule.objects.order_by("pk").values_list("code", "routes"):
        for route in map(rulefile.route_of, routes):
            for one in (route.gives, *route.needs, *route.excluded_by, *route.meant_for):
                named.setdefault(one, set()).add(code)
    return [
        ConditionLine(row.code, row.name, row.part, row.version, len(named.get(row.code, ())))
        for row in Condition.objects.order_by("name")
    ]


def condition_names() -> Mapping[str, str]:
    """Return what each condition is called; one query."""
    return dict(Condition.objects.order_by("name").values_list("code", "name"))


def condition_parts() -> Mapping[str, str]:
    """Return in which part of a file the fact of each condition lies; one query."""
    return dict(Condition.objects.order_by("name").values_list("code", "part"))


def texts_of(
    lines: Iterable[RuleLine], day: date | None = None
) -> list[tuple[str, tuple[RouteText, ...]]]:
    """Return the rules that hold on a day as the sums take them; no query."""
    day = day or clock.today()
    return [(row.code, row.routes) for row in lines if row.holds_on(day)]


def rulebook_of(lines: Iterable[RuleLine], day: date | None = None) -> Rulebook:
    """Return the graph of the rules that hold on a day; no query."""
    return rulefile.rulebook(texts_of(lines, day))


def rule_file() -> RuleFile:
    """Return all rules and conditions, to write them to a file; three queries."""
    rows = Condition.objects.order_by("code")
    return RuleFile(
        tuple(ConditionText(row.code, row.name, row.part) for row in rows),
        tuple(
            RuleText(
                row.code,
                row.title,
                row.text,
                row.kind,
                row.inclusive,
                row.bwb_id,
                row.article,
                row.from_date,
                row.until,
                row.routes,
                row.reviewed,
            )
            for row in sorted(rule_lines(), key=lambda one: one.code)
        ),
    )
