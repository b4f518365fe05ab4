# SPDX-License-Identifier: EUPL-1.2
"""Verbs of the social map: describing what exists, telling how it really goes, and missing something."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.history.clock import AMSTERDAM
from voordeur.instruments.words import LifeArea
from voordeur.partners.laws import laws
from voordeur.provisions.models import (
    MAP_GROUPS,
    MAP_KINDS,
    Experience,
    MissingProvision,
    ProvisionType,
)


def _today(deed: Deed) -> date:
    return deed.now.astimezone(AMSTERDAM).date()


@action("map.write", household=False)
def describe_on_map(
    deed: Deed,
    *,
    name: str,
    law: str,
    kind: str,
    entry: UUID | None = None,
    expected_version: int = 0,
    for_whom: str = "",
    groups: Sequence[str] = (),
    life_areas: Sequence[str] = (),
    from_when: str = "",
    least: str = "",
    costs_resident: str = "",
    wait_days: int | None = None,
    how: str = "",
) -> ProvisionType:
    """Put something on the social map, or describe better what is there; informal and school too."""
    if law not in laws():
        raise Refusal(_("Choose a law from the list."), "law")
    if kind not in MAP_KINDS or not set(groups) <= set(MAP_GROUPS):
        raise Refusal(_("Choose what kind of support it is, and for whom."), "kind")
    if not set(life_areas) <= set(LifeArea):
        raise Refusal(_("Choose a part of life."), "life_areas")
    if wait_days is not None and wait_days < 0:
        raise Refusal(_("A number of days is not below zero."), "wait_days")
    if not name.strip():
        raise Refusal(_("Say which help it is."), "name")
    row = ProvisionType.objects.filter(uuid=entry).first() if entry else ProvisionType(version=0)
    if row is None:
        raise Refusal(_("This is not on the social map any more."), "name")
    same = ProvisionType.objects.filter(name__iexact=name.strip())
    if same.exclude(pk=row.pk).exists():
        raise Refusal(_("This is on the social map already."), "name")
    if entry is not None:
        expect(row, expected_version, {"name": name, "how": how})
    if wait_days != row.wait_days:
        row.wait_as_of = _today(deed) if wait_days is not None else None
    row.name, row.law, row.kind, row.for_whom = name.strip(), law, kind, for_whom.strip()
    row.groups, row.life_areas = sorted(set(groups)), sorted(set(life_areas))
    row.from_when, row.least = from_when.strip(), least.strip()
    row.costs_resident, row.wait_days, row.how = costs_resident.strip(), wait_days, how.strip()
    row.version += 1
    row.save()
    deed.happened("provisions.type_described", {"type": row.pk, "kind": kind}, stream=("system", 1))
    return row


@action("map.write", household=False)
def tell_experience(
    deed: Deed, *, entry: UUID, text: str, wait_days: int | None = None
) -> Experience:
    """Tell how something on the map really goes; about no household and no person."""
    row = ProvisionType.objects.filter(uuid=entry, until=None).first()
    if row is None:
        raise Refusal(_("This is not on the social map any more."))
    if not text.strip():
        raise Refusal(_("Write something here."), "text")
    if wait_days is not None and wait_days < 0:
        raise Refusal(_("A number of days is not below zero."), "wait_days")
    told = Experience.objects.create(
        type=row,
        text=text.strip()[:400],
        wait_days=wait_days,
        account=deed.reader.account_id,
        on=_today(deed),
    )
    deed.happened("provisions.experience_told", {"type": row.pk}, stream=("system", 1))
    return told


@action("map.write", household=False)
def note_missing(deed: Deed, *, life_area: str, for_whom: str) -> bool:
    """Count that help on a subject was looked for in vain; False when it counted this week already.

    Of the search only its subject is kept: no word that was typed, nothing of a household.
    """
    if life_area not in tuple(LifeArea) or for_whom not in MAP_GROUPS:
        raise Refusal(_("Choose a part of life, and for whom."), "life_area")
    today = _today(deed)
    week = today - timedelta(days=today.weekday())
    asker = salted_hmac(
        "provisions.missing", f"{deed.reader.key} {week}", algorithm="sha256"
    ).hexdigest()[:32]
    _row, made = MissingProvision.objects.get_or_create(
        life_area=life_area, for_whom=for_whom, week=week, asker=asker
    )
    deed.happened(
        "provisions.missed", {"life_area": life_area, "counts": made}, stream=("system", 1)
    )
    return made
