# SPDX-License-Identifier: EUPL-1.2
"""What a resident can do on paper, by phone, at the table or through a supporter: one list.

Each act has the form of the resident's own page and the action behind it; only how it came in is
asked with it. So whatever one does in the own account, somebody can write down for one who has none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.forms import ChoiceField, Form, RadioSelect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voordeur.coordination.actions import say_how_it_holds
from voordeur.coordination.ending import moment_open
from voordeur.coordination.queries import closing_now
from voordeur.counsel.actions import say_coming
from voordeur.door.letin import account_uuid
from voordeur.door.mandate import give_mandate, supporters
from voordeur.door.refusal import Refusal
from voordeur.door.sharing import share
from voordeur.door.voice import How
from voordeur.history import clock
from voordeur.history.clock import AMSTERDAM
from voordeur.people.actions import give_safe_channel, name_network_member
from voordeur.people.pages import Home
from voordeur.plan.actions import answer_offer, note_words, sign_for
from voordeur.plan.queries import versions
from voordeur.resident import actions, forms, queries
from voordeur.resident.queries.behalf import CAME
from voordeur.resident.queries.together import together

type Do = Callable[[Home, int, dict[str, Any]], object]


@dataclass(frozen=True, slots=True)
class Ask:
    """One form, or why there is nothing to ask now."""

    form: Callable[[Any], Form] | None
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing a resident does: its word in the address, the act of the matrix, form and action."""

    code: str
    needs: str
    label: Promise
    ask: Callable[[Home, int], Ask]
    do: Do


def with_how(form: Form, home: Home) -> Form:
    """Return a form that also asks how it came in; a supporter passes it on unless they say else."""
    beside = "supporter" in home.access.relations
    form.fields["how"] = ChoiceField(
        label=_("How did it come in?"),
        choices=[(code, text) for code, text in CAME.items()],
        initial=How.SUPPORTER if beside else None,
        widget=RadioSelect,
    )
    if "shared" in form.fields:
        # Whether the others may see it is the member's own choice, made in the own account.
        del form.fields["shared"]
    return form


def _plain(kind: type[Form]) -> Callable[[Home, int], Ask]:
    return lambda home, person_id: Ask(lambda data: kind(data))


def _to_somebody(kind: Any) -> Callable[[Home, int], Ask]:
    def ask(home: Home, person_id: int) -> Ask:
        people = queries.pickable(home.access)
        if not people:
            return Ask(None, _("There is nobody with an account here yet to tell it to."))
        return Ask(lambda data: kind(data, people=people))

    return ask


def _about_part(home: Home, person_id: int) -> Ask:
    people = queries.pickable(home.access)
    if not people:
        return Ask(None, _("There is nobody with an account here yet to tell it to."))
    parts = queries.part_choices()
    return Ask(lambda data: forms.ShareForm(data, people=people, parts=parts))


def _share(home: Home, person_id: int, typed: dict[str, Any]) -> object:
    people = queries.pickable(home.access)
    one = next((one for one in people if one.professional_id == typed["to"]), None)
    account = account_uuid(int(one.key.partition(":")[2])) if one else None
    if account is None:
        raise Refusal(_("Choose somebody from the list."), "to")
    return share(
        home.reader,
        household_id=home.id,
        person_id=person_id,
        account=account,
        compartment=typed["compartment"],
        how=typed["how"],
    )


def _about_offers(home: Home, person_id: int) -> Ask:
    waiting = [one for one in queries.my_offers(home.access, person_id) if one.accepted is None]
    if not waiting:
        return Ask(None, _("There is no offer that you may see and that waits for an answer."))
    return Ask(lambda data: forms.OfferForm(data, offers=waiting))


def _answer_offer(home: Home, person_id: int, typed: dict[str, Any]) -> object:
    offers = queries.my_offers(home.access, person_id)
    version = next((one.version for one in offers if str(one.uuid) == typed["offer"]), 0)
    return answer_offer(
        home.reader,
        household_id=home.id,
        offer=UUID(typed["offer"]),
        accept=typed["accept"] == "yes",
        expected_version=version,
        how=typed["how"],
    )


def _about_plan(home: Home, person_id: int) -> Ask:
    if not versions(home.access):
        return Ask(None, _("There is no plan to say something about yet."))
    return Ask(lambda data: forms.SignForm(data))


