# SPDX-License-Identifier: EUPL-1.2
"""The verb that writes what a municipality says itself about accessibility."""

from datetime import date

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action
from voordeur.door.refusal import Refusal
from voordeur.partners.actions.writing import changed
from voordeur.partners.models import AccessibilityStatement


@action("set.up", household=False)
def write_accessibility(
    deed: Deed,
    *,
    status: str,
    email: str,
    phone: str = "",
    answer_days: int,
    checked_on: date | None = None,
    checked_by: str = "",
    known: str = "",
    expected_version: int,
) -> AccessibilityStatement:
    """Write the statement: how far it holds, whom to tell of a fault and within how many days.

    Full compliance is said only after somebody looked: `checked_on` and `checked_by`.
    """
    if status not in AccessibilityStatement.STATUS:
        raise Refusal(_("Choose from the list."), "status")
    if not email.strip() and not phone.strip():
        raise Refusal(_("Give an address or a number to tell of a fault."), "email")
    if not 1 <= answer_days <= 60:
        raise Refusal(_("An answer comes within 60 days."), "answer_days")
    if status == "full" and (checked_on is None or not checked_by.strip()):
        raise Refusal(_("Say when it was looked at and by whom."), "checked_on")
    if checked_on is not None and checked_on > deed.now.date():
        raise Refusal(_("This day lies in the future."), "checked_on")
    values = {
        "status": status,
        "email": email.strip(),
        "phone": phone.strip(),
        "answer_days": answer_days,
        "checked_on": checked_on,
        "checked_by": checked_by.strip(),
        "known": known.strip(),
    }
    row = AccessibilityStatement.objects.select_for_update().order_by("pk").first()
    if row is None:
        row, names = AccessibilityStatement.objects.create(**values), sorted(values)
    else:
        names = changed(row, expected_version, values)
    deed.happened(
        "partners.accessibility_written",
        {"changed": names, "status": status},
        stream=("system", 1),
        about=(None, "name"),
    )
    return row
