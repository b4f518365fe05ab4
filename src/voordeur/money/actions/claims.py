# SPDX-License-Identifier: EUPL-1.2
"""Verbs of a claim: claiming a benefit, moving it on, booking it, undoing that, letting it lapse."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.door.deed import Deed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.ledger.actions import book, undo
from voordeur.ledger.queries import balance
from voordeur.money import benefits, books
from voordeur.money.actions.writing import (
    MONEY,
    a_year,
    party_as_known,
    some_text,
    the_line,
    the_project,
    today,
)
from voordeur.money.benefits import STEPS, Harvest, State
from voordeur.money.lapsing import (
    DUTIES,
    OWNER,
    duties_of,
    has_lapsed,
    lapses_on,
)
from voordeur.money.models import Claim, ClaimStep, Outcome
from voordeur.money.models.claims import EVIDENCE
from voordeur.money.queries.claims import (
    as_benefit,
    cash_date_of,
    claim_subject,
    shares_of,
)
from voordeur.terms.book import close_duties, open_duty

WHOLE = 10_000
"""Basis points of one outcome."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided a step of a claim, and why: a name with an office, never only 'we'."""

    decider: str
    reason: str


def _step(deed: Deed, row: Claim, was: str, decision: Decision, cents: int | None) -> None:
    """Write the step a claim just took, and its event."""
    ClaimStep.objects.create(
        claim=row,
        was=was,
        became=row.state,
        on=today(deed),
        decider=some_text(decision.decider, "decider", 120),
        reason=some_text(decision.reason, "reason"),
        cents=cents,
        written_by=deed.reader.key,
    )
    facts = {"claim": row.pk, "project": row.project_id, "was": was, "became": row.state}
    deed.happened("money.claim_moved", facts, stream=MONEY)
    _ask(deed, row)


def _ask(deed: Deed, row: Claim) -> None:
    """Put on the worklist what this claim asks now, and take off what it asks no more."""
    subject = claim_subject(row.pk)
    asked = duties_of(State(row.state), row.lapses_on, cash_date_of(row))
    for kind in DUTIES:
        if kind in asked:
            due = asked[kind]
            open_duty(deed, kind=kind, owner=OWNER, subject=subject, due=due, stream=MONEY)
        else:
            close_duties(deed, subject=subject, kind=kind, stream=MONEY)


def _check_share(outcome: Outcome, project_id: int, share: int) -> None:
    """Refuse when the projects together would count more than the whole of one outcome."""
    if not 1 <= share <= WHOLE:
        raise Refusal(_("Give a share between 0 and 100 %."), "share")
    counted = shares_of(outcome.pk)
    own = counted.pop(project_id, None)
    if own is not None and own != share:
        raise Refusal(
            _("This project counts {percent} % of this outcome elsewhere already.").format(
                percent=own / 100
            ),
            "share",
            _("Use the same share: one outcome has one share per project."),
        )
    left = WHOLE - sum(counted.values())
    if share > left:
        raise Refusal(
            _("Together the projects would count more than the whole of this outcome."),
            "share",
            _("At most {percent} % is left.").format(percent=left / 100),
        )


@action("benefit.claim", household=False)
def claim_benefit(
    deed: Deed,
    *,
    project: UUID,
    outcome: str,
    payer: str,
    gainer: str,
    year: int,
    whole_cents: int | None,
    share: int,
    evidence: str,
    freed_from: date,
    decision: Decision,
    contract_ends: date | None = None,
    is_releasable: bool = False,
    harvest: str = "",
    condition: str = "",
    proof: str = "",
) -> Claim:
    """Claim a benefit for a project: it begins as potential, with who says so and why.

    `share` is in basis points of the outcome; all projects together count the whole at most.
    Raises Refusal when they would count more, or a project counts one outcome in two ways.
    """
    about = the_project(project)
    name = some_text(outcome, "outcome", 160)
    found = Outcome.objects.filter(name__iexact=name).first() or Outcome.objects.create(name=name)
    Outcome.objects.select_for_update().get(pk=found.pk)
    _check_share(found, about.pk, share)
    if evidence not in EVIDENCE:
        raise Refusal(_("Choose how it is known."), "evidence")
    if whole_cents is not None and whole_cents <= 0:
        raise Refusal(_("Give an amount, or leave it open when nobody knows."), "whole_cents")
    if harvest and harvest not in set(Harvest):
        raise Refusal(_("Choose a form from the list."), "harvest")
    row = Claim.objects.create(
        project=about,
        outcome=found,
        payer=party_as_known(some_text(payer, "payer", 80)),
        gainer=party_as_known(some_text(gainer, "gainer", 80)),
        year=a_year(year),
        whole_cents=whole_cents,
        share=share,
        evidence=evidence,
        proof=proof.strip()[:300],
        condition=condition.strip()[:300],
        harvest=harvest,
        freed_from=freed_from,
        contract_ends=contract_ends,
        is_releasable=is_releasable,
        lapses_on=lapses_on(State.POTENTIAL, today(deed)),
    )
    _step(deed, row, "", decision, as_benefit(row).cents)
    return row


def _the_claim(uuid: UUID, expected_version: int, mine: dict[str, object]) -> Claim:
    row = Claim.objects.select_for_update().filter(uuid=uuid).first()
    if row is None:
        raise Refusal(_("This claim is not there any more."))
    expect(row, expected_version, mine)
    return row


