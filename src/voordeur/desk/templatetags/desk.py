# SPDX-License-Identifier: EUPL-1.2
"""Tags that draw form fields, error summaries, badges, icons, tables and amounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.widgets import Input
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from voordeur.desk.icons import ICONS
from voordeur.door.formuse import OPENED
from voordeur.history import clock

register = template.Library()

_NBSP = "\N{NO-BREAK SPACE}"
_TONES = frozenset({"", "info", "ok", "warning", "error", "accent"})
_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "utrecht-textarea utrecht-textarea--html-textarea"),
    (forms.Select, "utrecht-select utrecht-select--html-select"),
    (forms.FileInput, "vd-file"),
    (Input, "utrecht-textbox utrecht-textbox--html-input"),
)


@dataclass(frozen=True, slots=True)
class FieldPicture:
    """One form field as the template draws it; `kind` is line, tick, choices, group or hidden."""

    bound: BoundField
    kind: str
    widget: SafeString
    choices: tuple[BoundWidget, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """One line of the error summary; `target` is the id to jump to, empty for the whole form."""

    target: str
    message: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell with the label it shows when the row is stacked into a card."""

    label: str
    value: Any
    number: bool


@register.inclusion_tag("desk/components/field.html")
def field(bound: BoundField) -> dict[str, FieldPicture]:
    """Draw a bound field with label, help and errors, tied together for a screen reader.

    A date field becomes the browser's own date picker and a time field its time picker.
    """
    widget = bound.field.widget
    _use_native_pickers(widget)
    choices: tuple[BoundWidget, ...] = ()
    if widget.is_hidden:
        kind = "hidden"
    elif isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        kind, choices = "choices", tuple(bound.subwidgets)
    elif isinstance(widget, forms.CheckboxInput):
        kind = "tick"
    else:
        kind = "group" if widget.use_fieldset else "line"
    drawn = bound.as_widget(attrs=_widget_attributes(widget)) if not choices else SafeString("")
    picture = FieldPicture(bound, kind, drawn, choices, optional=not bound.field.required)
    return {"field": picture}


@register.inclusion_tag("desk/components/errors.html")
def error_summary(form: forms.BaseForm) -> dict[str, object]:
    """Draw the list of everything wrong in a form, each line a link to its field.

    An unbound or valid form draws nothing; an error of a hidden field has no target. Since when
    the form is open goes along, unseen: it tells what filling in costs.
    """
    links: list[ErrorLink] = []
    for name, messages in form.errors.items():
        bound = form[name] if name in form.fields else None
        target = bound.id_for_label or bound.auto_id if bound and not bound.is_hidden else ""
        if bound and isinstance(
            bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple
        ):
            target = f"{bound.auto_id}_0"
        label = f"{bound.label} \N{EN DASH} " if bound else ""
        links += [ErrorLink(str(target or ""), f"{label}{message}") for message in messages]
    since = form.data.get(OPENED) if form.is_bound else None
    return {"errors": links, "opened": since or int(clock.now().timestamp())}


@register.inclusion_tag("desk/components/badge.html")
def badge(text: object, tone: str = "", icon: str = "") -> dict[str, object]:
    """Draw a badge; `tone` is empty, info, ok, warning, error or accent, else ValueError."""
    if tone not in _TONES:
        raise ValueError(f"unknown badge tone {tone!r}; choose from {sorted(_TONES)}")
    return {"text": text, "tone": tone, "icon": icon}


@register.inclusion_tag("desk/components/table.html")
def table(
    caption: object,
    columns: Sequence[object],
    rows: Sequence[Sequence[object]],
    numbers: str = "",
) -> dict[str, object]:
    """Draw a table of plain values; the first value of a row is its heading.

    `numbers` names the columns that align as numbers, counted from 1: `numbers="2 3"`.
    An empty value (None) is drawn as unknown. A row of another length raises ValueError.
    """
    numeric = {int(position) - 1 for position in numbers.split()}
    heads = [Cell(str(label), label, i in numeric) for i, label in enumerate(columns)]
    lines = [
        [Cell(head.label, value, head.number) for head, value in zip(heads, row, strict=True)]
        for row in rows
    ]
    return {"caption": caption, "heads": heads, "lines": lines}


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw a decorative icon by name; words beside it carry the meaning. Unknown: KeyError."""
    return format_html(
        '<svg class="vd-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>',
        ICONS[name],
    )


@register.filter
def euros(cents: int | None) -> str:
    """Write eurocents as an amount (`€ 1.234,50`); whole euros lose their cents; None: unknown."""
    if cents is None:
        return _("unknown")
    whole, rest = divmod(abs(cents), 100)
    amount = number_format(f"{whole}.{rest:02d}" if rest else whole, force_grouping=True)
    sign = "\N{MINUS SIGN}" if cents < 0 else ""
    return f"€{_NBSP}{sign}{amount}"


def _use_native_pickers(widget: forms.Widget) -> None:
    """Turn a plain date or time input into the native one; its wire format is always ISO."""
    if isinstance(widget, forms.DateInput) and widget.input_type == "text":
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    elif isinstance(widget, forms.TimeInput) and widget.input_type == "text":
        widget.input_type, widget.format = "time", "%H:%M"


def _widget_attributes(widget: forms.Widget) -> dict[str, str | bool]:
    """Return the class of our design system, next to the classes the form itself set."""
    if isinstance(widget, forms.CheckboxInput):
        return {}
    ours = next((name for kind, name in _CLASSES if isinstance(widget, kind)), "")
    own = str(widget.attrs.get("class", ""))
    return {"class": f"{ours} {own}".strip()} if ours or own else {}
