# SPDX-License-Identifier: EUPL-1.2
"""Transitions in words, for the page, the panel and the young person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.access import Access
from voordeur.door.language import language
from voordeur.door.together import ahead
from voordeur.history import clock
from voordeur.partners.laws import laws
from voordeur.people.queries import members
from voordeur.provisions.queries import ProvisionLine, provisions
from voordeur.transitions.calendar import act_by, catalogue, follow_up
from voordeur.transitions.queries import Coming, coming, coming_asked, gaps


def law_words(code: str) -> str:
    """Return the name of a law."""
    known = laws()
    if code not in known:
        return code
    return known[code].en if language() == "en" else known[code].nl


@dataclass(frozen=True, slots=True)
class HelpItem:
    """One piece of help that ends at 18: what can follow, and what does."""

    provision: int
    name: str
    until: date | None
    can_follow: str
    to_do: str
    follows: str
    law: str
    gap: bool


@dataclass(frozen=True, slots=True)
class ComingItem:
    """One transition in words."""

    uuid: UUID | None
    key: str
    """What names it while nobody wrote it down: kind, person and source."""
    masked: bool
    title: str
    plain: str
    who: str
    mine: int | None
    kind: str
    on: date
    days: int
    act_by: date
    late: bool
    state: str
    what: str
    arranged: str
    services: tuple[HelpItem, ...]
    everybody: tuple[tuple[str, str], ...]
    """What changes for everybody who turns 18: words and law."""
    gap: bool
    """Whether help ends with nothing ready after it."""


def _services(one: Coming, help_lines: list[ProvisionLine]) -> tuple[HelpItem, ...]:
    known, spoken = catalogue(), language()
    done = {line.provision: line for line in one.follows}
    missing = {line.id for line in gaps(one, help_lines)}
    found = []
    for line in help_lines:
        if line.law != "jeugdwet":
            continue
        rule = follow_up(known, f"{line.name} {line.code}")
        follows = done.get(line.id)
        found.append(
            HelpItem(
                provision=line.id,
                name=line.name,
                until=line.until,
                can_follow=", ".join(law_words(law) for law in rule.laws),
                to_do=rule.to_do.text(spoken),
                follows=follows.what if follows else "",
                law=law_words(follows.law) if follows else "",
                gap=line.id in missing,
            )
        )
    return tuple(found)


def items(
    found: list[Coming], helping: list[ProvisionLine], names: Mapping[int, str]
) -> tuple[ComingItem, ...]:
    """Return transitions in words; of a masked one only that something comes, and when."""
    known, spoken, today = catalogue(), language(), clock.today()
    lines = {f"provision:{line.id}": line for line in helping}
    made = []
    for one in found:
        kind = known.kinds.get(one.kind or "")
        young = one.kind == "turning_18"
        mine = [
            line
            for line in helping
            if line.person_id == one.person_id and not line.masked and not line.withdrawn
        ]
        services = _services(one, mine) if young and one.state == "expected" else ()
        source = lines.get(one.source)
        made.append(
            ComingItem(
                uuid=one.uuid,
                key=f"{one.kind}:{one.person_id or ''}:{one.source}",
                masked=one.masked,
                title=kind.title.text(spoken) if kind else "",
                plain=kind.plain.text(spoken) if kind else "",
                who=names.get(one.person_id, _("a member"))
                if one.person_id
                else _("The whole household"),
                mine=one.person_id,
                kind=one.kind or "",
                on=one.on,
                days=(one.on - today).days,
                act_by=act_by(kind, one.on) if kind else one.on,
                late=bool(kind and one.state == "expected" and act_by(kind, one.on) <= today),
                state=one.state,
                what=one.what or (source.name if source else ""),
                arranged=one.arranged,
                services=services,
                everybody=tuple((text.text(spoken), law) for _id, law, text in known.at_18)
                if young and one.state == "expected"
                else (),
                gap=any(line.gap for line in services),
            )
        )
    return tuple(made)


def ahead_of(access: Access) -> tuple[ComingItem, ...]:
    """Return what comes for one household, in words; one query."""
    ahead(*coming_asked(access))
    names = {one.person_id: one.called for one in members(access, past=True) if one.called}
    return items(coming(access), provisions(access, past=False), names)
