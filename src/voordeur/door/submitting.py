# SPDX-License-Identifier: EUPL-1.2
"""Sending a form or pressing a button: a refusal comes back in place, and nothing typed is lost."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from voordeur.door import drafts, formuse
from voordeur.door.refusal import Conflict, Refusal


@dataclass(frozen=True, slots=True)
class Both:
    """One field that somebody else changed meanwhile: what I wrote and what is there now."""

    label: str
    mine: object
    theirs: object


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went: the HTTP status of the answer (303 when done), and both texts of a conflict."""

    status: int
    both: tuple[Both, ...] = ()

    @property
    def done(self) -> bool:
        """Say whether the action was done, so that the page can go on."""
        return self.status == 303


def blame(form: Form, refusal: Refusal) -> None:
    """Put a refusal at the field it is about, or at the form when it names none of its fields."""
    words = " ".join(_(part) for part in (refusal.what, refusal.remedy) if part)
    form.add_error(refusal.where if refusal.where in form.fields else None, words)


def _as_read(form: Form, name: str, value: object) -> object:
    """Return a value as the form shows it: the words of a choice, not its code."""
    if not isinstance(value, str):
        return "" if value is None else value
    return dict(getattr(form.fields.get(name), "choices", ())).get(value, value)


def _both(form: Form, conflict: Conflict) -> tuple[Both, ...]:
    """Return the fields in which the two texts differ."""
    return tuple(
        Both(
            str(form.fields[name].label or name) if name in form.fields else name,
            _as_read(form, name, mine),
            _as_read(form, name, conflict.theirs.get(name)),
        )
        for name, mine in conflict.mine.items()
        if mine != conflict.theirs.get(name)
    )


def _take_their_versions(form: Form) -> None:
    """Let who has seen both texts decide: sending the form again goes on from what is there now."""
    data: Any = form.data
    data = data.copy()
    for name, field in form.fields.items():
        if name == "version" or name.startswith("version_"):
            data[form.add_prefix(name)] = str(form.get_initial_for_field(field, name) or 0)
    form.data = data


def submit(form: Form, act: Callable[[], object]) -> Outcome:
    """Run an action for a form that was sent; a form that was only opened gives 200.

    What is refused stands in the form (422); a conflict gives both texts (409). Whoever may not do
    this at all, or too often, gets the page that says so: those refusals are not caught here.
    """
    if not form.is_bound:
        return Outcome(200)
    if not form.is_valid():
        return Outcome(422)
    try:
        act()
    except Conflict as conflict:
        blame(form, conflict)
        _take_their_versions(form)
        return Outcome(409, _both(form, conflict))
    except Refusal as refusal:
        if refusal.status != 400:
            raise
        blame(form, refusal)
        return Outcome(422)
    return Outcome(303)


def answer(
    request: HttpRequest,
    form: Form,
    do: Callable[[dict[str, Any]], object],
    *,
    template: str,
    context: dict[str, Any] | Callable[[], dict[str, Any]],
    then: str | Callable[[], str],
    said: str,
    draft: str = "",
) -> HttpResponse:
    """Show a page with one form, or do what was posted, redirect and say an impersonal word.

    `context` may be a question that is only asked when the page is shown. The draft of that key is
    dropped once the form was done.
    """
    outcome = submit(form, lambda: do(dict(form.cleaned_data)))
    if outcome.done:
        drafts.drop(_account(request), draft)
        if request.resolver_match is not None and request.reader.person_id is None:  # type: ignore[attr-defined]
            formuse.note(
                request.resolver_match.route, formuse.opened_for(request), formuse.filled_in(form)
            )
        messages.success(request, said)
        return HttpResponseRedirect(then if isinstance(then, str) else then(), status=303)
    shown = context if isinstance(context, dict) else context()
    own = {"form": form, "both": outcome.both, "draft_key": draft}
    return render(request, template, {**own, **shown}, status=outcome.status)


def press(
    request: HttpRequest, deed: Callable[[], object], *, then: str, said: str
) -> HttpResponse:
    """Do what a button asks and go on; a refusal is said on the page one comes to.

    Somebody else's change in between is told too: a button has no text that could be lost.
    """
    try:
        deed()
    except Conflict:
        messages.warning(request, _("Somebody else changed this just now. Look, and choose again."))
    except Refusal as refusal:
        if refusal.status != 400:
            raise
        words = " ".join(_(part) for part in (refusal.what, refusal.remedy) if part)
        messages.warning(request, words)
    else:
        messages.success(request, said)
    return HttpResponseRedirect(then, status=303)


def posted(request: HttpRequest) -> Any:
    """Return what was sent, or None when the page is only opened: what binds a form."""
    return request.POST if request.method == "POST" else None


def number_sent(request: HttpRequest, name: str = "version") -> int:
    """Return a number that a button carries, mostly the version it was drawn from; 0 without."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def uuid_in(request: HttpRequest, name: str = "na") -> UUID | None:
    """Return the uuid that a query names; one that is none counts as not given."""
    try:
        return UUID(request.GET[name])
    except (KeyError, ValueError):
        return None


def uuid_sent(request: HttpRequest, name: str) -> UUID:
    """Return the outside name of a thing that a button carries; raises Http404 for anything else."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise Http404 from None


def _account(request: HttpRequest) -> int | None:
    account: int | None = request.reader.account_id  # type: ignore[attr-defined]
    return account
