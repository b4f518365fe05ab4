# SPDX-License-Identifier: EUPL-1.2
"""Forms of the resident's own pages, in plain words; the actions decide."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from voordeur.counsel.queries import ItemLine
from voordeur.door.mandate import Supporter
from voordeur.people.spoken import Word
from voordeur.plan.queries import GoalText, OfferLine
from voordeur.resident.queries import Pickable


def _long(label: Any, help_text: Any = "", *, required: bool = True, rows: int = 5) -> Any:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class WordsForm(forms.Form):
    """What a member says, and what must come first."""

    text = _long(
        _("What do you want to say?"),
        _("What goes well? What is hard? What do you want to be different?"),
        required=False,
    )
    first_priority = forms.CharField(
        label=_("What must come first?"),
        help_text=_("One thing. For example: sleep, the debts, a house."),
        required=False,
        max_length=200,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class NoteForm(forms.Form):
    """A note for the member alone."""

    text = _long(_("Your note"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


def _choices(people: Sequence[Pickable]) -> list[tuple[str, str]]:
    return [
        (str(one.professional_id), f"{one.name}, {one.function or one.organisation}")
        for one in people
    ]


class _ToSomebody(forms.Form):
    """Base of forms that tell one person something."""

    to = forms.TypedChoiceField(label=_("Whom do you tell?"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: Sequence[Pickable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = _choices(people)  # type: ignore[attr-defined]


class LineForm(_ToSomebody):
    """One line for one person; from a note one chooses the line, else one writes it."""

    field_order = ("text", "to")
    text = forms.CharField(
        label=_("What do you want to tell?"), help_text=_("One line."), max_length=300
    )

    def __init__(self, *args: Any, lines: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if lines:
            self.fields["text"] = forms.ChoiceField(
                label=_("Which line do you want to tell?"),
                help_text=_("Only this line. The rest of your note stays with you."),
                choices=[(line, line) for line in lines],
                widget=forms.RadioSelect,
            )
            self.order_fields(self.field_order)


class SafetyForm(_ToSomebody):
    """What is not safe, how to reach the member without danger, and whom to tell."""

    field_order = ("text", "reach", "never", "to")
    text = _long(_("What is going on?"), _("A few words are enough."), rows=4)
    reach = forms.CharField(
        label=_("How can we reach you safely?"),
        help_text=_(
            "For example: call my work, on Tuesday morning. Or: I will call you. "
            "Nobody reaches you in another way about this."
        ),
        max_length=160,
    )
    never = forms.CharField(
        label=_("What should we never do?"),
        help_text=_("For example: send a letter, call in the evening, come to the house."),
        required=False,
        max_length=200,
    )


class CorrectionForm(forms.Form):
    """What is wrong in the record."""

    text = _long(_("What is wrong, and what should it be?"), rows=3)


class ChannelForm(forms.Form):
    """A safe way to reach the member."""

    kind = forms.ChoiceField(
        label=_("How may we reach you?"),
        choices=[
            ("phone", _("Call me")),
            ("message", _("Send me a message")),
            ("mail", _("Mail me")),
            ("letter", _("Send me a letter")),
            ("visit", _("Come to me")),
            ("through", _("Through somebody I trust")),
        ],
        widget=forms.RadioSelect,
    )
    value = forms.CharField(label=_("Number, address or name"), max_length=160)
    when = forms.CharField(
        label=_("When is it safe?"),
        help_text=_("For example: on working days before noon."),
        required=False,
        max_length=160,
    )
    never = forms.CharField(label=_("What should we never do?"), required=False, max_length=200)


class PersonForm(forms.Form):
    """Somebody of the member's own people."""

    first_name = forms.CharField(
        label=_("First name"), help_text=_("A first name is enough."), max_length=60
    )
    tie = forms.CharField(
        label=_("Who is this to you?"),
        help_text=_("For example: sister, neighbour, friend."),
        required=False,
        max_length=40,
    )
    shared = forms.BooleanField(
        label=_("The others in my household may see this person too"), required=False
    )


