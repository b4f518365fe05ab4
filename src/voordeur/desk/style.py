# SPDX-License-Identifier: EUPL-1.2
"""What the style page shows: one made-up form and rows, so that every component can be looked at."""

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms

_PARTIES = [("household", "Het gezin"), ("network", "De eigen mensen"), ("team", "Het wijkteam")]


class StyleForm(forms.Form):
    """One field of each kind that `{% field %}` draws."""

    name = forms.CharField(label="Naam", help_text="Zoals u genoemd wilt worden.")
    story = forms.CharField(
        label="Wat speelt er?",
        widget=forms.Textarea,
        help_text="Schrijf het op zoals het gezegd is.",
    )
    party = forms.ChoiceField(label="Wie begint?", choices=[("", "Kies …"), *_PARTIES])
    stance = forms.ChoiceField(
        label="Positie van de professional",
        widget=forms.RadioSelect,
        choices=[("back", "Handen op de rug"), ("beside", "Ernaast"), ("do", "Doen")],
    )
    present = forms.MultipleChoiceField(
        label="Wie zijn erbij?",
        widget=forms.CheckboxSelectMultiple,
        choices=_PARTIES,
        required=False,
        help_text="Meer dan één antwoord kan.",
    )
    agreed = forms.BooleanField(label="We zijn het hier samen over eens")
    due = forms.DateField(label="Wanneer kijken we opnieuw?")
    amount = forms.IntegerField(label="Bedrag per maand in euro's", required=False, min_value=0)
    letter = forms.FileField(label="Brief", required=False, help_text="Ten hoogste 20 MB.")


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the sample timeline, menu or set of tabs; fields that do not apply stay empty."""

    label: str = ""
    url: str = "#"
    current: bool = False
    count: int | None = None
    when: datetime.date | None = None
    what: str = ""
    who: str = ""
    text: str = ""
    tone: str = ""
    masked: bool = False
    times: int = 1


def style_context() -> dict[str, Any]:
    """Return the whole context of `desk/stijl.html`; nothing in it comes from the database."""
    day = datetime.date
    return {
        "form": StyleForm(),
        "wrong_form": StyleForm({"name": "", "amount": "-5"}, prefix="wrong"),
        "more": [],
        "tabs": [
            Item(label="Overzicht", current=True),
            Item(label="Plan", count=3),
            Item(label="Tijdlijn"),
        ],
        "columns": ["Wie", "Wat", "Per jaar"],
        "rows": [
            ["Zorgverzekeraar", "Wijkverpleging, twee keer per week", "€ 9.360"],
            ["Gemeente", "Begeleiding thuis", "€ 11.440"],
            ["Rijk", "Bijstand", None],
        ],
        "timeline": [
            Item(
                when=day(2026, 3, 2),
                what="Plan vastgesteld",
                who="Angela en de regisseur",
                tone="ok",
            ),
            Item(when=day(2026, 2, 20), what="Een contactmoment", masked=True),
            Item(
                when=day(2026, 2, 12),
                what="Bezoek aan huis",
                text="Angela vertelde wat er als eerste moet gebeuren.",
                who="Wijkteam Noord",
            ),
            Item(when=day(2026, 1, 30), what="Derde signaal in zes weken", tone="warning"),
        ],
        "amount": 1234550,
        "unknown_amount": None,
    }
