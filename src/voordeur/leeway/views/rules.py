# SPDX-License-Identifier: EUPL-1.2
"""Pages: the rules, one rule, writing one, and rules as a file."""

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
from voordeur.leeway import actions, rulefile
from voordeur.leeway.forms.rules import ConditionForm, RuleFileForm, RuleForm
from voordeur.leeway.page import rule_item
from voordeur.leeway.queries.barriers import groups
from voordeur.leeway.queries.rules import (
    RuleLine,
    condition_lines,
    condition_names,
    rule_file,
    rule_line,
    rule_lines,
)
from voordeur.leeway.starter import starter_text
from voordeur.leeway.views.barriers import FORM, READERS
from voordeur.leeway.words import PART_NAMES
from voordeur.partners.queries import colleagues, department_lines

WRITERS = ("administrator", "policy_officer")


@require_safe
@page(*READERS)
def rules(request: HttpRequest) -> HttpResponse:
    """Show the rules with their owners, those that aim to help apart."""
    names = condition_names()
    items = [rule_item(line, names) for line in rule_lines()]
    context = {
        "rules": [one for one in items if not one.line.inclusive],
        "inclusive": [one for one in items if one.line.inclusive],
        "may_write": may(request, "rule.write"),
    }
    return render(request, "leeway/rules.html", context)


def _line(uuid: UUID) -> RuleLine:
    line = rule_line(uuid)
    if line is None:
        raise NoEntry(_("This rule is not there any more."))
    return line


@require_safe
@page(*READERS)
def rule(request: HttpRequest, rule: UUID) -> HttpResponse:
    """Show one rule: what it says, its routes, who may make an exception, what is told about it."""
    line = _line(rule)
    context = {
        "item": rule_item(line, condition_names()),
        "group": next((one for one in groups() if one.rule_id == line.id), None),
        "may_write": may(request, "rule.write"),
    }
    return render(request, "leeway/rule.html", context)


@require_http_methods(FORM)
@page(*WRITERS)
def rule_write(request: HttpRequest, rule: UUID | None = None) -> HttpResponse:
    """Write a rule, or change one."""
    line = _line(rule) if rule else None
    form = RuleForm(
        posted(request),
        departments=department_lines(),
        people=colleagues(with_account=True),
        names=condition_names(),
        line=line,
    )

    def act(said: dict[str, Any]) -> object:
        return actions.write_rule(
            who_asks(request),
            rule=rule,
            expected_version=said["version"] or 0,
            title=said["title"],
            text=said["text"],
            kind=said["kind"],
            inclusive=said["inclusive"],
            organisation_id=line.organisation_id if line else None,
            department_id=int(said["department"]) if said["department"] else None,
            owner_account=int(said["owner"]) if said["owner"] else None,
            bwb_id=said["bwb_id"],
            article=said["article"],
            from_date=said["from_date"],
            until=said["until"],
            routes=form.routes,
            reviewed=said["reviewed"],
        )

    back = reverse("rule", args=[rule]) if rule else reverse("rules")
    return answer(
        request,
        form,
        act,
        template="people/form_page.html",
        context={
            "title": _("Change the rule") if rule else _("Write a rule"),
            "lead": _("To get something there are routes; each asks for conditions."),
            "back_url": back,
            "submit": _("Save the rule"),
        },
        then=back,
        said=_("The rule is saved."),
    )


@require_http_methods(FORM)
@page(*WRITERS)
def rules_bring_in(request: HttpRequest) -> HttpResponse:
    """Bring rules in as text; what stands in the field at first is the starter set."""
    initial = {"text": "" if rule_lines() else starter_text()}
    return answer(
        request,
        RuleFileForm(posted(request), initial=initial),
        lambda said: actions.bring_in_rules(who_asks(request), text=said["text"]),
        template="people/form_page.html",
        context={
            "title": _("Bring in rules"),
            "lead": _(
                "The starter set tells of knots from stories. Check each rule, name its owner, and "
                "end it where it does not hold."
            ),
            "back_url": reverse("rules"),
            "submit": _("Bring in"),
        },
        then=reverse("rules"),
        said=_("The rules were brought in."),
    )


@require_safe
@page(*WRITERS)
def rules_file(request: HttpRequest) -> HttpResponse:
    """Hand out all rules as a file."""
    answer = HttpResponse(
        rulefile.written(rule_file()), content_type="application/toml; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="regels.toml"'
    return answer


@require_safe
@page(*WRITERS)
def conditions(request: HttpRequest) -> HttpResponse:
    """Show what rules ask for, and in which part of a file each fact lies."""
    context = {"lines": [(one, PART_NAMES[one.part]) for one in condition_lines()]}
    return render(request, "leeway/conditions.html", context)


@require_http_methods(FORM)
@page(*WRITERS)
def condition_write(request: HttpRequest, condition: UUID) -> HttpResponse:
    """Change what a condition is called, and in which part of a file its facts lie."""
    line = next((one for one in condition_lines() if one.uuid == condition), None)
    if line is None:
        raise NoEntry(_("This condition is not there any more."))
    first = {"name": line.name, "part": line.part, "version": line.version}
    return answer(
        request,
        ConditionForm(posted(request), initial=first),
        lambda said: actions.write_condition(
            who_asks(request),
            condition=line.code,
            name=said["name"],
            part=said["part"],
            expected_version=said["version"],
        ),
        template="people/form_page.html",
        context={
            "title": _("Change the condition"),
            "lead": _("The part of the file decides who may read that it is so."),
            "back_url": reverse("conditions"),
            "submit": _("Keep it"),
        },
        then=reverse("conditions"),
        said=_("It was written down."),
    )