def _sign(home: Home, person_id: int, typed: dict[str, Any]) -> object:
    newest = versions(home.access)[0]
    return sign_for(
        home.reader,
        household_id=home.id,
        version=newest.uuid,
        person_id=person_id,
        word=typed["word"],
        remark=typed["remark"],
        how=typed["how"],
    )


def _months(home: Home) -> int | None:
    closing = closing_now(home.access)
    if closing is None:
        return None
    return moment_open(closing.closed_at.astimezone(AMSTERDAM).date(), clock.today())


def _about_later(home: Home, person_id: int) -> Ask:
    if _months(home) is None:
        return Ask(
            None, _("Nobody asks now how it goes: that is three and six months after the end.")
        )
    return Ask(lambda data: forms.AftercareForm(data))


def _about_coming(home: Home, person_id: int) -> Ask:
    ahead = [one for one in together(home.access, person_id).talks if not one.over]
    if not ahead:
        return Ask(None, _("No conference about this household is ahead."))
    return Ask(lambda data: forms.ComingForm(data, talks=[one.item for one in ahead]))


def _about_supporter(home: Home, person_id: int) -> Ask:
    people = supporters()
    if not people:
        return Ask(None, _("No client supporter has an account here yet."))
    return Ask(lambda data: forms.SupporterForm(data, people=people, parts=queries.part_choices()))


def _common(home: Home, person_id: int) -> dict[str, Any]:
    return {"household_id": home.id, "person_id": person_id}


ACTS: tuple[Act, ...] = (
    Act(
        "woorden",
        "voice.write",
        gettext_lazy("Own words and what must come first"),
        lambda home, person_id: Ask(lambda data: forms.WordsForm(data)),
        lambda home, person_id, typed: note_words(
            home.reader,
            text=typed["text"],
            first_priority=typed["first_priority"],
            how=typed["how"],
            **_common(home, person_id),
        ),
    ),
    Act(
        "mensen",
        "network.write",
        gettext_lazy("Name somebody of the own people"),
        _plain(forms.PersonForm),
        lambda home, person_id, typed: name_network_member(
            home.reader, **_common(home, person_id), **typed
        ),
    ),
    Act(
        "aanbod",
        "offer.answer",
        gettext_lazy("Yes or no to an offer"),
        _about_offers,
        _answer_offer,
    ),
    Act("plan", "plan.agree_for", gettext_lazy("Word on the plan"), _about_plan, _sign),
    Act(
        "regel",
        "share.give",
        gettext_lazy("Tell one line to one person"),
        _to_somebody(forms.LineForm),
        lambda home, person_id, typed: actions.share_line(
            home.reader, **_common(home, person_id), **typed
        ),
    ),
    Act("delen", "share.give", gettext_lazy("Let somebody see a part"), _about_part, _share),
    Act(
        "vraag",
        "safety.raise",
        gettext_lazy("Say that it is not safe"),
        _to_somebody(forms.SafetyForm),
        lambda home, person_id, typed: actions.raise_safety(
            home.reader, **_common(home, person_id), **typed
        ),
    ),
    Act(
        "gegevens",
        "voice.write",
        gettext_lazy("Ask to correct the record"),
        _plain(forms.CorrectionForm),
        lambda home, person_id, typed: actions.ask_correction(
            home.reader, **_common(home, person_id), **typed
        ),
    ),
    Act(
        "bereik",
        "where.write",
        gettext_lazy("A safe way to be reached"),
        _plain(forms.ChannelForm),
        lambda home, person_id, typed: give_safe_channel(
            home.reader, **_common(home, person_id), **typed
        ),
    ),
    Act(
        "samen",
        "counsel.attend",
        gettext_lazy("Coming to a conference or not"),
        _about_coming,
        lambda home, person_id, typed: say_coming(
            home.reader, **_common(home, person_id), **{**typed, "item": UUID(typed["item"])}
        ),
    ),
    Act(
        "verder",
        "aftercare.answer",
        gettext_lazy("How it goes after the end"),
        _about_later,
        lambda home, person_id, typed: say_how_it_holds(
            home.reader, months=_months(home) or 0, **_common(home, person_id), **typed
        ),
    ),
    Act(
        "naast",
        "supporter.choose",
        gettext_lazy("Choose a client supporter"),
        _about_supporter,
        lambda home, person_id, typed: give_mandate(
            home.reader,
            account=UUID(typed["account"]),
            parts=tuple(typed["parts"]),
            how=typed["how"],
            **_common(home, person_id),
        ),
    ),
)
