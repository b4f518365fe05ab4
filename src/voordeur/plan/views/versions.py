# SPDX-License-Identifier: EUPL-1.2
"""Setting the plan down, the versions, the members' word on them, and the paper."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from voordeur.door.access import Access, at_table
from voordeur.door.submitting import answer, posted
from voordeur.history import clock
from voordeur.people.pages import Home, household_page
from voordeur.people.queries import members
from voordeur.people.words import HOWS, WORDS
from voordeur.plan import actions
from voordeur.plan.forms.versions import SetDownForm, SignForm
from voordeur.plan.paper import paper, pdf
from voordeur.plan.queries import VersionLine, pieces_now, pieces_of, signatures, versions
from voordeur.plan.queries.names import names
from voordeur.plan.views.shared import PAGE, ROLES, filled, here


def _called(access: Access) -> dict[int, str]:
    return {one.person_id: one.called or "" for one in members(access, past=True) if not one.masked}


@require_http_methods(PAGE)
@household_page(*ROLES)
def set_down(request: HttpRequest, home: Home) -> HttpResponse:
    """Show what would be set down, for this reader, and set it down."""
    form = SetDownForm(posted(request))

    def write(said: dict[str, Any]) -> None:
        actions.set_down_plan(
            home.reader, household_id=home.id, why=said["why"], review_on=said["review_on"]
        )

    return answer(
        request,
        form,
        write,
        template="plan/set_down.html",
        context={
            "home": home,
            "told": paper(pieces_now(home.access), members=_called(home.access), on=clock.today()),
            "may_write": home.may("plan.write"),
        },
        then=lambda: home.url("plan_version", versions(home.access)[0].number),
        said=_("The plan is set down."),
    )


def _found(home: Home, number: int) -> VersionLine:
    line = next((one for one in versions(home.access) if one.number == number), None)
    if line is None:
        raise Http404
    return line


@require_http_methods(PAGE)
@household_page(*ROLES)
def version_page(request: HttpRequest, home: Home, number: int) -> HttpResponse:
    """Show a version as this reader may see it, who said what about it, and take down a word."""
    line = _found(home, number)
    members_here = here(home)
    form = filled(request, SignForm, "sign", members=members_here)

    def write(said: dict[str, Any]) -> None:
        actions.sign_for(
            home.reader,
            household_id=home.id,
            version=line.uuid,
            person_id=int(said["person"]),
            **{name: said[name] for name in ("word", "spoke", "how", "remark", "shared")},
        )

    given = signatures(home.access, line.id)
    book = names(home.access, keys=[line.made_by, *(one.recorded_by for one in given)])
    return answer(
        request,
        form,
        write,
        template="plan/version.html",
        context={
            "home": home,
            "line": line,
            "made_by": book.writer(line.made_by or ""),
            "all_versions": versions(home.access),
            "told": paper(
                pieces_of(home.access, line.id),
                members=_called(home.access),
                number=line.number,
                on=line.made_at.date(),
            ),
            "signatures": [
                {
                    "who": book.person(one.person_id),
                    "word": WORDS[one.word] if one.word else None,
                    "how": HOWS[one.how] if one.how else "",
                    "by": book.writer(one.recorded_by or ""),
                    "on": one.signed_on,
                    "remark": one.remark or "",
                    "parent": one.spoke == "parent",
                    "print": (one.projection or "")[:12],
                    "own": one.how == "self",
                }
                for one in given
            ],
            "may_sign": home.may("plan.agree_for"),
            "people": members_here,
        },
        then=home.url("plan_version", number),
        said=_("Written down. It changes nothing about the help or the rights."),
    )


@require_http_methods(["GET", "HEAD"])
@household_page(*ROLES, "resident")
def plan_pdf(request: HttpRequest, home: Home) -> HttpResponse:
    """Give the plan as a PDF: only what this reader may see, and with `met` what both may see.

    `versie` chooses a version; without it it is the plan as it is today.
    """
    access = home.access
    everybody = here(home)
    together = [one for one in everybody if str(one.person_uuid) in request.GET.getlist("met")]
    if together:
        chosen = [one.person_id for one in together]
        access = at_table(access, chosen, activity="plan.plan_pdf")
    called = _called(access)
    number = request.GET.get("versie", "")
    if number:
        line = _found(home, int(number) if number.isdigit() else 0)
        moment = line.made_at
        told = paper(
            pieces_of(access, line.id),
            members=called,
            number=line.number,
            on=line.made_at.date(),
            signers=[one.called or "" for one in together or everybody],
        )
    else:
        moment = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
        told = paper(pieces_now(access), members=called, on=clock.today())
    return HttpResponse(
        pdf(told, moment),
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="plan.pdf"'},
    )
