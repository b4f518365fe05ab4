# SPDX-License-Identifier: EUPL-1.2
"""The household's own statement of its pace."""

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action
from voordeur.door.refusal import Refusal
from voordeur.door.voice import said
from voordeur.people.models import Household

MOST = 20


@action("voice.write")
def say_capacity(
    deed: Deed, *, household_id: int, capacity: int | None, how: str | None = None
) -> Household:
    """Keep how many things at once the household says it can carry; None: it has not said.

    Only the household's own statement stands here. It is never worked out from anything, and
    passing it is a warning for whoever plans, never a gate. The newest statement counts.
    """
    if capacity is not None and not 0 <= capacity <= MOST:
        raise Refusal(_("Say a number from 0 to 20, or leave it open."), "capacity")
    said(deed, deed.reader.person_id, how)
    row = Household.objects.get(pk=household_id)
    row.capacity, row.version = capacity, row.version + 1
    row.save(update_fields=["capacity", "version"])
    deed.happened("people.capacity_said", {"capacity": capacity}, about=(None, "common"))
    return row
