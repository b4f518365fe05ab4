# SPDX-License-Identifier: EUPL-1.2
"""Forms of the budget of a household."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.ledger.words import amount
from voordeur.leeway.queries.mandates import MandateLine
from voordeur.money.package import Measured, Side
from voordeur.money.queries.budget import AmountSeen, FreedSeen, PackageSeen
from voordeur.partners.laws import laws, payers
from voordeur.people.queries import Member
from voordeur.provisions.amounts import typed
from voordeur.provisions.forms import EuroField
from voordeur.provisions.queries import AlternativeLine, ProvisionLine
from voordeur.provisions.words import law_name, payer_name

MEASURED = (
    (Measured.GROSS, gettext_lazy("before what the household pays itself")),
    (Measured.NET, gettext_lazy("after what the household pays itself")),
)
SIDES = (
    (Side.TOGETHER, gettext_lazy("of the one package")),
    (Side.APART, gettext_lazy("of the help apart, as it goes now")),
)
NOT_KNOWN = gettext_lazy("Leave it empty when you do not know: unknown is not nothing.")


class Placed(forms.Form):
    """For whom, under which law, and who pays: what every amount says."""

    person = forms.ChoiceField(label=gettext_lazy("For whom"), required=False)
    law = forms.ChoiceField(label=gettext_lazy("Under which law"))
    payer = forms.ChoiceField(label=gettext_lazy("Who pays"))

    def __init__(self, *args: Any, around: Iterable[Member], **options: Any) -> None:
        super().__init__(*args, **options)
        people = [(str(one.person_id), one.called) for one in around if one.called]
        self.fields["person"].choices = [("", _("the household together")), *people]  # type: ignore[attr-defined]
        self.fields["law"].choices = [(code, law_name(code)) for code in laws()]  # type: ignore[attr-defined]
        self.fields["payer"].choices = [(code, payer_name(code)) for code in payers()]  # type: ignore[attr-defined]


class PackageForm(forms.Form):
    """Which other way is worked out, for which days, measured how."""

    alternative = forms.ChoiceField(
        label=gettext_lazy("Which other way?"), widget=forms.RadioSelect
    )
    from_date = forms.DateField(label=gettext_lazy("From which day?"))
    until = forms.DateField(
        label=gettext_lazy("Until which day?"),
        help_text=gettext_lazy(
            "The first day that no longer counts. A year is the easiest to read."
        ),
    )
    measured = forms.ChoiceField(
        label=gettext_lazy("All amounts are"), widget=forms.RadioSelect, choices=MEASURED
    )

    def __init__(self, *args: Any, ways: Iterable[AlternativeLine], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["alternative"].choices = [  # type: ignore[attr-defined]
            (str(one.uuid), f"{one.name}: {one.outcome}") for one in ways
        ]


class LineForm(Placed):
    """One amount of a package."""

    side = forms.ChoiceField(
        label=gettext_lazy("This amount is"), widget=forms.RadioSelect, choices=SIDES
    )
    what = forms.CharField(label=gettext_lazy("Which help"), max_length=160)
    cost = EuroField(label=gettext_lazy("What it costs over these days"), help_text=NOT_KNOWN)
    measured = forms.ChoiceField(
        label=gettext_lazy("This amount is counted"), widget=forms.RadioSelect, choices=MEASURED
    )
    rests_on = forms.CharField(
        label=gettext_lazy("What does this amount rest on?"),
        help_text=gettext_lazy("For example: the offer of the provider, the price list of 2026."),
        max_length=160,
    )
    from_date = forms.DateField(label=gettext_lazy("From which day?"))
    until = forms.DateField(label=gettext_lazy("Until which day?"))

    field_order = (
        "side",
        "what",
        "person",
        "law",
        "payer",
        "from_date",
        "until",
        "cost",
        "measured",
        "rests_on",
    )

    @staticmethod
    def usual(package: PackageSeen) -> dict[str, Any]:
        """Return what is filled in beforehand: the days and the measure of the package."""
        return {
            "side": Side.TOGETHER,
            "law": "wmo",
            "payer": "unknown",
            "from_date": package.from_date,
            "until": package.until,
            "measured": package.measured,
        }


class TakeForm(forms.Form):
    """Help of the file that is part of the sum apart."""

    provisions = forms.MultipleChoiceField(
        label=gettext_lazy("Which help does the package replace or bring together?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "The amounts come from the cost sum: what it costs now, at the same amount a day."
        ),
    )

    def __init__(self, *args: Any, running: Iterable[ProvisionLine], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["provisions"].choices = [  # type: ignore[attr-defined]
            (str(one.uuid), f"{one.name} ({law_name(one.law)})") for one in running
        ]


class LineChangeForm(forms.Form):
    """What became known of an amount."""

    cost = EuroField(label=gettext_lazy("What it costs over these days"), help_text=NOT_KNOWN)
    rests_on = forms.CharField(label=gettext_lazy("What does this amount rest on?"), max_length=160)
    version = forms.IntegerField(widget=forms.HiddenInput)

    @staticmethod
    def of(line: AmountSeen) -> dict[str, Any]:
        """Return what is filled in beforehand."""
        return {"cost": typed(line.cents), "rests_on": line.rests_on, "version": line.version}


class Mandated(forms.Form):
    """Under which mandate of mine something is decided, or that somebody else decided."""

    mandate = forms.ChoiceField(
        label=gettext_lazy("On which mandate?"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, mandates: Iterable[MandateLine], **options: Any) -> None:
        super().__init__(*args, **options)
        held = [
            (str(one.uuid), _mandate(one))
            for one in mandates
            if one.mandate.limit_cents is not None
        ]
        self.fields["mandate"].choices = [  # type: ignore[attr-defined]
            *held,
            ("", _("Not on a mandate of mine: somebody else decided")),
        ]


def _mandate(one: MandateLine) -> str:
    said = {"powers": one.powers, "amount": amount(one.mandate.limit_cents)}
    return _("My mandate: %(powers)s, up to %(amount)s") % said


class ChooseForm(Mandated):
    """Who decided for this package."""

    chosen_by = forms.CharField(
        label=gettext_lazy("Who decided this?"),
        help_text=gettext_lazy("The household and who may decide over the money, by role."),
        max_length=160,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    field_order = ("mandate", "chosen_by")


class ReopenForm(forms.Form):
    """Why a choice is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Why is the choice taken back?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class FreedForm(Placed):
    """Money of a pot that is no longer needed here."""

    what = forms.CharField(
        label=gettext_lazy("What is no longer needed?"),
        help_text=gettext_lazy("For example: the crisis place, because the sister takes care."),
        max_length=160,
    )
    pot = forms.CharField(
        label=gettext_lazy("From which pot does it come?"),
        help_text=gettext_lazy("As the budget names it."),
        max_length=120,
    )
    cost = EuroField(label=gettext_lazy("How much comes free?"), help_text=NOT_KNOWN)
    rests_on = forms.CharField(label=gettext_lazy("What does this amount rest on?"), max_length=160)
    freed_from = forms.DateField(label=gettext_lazy("From which day is it not needed?"))
    contract_ends = forms.DateField(
        label=gettext_lazy("Last day of the contract or subsidy it is bound to"),
        help_text=gettext_lazy(
            "The money can be used the day after. Empty: not known, and then nobody can spend it yet."
        ),
        required=False,
    )
    releasable = forms.BooleanField(
        label=gettext_lazy("It may be used at once, before that contract ends"), required=False
    )
    decided_by = forms.CharField(
        label=gettext_lazy("Who decided this?"), help_text=gettext_lazy("By role."), max_length=160
    )

    field_order = (
        "what",
        "person",
        "law",
        "pot",
        "payer",
        "cost",
        "rests_on",
        "freed_from",
        "contract_ends",
        "releasable",
        "decided_by",
    )


