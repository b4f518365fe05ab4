# SPDX-License-Identifier: EUPL-1.2
"""The pages of problems: the list by part of life, the chain, and one problem."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from voordeur.door.submitting import answer, posted, press, uuid_sent
from voordeur.people.pages import Home, household_page
from voordeur.plan import actions, drawing
from voordeur.plan.forms.problems import (
    LinkForm,
    ProblemChangeForm,
    ProblemForm,
    SolvedForm,
    ViewForm,
)
from voordeur.plan.queries import ProblemLine, Problems, problems
from voordeur.plan.views.shared import PAGE, ROLES, do, draft_key, filled, here, staff, typed
from voordeur.plan.wording import area_name


def _areas(found: Problems) -> list[dict[str, Any]]:
    return [
        {
            "name": area_name(area),
            "open": [line for line in lines if line.is_open],
            "solved": [line for line in lines if not line.is_open],
        }
        for area, lines in found.by_area()
    ]


@require_http_methods(PAGE)
@household_page(*ROLES)
def problems_page(request: HttpRequest, home: Home) -> HttpResponse:
    """Show what is going on, what causes what, and take down another problem."""
    found = problems(home.access)
    form = ProblemForm(
        posted(request),
        initial=typed(request, home, "problem"),
        members=here(home),
        lines=found.lines,
    )

    def write(said: dict[str, Any]) -> None:
        actions.note_problem(
            home.reader,
            household_id=home.id,
            text=said["text"],
            life_area=said["life_area"],
            opened_on=said["opened_on"],
            cause=UUID(said["cause"]) if said["cause"] else None,
            **form.placed,
        )

    return answer(
        request,
        form,
        write,
        template="plan/problems.html",
        context={
            "home": home,
            "problems": found,
            "areas": _areas(found),
            "tree": drawing.tree(found),
            "picture": drawing.picture(found),
            "upright": drawing.upright(found),
            "may_write": home.may("problem.write"),
            "has_safety": bool(problems(home.access, safety=True).lines),
        },
        then=home.url("problems_page"),
        said=_("Written down."),
        draft=draft_key(home, "problem"),
    )


@require_http_methods(["GET", "HEAD"])
@household_page(*ROLES)
def safety_problems(request: HttpRequest, home: Home) -> HttpResponse:
    """Show the problems in the part about safety: apart, so that money never stands beside them."""

    found = problems(home.access, safety=True)
    return render(
        request,
        "plan/safety.html",
        {"home": home, "problems": found, "areas": _areas(found), "tree": drawing.tree(found)},
    )


def _found(home: Home, problem: UUID) -> tuple[ProblemLine, Problems]:
    for safety in (False, True):
        all_of_them = problems(home.access, safety=safety)
        if str(problem) in all_of_them.by_uuid:
            return all_of_them.by_uuid[str(problem)], all_of_them
    raise Http404


@require_http_methods(PAGE)
@household_page(*ROLES)
def problem_page(request: HttpRequest, home: Home, problem: UUID) -> HttpResponse:
    """Show one problem: who sees it, what it comes from and leads to, and change any of it."""
    line, found = _found(home, problem)
    others = [one for one in found.lines if one.uuid != problem]
    observers = [(f"person:{one.person_id}", one.called or "") for one in here(home)]
    observers += [(f"professional:{pk}", name) for pk, name in staff(home)]
    doing = request.POST.get("do", "change")
    versioned = {"version": line.version}
    forms: dict[str, Any] = {
        "change": filled(
            request,
            ProblemChangeForm,
            "change",
            initial={"text": line.text, "life_area": str(line.life_area), **versioned},
        ),
        "view": filled(request, ViewForm, "view", observers=observers),
        "link": filled(request, LinkForm, "link", lines=others),
        "solved": filled(request, SolvedForm, "solved", initial=versioned),
    }
    if doing not in forms:
        raise Http404
    about: dict[str, Any] = {"household_id": home.id, "problem": problem}

    def write(said: dict[str, Any]) -> None:
        if doing == "change":
            actions.change_problem(
                home.reader,
                text=said["text"],
                life_area=said["life_area"],
                expected_version=said["version"],
                **about,
            )
        elif doing == "view":
            actions.look_at_problem(
                home.reader,
                sees_it=said["sees_it"] == "yes",
                observer=said["observer"],
                text=said["text"],
                **about,
            )
        elif doing == "link":
            ends = [UUID(said["other"]), problem]
            if said["way"] == "effect":
                ends.reverse()
            actions.link_problems(home.reader, household_id=home.id, cause=ends[0], effect=ends[1])
        else:
            actions.solve_problem(
                home.reader,
                on=said["on"],
                how_solved=said["how_solved"],
                expected_version=said["version"],
                **about,
            )

    by_uuid = found.by_uuid
    key = str(problem)
    return answer(
        request,
        forms[doing],
        write,
        template="plan/problem.html",
        context={
            "home": home,
            "line": line,
            "area": area_name(line.life_area),
            "causes": [by_uuid[one.cause] for one in found.causes.links if one.effect == key],
            "effects": [by_uuid[one.effect] for one in found.causes.links if one.cause == key],
            "has_others": bool(others),
            "may_write": home.may("problem.write"),
            "forms": forms,
            "doing": doing if request.method == "POST" else "",
        },
        then=home.url("problem_page", problem),
        said=_("Written down."),
    )


@require_POST
@household_page(*ROLES)
def problem_reopen(request: HttpRequest, home: Home, problem: UUID) -> HttpResponse:
    """Say that a solved problem is back."""
    there = home.url("problem_page", problem)
    return do(request, home, actions.reopen_problem, problem=problem, then=there)


@require_POST
@household_page(*ROLES)
def problem_unlink(request: HttpRequest, home: Home, problem: UUID) -> HttpResponse:
    """Take a cause or a consequence away."""
    cause, effect = uuid_sent(request, "cause"), uuid_sent(request, "effect")
    return press(
        request,
        lambda: actions.unlink_problems(
            home.reader, household_id=home.id, cause=cause, effect=effect
        ),
        then=home.url("problem_page", problem),
        said=_("Taken away."),
    )