@action("benefit.claim", household=False)
def move_claim(
    deed: Deed,
    *,
    claim: UUID,
    to: str,
    decision: Decision,
    expected_version: int,
    agreed_cents: int | None = None,
    proof: str = "",
    last_day: date | None = None,
) -> Claim:
    """Move a claim a step on, or let it lapse; what is agreed has its own amount.

    Booking is another verb, because it lowers a budget line. A lapsed claim can be talked about again
    when the outcome is still free. `last_day` is until when it may stay so; by itself a set term.
    """
    row = _the_claim(claim, expected_version, {"state": to})
    was = State(row.state)
    wanted = next((one for one in State if one.value == to), None)
    if wanted is None or wanted not in STEPS[was] or wanted is State.BOOKED:
        raise Refusal(_("A claim does not go from here to there."), "to")
    if was is State.LAPSED:
        Outcome.objects.select_for_update().get(pk=row.outcome_id)
        _check_share(row.outcome, row.project_id, row.share)
    if wanted is State.AGREED:
        if not agreed_cents or agreed_cents < 0:
            raise Refusal(_("Say which amount was agreed."), "agreed_cents")
        row.agreed_cents = agreed_cents
    elif wanted is not State.LAPSED:
        row.agreed_cents = None
    day = today(deed)
    if last_day is not None and last_day < day:
        raise Refusal(_("Choose a day that is still to come."), "last_day")
    row.proof = proof.strip()[:300] or row.proof
    row.state, row.version = wanted.value, row.version + 1
    row.lapses_on = last_day or lapses_on(wanted, day)
    row.save()
    _step(deed, row, was.value, decision, as_benefit(row).cents)
    return row


@action("benefit.claim", household=False)
def time_claim(
    deed: Deed,
    *,
    claim: UUID,
    freed_from: date,
    contract_ends: date | None,
    is_releasable: bool,
    expected_version: int,
) -> Claim:
    """Say from when the money is free: after which contract or subsidy, or at once."""
    mine = {"freed_from": freed_from, "contract_ends": contract_ends}
    row = _the_claim(claim, expected_version, dict(mine))
    if State(row.state) is State.BOOKED:
        raise Refusal(_("This was booked already."), "freed_from")
    row.freed_from, row.contract_ends = freed_from, contract_ends
    row.is_releasable, row.version = is_releasable, row.version + 1
    row.save()
    deed.happened("money.claim_timed", {"claim": row.pk}, stream=MONEY)
    _ask(deed, row)
    return row


@action("benefit.book", household=False)
def book_benefit(
    deed: Deed,
    *,
    claim: UUID,
    line: UUID,
    proof: str,
    decision: Decision,
    expected_version: int,
) -> Claim:
    """Book an agreed benefit: a named budget line of who gains goes down by what was agreed.

    Where the benefit comes back in an agreed form (a contribution, staff on loan), it may be a line
    of who pays. Only this is cashed. Refused before the day the money is free, on a line of somebody
    else or of an earlier year, without proof, and for more than what is on the line.
    """
    row = _the_claim(claim, expected_version, {"proof": proof})
    where, day = the_line(line), today(deed)
    if State(row.state) is not State.AGREED:
        raise Refusal(_("Only what was agreed is booked."), "line", _("Have it agreed first."))
    if where.party != row.gainer and not (row.harvest and where.party == row.payer):
        raise Refusal(
            _("This line is not of who gains."),
            "line",
            _(
                "Choose a line of who gains; or of who pays, when the claim says in which form it comes back."
            ),
        )
    free = cash_date_of(row)
    if free is None:
        raise Refusal(
            _("Nobody knows from when the money is free."),
            "line",
            _("Say first when the running contract or subsidy ends."),
        )
    if free > day or where.year < free.year:
        raise Refusal(
            _("The money is not free yet."), "line", _("It is free from {day}.").format(day=free)
        )
    row.proof = some_text(proof, "proof")
    held = balance(books.on_line(where.year, where.pk)).sum
    taken = benefits.BudgetLine(books.budget(where.year), books.line_code(where.pk), held)
    if row.agreed_cents is None or row.agreed_cents > held:
        raise Refusal(_("There is less on this line."), "line", _("Choose another line."))
    _made, entry = benefits.book(as_benefit(row), taken, on=day, entry=str(row.uuid))
    posted = book(deed, on=day, text=_("Benefit cashed"), lines=entry.lines)
    was, row.state = row.state, State.BOOKED.value
    row.line, row.entry, row.version = where, posted.uuid, row.version + 1
    row.save()
    _step(deed, row, was, decision, row.agreed_cents)
    return row


@action("benefit.book", household=False)
def reverse_booking(deed: Deed, *, claim: UUID, decision: Decision, expected_version: int) -> Claim:
    """Undo a booking by its opposite in the ledger; the claim lapses and can be talked about again."""
    row = _the_claim(claim, expected_version, {"reason": decision.reason})
    if State(row.state) is not State.BOOKED or row.entry is None:
        raise Refusal(_("This was not booked."))
    undo(deed, entry=row.entry, on=today(deed), reason=some_text(decision.reason, "reason", 200))
    was, cents = row.state, row.agreed_cents
    row.state, row.line, row.entry = State.LAPSED.value, None, None
    row.version += 1
    row.save()
    _step(deed, row, was, decision, cents)
    return row


@action("benefit.book", household=False)
def let_claim_lapse(deed: Deed, *, claim_id: int) -> Claim:
    """Let a claim lapse whose term is over; refused for one that is not. Done every night."""
    row = Claim.objects.select_for_update().get(pk=claim_id)
    if not has_lapsed(State(row.state), row.lapses_on, today(deed)):
        raise Refusal(_("The term of this claim is not over."))
    was, row.state = row.state, State.LAPSED.value
    row.version += 1
    row.save()
    why = Decision(_("Nobody: the term was over"), _("No step was taken in time."))
    _step(deed, row, was, why, as_benefit(row).cents)
    return row
