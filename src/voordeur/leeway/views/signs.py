# SPDX-License-Identifier: EUPL-1.2
"""Page: what stands out, for people to weigh; nothing follows from it by itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from voordeur.door.language import language
from voordeur.door.pages import page
from voordeur.leeway.queries import signs as asked
from voordeur.leeway.views.policy import COSTS
from voordeur.leeway.words import BARRIER_WORDS


@require_safe
@page(*COSTS)
def signs(request: HttpRequest) -> HttpResponse:
    """Show what practice runs into more often than before, and help that goes badly together."""
    context = {
        "rises": [(one, one.rule or str(BARRIER_WORDS[one.kind])) for one in asked.rises()],
        "combined": asked.combined(language()),
    }
    return render(request, "leeway/signs.html", context)
