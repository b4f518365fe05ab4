# SPDX-License-Identifier: EUPL-1.2
"""Verbs of provisions: what can be had, what is given, how it ends and how it is read."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from voordeur.door import standing
from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.history.record import Private
from voordeur.partners.laws import laws, payers
from voordeur.people.queries import members
from voordeur.provisions.given import Given
from voordeur.provisions.models import FLOWS, STACKINGS, Alternative, Provision, ProvisionType
from voordeur.provisions.regimes import shipped_regimes

# Words that `Given` refuses with; named here so that they are translated.
GIVEN_WORDS = (
    gettext_noop("Say which help it is."),
    gettext_noop("The end lies before the start."),
    gettext_noop("An amount cannot be below zero."),
)


@action("set.up", household=False)
def add_provision_type(
    deed: Deed,
    *,
    name: str,
    law: str,
    category: str = "",
    for_whom: str = "",
    payer: str = "unknown",
    not_counted: str = "",
) -> ProvisionType:
    """Add a line to the social map; its name is unique."""
    if not name.strip():
        raise Refusal(_("Say which help it is."), "name")
    if ProvisionType.objects.filter(name__iexact=name.strip()).exists():
        raise Refusal(_("This is on the social map already."), "name")
    check_codes(law, payer, "", not_counted)
    row = ProvisionType.objects.create(
        name=name.strip(),
        law=law,
        category=category,
        for_whom=for_whom.strip(),
        payer=payer,
        not_counted=not_counted,
    )
    deed.happened("provisions.type_added", {"type": row.pk, "law": law}, stream=("system", 1))
    return row


def check_codes(law: str, payer: str, flow: str, not_counted: str) -> None:
    """Raise Refusal for a law, payer, way of paying or kind of cost that is not on a list."""
    if law not in laws():
        raise Refusal(_("Choose a law from the list."), "law")
    if payer not in payers():
        raise Refusal(_("Choose who pays from the list."), "payer")
    if flow not in ("", *FLOWS):
        raise Refusal(_("Choose from the list how the money goes."), "flow")
    kinds = {kind.code for kind in shipped_regimes().not_counted}
    if not_counted and not_counted not in kinds:
        raise Refusal(_("Choose from the list why it is not counted."), "not_counted")


def _checked(deed: Deed, given: Given) -> None:
    """Raise Refusal when codes are unknown or the person is nobody the reader knows of here."""
    check_codes(given.law, given.payer, given.flow, given.not_counted)
    here = {member.person_id for member in members(deed.inside, past=True)}
    if given.person_id is not None and given.person_id not in here:
        raise Refusal(_("This member is not in the household."), "person")


def _private(row: Provision, body: dict[str, Any]) -> Private:
    """Return the sealed part of an event about a provision, under the key of whom it is about."""
    subject = f"person:{row.person_id}" if row.person_id else f"household:{row.household_id}"
    return Private(subject, row.compartment, body)


def content(row: Provision) -> dict[str, Any]:
    """Return what an event keeps of a provision: who gives what for how much."""
    names = ("name", "law", "provider_id", "provider_agb", "payer", "from_date", "until")
    prices = ("declared", "budget_cents", "units", "unit", "per", "unit_cents")
    return {name: getattr(row, name) for name in (*names, *prices)}


def _one(deed: Deed, provision: UUID) -> Provision:
    row = Provision.objects.through(deed.inside).shown().filter(uuid=provision).first()
    if row is None:
        raise Refusal(_("This help is not in the file."), "provision")
    return row


@action("provision.write")
def record_provision(
    deed: Deed, *, household_id: int, given: Given, source: str = "manual"
) -> Provision:
    """Record help that a member or the household gets; the price may be unknown.

    Who records it keeps seeing this one piece, also when the part of the file it belongs to is
    closed to them: they gave or arranged it.
    """
    _checked(deed, given)
    row = Provision(household_id=household_id, source=source, **given.columns())
    row.save(force_insert=True)
    deed.happened(
        "provisions.recorded",
        {"provision": row.pk, "law": row.law, "source": source},
        _private(row, content(row)),
    )
    seen = Provision.objects.through(deed.inside).shown().filter(pk=row.pk).exists()
    if deed.reader.account_id is not None and not seen:
        standing.give(
            deed,
            reader=deed.reader.key,
            relation="task",
            basis=laws()[row.law].basis,
            reason=f"provision:{row.pk}",
            person_id=row.person_id,
            compartment=row.compartment,
            item=row.uuid,
        )
    return row


@action("provision.write")
def change_provision(
    deed: Deed, *, household_id: int, provision: UUID, expected_version: int, given: Given
) -> Provision:
    """Correct or update what is said of a provision; for whom it is does not change.

    Another law can move it to another part of the member's file.
    """
    row = _one(deed, provision)
    after = given.columns()
    expect(row, expected_version, {name: after[name] for name in ("name", "from_date", "until")})
    if given.person_id != row.person_id:
        raise Refusal(
            _("Help does not move to another member."),
            "person",
            _("End this help and record it for the other member."),
        )
    _checked(deed, given)
    before = content(row)
    for name, value in after.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*after, "version"])
    now = content(row)
    changed = sorted(name for name in now if now[name] != before[name])
    deed.happened(
        "provisions.changed",
        {"provision": row.pk, "fields": changed},
        _private(row, {name: [before[name], now[name]] for name in changed}),
    )
    return row


@action("provision.write")
def end_provision(
    deed: Deed,
    *,
    household_id: int,
    provision: UUID,
    expected_version: int,
    until: date,
    exit_reason: str,
) -> Provision:
    """Record that help stopped and why; `until` is the first day without it.

    No problem is solved by this: a problem ends by what is said of the problem.
    """
    row = _one(deed, provision)
    expect(row, expected_version, {"until": until, "exit_reason": exit_reason})
    if not exit_reason.strip():
        raise Refusal(_("Say in one line why it stops."), "exit_reason")
    if until <= row.from_date:
        raise Refusal(_("The end lies before the start."), "until")
    row.until, row.exit_reason, row.version = until, exit_reason.strip()[:200], row.version + 1
    row.save(update_fields=["until", "exit_reason", "version"])
    deed.happened(
        "provisions.ended",
        {"provision": row.pk, "until": until},
        _private(row, {"exit_reason": row.exit_reason}),
    )
    return row


@action("provision.write")
def mark_stacking(
    deed: Deed,
    *,
    household_id: int,
    provision: UUID,
    expected_version: int,
    stacking: str,
    why: str = "",
) -> Provision:
    """Say whether help beside other help is meant so; unintended needs a line that says why."""
    row = _one(deed, provision)
    expect(row, expected_version, {"stacking": stacking, "stacking_why": why})
    if stacking not in STACKINGS:
        raise Refusal(_("Say whether it is intended or not."), "stacking")
    if stacking == "unintended" and not why.strip():
        raise Refusal(_("Say in one line what is double."), "why")
    row.stacking, row.stacking_why, row.version = stacking, why.strip()[:300], row.version + 1
    row.save(update_fields=["stacking", "stacking_why", "version"])
    deed.happened(
        "provisions.stacking_marked",
        {"provision": row.pk, "stacking": stacking},
        _private(row, {"why": row.stacking_why}),
    )
    return row


@action("provision.write")
def set_not_counted(
    deed: Deed, *, household_id: int, provision: UUID, expected_version: int, kind: str
) -> Provision:
    """Leave a provision out of the cost sum as one of the named kinds, or count it again (`''`).

    It stays in the list: what is not counted is always said.
    """
    row = _one(deed, provision)
    expect(row, expected_version, {"not_counted": kind})
    check_codes(row.law, row.payer, row.flow, kind)
    row.not_counted, row.version = kind, row.version + 1
    row.save(update_fields=["not_counted", "version"])
    deed.happened(
        "provisions.counting_set",
        {"provision": row.pk, "kind": kind},
        about=(row.person_id, row.compartment),
    )
    return row


def _way(name: str, cents: int | None, helps: bool | None, outcome: str) -> dict[str, Any]:
    """Return the columns of an alternative; raises Refusal for one without name or outcome."""
    if not name.strip():
        raise Refusal(_("Say in a few words what else could be done."), "name")
    if not outcome.strip():
        raise Refusal(
            _("A way that costs less and does not help is no solution."),
            "outcome",
            _("Say what comes of it, or what you expect."),
        )
    if cents is not None and cents < 0:
        raise Refusal(_("An amount cannot be below zero."), "cost")
    return {
        "name": name.strip(),
        "cents": cents,
        "helps": helps,
        "outcome": outcome.strip(),
    }


def _told(deed: Deed, kind: str, row: Alternative, said: dict[str, Any]) -> None:
    sealed = Private(f"household:{row.household_id}", row.compartment, said)
    deed.happened(kind, {"alternative": row.pk}, sealed)


@action("provision.write")
def note_alternative(
    deed: Deed,
    *,
    household_id: int,
    name: str,
    outcome: str,
    cents: int | None = None,
    helps: bool | None = None,
) -> Alternative:
    """Put another way beside the help of today, with its outcome; the cost may be unknown."""
    said = _way(name, cents, helps, outcome)
    row = Alternative(household_id=household_id, noted_on=deed.now.date(), **said)
    row.save(force_insert=True)
    _told(deed, "provisions.alternative_noted", row, said)
    return row


def _alternative(deed: Deed, alternative: UUID) -> Alternative:
    rows = Alternative.objects.through(deed.inside).shown()
    row = rows.filter(uuid=alternative, until=None).first()
    if row is None:
        raise Refusal(_("This is not in the file any more."), "alternative")
    return row


@action("provision.write")
def change_alternative(
    deed: Deed,
    *,
    household_id: int,
    alternative: UUID,
    name: str,
    outcome: str,
    expected_version: int,
    cents: int | None = None,
    helps: bool | None = None,
) -> Alternative:
    """Word an alternative better, or say what became known of its cost and outcome."""
    row = _alternative(deed, alternative)
    said = _way(name, cents, helps, outcome)
    expect(row, expected_version, said)
    for column, value in said.items():
        setattr(row, column, value)
    row.version += 1
    row.save(update_fields=[*said, "version"])
    _told(deed, "provisions.alternative_changed", row, said)
    return row


@action("provision.write")
def put_alternative_aside(
    deed: Deed, *, household_id: int, alternative: UUID, expected_version: int
) -> Alternative:
    """Take an alternative from the page; that it was thought of stays in the history."""
    row = _alternative(deed, alternative)
    expect(row, expected_version, {})
    row.until, row.version = deed.now.date(), row.version + 1
    row.save(update_fields=["until", "version"])
    deed.happened("provisions.alternative_put_aside", {"alternative": row.pk})
    return row
