# SPDX-License-Identifier: EUPL-1.2
"""The resident's page about what runs with others, and the word whether one comes to a conference."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from voordeur.counsel.actions import say_coming
from voordeur.counsel.calendar import as_calendar
from voordeur.door.refusal import NoEntry
from voordeur.door.submitting import press
from voordeur.resident.pages import My, resident_page, show
from voordeur.resident.queries.together import talk_about_us, together


@require_safe
@resident_page
def my_together(request: HttpRequest, my: My) -> HttpResponse:
    """Show where we wait, which conferences are about us, and which plans hang under ours."""
    return show(request, my, "my_together", {"page": together(my.access, my.person_id)})


@require_POST
@resident_page
def my_coming(request: HttpRequest, my: My, item: UUID) -> HttpResponse:
    """Take the member's word whether they come; every word is fine."""
    return press(
        request,
        lambda: say_coming(
            my.reader,
            household_id=my.id,
            item=item,
            word=request.POST.get("word", ""),
            person_id=my.person_id,
        ),
        then=my.url("my_together"),
        said=_("We have kept what you said. Nothing changes in your help."),
    )


@require_safe
@resident_page
def my_appointment(request: HttpRequest, my: My, item: UUID) -> HttpResponse:
    """Give a conference as a calendar file that says nothing but a time and a place."""
    line = talk_about_us(my.access, item)
    if line is None:
        raise NoEntry(_("This is not in the file any more."))
    return as_calendar(line.meeting, [line], _("Appointment"), f"{line.uuid}@voordeur")
