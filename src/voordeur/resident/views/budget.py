# SPDX-License-Identifier: EUPL-1.2
"""The resident's page about the one budget of the household."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from voordeur.resident.pages import My, resident_page, show
from voordeur.resident.queries import budget as asked


@require_safe
@resident_page
def my_budget(request: HttpRequest, my: My) -> HttpResponse:
    """Show what could be done with the same money and what came free, as this member may know it."""
    return show(request, my, "my_budget", {"page": asked.my_budget(my.access)})
