# SPDX-License-Identifier: EUPL-1.2
"""How a page with one form answers: keep what was typed, say what is wrong, redirect when done."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from voordeur.door.refusal import Conflict, Refusal


def blame(form: Form, refusal: Refusal) -> None:
    """Put a refusal at the field it is about, or at the form when it names none of its fields."""
    text = f"{refusal.what} {refusal.remedy}".strip()
    form.add_error(refusal.where if refusal.where in form.fields else None, text)


def answer(
    request: HttpRequest,
    form: Form,
    do: Callable[[dict[str, Any]], object],
    *,
    template: str,
    context: dict[str, Any],
    then: str | Callable[[], str],
    said: str,
) -> HttpResponse:
    """Show a form, or do what was posted, redirect (303) and say a general, impersonal word.

    What is refused comes back with everything that was typed: 422, or 409 with both texts when
    somebody else was first.
    """
    status = 200
    both: list[tuple[str, object, object]] = []
    if request.method == "POST":
        if form.is_valid():
            try:
                do(form.cleaned_data)
            except Conflict as conflict:
                status = 409
                both = [
                    (str(form.fields[name].label or name), mine, conflict.theirs.get(name))
                    for name, mine in conflict.mine.items()
                    if name in form.fields and mine != conflict.theirs.get(name)
                ]
                blame(form, conflict)
            except Refusal as refusal:
                if refusal.status != 400:
                    raise
                status = 422
                blame(form, refusal)
            else:
                messages.success(request, said)
                return HttpResponseRedirect(then if isinstance(then, str) else then(), status=303)
        else:
            status = 422
    return render(request, template, {**context, "form": form, "both": both}, status=status)
