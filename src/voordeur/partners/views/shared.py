# SPDX-License-Identifier: EUPL-1.2
"""What the pages of the administration share: one list page, one form page, and how they answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse

from voordeur.door.submitting import answer


def found(row: Any) -> Any:
    """Return a row, or answer that it is not here."""
    if row is None:
        raise Http404
    return row


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list: the name with its address, the other cells, and whether it ended."""

    url: str
    name: str
    cells: Sequence[object]
    ended: bool = False


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list of things that are set up, with the form that adds one."""

    template: ClassVar[str] = "partners/list.html"
    section: str
    title: str
    lead: str
    columns: Sequence[str]
    lines: Sequence[Line]
    add: str
    """What the button of the form says."""
    empty: str
    next_url: str = ""


@dataclass(frozen=True, slots=True)
class FormPage:
    """One thing that is set up: facts about it, the form that changes it, and what else leads on."""

    template: ClassVar[str] = "partners/one.html"
    section: str
    title: str
    back_url: str
    back: str
    button: str
    lead: str = ""
    facts: Sequence[tuple[str, object]] = ()
    links: Sequence[tuple[str, str]] = field(default_factory=tuple)
    """Pairs of address and words."""
    danger: bool = False


def form_page(
    request: HttpRequest,
    about: ListPage | FormPage,
    form: forms.Form,
    act: Callable[[], object],
    done: str,
    url: str,
    template: str = "",
    more: dict[str, object] | None = None,
) -> HttpResponse:
    """Show a list or one thing with its form; sent well, it comes back to `url` with a message."""
    return answer(
        request,
        form,
        lambda _given: act(),
        template=template or about.template,
        context={"about": about, **(more or {})},
        then=url,
        said=done,
    )
