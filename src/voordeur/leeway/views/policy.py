# SPDX-License-Identifier: EUPL-1.2
"""Pages: what policy has to answer, which rules cost what, and what waiving one would do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.door.matrix import matrix
from voordeur.door.pages import page, who_asks
from voordeur.door.reader import Reader
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import answer, posted, uuid_in
from voordeur.leeway import actions
from voordeur.leeway.forms.policy import AnswerForm, AskForm, CloseForm, OrderForm, StepForm
from voordeur.leeway.queries import policy as asked
from voordeur.leeway.queries.mandates import granted_and_refused
from voordeur.leeway.queries.rules import RuleLine, condition_names, rule_line, rule_lines
from voordeur.leeway.views.barriers import FORM, READERS
from voordeur.leeway.words import ANSWER_WORDS

INSIDE = (*READERS, "controller", "project_leader", "council")
ANSWERERS = ("policy_officer", "administrator")


@dataclass(frozen=True, slots=True)
class PolicyItem:
    """A question to policy in words."""

    line: asked.PolicyLine
    kind: str
    mine: bool

    @property
    def doing(self) -> str:
        """Return the form that its owner comes for now."""
        return "sluiten" if self.line.answered_on else "antwoord"


@require_safe
@page(*INSIDE)
def policy(request: HttpRequest) -> HttpResponse:
    """Show what policy has to answer and how long practice waits for it: for everybody inside."""
    lines = asked.policy_lines()
    reader = who_asks(request)
    may = matrix().may("policy.answer", reader.holders)
    items = [
        PolicyItem(
            one,
            str(ANSWER_WORDS[one.answer_kind]) if one.answer_kind else "",
            may and one.rule.owner_account in (None, reader.account_id),
        )
        for one in lines
    ]
    context = {
        "lines": items,
        "asked_of_me": [one for one in items if one.mine and one.line.due],
        "by_rule": asked.loops(lines, by="rule"),
        "by_department": asked.loops(lines, by="department"),
        "may_see_costs": not reader.roles.isdisjoint(COSTS),
    }
    return render(request, "leeway/policy.html", context)


COSTS = ("policy_officer", "controller", "administrator", "project_leader", "council")


@require_safe
@page(*COSTS)
def rule_costs(request: HttpRequest) -> HttpResponse:
    """Show which rules keep how many households waiting at what cost, never below five."""
    titles = {one.code: one for one in rule_lines()}
    context = {
        "rows": [(titles[row.rule], row) for row in asked.rule_costs() if row.rule in titles],
        "decided": granted_and_refused(),
        "orders": asked.orders(),
    }
    return render(request, "leeway/costs.html", context)


def _rule(uuid: UUID) -> RuleLine:
    line = rule_line(uuid)
    if line is None:
        raise NoEntry(_("This rule is not there any more."))
    return line


def _gives(line: RuleLine, thing: str) -> bool:
    return any(route.gives == thing for route in line.routes)


@require_safe
@page(*COSTS)
def what_if(request: HttpRequest, rule: UUID) -> HttpResponse:
    """Show what would happen if a rule were waived."""
    lines = rule_lines()
    line = next((one for one in lines if one.uuid == rule), None)
    if line is None:
        raise NoEntry(_("This rule is not there any more."))
    found = asked.if_waived(lines, line)
    by_code, names = {one.code: one for one in lines}, condition_names()
    context = {
        "rule": line,
        "found": found,
        "also": [
            (
                names.get(thing, thing),
                count,
                sorted({one.whose for one in lines if one.whose and _gives(one, thing)}),
            )
            for thing, count in found.also
        ],
        "next": [(by_code[code], count) for code, count in found.next],
        "orders": [one for one in asked.orders() if line.id in (one.first_id, one.gives_way_id)],
    }
    return render(request, "leeway/whatif.html", context)


@require_http_methods(FORM)
@page(*READERS)
def policy_ask(request: HttpRequest, rule: UUID) -> HttpResponse:
    """Ask the owner of a rule for an answer."""
    line = _rule(rule)
    path = uuid_in(request, "paadje")
    return answer(
        request,
        AskForm(posted(request)),
        lambda said: actions.ask_policy(
            who_asks(request),
            rule=rule,
            question=said["question"],
            path=path,
        ),
        template="people/form_page.html",
        context={
            "title": _("Ask the owner for an answer"),
            "lead": line.title,
            "back_url": reverse("rule", args=[rule]),
            "submit": _("Ask"),
        },
        then=reverse("policy"),
        said=_("The owner has six weeks to answer."),
    )


@dataclass(frozen=True, slots=True)
class _Step:
    """One form about a question to policy: its words, the form, and what it does."""

    title: str
    button: str
    make: Callable[[Any, asked.PolicyLine], Form]
    run: Callable[[Reader, UUID, dict[str, Any]], object]


def _steps() -> dict[str, _Step]:
    return {
        "antwoord": _Step(
            _("Answer"),
            _("Answer"),
            lambda data, line: AnswerForm(data, initial={"version": line.version}),
            lambda reader, uuid, said: actions.answer_policy(
                reader,
                policy_case=uuid,
                kind=said["kind"],
                answer=said["answer"],
                passed_to=said["passed_to"],
                due=said["due"],
                expected_version=said["version"],
            ),
        ),
        "stap": _Step(
            _("Try a small step"),
            _("Try it"),
            lambda data, line: StepForm(
                data,
                initial={
                    "step": line.step,
                    "expected": line.expected,
                    "unexpected": line.unexpected,
                    "look_on": line.look_on,
                    "version": line.version,
                },
            ),
            lambda reader, uuid, said: actions.take_small_step(
                reader,
                policy_case=uuid,
                step=said["step"],
                expected=said["expected"],
                unexpected=said["unexpected"],
                look_on=said["look_on"],
                expected_version=said["version"],
            ),
        ),
        "sluiten": _Step(
            _("Close by what was seen"),
            _("Close"),
            lambda data, line: CloseForm(data, initial={"version": line.version}),
            lambda reader, uuid, said: actions.close_policy(
                reader,
                policy_case=uuid,
                evidence=said["evidence"],
                expected_version=said["version"],
            ),
        ),
    }


@require_http_methods(FORM)
@page(*ANSWERERS)
def policy_do(request: HttpRequest, case: UUID, doing: str) -> HttpResponse:
    """Answer a question, try a small step, or close it."""
    step = _steps().get(doing)
    line = next((one for one in asked.policy_lines() if one.uuid == case), None)
    if step is None or line is None or line.closed_on is not None:
        raise NoEntry(_("This question is not open any more."))
    return answer(
        request,
        step.make(posted(request), line),
        lambda said: step.run(who_asks(request), case, said),
        template="people/form_page.html",
        context={
            "title": step.title,
            "lead": f"{line.rule.title}: {line.question}",
            "back_url": reverse("policy"),
            "submit": step.button,
        },
        then=reverse("policy"),
        said=_("It was written down."),
    )


@require_http_methods(FORM)
@page(*ANSWERERS)
def rule_order(request: HttpRequest, rule: UUID) -> HttpResponse:
    """Write down which rule had to give way to this one, and who decided that."""
    line = _rule(rule)
    others = [one for one in rule_lines() if one.uuid != rule]
    return answer(
        request,
        OrderForm(posted(request), rules=others),
        lambda said: actions.put_before(
            who_asks(request),
            first=rule,
            gives_way=UUID(said["gives_way"]),
            set_by=said["set_by"],
            why=said["why"],
        ),
        template="people/form_page.html",
        context={
            "title": _("Put before another rule"),
            "lead": line.title,
            "back_url": reverse("rule", args=[rule]),
            "submit": _("Keep it"),
        },
        then=reverse("rule", args=[rule]),
        said=_("It was written down."),
    )
