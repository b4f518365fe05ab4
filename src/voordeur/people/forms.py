# SPDX-License-Identifier: EUPL-1.2
"""Forms of people: few fields, everything but a name optional."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from voordeur.people import words

AUTOFILL_OFF = {"autocomplete": "off"}


def _line(label: Any, *, required: bool = False, longest: int = 120, help_text: Any = "") -> Any:
    return forms.CharField(
        label=label,
        required=required,
        max_length=longest,
        help_text=help_text,
        widget=forms.TextInput(attrs=AUTOFILL_OFF),
    )


def _day(label: Any, *, required: bool = False, help_text: Any = "") -> Any:
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=forms.DateInput()
    )


def _choice(label: Any, *, required: bool = True, help_text: Any = "") -> Any:
    return forms.ChoiceField(label=label, required=required, help_text=help_text)


class VersionedForm(forms.Form):
    """A form that knows which version of the thing it was made from."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class MemberForm(forms.Form):
    """Somebody who joins: a name, and what happens to be known."""

    given_names = _line(_("First name or names"))
    prefix = _line(_("Prefix"), longest=20)
    surname = _line(_("Last name"))
    born = _line(
        _("Born"),
        longest=10,
        help_text=_("1987-03-12, or only 1987-03 or 1987 when the day is not known."),
    )
    role = _choice(_("Place in the household"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = words.options(words.ROLES)  # type: ignore[attr-defined]

    @property
    def filled(self) -> bool:
        """Say whether somebody is written down in it."""
        data = getattr(self, "cleaned_data", {})
        return any(data.get(name) for name in ("given_names", "surname", "born"))


class NewMemberForm(MemberForm):
    """Somebody who joins a household that is there already."""

    from_date = _day(_("Since"), help_text=_("Today when left empty."))
    citizen_number = _line(
        _("Citizen number (BSN)"),
        longest=14,
        help_text=_("Only when it is needed. It is kept encrypted."),
    )


class AddressForm(forms.Form):
    """An address as far as known."""

    street = _line(_("Street"))
    number = _line(_("House number"), longest=12)
    postcode = _line(_("Postcode"), longest=8)
    place = _line(_("Place"), longest=80)


class NewAddressForm(AddressForm):
    """An address of the household or of one member, protected when it must stay secret."""

    kind = _choice(_("What kind of address"))
    person = _choice(_("Whose address"), required=False)
    protected = forms.BooleanField(
        label=_("This address must stay secret, also for others in the household"), required=False
    )
    from_date = _day(_("Since"), help_text=_("Today when left empty."))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = words.options(words.ADDRESS_KINDS)  # type: ignore[attr-defined]
        self.fields["person"].choices = [("", _("of the whole household")), *people]  # type: ignore[attr-defined]


class CorrectionForm(VersionedForm):
    """What is known of a member."""

    given_names = _line(_("First name or names"))
    prefix = _line(_("Prefix"), longest=20)
    surname = _line(_("Last name"))
    called = _line(_("Called"), longest=60, help_text=_("What this member wants to be called."))
    born = _line(_("Born"), longest=10, help_text=_("1987-03-12, or 1987-03, or 1987."))
    died = _line(_("Died"), longest=10, help_text=_("1987-03-12, or 1987-03, or 1987."))
    gender = _choice(_("Gender"))
    role = _choice(_("Place in the household"))
    language = _choice(_("Speaks best"))
    needs = _line(
        _("What helps to take part"),
        longest=200,
        help_text=_("An interpreter, large print, somebody beside them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("gender", words.GENDERS),
            ("role", words.ROLES),
            ("language", words.LANGUAGES),
        ):
            self.fields[name].choices = words.options(choices)  # type: ignore[attr-defined]


class EndForm(VersionedForm):
    """Until when something held."""

    until = _day(_("Until"), required=True, help_text=_("The first day that it no longer holds."))


class NumberForm(forms.Form):
    """A citizen number; the field never comes back filled in."""

    citizen_number = forms.CharField(
        label=_("Citizen number (BSN)"),
        max_length=14,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        help_text=_("Nine digits. It is kept encrypted and is never in an address or a message."),
    )


class RelationForm(forms.Form):
    """What one member is to another."""

    person = _choice(_("Who"))
    kind = _choice(_("is"))
    other = _choice(_("of"))
    own = forms.BooleanField(
        label=_("Keep this in the first one's own part of the file"), required=False
    )
    from_date = _day(_("Since"))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]
        self.fields["other"].choices = people  # type: ignore[attr-defined]
        self.fields["kind"].choices = words.relation_options()  # type: ignore[attr-defined]


class AuthorityForm(forms.Form):
    """Who decides or acts by law for a member."""

    person = _choice(_("For whom"))
    kind = _choice(_("What kind"))
    holder = _choice(_("Who: a member of the household"), required=False)
    organisation = _choice(_("Or an organisation"), required=False)
    holder_name = _line(_("Or somebody else, by name"))
    ruling = _line(_("Court order or paper"), longest=160)
    from_date = _day(_("Since"), help_text=_("Today when left empty."))

    def __init__(
        self,
        *args: Any,
        people: list[tuple[str, str]],
        organisations: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]
        self.fields["kind"].choices = words.authority_options()  # type: ignore[attr-defined]
        self.fields["holder"].choices = [("", _("nobody of the household")), *people]  # type: ignore[attr-defined]
        self.fields["organisation"].choices = [("", _("no organisation")), *organisations]  # type: ignore[attr-defined]


class ChannelForm(forms.Form):
    """A way to reach a member without danger."""

    kind = _choice(_("How"))
    value = _line(_("Number, address or name"), required=True, longest=160)
    when = _line(_("When"), longest=160, help_text=_("For example: on weekdays before three."))
    never = _line(
        _("What never"), longest=200, help_text=_("For example: do not leave a voicemail.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = words.options(words.CHANNELS)  # type: ignore[attr-defined]


class NetworkForm(forms.Form):
    """Somebody of the household's own people; a first name is enough."""

    first_name = _line(_("First name"), required=True, longest=60)
    tie = _choice(_("What they are"), required=False)
    nearness = _choice(_("How near"), required=False)
    exchange = _choice(_("What goes back and forth"), required=False)
    note = _line(_("What the household says about it"), longest=300)
    can_carry = forms.IntegerField(
        label=_("How many things at once this person can help with"),
        help_text=_(
            "As they say themselves. Leave it empty when nobody asked. The plan only warns when "
            "more is asked."
        ),
        min_value=0,
        max_value=20,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tie"].choices = words.relation_options(empty=True)  # type: ignore[attr-defined]
        self.fields["nearness"].choices = words.options(words.NEARNESS, empty=True)  # type: ignore[attr-defined]
        self.fields["exchange"].choices = words.options(words.EXCHANGE, empty=True)  # type: ignore[attr-defined]


class NewNetworkForm(NetworkForm):
    """Whose person it is, and whether the others in the household see it."""

    person = _choice(_("Whose person"), required=False)
    shared = forms.BooleanField(label=_("The others in the household may see this"), required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("of the whole household")), *people]  # type: ignore[attr-defined]


class ChangeNetworkForm(NetworkForm, VersionedForm):
    """What the household says about one of its own people."""


class SureForm(forms.Form):
    """Nothing to fill in: the button is the answer."""


class SearchForm(forms.Form):
    """Whom somebody looks for."""

    name = _line(_("Name"), help_text=_("A spelling that is a little off is found too."))
    born = _line(_("Born"), longest=10, help_text=_("1987-03-12, or 1987-03, or 1987."))
    postcode = _line(_("Postcode"), longest=8)
    number = _line(_("House number"), longest=12)
    citizen_number = _line(_("Citizen number (BSN)"), longest=14)


def _ground() -> Any:
    return forms.CharField(
        label=_("How do you know that it is the same?"),
        max_length=300,
        help_text=_("For example: the identity card was shown, or the mother says so."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class JoinPersonsForm(forms.Form):
    """Two persons become one: what is taken over from the other, and how that is known."""

    ground = _ground()
    take = forms.MultipleChoiceField(
        label=_("What is right on the other file"),
        required=False,
        help_text=_("The rest stays as it is here. Everybody in both households can read it."),
        widget=forms.CheckboxSelectMultiple,
    )
    version_here = forms.IntegerField(widget=forms.HiddenInput)
    version_there = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, differs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if differs:
            self.fields["take"].choices = differs  # type: ignore[attr-defined]
        else:
            del self.fields["take"]


class JoinHouseholdsForm(forms.Form):
    """Two households become one: who may look at the whole, and how that is known."""

    ground = _ground()
    let_in = forms.MultipleChoiceField(
        label=_("Who may look at the whole from now on"),
        required=False,
        help_text=_("They look at one of the two now. Whom you leave out, sees neither any more."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, readers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if readers:
            self.fields["let_in"].choices = readers  # type: ignore[attr-defined]
        else:
            del self.fields["let_in"]


class ApartForm(VersionedForm):
    """Two files are taken apart: what was written since belongs to which."""

    back = forms.MultipleChoiceField(
        label=_("What belongs to the file that was joined"),
        required=False,
        help_text=_("What you leave open stays here."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, since: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if since:
            self.fields["back"].choices = since  # type: ignore[attr-defined]
        else:
            del self.fields["back"]


class MoveHouseForm(AddressForm):
    """The household, or some of its members, live somewhere else from a day on."""

    persons = forms.MultipleChoiceField(
        label=_("Who moves"),
        required=False,
        help_text=_("Leave it open when everybody moves."),
        widget=forms.CheckboxSelectMultiple,
    )
    protected = forms.BooleanField(
        label=_("This address must stay secret, also for others in the household"), required=False
    )
    from_date = _day(_("Since"), help_text=_("Today when left empty."))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["persons"].choices = people  # type: ignore[attr-defined]
        self.order_fields(["persons", "street", "number", "postcode", "place"])


class MovePeopleForm(AddressForm):
    """Members go to live in another household, or in a new one."""

    leaving = forms.MultipleChoiceField(
        label=_("Who leaves"), required=False, widget=forms.CheckboxSelectMultiple
    )
    both = forms.MultipleChoiceField(
        label=_("Who lives in both homes"),
        required=False,
        help_text=_("A child of two homes. What is about this child stays here and counts once."),
        widget=forms.CheckboxSelectMultiple,
    )
    to = _choice(_("To which household"), required=False)
    on = _day(_("From which day"), help_text=_("Today when left empty."))
    along = forms.MultipleChoiceField(
        label=_("What goes along"),
        required=False,
        help_text=_(
            "Only what is about somebody who goes. Who looks at the other household can read it there."
        ),
        widget=forms.CheckboxSelectMultiple,
    )
    protected = forms.BooleanField(
        label=_("The new address must stay secret for everybody else"), required=False
    )

    def __init__(
        self,
        *args: Any,
        people: list[tuple[str, str]],
        homes: list[tuple[str, str]],
        kinds: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "leaving": people,
            "both": people,
            "to": [("", _("A new household")), *homes],
            "along": kinds,
        }
        for name, options in choices.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]
        self.order_fields(["leaving", "both", "to", "on", "along"])
