# SPDX-License-Identifier: EUPL-1.2
"""What a room shows on the household page: a template with plain data, and tags that keep apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from voordeur.people.queries import around_asked, authorities, members, ties_asked
from voordeur.people.showing import authority_lines, circles, member_lines, tie_lines

if TYPE_CHECKING:
    from voordeur.door.together import Asked
    from voordeur.people.pages import Home


@dataclass(frozen=True, slots=True)
class Panel:
    """One block of the household page; `order` is its place, low first.

    Panels tagged `safety` and `money` never stand in one response: the desk sees to it.
    """

    key: str
    title: str
    template: str
    context: dict[str, Any]
    order: int = 50
    wide: bool = False
    tags: frozenset[str] = field(default_factory=frozenset)


def asked(home: Home) -> list[Asked]:
    """Return the questions of `panels`, for who asks those of several rooms together."""
    return [*around_asked(home.access), *ties_asked(home.access)]


def panels(home: Home) -> list[Panel]:
    """Return who is in the household, and its own people when any were named."""
    found = members(home.access)
    names = {one.person_id: one.called or "" for one in found}
    shown = [
        Panel(
            key="people",
            title=_("Members"),
            template="people/panels/people.html",
            context={
                "home": home,
                "members": member_lines(found),
                "ties": tie_lines(home.access, names),
                "authorities": authority_lines(authorities(home.access), names),
            },
            order=10,
        )
    ]
    around = circles(home.access, names)
    if around:
        shown.append(
            Panel(
                key="network",
                title=_("Their own people"),
                template="people/panels/network.html",
                context={"home": home, "circles": around},
                order=60,
            )
        )
    return shown
