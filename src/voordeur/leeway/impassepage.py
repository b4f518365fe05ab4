# SPDX-License-Identifier: EUPL-1.2
"""What the page of an impasse shows, in words; nothing is decided here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.door.access import Access
from voordeur.leeway.drawing import Picture, picture
from voordeur.leeway.graph import Known
from voordeur.leeway.impasse import Grant, Link
from voordeur.leeway.queries.impasses import ImpasseLine, analysis, elsewhere, facts_of
from voordeur.leeway.queries.rules import RuleLine, condition_names, rule_lines
from voordeur.leeway.waiting import Clock

STATE_WORDS = {
    Known.NO: gettext_lazy("It cannot be had as things stand"),
    Known.UNKNOWN: gettext_lazy("It depends on what nobody knows yet"),
    Known.YES: gettext_lazy("It can be had"),
}
STATE_TONES = {Known.NO: "error", Known.UNKNOWN: "warning", Known.YES: "ok"}
ROUTE_WORDS = {
    Known.NO: gettext_lazy("closed"),
    Known.UNKNOWN: gettext_lazy("not known yet"),
    Known.YES: gettext_lazy("open"),
}


@dataclass(frozen=True, slots=True)
class ImpasseItem:
    """What a household waits for, with how long it does."""

    line: ImpasseLine
    days: int


def impasse_item(line: ImpasseLine, day: date) -> ImpasseItem:
    """Return what a household waits for, with the days so far or until it was lifted."""
    return ImpasseItem(line, max(((line.lifted_on or day) - line.since).days, 0))


@dataclass(frozen=True, slots=True)
class LinkItem:
    """One link of a circle in words: this waits for that, by which rule, and who can open it."""

    thing: str
    waits_for: str
    rule: str
    rule_uuid: UUID
    whose: str
    by: str
    cents: int | None


@dataclass(frozen=True, slots=True)
class CircleItem:
    """A circle as a picture and as a list; both say the same."""

    links: tuple[LinkItem, ...]
    picture: Picture
    words: str


@dataclass(frozen=True, slots=True)
class RouteItem:
    """One route to the goal in words: open or closed, and by what."""

    rule: str
    rule_uuid: UUID
    state: str
    tone: str
    missing: tuple[str, ...]
    grounds: tuple[str, ...]
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GrantItem:
    """One exception in words: of which rule what is set aside, and who may do that."""

    rule: str
    rule_uuid: UUID
    condition: str
    is_exclusion: bool
    by: str
    cents: int | None


@dataclass(frozen=True, slots=True)
class ImpassePage:
    """The whole page."""

    item: ImpasseItem
    state: str
    tone: str
    stuck: bool
    routes: tuple[RouteItem, ...]
    circles: tuple[CircleItem, ...]
    grants: tuple[GrantItem, ...] | None
    cents: int | None
    paradoxes: tuple[str, ...]
    questions: tuple[str, ...]
    elsewhere: int
    per_day: int | None
    """Eurocents, rounded; None when no price is known."""
    unknown: tuple[str, ...]
    break_even: int | None
    clock: Clock | None
    pattern: str


def impasse_page(access: Access, line: ImpasseLine, day: date) -> ImpassePage:
    """Return the page of one impasse; five queries."""
    rules = rule_lines()
    names, by_code = condition_names(), {one.code: one for one in rules}
    found = analysis(rules, facts_of(access), line.goal or "")
    wait = line.waiting
    solve = line.solve_cents
    return ImpassePage(
        item=impasse_item(line, day),
        state=str(STATE_WORDS[found.reach.known]),
        tone=STATE_TONES[found.reach.known],
        stuck=found.stuck,
        routes=tuple(
            RouteItem(
                by_code[one.route.rule].title,
                by_code[one.route.rule].uuid,
                str(ROUTE_WORDS[one.state]),
                STATE_TONES[one.state],
                _named(one.missing, names),
                _named(one.grounds, names),
                _named(one.open, names),
            )
            for one in found.reach.routes
        ),
        circles=tuple(_circle(links, names, by_code) for links in found.circles),
        grants=None
        if found.exceptions is None
        else tuple(_grant(one, names, by_code) for one in found.exceptions),
        cents=found.cents,
        paradoxes=tuple(
            _("%(rule)s: %(ground)s is why people come and why they must leave.")
            % {"rule": by_code[one.gate].title, "ground": names.get(one.ground, one.ground)}
            for one in found.paradoxes
        ),
        questions=_named(found.reach.questions, names),
        elsewhere=elsewhere(access, found.pattern),
        per_day=round(wait.per_day) if wait.known else None,
        unknown=wait.unknown,
        break_even=None if solve is None else wait.break_even(solve),
        clock=None if solve is None else wait.clock(line.since, line.lifted_on or day, solve),
        pattern=found.pattern,
    )


def _named(codes: tuple[str, ...], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names.get(code, code) for code in codes)


def _circle(
    links: tuple[Link, ...], names: Mapping[str, str], rules: Mapping[str, RuleLine]
) -> CircleItem:
    things = [names.get(one.thing, one.thing) for one in links]
    return CircleItem(
        tuple(
            LinkItem(
                names.get(one.thing, one.thing),
                names.get(one.waits_for, one.waits_for),
                rules[one.rule].title,
                rules[one.rule].uuid,
                rules[one.rule].whose,
                one.aside.by if one.aside else "",
                one.aside.cents if one.aside else None,
            )
            for one in links
        ),
        picture(things),
        " \N{RIGHTWARDS ARROW} ".join([*things, things[0]]),
    )


def _grant(one: Grant, names: Mapping[str, str], rules: Mapping[str, RuleLine]) -> GrantItem:
    rule = rules[one.block.rule]
    return GrantItem(
        rule.title,
        rule.uuid,
        names.get(one.block.condition, one.block.condition),
        one.block.is_exclusion,
        one.aside.by,
        one.aside.cents,
    )
