# SPDX-License-Identifier: EUPL-1.2
"""What is coming: what threatens, what changes on a day, and what one can do oneself."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from voordeur.resident import queries
from voordeur.resident.pages import My, resident_page, show


@require_safe
@resident_page
def my_ahead(request: HttpRequest, my: My) -> HttpResponse:
    """Show what threatens in plain words, from whom, on which day, and the right to a plan first."""
    context = {
        "threats": queries.my_threats(my.access),
        "changes": queries.my_changes(my.access, my.person_id),
        "contact": queries.contact_of(my.access),
    }
    return show(request, my, "my_ahead", context)
