# SPDX-License-Identifier: EUPL-1.2
"""The verb of learning together: time spent on it, by the team and about no household."""

from django.utils.translation import gettext as _

from voordeur.contact.learning import KINDS
from voordeur.door.deed import Deed, action
from voordeur.door.refusal import Refusal
from voordeur.partners.queries import colleagues

MOST_MINUTES = 8 * 60


@action("learning.note", household=False)
def note_learning(deed: Deed, *, kind: str, minutes: int) -> None:
    """Note time for learning: what kind and how long; of the team, about nobody and no household."""
    if kind not in KINDS:
        raise Refusal(_("Choose how you learned."), "kind")
    if not 0 < minutes <= MOST_MINUTES:
        raise Refusal(_("Give the minutes, at most a day's work."), "minutes")
    account = deed.reader.account_id
    mine = colleagues(account_ids=[account]) if account is not None else []
    if not mine or mine[0].team_id is None:
        raise Refusal(_("Only somebody who works in a team notes this."))
    deed.happened(
        "contact.learned",
        {"kind": kind, "minutes": minutes, "team": mine[0].team_id},
        stream=("organisation", mine[0].organisation_id),
    )