class FreedChangeForm(forms.Form):
    """What became known of freed money."""

    cost = EuroField(label=gettext_lazy("How much comes free?"), help_text=NOT_KNOWN)
    rests_on = forms.CharField(label=gettext_lazy("What does this amount rest on?"), max_length=160)
    contract_ends = forms.DateField(
        label=gettext_lazy("Last day of the contract or subsidy it is bound to"), required=False
    )
    releasable = forms.BooleanField(
        label=gettext_lazy("It may be used at once, before that contract ends"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @staticmethod
    def of(row: FreedSeen) -> dict[str, Any]:
        """Return what is filled in beforehand."""
        return {
            "cost": typed(row.cents),
            "rests_on": row.rests_on,
            "contract_ends": row.contract_ends,
            "releasable": row.releasable,
            "version": row.version,
        }


class UseForm(Mandated):
    """What freed money is used for."""

    goal = forms.CharField(
        label=gettext_lazy("What is it used for?"),
        help_text=gettext_lazy("Whoever may read about the freed money reads this too."),
        max_length=160,
    )
    to_pot = forms.CharField(label=gettext_lazy("Into which pot does it go?"), max_length=120)
    payer = forms.ChoiceField(label=gettext_lazy("Whose pot is that?"))
    cost = EuroField(label=gettext_lazy("How much?"))
    from_date = forms.DateField(label=gettext_lazy("From which day?"))
    decided_by = forms.CharField(
        label=gettext_lazy("Who decided this?"), help_text=gettext_lazy("By role."), max_length=160
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    field_order = ("goal", "to_pot", "payer", "cost", "from_date", "mandate", "decided_by")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["payer"].choices = [(code, payer_name(code)) for code in payers()]  # type: ignore[attr-defined]
        self.fields["cost"].required = True
