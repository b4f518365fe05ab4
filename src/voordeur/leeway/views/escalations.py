# SPDX-License-Identifier: EUPL-1.2
"""Pages: the ladder, what managers took away, gates; and the forms of one household about them."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.door.pages import may, page, who_asks
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import answer, posted
from voordeur.history import clock
from voordeur.leeway import actions
from voordeur.leeway.forms.escalations import (
    DecideForm,
    EscalateForm,
    RungForm,
    TurnedForm,
    VersionForm,
)
from voordeur.leeway.queries import escalations as asked
from voordeur.leeway.queries.rules import rule_lines
from voordeur.leeway.views.barriers import FORM
from voordeur.leeway.views.policy import COSTS, INSIDE
from voordeur.partners.queries import colleagues, organisations
from voordeur.people.doing import Doing
from voordeur.people.pages import Home, household_page

ASK, DECIDE, WRITE = "escalation.ask", "escalation.decide", "impasse.write"


@require_safe
@page(*INSIDE)
def ladder(request: HttpRequest) -> HttpResponse:
    """Show the ladder, and what managers took out of the way of practice."""
    context = {
        "rungs": asked.ladder(),
        "removed": asked.removed(),
        "may_write": may(request, "rule.write"),
    }
    return render(request, "leeway/ladder.html", context)


@require_http_methods(FORM)
@page("administrator", "policy_officer")
def rung(request: HttpRequest, rung: UUID | None = None) -> HttpResponse:
    """Set a rung of the ladder."""
    line = next((one for one in asked.ladder() if one.uuid == rung), None)
    if rung is not None and line is None:
        raise NoEntry(_("This rung is not there any more."))
    first: dict[str, Any] = {}
    if line is not None:
        names = ("place", "name", "account", "days", "may_overrule", "version")
        first = {name: getattr(line, name) for name in names}
    return answer(
        request,
        RungForm(posted(request), people=colleagues(with_account=True), initial=first),
        lambda said: actions.set_rung(
            who_asks(request),
            rung=rung,
            place=said["place"],
            name=said["name"],
            account=int(said["account"]),
            days=said["days"],
            may_overrule=said["may_overrule"],
            expected_version=said["version"] or 0,
        ),
        template="people/form_page.html",
        context={
            "title": _("A rung of the ladder"),
            "lead": _("Who decides there sees the one piece that is brought, and nothing else."),
            "back_url": reverse("ladder"),
            "submit": _("Keep it"),
        },
        then=reverse("ladder"),
        said=_("It was written down."),
    )


@require_safe
@page(*COSTS)
def gates(request: HttpRequest) -> HttpResponse:
    """Show who is turned away at which gate, never below five households."""
    return render(request, "leeway/gates.html", {"found": asked.gates()})


def _found(home: Home, uuid: UUID) -> asked.EscalationLine | None:
    rows = (one for one in asked.escalations(home.access) if one.uuid == uuid and not one.masked)
    return next((one for one in rows if not one.decision), None)


def _mine(home: Home, uuid: UUID) -> asked.EscalationLine | None:
    row = _found(home, uuid)
    return row if row is not None and row.rung_account == home.reader.account_id else None


ESCALATION_DOINGS = {
    "hogerop": Doing(
        ASK,
        gettext_lazy("Bring it higher up"),
        gettext_lazy("When help gets stuck and something serious threatens."),
        gettext_lazy("Bring it higher up"),
        gettext_lazy("It lies on the lowest rung, with a clock."),
        "leeway_page",
        lambda home, data, row: EscalateForm(data, rules=rule_lines()),
        lambda home, said, row: actions.escalate(
            home.reader,
            household_id=home.id,
            threat=said["threat"],
            blocks=said["blocks"],
            tried=said["tried"],
            rule=UUID(said["rule"]) if said["rule"] else None,
            judged_by=said["judged_by"],
        ),
    ),
    "trede-hoger": Doing(
        ASK,
        gettext_lazy("One rung higher"),
        gettext_lazy("The clock of this rung ran out."),
        gettext_lazy("One rung higher"),
        gettext_lazy("It lies one rung higher, with a new clock."),
        "leeway_page",
        lambda home, data, row: VersionForm(data, initial={"version": row.version}),
        lambda home, said, row: actions.bring_higher(
            home.reader,
            household_id=home.id,
            escalation=row.uuid,
            expected_version=said["version"],
        ),
        find=_found,
    ),
    "geweigerd": Doing(
        WRITE,
        gettext_lazy("Turned away"),
        gettext_lazy("It is evidence on the gate and its rule, never on the household."),
        gettext_lazy("Write it down"),
        gettext_lazy("It was written down."),
        "leeway_page",
        lambda home, data, row: TurnedForm(
            data, places=organisations(), rules=rule_lines(), initial={"on": clock.today()}
        ),
        lambda home, said, row: actions.record_turned_away(
            home.reader,
            household_id=home.id,
            organisation_id=int(said["organisation"]),
            how=said["how"],
            ground=said["ground"],
            rule=UUID(said["rule"]) if said["rule"] else None,
            on=said["on"],
        ),
    ),
}


@require_safe
@household_page()
def escalation_here(request: HttpRequest, home: Home) -> HttpResponse:
    """Show who sits on a rung the one piece that was brought, and nothing else of the household."""
    lines = [one for one in asked.escalations(home.access) if not one.masked]
    if not lines:
        raise NoEntry("This page is not here.")
    context = {
        "home": home,
        "escalations": lines,
        "me": home.reader.account_id,
        "may_ask": home.may(ASK),
        "may_decide_higher": home.may(DECIDE),
    }
    return render(request, "leeway/escalation.html", context)


@require_http_methods(FORM)
@household_page()
def escalation_decide(request: HttpRequest, home: Home, escalation: UUID) -> HttpResponse:
    """Decide on the rung one sits on."""
    home.must(DECIDE)
    row = _mine(home, escalation)
    if row is None:
        raise NoEntry("This is not here.")
    back = home.url("escalation_here")
    return answer(
        request,
        DecideForm(posted(request), initial={"version": row.version}),
        lambda said: actions.decide_escalation(
            home.reader,
            household_id=home.id,
            escalation=escalation,
            decision=said["decision"],
            words=said["words"],
            overrules=said["overrules"],
            removed=said["removed"],
            expected_version=said["version"],
        ),
        template="people/form_page.html",
        context={
            "title": _("Decide"),
            "lead": row.blocks or "",
            "back_url": back,
            "submit": _("Decide"),
        },
        then=back,
        said=_("It is decided."),
    )
