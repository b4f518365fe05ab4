# SPDX-License-Identifier: EUPL-1.2
"""How intake erases a person: every signal that was, or may have been, about them loses its words.

A signal names nobody: it lies in a household. So the signals of each household the person is or was
in are emptied whole, and those elsewhere that matched the person by citizen number or by whole name
and birth date. That one came in, when, and what became of it stays in codes and counts.
"""

from datetime import datetime

from django.db.models import Case, CharField, Q, QuerySet, TextField, Value, When

from voordeur.door.access import for_system, scope
from voordeur.door.forgetting import eraser
from voordeur.door.reader import system
from voordeur.history import keyring, record
from voordeur.intake.actions.recording import SEALED_FOR
from voordeur.intake.models import Attempt, Decision, Signal, SignalMark
from voordeur.people.queries import full_match, homes_of

GONE = "-"


def _gone_if(condition: Q, *, long: bool = False) -> Case:
    """Return a dash where the database asks for a text, and nothing elsewhere."""
    kind = TextField() if long else CharField()
    return Case(When(condition, then=Value(GONE)), default=Value(""), output_field=kind)


def _empty(signals: QuerySet[Signal]) -> int:
    """Take the words out of signals and of what was done with them; return how many signals."""
    numbers = list(signals.order_by("pk").values_list("pk", flat=True))
    SignalMark.objects.filter(signal_id__in=numbers).delete()
    Attempt._plain.filter(signal_id__in=numbers).update(
        note="", follow_up="", next_visit_reason=_gone_if(Q(next_visit="no"))
    )
    Decision._plain.filter(signal_id__in=numbers).update(
        reason=_gone_if(~Q(reason=""), long=True), refer_to=_gone_if(~Q(refer_to=""))
    )
    return Signal._plain.filter(pk__in=numbers).update(
        what=GONE,
        who="",
        source_name="",
        street="",
        number="",
        addition="",
        postcode="",
        set_aside_reason=_gone_if(Q(stage="set_aside"), long=True),
        informed_how="",
        not_informed_reason="",
    )


@eraser("intake", "intake_signal", "intake_signalmark", "intake_attempt", "intake_decision")
def erase(person_id: int, moment: datetime) -> int:
    """Empty the signals about a person; what is sealed about them loses its key."""
    with scope():
        access = for_system(system("forget"))
        marks = full_match(access, person_id)
        homes = {
            number
            for home in homes_of(access, person_id)
            for number in record.numbers_of(("household", home))
        }
    by_mark = SignalMark.objects.filter(mark__in=marks, rule__in=["youth", "parent"])
    rows = Signal._plain.filter(Q(household_id__in=homes) | Q(pk__in=by_mark.values("signal_id")))
    homes |= set(rows.order_by("pk").values_list("household_id", flat=True))
    count = _empty(rows)
    # At once, not after the transaction: should that be taken back, the forgetting is done again.
    for home in sorted(homes):
        keyring.forget_part(f"household:{home}", SEALED_FOR)
    return count
