# SPDX-License-Identifier: EUPL-1.2
"""The page of the budget of a household and its forms. For help only; nothing about safety is on it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.history import clock
from voordeur.ledger.entries import Period
from voordeur.leeway.queries.mandates import mandates_of
from voordeur.money.actions import freeing, packages
from voordeur.money.actions.places import Place
from voordeur.money.forms import budget as forms
from voordeur.money.queries.budget import AmountSeen, FreedSeen, PackageSeen, budget
from voordeur.money.views.budgetpage import budget_page
from voordeur.people.doing import Doing, do
from voordeur.people.pages import Home, household_page
from voordeur.people.queries import members
from voordeur.provisions.forms import SureForm
from voordeur.provisions.queries import ProvisionLine, alternatives, cost_sum, provisions

WORKERS = ("professional", "triage", "team_lead")
FORM = ["GET", "HEAD", "POST"]
WRITE, DECIDE = "provision.write", "decision.take"
PAGE = "budget_page"


@require_safe
@household_page(*WORKERS)
def household_budget(request: HttpRequest, home: Home) -> HttpResponse:
    """Show what the help costs, other ways with what comes of them, packages and freed money."""
    names = {one.person_id: one.called for one in members(home.access, past=True) if one.called}
    context = {
        "home": home,
        "page": budget_page(
            cost_sum(home.access, clock.today().year, ()).costs,
            alternatives(home.access),
            budget(home.access),
            names,
        ),
        "may_write": home.may(WRITE),
        "may_decide": home.may(DECIDE),
    }
    return render(request, "money/budget.html", context)


def _package(home: Home, uuid: UUID) -> PackageSeen | None:
    rows = budget(home.access).packages
    return next((one for one in rows if one.uuid == uuid and one.chosen_on is None), None)


def _chosen(home: Home, uuid: UUID) -> PackageSeen | None:
    rows = budget(home.access).packages
    return next((one for one in rows if one.uuid == uuid and one.chosen_on is not None), None)


def _line(home: Home, uuid: UUID) -> AmountSeen | None:
    rows = (one for found in budget(home.access).packages for one in found.amounts)
    return next((one for one in rows if one.uuid == uuid and not one.masked), None)


def _freed(home: Home, uuid: UUID) -> FreedSeen | None:
    return next((one for one in budget(home.access).freed if one.uuid == uuid), None)


def place(typed: dict[str, Any]) -> Place:
    """Return under which law and of which member something is, as it was typed."""
    return Place(typed["law"], int(typed["person"]) if typed["person"] else None)


def _mandate(typed: dict[str, Any]) -> UUID | None:
    return UUID(typed["mandate"]) if typed["mandate"] else None


def _running(home: Home, package: PackageSeen) -> list[ProvisionLine]:
    """Return the help that runs in the days of a package, as far as this reader may read it."""
    days = Period(package.from_date, package.until)
    return [
        one
        for one in provisions(home.access)
        if not one.masked and not one.withdrawn and Period(one.from_date, one.until).meet(days)
    ]


def _work_out(home: Home, typed: dict[str, Any], row: None) -> object:
    return packages.work_out_package(
        home.reader,
        household_id=home.id,
        alternative=UUID(typed["alternative"]),
        from_date=typed["from_date"],
        until=typed["until"],
        measured=typed["measured"],
    )


def _add(home: Home, typed: dict[str, Any], row: Any) -> object:
    return packages.add_line(
        home.reader,
        household_id=home.id,
        package=row.uuid,
        measured=typed["measured"],
        amount=packages.Amount(
            side=typed["side"],
            what=typed["what"],
            place=place(typed),
            payer=typed["payer"],
            from_date=typed["from_date"],
            until=typed["until"],
            cents=typed["cost"],
            rests_on=typed["rests_on"],
        ),
    )


def _take(home: Home, typed: dict[str, Any], row: Any) -> object:
    return packages.take_help_along(
        home.reader,
        household_id=home.id,
        package=row.uuid,
        provisions_taken=[UUID(one) for one in typed["provisions"]],
    )


def _change(home: Home, typed: dict[str, Any], row: Any) -> object:
    return packages.change_line(
        home.reader,
        household_id=home.id,
        line=row.uuid,
        cents=typed["cost"],
        rests_on=typed["rests_on"],
        expected_version=typed["version"],
    )


def _off(home: Home, typed: dict[str, Any], row: Any) -> object:
    return packages.take_line_off(
        home.reader, household_id=home.id, line=row.uuid, expected_version=typed["version"]
    )


def _choose(home: Home, typed: dict[str, Any], row: Any) -> object:
    return packages.choose_package(
        home.reader,
        household_id=home.id,
        package=row.uuid,
        chosen_by=typed["chosen_by"],
        mandate=_mandate(typed),
        expected_version=typed["version"],
    )


def _reopen(home: Home, typed: dict[str, Any], row: Any) -> object:
    return packages.reopen_package(
        home.reader,
        household_id=home.id,
        package=row.uuid,
        reason=typed["reason"],
        expected_version=typed["version"],
    )


def _free(home: Home, typed: dict[str, Any], row: None) -> object:
    return freeing.free_money(
        home.reader,
        household_id=home.id,
        saving=freeing.Saving(
            what=typed["what"],
            pot=typed["pot"],
            payer=typed["payer"],
            place=place(typed),
            cents=typed["cost"],
            rests_on=typed["rests_on"],
            freed_from=typed["freed_from"],
            contract_ends=typed["contract_ends"],
            releasable=typed["releasable"],
            decided_by=typed["decided_by"],
        ),
    )


def _refree(home: Home, typed: dict[str, Any], row: Any) -> object:
    return freeing.change_freed(
        home.reader,
        household_id=home.id,
        freed=row.uuid,
        cents=typed["cost"],
        rests_on=typed["rests_on"],
        contract_ends=typed["contract_ends"],
        releasable=typed["releasable"],
        expected_version=typed["version"],
    )


def _use(home: Home, typed: dict[str, Any], row: Any) -> object:
    return freeing.use_again(
        home.reader,
        household_id=home.id,
        freed=row.uuid,
        to_pot=typed["to_pot"],
        payer=typed["payer"],
        goal=typed["goal"],
        cents=typed["cost"],
        from_date=typed["from_date"],
        decided_by=typed["decided_by"],
        mandate=_mandate(typed),
        expected_version=typed["version"],
    )


DOINGS: dict[str, Doing] = {
    "pakket": Doing(
        WRITE,
        gettext_lazy("Work out another way as one package"),
        gettext_lazy(
            "What would it cost as one, beside the same help apart? First choose the way."
        ),
        gettext_lazy("Go on"),
        gettext_lazy("The package is there. Now put the amounts in it."),
        PAGE,
        lambda home, data, row: forms.PackageForm(
            data,
            ways=alternatives(home.access),
            initial={
                "from_date": date(clock.today().year + 1, 1, 1),
                "until": date(clock.today().year + 2, 1, 1),
                "measured": "gross",
            },
        ),
        _work_out,
    ),
    "bedrag": Doing(
        WRITE,
        gettext_lazy("Put an amount in the package"),
        gettext_lazy("One amount at a time, each with who pays it and what it rests on."),
        gettext_lazy("Put it down"),
        gettext_lazy("It was put down."),
        PAGE,
        lambda home, data, row: forms.LineForm(
            data, around=members(home.access), initial=forms.LineForm.usual(row)
        ),
        _add,
        _package,
    ),
    "hulp": Doing(
        WRITE,
        gettext_lazy("Take the help of now along"),
        gettext_lazy("These amounts stand for the help apart, as it goes now."),
        gettext_lazy("Take it along"),
        gettext_lazy("It was put down."),
        PAGE,
        lambda home, data, row: forms.TakeForm(data, running=_running(home, row)),
        _take,
        _package,
    ),
    "anders": Doing(
        WRITE,
        gettext_lazy("Change the amount"),
        gettext_lazy("What was there before stays in the history."),
        gettext_lazy("Change it"),
        gettext_lazy("It was changed."),
        PAGE,
        lambda home, data, row: forms.LineChangeForm(data, initial=forms.LineChangeForm.of(row)),
        _change,
        _line,
    ),
    "eraf": Doing(
        WRITE,
        gettext_lazy("Take this amount off"),
        gettext_lazy("It counts no more. That it stood there stays in the history."),
        gettext_lazy("Take it off"),
        gettext_lazy("It was taken off."),
        PAGE,
        lambda home, data, row: SureForm(data, initial={"version": row.version}),
        _off,
        _line,
    ),
    "kiezen": Doing(
        DECIDE,
        gettext_lazy("Choose this package"),
        gettext_lazy("Only what helps is chosen. What it costs never decides alone."),
        gettext_lazy("Choose it"),
        gettext_lazy("The package was chosen."),
        PAGE,
        lambda home, data, row: forms.ChooseForm(
            data, mandates=mandates_of(home.reader), initial={"version": row.version}
        ),
        _choose,
        _package,
    ),
    "terug": Doing(
        DECIDE,
        gettext_lazy("Take the choice back"),
        gettext_lazy("The package is open again. Who had chosen it stays in the history."),
        gettext_lazy("Take the choice back"),
        gettext_lazy("The choice was taken back."),
        PAGE,
        lambda home, data, row: forms.ReopenForm(data, initial={"version": row.version}),
        _reopen,
        _chosen,
    ),
    "vrij": Doing(
        DECIDE,
        gettext_lazy("Money comes free"),
        gettext_lazy(
            "Something is no longer needed. Of which pot was it, and from when is it free?"
        ),
        gettext_lazy("Record it"),
        gettext_lazy("It was recorded."),
        PAGE,
        lambda home, data, row: forms.FreedForm(
            data,
            around=members(home.access),
            initial={"law": "wmo", "payer": "municipality", "freed_from": clock.today()},
        ),
        _free,
    ),
    "vrij-anders": Doing(
        DECIDE,
        gettext_lazy("What became known of this money"),
        gettext_lazy("What was there before stays in the history."),
        gettext_lazy("Change it"),
        gettext_lazy("It was changed."),
        PAGE,
        lambda home, data, row: forms.FreedChangeForm(data, initial=forms.FreedChangeForm.of(row)),
        _refree,
        _freed,
    ),
    "inzetten": Doing(
        DECIDE,
        gettext_lazy("Use this money for something else"),
        gettext_lazy("Also for a goal of another pot. Say who decided; the trace stays."),
        gettext_lazy("Use it"),
        gettext_lazy("It was recorded."),
        PAGE,
        lambda home, data, row: forms.UseForm(
            data,
            mandates=mandates_of(home.reader),
            initial={
                "payer": row.payer,
                "from_date": row.spendable or row.freed_from,
                "version": row.version,
            },
        ),
        _use,
        _freed,
    ),
}


@require_http_methods(FORM)
@household_page(*WORKERS)
def budget_do(
    request: HttpRequest, home: Home, doing: str, item: UUID | None = None
) -> HttpResponse:
    """Show one of the forms of the budget, or do what it says."""
    return do(request, home, DOINGS, doing, item)
