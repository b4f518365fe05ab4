# SPDX-License-Identifier: EUPL-1.2
"""Pages about the whole house: what was set up as a file, and the statement on accessibility."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from voordeur.door.pages import page, public, who_asks
from voordeur.door.submitting import answer, posted
from voordeur.partners import actions, setupfile
from voordeur.partners.accessibility import measured, statement
from voordeur.partners.forms import ACCESSIBILITY_WORDS, AccessibilityForm, SetUpFileForm
from voordeur.partners.queries.setup import set_up_file
from voordeur.partners.views.shared import FormPage, form_page

GET_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_POST)
@page("administrator")
def set_up_page(request: HttpRequest) -> HttpResponse:
    """Take what was set up along as a file, and bring such a file in."""

    def bring_in(given: dict[str, Any]) -> None:
        added, changed = actions.bring_in_set_up(who_asks(request), text=given["text"])
        messages.success(
            request,
            ngettext("%(n)d was added,", "%(n)d were added,", added) % {"n": added}
            + " "
            + ngettext("%(n)d was changed.", "%(n)d were changed.", changed) % {"n": changed},
        )

    return answer(
        request,
        SetUpFileForm(posted(request)),
        bring_in,
        template="partners/set_up.html",
        context={},
        then=reverse("administration_set_up"),
        said=_("The file was brought in."),
    )


@require_safe
@page("administrator")
def set_up_download(request: HttpRequest) -> HttpResponse:
    """Hand out what was set up as a file that goes in again."""
    text = setupfile.written(set_up_file())
    given = HttpResponse(text, content_type="application/toml; charset=utf-8")
    given["Content-Disposition"] = 'attachment; filename="inrichting.toml"'
    return given


@require_http_methods(GET_POST)
@page("administrator")
def write_accessibility(request: HttpRequest) -> HttpResponse:
    """Write what the municipality itself says about accessibility."""
    row = statement()
    names = ("status", "email", "phone", "answer_days", "checked_on", "checked_by", "known")
    initial: dict[str, object] = {"status": "partial", "answer_days": 14, "version": 0}
    if row is not None:
        initial = {name: getattr(row, name) for name in (*names, "version")}
    form = AccessibilityForm(posted(request), initial=initial)
    about = FormPage(
        section="administration_accessibility",
        title=_("Statement on accessibility"),
        back_url=reverse("administration"),
        back=_("Administration"),
        button=_("Save the statement"),
        lead=_("What was measured of Voordeur itself is in it already. You add the rest."),
        links=[(reverse("accessibility"), _("Look at the page as everybody sees it"))],
    )

    def act() -> object:
        given = dict(form.cleaned_data)
        version = given.pop("version") or 0
        return actions.write_accessibility(who_asks(request), expected_version=version, **given)

    return form_page(
        request,
        about,
        form,
        act,
        _("The statement is saved."),
        reverse("administration_accessibility"),
    )


@require_safe
@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show everybody how accessible these pages are, and whom to tell of a fault."""
    row = statement()
    context = {
        "measured": measured(),
        "statement": row,
        "status": ACCESSIBILITY_WORDS[row.status] if row else "",
        "who": settings.CONFIG.municipality,
    }
    return render(request, "partners/accessibility.html", context)
