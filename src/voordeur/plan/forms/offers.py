# SPDX-License-Identifier: EUPL-1.2
"""The form of an offer of the network."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from voordeur.people.queries import Member
from voordeur.plan.forms.fields import (
    fill,
    one_line,
    one_of,
    people,
)


class OfferForm(forms.Form):
    """What somebody from the network wants to do for a member."""

    network_member = one_of(gettext_lazy("Who offers it?"))
    person = one_of(gettext_lazy("For whom?"))
    what = one_line(gettext_lazy("What do they want to do?"))
    shared = forms.BooleanField(
        label=gettext_lazy("Everybody in the household may see this offer"), required=False
    )

    def __init__(
        self, *args: Any, members: Sequence[Member], network: dict[int, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "network_member", [(str(pk), name) for pk, name in network.items()])
        fill(self, "person", people(members))
