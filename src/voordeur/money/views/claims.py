# SPDX-License-Identifier: EUPL-1.2
"""Pages: the benefit ledger, one claim with its history, and each step of a claim."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.door.pages import may, page
from voordeur.door.refusal import NoEntry
from voordeur.door.roomwords import term_words
from voordeur.door.submitting import uuid_in
from voordeur.ledger.words import amount
from voordeur.money import actions
from voordeur.money.benefits import State
from voordeur.money.forms.claims import (
    BookForm,
    ClaimForm,
    MoveForm,
    ReverseForm,
    TimeForm,
)
from voordeur.money.page import cashed_words, claim_item, slug_of, stages
from voordeur.money.queries.claims import (
    ClaimLine,
    claim_line,
    claim_lines,
    claims_in,
    claims_sharing,
    divided,
    steps_of,
    waiting,
)
from voordeur.money.queries.lines import budget_lines, effort_lines, parties_known
from voordeur.money.views.asking import FORM, READERS, WRITERS, the_project
from voordeur.money.views.doing import Doing, do
from voordeur.money.words import STATE_MEANS, STATE_WORDS
from voordeur.terms.due import Urgency


@require_safe
@page(*READERS)
def benefit_ledger(request: HttpRequest) -> HttpResponse:
    """Show every claimed benefit of all projects, per state; only what is booked is cashed."""
    lines = claim_lines()
    context = {
        "stages": stages(lines),
        "cashed": cashed_words(lines),
        "divided": divided(lines),
        "any": bool(lines),
    }
    return render(request, "money/ledger.html", context)


GROUPS = (
    (gettext_lazy("Too late"), "error", {Urgency.OVERDUE}),
    (gettext_lazy("Today"), "warning", {Urgency.TODAY}),
    (gettext_lazy("This week"), "info", {Urgency.SOON}),
    (gettext_lazy("Later"), "", {Urgency.LATER, Urgency.OPEN}),
)


@require_safe
@page(*WRITERS)
def worklist(request: HttpRequest) -> HttpResponse:
    """Show what the claims of all projects wait for: a step before they lapse, or cashing."""
    claim, kind = uuid_in(request), request.GET.get("soort", "")
    lines, more = waiting((claim, kind) if claim else None)
    words = term_words()
    here = reverse("money_worklist")
    context = {
        "groups": [
            (
                label,
                tone,
                [
                    (words[one.duty.kind], one.duty, claim_item(one.claim))
                    for one in lines
                    if one.duty.urgency in urgent
                ],
            )
            for label, tone, urgent in GROUPS
        ],
        "any": bool(lines),
        "next_url": f"{here}?na={lines[-1].claim.uuid}&soort={lines[-1].duty.kind}" if more else "",
        "previous_url": here if claim else "",
    }
    return render(request, "money/worklist.html", context)


@require_safe
@page(*READERS)
def claims_of_state(request: HttpRequest, state: str, project: UUID | None = None) -> HttpResponse:
    """Show all claims of one state, of one project or of all; those whose term ends first come first."""
    about = the_project(project) if project else None
    wanted = next((one for one in State if slug_of(one) == state), None)
    if wanted is None:
        raise NoEntry(_("This page is not here."))
    after = uuid_in(request)
    lines, more = claims_in(wanted, about.id if about else None, after)
    here = request.path
    context = {
        "project": about,
        "name": STATE_WORDS[wanted],
        "means": STATE_MEANS[wanted],
        "claims": [claim_item(one) for one in lines],
        "back_url": reverse("project", args=[project]) if about else reverse("benefit_ledger"),
        "next_url": f"{here}?na={lines[-1].uuid}" if more else "",
        "previous_url": here if after else "",
    }
    return render(request, "money/state.html", context)


def _claim(uuid: UUID) -> ClaimLine:
    line = claim_line(uuid)
    if line is None:
        raise NoEntry(_("This claim is not there any more."))
    return line


@require_safe
@page(*READERS)
def claim(request: HttpRequest, claim: UUID) -> HttpResponse:
    """Show one claim: who pays, who gains, from when, and each step with who decided it."""
    line = _claim(claim)
    others = [one for one in claims_sharing(line.project_id) if one.outcome == line.outcome]
    context = {
        "item": claim_item(line),
        "whole": amount(line.whole),
        "agreed": amount(line.agreed),
        "outcome": next(iter(divided(others)), None),
        "steps": [
            {
                "when": one.on,
                "what": STATE_WORDS[one.became],
                "who": one.decider,
                "text": f"{one.reason} ({amount(one.cents)})",
            }
            for one in steps_of(line.id)
        ],
        "may_claim": may(request, "benefit.claim"),
        "may_book": may(request, "benefit.book"),
        "is_booked": line.state is State.BOOKED,
        "is_agreed": line.state is State.AGREED,
    }
    return render(request, "money/claim.html", context)


def _doings(line: ClaimLine) -> dict[str, Doing[ClaimLine]]:
    """Return what can be done with a claim in the state it is in."""
    move = Doing[ClaimLine](
        "benefit.claim",
        _("Take a step"),
        _("Write down the step"),
        _("The step is written down."),
        lambda data, row: MoveForm(data, claim=row),
        lambda reader, form, row: actions.move_claim(
            reader,
            claim=row.uuid,
            to=form.cleaned_data["to"],
            agreed_cents=form.cleaned_data["agreed"],
            last_day=form.cleaned_data["last_day"],
            decision=form.decision,
            expected_version=form.cleaned_data["version"],
        ),
    )
    time = Doing[ClaimLine](
        "benefit.claim",
        _("When is the money free?"),
        _("Keep it"),
        _("It is written down when the money is free."),
        lambda data, row: TimeForm(data, claim=row),
        lambda reader, form, row: actions.time_claim(
            reader,
            claim=row.uuid,
            freed_from=form.cleaned_data["freed_from"],
            contract_ends=form.cleaned_data["contract_ends"],
            is_releasable=form.cleaned_data["is_releasable"],
            expected_version=form.cleaned_data["version"],
        ),
    )
    book = Doing[ClaimLine](
        "benefit.book",
        _("Book on a budget line"),
        _("Lower the line"),
        _("The benefit is cashed: the budget line went down."),
        lambda data, row: BookForm(data, claim=row, lines=budget_lines()),
        lambda reader, form, row: actions.book_benefit(
            reader,
            claim=row.uuid,
            line=UUID(form.cleaned_data["line"]),
            proof=form.cleaned_data["proof"],
            decision=form.decision,
            expected_version=form.cleaned_data["version"],
        ),
    )
    back = Doing[ClaimLine](
        "benefit.book",
        _("Undo the booking"),
        _("Undo"),
        _("The booking is undone and the line holds the amount again."),
        lambda data, row: ReverseForm(data, claim=row),
        lambda reader, form, row: actions.reverse_booking(
            reader,
            claim=row.uuid,
            decision=form.decision,
            expected_version=form.cleaned_data["version"],
        ),
    )
    if line.state is State.BOOKED:
        return {"terugdraaien": back}
    found = {"stap": move, "vrij": time}
    return found | {"boeken": book} if line.state is State.AGREED else found


@require_http_methods(FORM)
@page(*WRITERS)
def claim_do(request: HttpRequest, claim: UUID, doing: str) -> HttpResponse:
    """Move a claim on, say when it is free, book it, or undo a booking."""
    line = _claim(claim)
    return do(
        request,
        _doings(line).get(doing),
        line,
        lead=f"{line.outcome}: {line.gainer}",
        back=reverse("claim", args=[claim]),
    )


@require_http_methods(FORM)
@page(*WRITERS)
def claim_new(request: HttpRequest, project: UUID) -> HttpResponse:
    """Claim a benefit for a project."""
    about = the_project(project)
    known = [one.party for one in effort_lines(about.id)]
    known += parties_known()
    new = Doing[UUID](
        "benefit.claim",
        _("Claim a benefit"),
        _("Put it in the ledger"),
        _("The claim stands in the benefit ledger, as potential."),
        lambda data, row: ClaimForm(data, known=known),
        lambda reader, form, row: actions.claim_benefit(
            reader,
            project=row,
            outcome=form.cleaned_data["outcome"],
            payer=form.cleaned_data["payer"],
            gainer=form.cleaned_data["gainer"],
            year=form.cleaned_data["year"],
            whole_cents=form.cleaned_data["whole"],
            share=int(form.cleaned_data["share"] * 100),
            evidence=form.cleaned_data["evidence"],
            freed_from=form.cleaned_data["freed_from"],
            contract_ends=form.cleaned_data["contract_ends"],
            is_releasable=form.cleaned_data["is_releasable"],
            harvest=form.cleaned_data["harvest"],
            condition=form.cleaned_data["condition"],
            proof=form.cleaned_data["proof"],
            decision=form.decision,
        ),
    )
    return do(request, new, project, lead=about.name, back=reverse("project", args=[project]))