class SignForm(forms.Form):
    """A member's word on a version of the plan; every word has the same consequences: none.

    Who has authority over a child in the household says for whom the word is.
    """

    field_order = ("person", "word", "remark", "shared")
    word = forms.ChoiceField(
        label=_("What do you say about the plan?"),
        choices=[
            (Word.AGREED, _("I agree")),
            (Word.NOT_AGREED, _("I do not agree")),
            (Word.SEEN, _("I have read it")),
        ],
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=_("Do you want to say something with it?"), required=False, max_length=300
    )
    shared = forms.BooleanField(
        label=_("The others in my household may see what I said"), required=False
    )

    def __init__(self, *args: Any, children: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if children:
            self.fields["person"] = forms.TypedChoiceField(
                label=_("For whom do you say this?"),
                help_text=_("A child can always say something itself too."),
                choices=[("", _("For myself")), *((str(pk), name) for pk, name in children)],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )
            self.order_fields(self.field_order)


class AnswerForm(forms.Form):
    """An answer to what a member told; the member reads it. A line may go without one."""

    answer = _long(
        _("Your answer"),
        _("What was done, or what you agree on. The resident reads this."),
        required=False,
        rows=3,
    )
    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        help_text=_("Correct the record first. What stood there stays in the history."),
        choices=[
            ("corrected", _("It was corrected")),
            ("partly", _("It was corrected in part")),
            ("refused", _("It stays as it is")),
            ("later", _("I need more time")),
        ],
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    until = forms.DateField(
        label=_("More time: decided before"),
        help_text=_("Only when you need more time, and at most three months after the question."),
        required=False,
        widget=forms.DateInput,
    )
    field_order = ("decision", "answer", "until")

    def __init__(self, *args: Any, kind: str, put_off: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = kind != "line"
        if kind == "correction":
            self.fields["answer"].label = _("Why, and what was done")
            if put_off:
                del self.fields["until"]
                self.fields["decision"].choices = list(self.fields["decision"].choices)[:-1]  # type: ignore[attr-defined]
        else:
            del self.fields["decision"], self.fields["until"]


class ShareForm(_ToSomebody):
    """A part of the own file for one person."""

    field_order = ("compartment", "to")
    compartment = forms.ChoiceField(label=_("What may this person see?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, parts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["compartment"].choices = parts  # type: ignore[attr-defined]
        self.fields["to"].label = _("Who may see it?")


class SupporterForm(forms.Form):
    """Who stands beside the member, and what of the own file they may see."""

    account = forms.ChoiceField(label=_("Who stands beside you?"), widget=forms.RadioSelect)
    parts = forms.MultipleChoiceField(
        label=_("What of your own part may this person see?"),
        help_text=_("You may leave everything open. The plan and who helps they always see."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        people: Sequence[Supporter],
        parts: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [  # type: ignore[attr-defined]
            (str(one.account), one.name) for one in people
        ]
        self.fields["parts"].choices = parts  # type: ignore[attr-defined]


class OfferForm(forms.Form):
    """Yes or no to something that one of the own people offered."""

    offer = forms.ChoiceField(label=_("Which offer?"), widget=forms.RadioSelect)
    accept = forms.ChoiceField(
        label=_("What is the answer?"),
        choices=[("yes", _("Yes, please")), ("no", _("No, thank you"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, offers: Sequence[OfferLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offer"].choices = [  # type: ignore[attr-defined]
            (str(one.uuid), f"{one.by}: {one.what}") for one in offers
        ]


class ComingForm(forms.Form):
    """Whether the member comes to a conference; every answer is fine."""

    item = forms.ChoiceField(label=_("Which conference?"), widget=forms.RadioSelect)
    word = forms.ChoiceField(
        label=_("Do they come?"),
        choices=[
            ("coming", _("I come")),
            ("with_somebody", _("I bring somebody")),
            ("not_coming", _("I do not come")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, talks: Sequence[ItemLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [  # type: ignore[attr-defined]
            (str(one.uuid), date_format(localtime(one.slot.start), "j F Y, H:i"))
            for one in talks
            if one.slot is not None
        ]


class LookBackForm(forms.Form):
    """How one goal went, in the eyes of this member."""

    goal = forms.ChoiceField(label=_("Which goal?"))
    reached = forms.ChoiceField(
        label=_("How did it go?"),
        widget=forms.RadioSelect,
        choices=[
            ("reached", _("It worked")),
            ("partly", _("It worked partly")),
            ("not_reached", _("It did not work")),
            ("", _("I do not know")),
        ],
        required=False,
    )
    text = forms.CharField(label=_("Do you want to say more?"), max_length=500, required=False)

    def __init__(self, *args: Any, goals: Sequence[GoalText], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].choices = [  # type: ignore[attr-defined]
            (str(one.uuid), one.text) for one in goals
        ]


class AftercareForm(forms.Form):
    """How it goes now, months after the help ended."""

    holds = forms.ChoiceField(
        label=_("How is it going now?"),
        widget=forms.RadioSelect,
        choices=[
            ("yes", _("It goes well")),
            ("partly", _("It goes so-so")),
            ("no", _("It does not go well")),
        ],
    )
    text = _long(_("Do you want to say more?"), required=False, rows=3)


class ResidentAccountForm(forms.Form):
    """A new account of a resident: whose, with which address, and how they are known."""

    person = forms.UUIDField(
        label=_("Code of the person"),
        help_text=_("The code in the address of the page of the member."),
    )
    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("An address that only this person reads. Ask them."),
    )
    known_by = forms.ChoiceField(
        label=_("How do you know that it is them?"),
        choices=[
            ("in_person", _("They stand before me")),
            ("video", _("I see them on a screen")),
            ("called_back", _("I called them on the number that we have")),
        ],
        widget=forms.RadioSelect,
    )


class FindAccountForm(forms.Form):
    """The account of a resident by its exact address."""

    email = forms.EmailField(label=_("Email address of the account"))
