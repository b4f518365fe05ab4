# SPDX-License-Identifier: EUPL-1.2
"""My own file to take along."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from voordeur.door.limits import spend
from voordeur.door.refusal import Refusal
from voordeur.history import clock
from voordeur.papers.sheets import file_response
from voordeur.resident.pages import FORM, My, resident_page, show
from voordeur.resident.taking import PARTS, file_sheets, money_sheets


@require_http_methods(FORM)
@resident_page
def my_takeaway(request: HttpRequest, my: My) -> HttpResponse:
    """Offer my file as PDF, spreadsheet or JSON, and give it; the file says nothing by its name."""
    if request.method != "POST":
        return show(request, my, "my_takeaway", {})
    part = request.POST.get("deel", PARTS[0])
    if part not in PARTS:
        raise Refusal(_("Choose the file or the money."), "deel")
    spend(my.reader, "export")
    sheets = (
        file_sheets(my.access, my.person_id, alone="alleen" in request.POST)
        if part == "dossier"
        else money_sheets(my.access, clock.today().year)
    )
    return file_response(sheets, request.POST.get("soort", ""), _("What is written down"))
