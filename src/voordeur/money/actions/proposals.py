# SPDX-License-Identifier: EUPL-1.2
"""The verb of a proposal for paying together: keeping it as it goes to the table."""

from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action
from voordeur.door.refusal import Refusal
from voordeur.money.actions.writing import MONEY, some_text, the_project
from voordeur.money.closing import digest
from voordeur.money.models import Proposal
from voordeur.money.queries.proposals import proposal_now


@action("benefit.claim", household=False)
def put_proposal(deed: Deed, *, project: UUID, signer: str, seen: str) -> Proposal:
    """Keep the proposal for paying together as it is now; nobody changes it any more.

    `seen` is the hash of what was read: when it changed meanwhile, nothing is kept.
    """
    about = the_project(project)
    body = proposal_now(project)
    if body is None:
        raise Refusal(_("There is nothing to divide yet."))
    found = digest(body)
    if found != seen:
        raise Refusal(
            _("The proposal has changed since you read it."),
            "",
            _("Read it again, and keep it then."),
        )
    last = Proposal.objects.filter(project=about).order_by("-number").first()
    if last is not None and last.digest == found:
        raise Refusal(_("This was kept already, and nothing has changed since."))
    row = Proposal.objects.create(
        project=about,
        number=1 if last is None else last.number + 1,
        body=body,
        digest=found,
        signer=some_text(signer, "signer", 120),
        made_at=deed.now,
        made_by=deed.reader.key,
    )
    facts = {"proposal": row.pk, "project": about.pk, "digest": found}
    deed.happened("money.proposal_put", facts, stream=MONEY)
    return row
