# SPDX-License-Identifier: EUPL-1.2
"""Saying of two rows in the grey zone whether they are about one person."""

from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action
from voordeur.door.refusal import NoEntry, Refusal
from voordeur.factlab.actions.delivering import STREAM
from voordeur.factlab.agreeing import Said, state
from voordeur.factlab.house.sealing import open_doubt, seal_pair
from voordeur.factlab.models import SAYS, Doubt, Look


@action("factlab.review", household=False)
def look(deed: Deed, *, doubt: UUID, says: str, second: bool = False) -> Look:
    """Say same, different or unsure of two rows; the next run goes by it.

    A look with `second` settles what two people said otherwise of, and must be clear. Who looks
    again changes their own word, not that of somebody else. Raises Refusal when there is nothing to
    settle, or when it was settled meanwhile.
    """
    row = Doubt.objects.select_related("task").filter(uuid=doubt).first()
    if row is None:
        raise NoEntry(_("This pair is not here any more: a newer run was made."))
    if says not in SAYS:
        raise Refusal(_("Choose what you think."), "says")
    looks = list(Look.objects.select_for_update().filter(mark=row.mark).order_by("pk"))
    if any(one.second for one in looks):
        raise Refusal(_("Somebody settled this meanwhile."))
    said = state([Said(one.looked_by, one.says) for one in looks])
    if second and said != "disagreed":
        raise Refusal(_("There is no disagreement about this pair."))
    if second and says == "unsure":
        raise Refusal(
            _("A second look settles it: choose one of the two."),
            "says",
            _("Leave it open if you cannot tell: then the score decides."),
        )
    mine = next((one for one in looks if one.looked_by == deed.reader.key), None)
    if second or mine is None:
        pair = open_doubt(row.task, row)["pair"]
        kept = Look(
            mark=row.mark,
            pair=seal_pair(row.mark, (pair[0], pair[1])),
            looked_by=deed.reader.key,
            second=second,
        )
    else:
        kept = mine
        kept.version += 1
    kept.says, kept.looked_at = says, deed.now
    kept.save()
    deed.happened("factlab.looked", {"look": kept.pk, "second": second}, stream=STREAM)
    return kept
