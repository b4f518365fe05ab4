# SPDX-License-Identifier: EUPL-1.2
"""Pages: one line about what stands in the way, the register of them, and paths around rules."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from voordeur.door.pages import page, who_asks
from voordeur.door.reader import Reader
from voordeur.door.refusal import NoEntry, NotAllowed
from voordeur.door.submitting import answer, posted, press, uuid_in
from voordeur.leeway import actions
from voordeur.leeway.forms.barriers import BarrierForm, PathForm, ReviewForm, SortForm
from voordeur.leeway.page import barrier_item, claim_lines, group_item, path_item
from voordeur.leeway.queries import barriers as asked
from voordeur.leeway.queries.rules import rule_lines
from voordeur.leeway.words import answer_of, three
from voordeur.people.pages import Frame, Home, form_page, household_page

WORKERS = ("professional", "triage", "team_lead")
READERS = (*WORKERS, "policy_officer", "administrator")
FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@household_page(*WORKERS)
def barrier_here(request: HttpRequest, home: Home) -> HttpResponse:
    """Write down in one line what stands in the way in this household."""
    home.must("barrier.record")
    return form_page(
        request,
        home,
        BarrierForm(posted(request)),
        lambda said: actions.record_barrier(
            home.reader,
            text=said["text"],
            in_household=home.id,
            with_name=said["with_name"],
        ),
        Frame(
            tab="household",
            title=_("What do you run into?"),
            back=home.url("household"),
            submit=_("Write it down"),
        ),
        said=_("It was written down."),
    )


@require_safe
@page(*READERS)
def barriers(request: HttpRequest) -> HttpResponse:
    """Show what stands in the way: to colleagues line by line, to management in groups."""
    reader = who_asks(request)
    tested = asked.claims()
    context: dict[str, Any] = {
        "claims": claim_lines(tested) if tested else None,
        "paths": [path_item(one) for one in asked.paths(reader)],
        "may_record": bool(reader.roles & set(WORKERS)),
        "colleague": asked.among_colleagues(reader),
    }
    if not context["colleague"]:
        context["groups"] = [group_item(one) for one in asked.groups()]
        return render(request, "leeway/barriers_grouped.html", context)
    after = uuid_in(request)
    found = asked.barriers_of_all(reader, after)
    shown = found[: asked.PAGE]
    more = len(found) > asked.PAGE
    context |= {
        "mine": [barrier_item(one) for one in asked.my_barriers(reader)],
        "lines": [barrier_item(one) for one in shown],
        "next_url": f"{reverse('barriers')}?na={shown[-1].uuid}" if more else "",
        "previous_url": reverse("barriers") if after else "",
    }
    return render(request, "leeway/barriers.html", context)


@require_http_methods(FORM)
@page(*WORKERS)
def barrier_new(request: HttpRequest) -> HttpResponse:
    """Write down in one line what stands in the way, about no household in particular."""
    return answer(
        request,
        BarrierForm(posted(request)),
        lambda said: actions.record_barrier(
            who_asks(request), text=said["text"], with_name=said["with_name"]
        ),
        template="people/form_page.html",
        context={
            "title": _("What do you run into?"),
            "back_url": reverse("barriers"),
            "submit": _("Write it down"),
        },
        then=reverse("barriers"),
        said=_("It was written down."),
    )


@require_http_methods(FORM)
@page("professional", "triage")
def barrier_sort(request: HttpRequest, barrier: UUID) -> HttpResponse:
    """Say what kind of barrier it is, and which rule was found."""
    reader = who_asks(request)
    _only_colleagues(reader)
    line = asked.barrier(reader, barrier)
    if line is None:
        raise NoEntry(_("This line is not there any more."))
    first = {
        "kind": line.kind,
        "law_claimed": answer_of(line.law_claimed),
        "found": line.found,
        "rule": str(line.rule_uuid or ""),
        "version": line.version,
    }
    return answer(
        request,
        SortForm(posted(request), rules=rule_lines(), initial=first),
        lambda said: actions.sort_barrier(
            reader,
            barrier=barrier,
            kind=said["kind"],
            law_claimed=three(said["law_claimed"]),
            found=said["found"],
            rule=UUID(said["rule"]) if said["rule"] else None,
            expected_version=said["version"],
        ),
        template="people/form_page.html",
        context={
            "title": _("What kind of barrier is it?"),
            "lead": line.text,
            "back_url": reverse("barriers"),
            "submit": _("Keep it"),
        },
        then=reverse("barriers"),
        said=_("It was sorted."),
    )


def _only_colleagues(reader: Reader) -> None:
    if not asked.among_colleagues(reader):
        raise NotAllowed(_("Single lines are for colleagues; you see them in groups."))


@require_http_methods(FORM)
@page(*WORKERS)
def path_new(request: HttpRequest) -> HttpResponse:
    """Write down a path around a rule, without a name."""
    return answer(
        request,
        PathForm(posted(request), rules=rule_lines()),
        lambda said: actions.record_workaround(
            who_asks(request),
            what=said["what"],
            legality=said["legality"],
            against_will=three(said["against_will"]),
            minutes=said["minutes"],
            cents=said["cents"],
            effect=said["effect"],
            rule=UUID(said["rule"]) if said["rule"] else None,
        ),
        template="people/form_page.html",
        context={
            "title": _("A workaround"),
            "lead": _(
                "What many do in silence tells where a rule does not fit. Nobody sees that it was you."
            ),
            "back_url": reverse("barriers"),
            "submit": _("Write it down"),
        },
        then=reverse("barriers"),
        said=_("It was written down."),
    )


@require_POST
@page(*WORKERS)
def path_walk(request: HttpRequest, path: UUID) -> HttpResponse:
    """Say that you walked a path this week."""
    return press(
        request,
        lambda: actions.walk(who_asks(request), workaround=path),
        then=reverse("barriers"),
        said=_("Counted. Once a week is enough."),
    )


@require_http_methods(FORM)
@page("professional", "triage")
def path_review(request: HttpRequest, path: UUID) -> HttpResponse:
    """Say as a colleague what you find of a path that goes against somebody's will."""
    reader = who_asks(request)
    _only_colleagues(reader)
    line = next((one for one in asked.paths(reader) if one.uuid == path), None)
    if line is None:
        raise NoEntry(_("This path is not there any more."))
    return answer(
        request,
        ReviewForm(posted(request), initial={"review": line.review, "version": line.version}),
        lambda said: actions.review_workaround(
            reader, workaround=path, review=said["review"], expected_version=said["version"]
        ),
        template="people/form_page.html",
        context={
            "title": _("A path against somebody's will"),
            "lead": line.what,
            "back_url": reverse("barriers"),
            "submit": _("Keep it"),
        },
        then=reverse("barriers"),
        said=_("It was written down."),
    )
