# SPDX-License-Identifier: EUPL-1.2
"""Pages: the register of mandates, and tailored decisions in a household."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.door.language import language
from voordeur.door.pages import may, page, who_asks
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import answer, posted
from voordeur.history import clock
from voordeur.leeway import actions
from voordeur.leeway.actions.decisions import Reasons
from voordeur.leeway.forms.decisions import (
    DecisionForm,
    DecisionReviewForm,
    EndForm,
    LetterForm,
    MandateForm,
    PaidForm,
    ReturnForm,
    WithoutForm,
)
from voordeur.leeway.forms.escalations import VersionForm
from voordeur.leeway.letter import letter_of
from voordeur.leeway.mandatepage import mandate_items
from voordeur.leeway.queries import impasses as stuck
from voordeur.leeway.queries import mandates as asked
from voordeur.leeway.queries.rules import rule_lines
from voordeur.leeway.views.barriers import FORM, READERS
from voordeur.leeway.words import answer_of, three
from voordeur.papers.actions import keep_document
from voordeur.papers.typeset import HOUSE
from voordeur.partners.queries import colleagues, teams
from voordeur.people.doing import Doing
from voordeur.people.pages import Home
from voordeur.people.queries import members

GIVERS = ("administrator", "policy_officer")
TAKE, REVIEW, RETURN = "decision.take", "decision.review", "offer.answer"


@require_safe
@page(*READERS, "controller")
def mandates(request: HttpRequest) -> HttpResponse:
    """Show who may decide what, what is left, and how quick it goes where enough was decided."""
    context = {
        "lines": mandate_items(),
        "may_give": may(request, "mandate.give"),
    }
    return render(request, "leeway/mandates.html", context)


@require_http_methods(FORM)
@page(*GIVERS)
def mandate_give(request: HttpRequest) -> HttpResponse:
    """Give a mandate, with or without a budget of its own."""

    def act(said: dict[str, Any]) -> object:
        return actions.give_mandate(
            who_asks(request),
            powers=said["powers"],
            team_id=int(said["team"]) if said["team"] else None,
            account=int(said["account"]) if said["account"] else None,
            rules=[UUID(one) for one in said["rules"]],
            limit_cents=said["limit_cents"],
            budget_cents=said["budget_cents"] or 0,
            from_date=said["from_date"],
            until=said["until"],
        )

    form = MandateForm(
        posted(request), teams=teams(), people=colleagues(with_account=True), rules=rule_lines()
    )
    return answer(
        request,
        form,
        act,
        template="people/form_page.html",
        context={
            "title": _("Give a mandate"),
            "lead": _("Who holds it decides at once; a colleague looks at it afterwards."),
            "back_url": reverse("mandates"),
            "submit": _("Give it"),
        },
        then=reverse("mandates"),
        said=_("The mandate is given."),
    )


@require_http_methods(FORM)
@page(*GIVERS)
def mandate_end(request: HttpRequest, mandate: UUID) -> HttpResponse:
    """End a mandate."""
    line = next((one for one in asked.mandate_lines() if one.uuid == mandate), None)
    if line is None:
        raise NoEntry(_("This mandate is not there any more."))
    return answer(
        request,
        EndForm(posted(request), initial={"until": clock.today(), "version": line.version}),
        lambda said: actions.end_mandate(
            who_asks(request),
            mandate=mandate,
            until=said["until"],
            expected_version=said["version"],
        ),
        template="people/form_page.html",
        context={
            "title": _("End the mandate"),
            "lead": line.powers,
            "back_url": reverse("mandates"),
            "submit": _("End it"),
        },
        then=reverse("mandates"),
        said=_("The mandate is ended."),
    )


def _decision(home: Home, uuid: UUID) -> asked.DecisionLine | None:
    rows = (row for row in asked.decisions(home.access) if row.uuid == uuid and not row.masked)
    return next(rows, None)


def _to_pay(home: Home, uuid: UUID) -> asked.DecisionLine | None:
    row = _decision(home, uuid)
    return row if row is not None and row.cents and row.paid_on is None else None


def _form(home: Home, data: Any, row: Any) -> DecisionForm:
    return DecisionForm(
        data,
        mandates=asked.mandates_of(home.reader),
        rules=rule_lines(),
        around=members(home.access),
    )


def _decide(home: Home, said: dict[str, Any], row: Any) -> object:
    return actions.decide(
        home.reader,
        household_id=home.id,
        mandate=UUID(said["mandate"]),
        rule=UUID(said["rule"]),
        granted=said["granted"] == "yes",
        person_id=int(said["about"]) if said["about"] else None,
        asked_on=said["asked_on"],
        cents=said["cents"] or 0,
        why=said["why"],
        impasse=row.uuid if row is not None else None,
        reasons=Reasons(
            known=said["known"],
            done=said["done"],
            difference=said["difference"],
            ground=said["ground"],
            ground_words=said["ground_words"],
            social=said["social"],
            economic=said["economic"],
            political=said["political"],
        ),
    )


def _granted(home: Home, uuid: UUID) -> asked.DecisionLine | None:
    row = _decision(home, uuid)
    return row if row is not None and row.granted else None


def _given(home: Home, uuid: UUID) -> asked.ReturnLine | None:
    rows = (one for one in asked.returns(home.access) if one.uuid == uuid)
    return next((one for one in rows if one.ended_on is None), None)


def _impasse(home: Home, uuid: UUID) -> stuck.ImpasseLine | None:
    rows = stuck.impasses(home.access)
    return next((one for one in rows if one.uuid == uuid and one.state == "open"), None)


def _letter(home: Home, said: dict[str, Any], row: asked.DecisionLine) -> object:
    """Make the letter and keep it with the papers of whom it is for, in the part of the decision."""
    people = {one.person_id: one for one in members(home.access)}
    to = people[int(said["to"])]
    me = colleagues(account_ids=[home.reader.account_id or 0])
    return keep_document(
        home.reader,
        household_id=home.id,
        title=_("Our decision"),
        template=HOUSE / "letter.typ",
        data=letter_of(row, to.name or to.called or "", me[0].name if me else ""),
        language=language(),
        made_from="tailored_decision",
        person_id=to.person_id if row.person_id is None else row.person_id,
        compartment="own",
    )


def precedents_for(home: Home, item: UUID | None) -> dict[str, object]:
    """Return what was decided before at the pattern of an impasse, to look at before deciding."""
    row = _impasse(home, item) if item else None
    if row is None or row.goal is None:
        return {}
    found = stuck.analysis(rule_lines(), stuck.facts_of(home.access), row.goal)
    return {"precedents": asked.precedents(found.pattern)}


DECISION_DOINGS = {
    "besluit": Doing(
        TAKE,
        gettext_lazy("A tailored decision"),
        gettext_lazy("You decide at once within your mandate. A colleague looks at it afterwards."),
        gettext_lazy("Decide"),
        gettext_lazy("It is decided."),
        "leeway_page",
        _form,
        _decide,
        find=_impasse,
        aside="leeway/precedents.html",
    ),
    "betaald": Doing(
        TAKE,
        gettext_lazy("The money was paid"),
        gettext_lazy("It leaves the budget of the mandate."),
        gettext_lazy("Keep it"),
        gettext_lazy("It was written down."),
        "leeway_page",
        lambda home, data, row: PaidForm(
            data, initial={"paid_on": clock.today(), "version": row.version}
        ),
        lambda home, said, row: actions.pay(
            home.reader,
            household_id=home.id,
            decision=row.uuid,
            paid_on=said["paid_on"],
            expected_version=said["version"],
        ),
        find=_to_pay,
    ),
    "terugkijken": Doing(
        TAKE,
        gettext_lazy("Looking back"),
        gettext_lazy("Nobody is settled with on the answer. 'Unknown' is an answer too."),
        gettext_lazy("Keep it"),
        gettext_lazy("It was written down."),
        "leeway_page",
        lambda home, data, row: WithoutForm(
            data, initial={"without": answer_of(row.without), "version": row.version}
        ),
        lambda home, said, row: actions.say_without(
            home.reader,
            household_id=home.id,
            decision=row.uuid,
            without=three(said["without"]),
            expected_version=said["version"],
        ),
        find=_decision,
    ),
    "bekijken": Doing(
        REVIEW,
        gettext_lazy("Look at a decision as a colleague"),
        gettext_lazy("It holds already; your view helps the next one."),
        gettext_lazy("Keep it"),
        gettext_lazy("It was written down."),
        "leeway_page",
        lambda home, data, row: DecisionReviewForm(
            data, initial={"review": row.review, "version": row.version}
        ),
        lambda home, said, row: actions.review_decision(
            home.reader,
            household_id=home.id,
            decision=row.uuid,
            review=said["review"],
            expected_version=said["version"],
        ),
        find=_decision,
    ),
    "brief": Doing(
        "paper.write",
        gettext_lazy("The decision on paper"),
        gettext_lazy("A letter with each reason, fit to object to. It comes with the papers."),
        gettext_lazy("Make the letter"),
        gettext_lazy("The letter is with the papers."),
        "leeway_page",
        lambda home, data, row: LetterForm(data, around=members(home.access)),
        _letter,
        find=_decision,
    ),
    "terugdoen": Doing(
        RETURN,
        gettext_lazy("Doing something in return"),
        gettext_lazy(
            "Only what a member wants of their own accord. The decision holds, with or without it; "
            "they stop whenever they want."
        ),
        gettext_lazy("Write it down"),
        gettext_lazy("It was written down."),
        "leeway_page",
        lambda home, data, row: ReturnForm(data, around=members(home.access)),
        lambda home, said, row: actions.say_return(
            home.reader,
            household_id=home.id,
            decision=row.uuid,
            person_id=int(said["about"]),
            what=said["what"],
            hours=said["hours"],
            how=said["how"],
        ),
        find=_granted,
    ),
    "gestopt": Doing(
        RETURN,
        gettext_lazy("They stop"),
        gettext_lazy("The decision stays as it is. Nobody has to say why."),
        gettext_lazy("Write it down"),
        gettext_lazy("It was written down."),
        "leeway_page",
        lambda home, data, row: VersionForm(data, initial={"version": row.version}),
        lambda home, said, row: actions.end_return(
            home.reader,
            household_id=home.id,
            given=row.uuid,
            expected_version=said["version"],
        ),
        find=_given,
    ),
}
