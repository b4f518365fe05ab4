# SPDX-License-Identifier: EUPL-1.2
"""Pages of the register of contracts: how each pays, what is wrong with that, and how it is steered."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.door.pages import may, page, who_asks
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import answer, posted
from voordeur.history import clock
from voordeur.money.actions import paying as verbs
from voordeur.money.contractfile import YES_NO
from voordeur.money.contracts import PaysFor, Watched, may_be_signed, objections
from voordeur.money.forms.paying import (
    YES_NO_WORDS,
    ContractForm,
    SignForm,
    SteerForm,
    TermsForm,
)
from voordeur.money.forms.payingwords import PAYS_WORDS, WATCHED_WORDS, caution
from voordeur.money.queries.paying import ContractLine, contract, contracts
from voordeur.money.views.asking import FORM
from voordeur.money.views.paying import STEERERS


@require_safe
@page(*STEERERS)
def contract_register(request: HttpRequest) -> HttpResponse:
    """Show the contracts with how many known perverse incentives each has today."""
    rows = [(one, len(objections(one.now.contract))) for one in contracts()]
    context = {"rows": rows, "may_write": may(request, verbs.ACT)}
    return render(request, "money/contracts.html", context)


def _line(uuid: UUID) -> ContractLine:
    line = contract(uuid)
    if line is None:
        raise NoEntry(_("This page is not here."))
    return line


@require_safe
@page(*STEERERS)
def contract_page(request: HttpRequest, contract: UUID) -> HttpResponse:
    """Show one contract: how it pays now, the incentives in it, what it asks and how it was steered."""
    line = _line(contract)
    now = line.now
    context = {
        "line": line,
        "now": now,
        "pays": [PAYS_WORDS[PaysFor(one)] for one in now.terms["pays_for"]],
        "watched": [WATCHED_WORDS[Watched(one)] for one in now.terms["watched"]],
        "guards": [(YES_NO_WORDS[key], now.terms[key]) for key in YES_NO],
        "warnings": [caution(one) for one in objections(now.contract)],
        "may_sign": may_be_signed(now.contract),
        "may_write": may(request, verbs.ACT),
    }
    return render(request, "money/contract.html", context)


def _answer(
    request: HttpRequest,
    form: Any,
    act: Callable[[dict[str, Any]], object],
    *,
    title: str,
    lead: str,
    back: str,
    submit: str,
) -> HttpResponse:
    return answer(
        request,
        form,
        act,
        template="people/form_page.html",
        context={"title": title, "lead": lead, "back_url": back, "submit": submit},
        then=back,
        said=_("It was recorded."),
    )


@require_http_methods(FORM)
@page(*STEERERS)
def contract_new(request: HttpRequest) -> HttpResponse:
    """Put a contract in the register as a draft."""
    form = ContractForm(posted(request), initial=TermsForm.usual())
    return _answer(
        request,
        form,
        lambda said: verbs.register_contract(
            who_asks(request),
            name=said["name"],
            party=said["party"],
            from_date=said["from_date"],
            until=said["until"],
            terms=form.terms,
            decided_by=said["decided_by"],
        ),
        title=_("Put a contract in the register"),
        lead=_("As a draft. You see at once which incentives it gives."),
        back=reverse("contract_register"),
        submit=_("Put it in"),
    )


@require_http_methods(FORM)
@page(*STEERERS)
def contract_change(request: HttpRequest, contract: UUID) -> HttpResponse:
    """Change a draft."""
    line = _line(contract)
    first = line.terms[0]
    initial = {
        **TermsForm.usual(first),
        "decided_by": first.decided_by,
        "version": line.version,
    }
    form = TermsForm(posted(request), initial=initial)
    return _answer(
        request,
        form,
        lambda said: verbs.change_draft(
            who_asks(request),
            contract=contract,
            terms=form.terms,
            decided_by=said["decided_by"],
            expected_version=said["version"] or 0,
        ),
        title=_("Change the draft"),
        lead=line.name,
        back=reverse("contract_page", args=[contract]),
        submit=_("Change it"),
    )


@require_http_methods(FORM)
@page(*STEERERS)
def contract_steer(request: HttpRequest, contract: UUID) -> HttpResponse:
    """Steer a contract from a day on."""
    line = _line(contract)
    initial = {
        **TermsForm.usual(line.terms[-1]),
        "from_date": clock.today(),
        "version": line.version,
    }
    form = SteerForm(posted(request), initial=initial)
    return _answer(
        request,
        form,
        lambda said: verbs.steer_contract(
            who_asks(request),
            contract=contract,
            from_date=said["from_date"],
            terms=form.terms,
            why=said["why"],
            decided_by=said["decided_by"],
            expected_version=said["version"] or 0,
        ),
        title=_("Steer the contract"),
        lead=_("Other terms from a day on. What held before stays to be seen."),
        back=reverse("contract_page", args=[contract]),
        submit=_("Steer it"),
    )


@require_http_methods(FORM)
@page(*STEERERS)
def contract_sign(request: HttpRequest, contract: UUID) -> HttpResponse:
    """Record that a contract was signed."""
    line = _line(contract)
    return _answer(
        request,
        SignForm(posted(request), initial={"on": clock.today(), "version": line.version}),
        lambda said: verbs.sign_contract(
            who_asks(request),
            contract=contract,
            on=said["on"],
            expected_version=said["version"],
        ),
        title=_("Record that it was signed"),
        lead=_("From then on it is only steered, with a day and a reason."),
        back=reverse("contract_page", args=[contract]),
        submit=_("Record it"),
    )
