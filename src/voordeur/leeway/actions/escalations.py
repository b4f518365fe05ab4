# SPDX-License-Identifier: EUPL-1.2
"""Verbs: setting the ladder, bringing a stuck case up it, deciding there; and who was turned away."""

from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.cooperation.actions.writing import check_place, sealed, some_text
from voordeur.door import standing
from voordeur.door.deed import Deed, NotAllowed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.leeway.actions.writing import RULES, today
from voordeur.leeway.models import Escalation, Removed, Rule, Rung, TurnedAway
from voordeur.leeway.models.escalations import DECISIONS, JUDGED
from voordeur.leeway.turning import HOW, weight_of
from voordeur.partners.queries import colleagues, organisation_names
from voordeur.plan.queries import problems
from voordeur.terms.book import close_terms, open_term

BASIS = "wmo_5_1_1"


@action("rule.write", household=False)
def set_rung(
    deed: Deed,
    *,
    place: int,
    name: str,
    account: int,
    days: int,
    may_overrule: bool = False,
    rung: UUID | None = None,
    expected_version: int = 0,
) -> Rung:
    """Set a rung of the ladder: who decides there, within how many days, with which power."""
    row = Rung() if rung is None else Rung.objects.filter(uuid=rung).first()
    if row is None:
        raise Refusal(_("This rung is not there any more."))
    if rung is not None:
        expect(row, expected_version, {"name": name})
        row.version += 1
    if not 1 <= place <= 9:
        raise Refusal(_("A rung has a place from 1 to 9."), "place")
    if Rung.objects.filter(place=place).exclude(pk=row.pk).exists():
        raise Refusal(_("Another rung has this place."), "place")
    if not 1 <= days <= 90:
        raise Refusal(_("A rung decides within 1 to 90 days."), "days")
    if not colleagues(account_ids=[account]):
        raise Refusal(_("Choose who decides on this rung."), "account")
    row.place, row.name, row.account = place, some_text(name, "name")[:120], account
    row.days, row.may_overrule = days, may_overrule
    row.save()
    deed.happened("leeway.rung_set", {"rung": row.pk, "place": place}, stream=RULES)
    return row


def _stand(deed: Deed, row: Escalation) -> None:
    """Let who decides on the rung see this one piece, with a term; whoever had it before does no more."""
    reader = f"account:{row.rung.account}"
    standing.give(
        deed,
        reader=reader,
        relation="task",
        basis=BASIS,
        reason=f"escalation:{row.pk}",
        person_id=row.person_id,
        compartment=row.compartment,
        item=row.uuid,
    )
    close_terms(deed, subject=f"escalation:{row.pk}")
    open_term(
        deed,
        kind="escalation_decide",
        owner=reader,
        subject=f"escalation:{row.pk}",
        due=row.due,
        person_id=row.person_id,
        compartment=row.compartment,
    )


def _take_back(deed: Deed, row: Escalation) -> None:
    standing.end(deed, reader=f"account:{row.rung.account}", reason=f"escalation:{row.pk}")


@action("escalation.ask")
def escalate(
    deed: Deed,
    *,
    household_id: int,
    threat: str,
    blocks: str,
    tried: str,
    rule: UUID | None = None,
    judged_by: str = "",
) -> Escalation:
    """Bring a stuck case to the lowest rung: what threatens, what blocks, what was tried.

    Who decides there sees this one piece. `judged_by` says that a colleague judges alone in it, by
    law or by a custom of the house.
    """
    if judged_by not in JUDGED:
        raise Refusal(_("Choose from the list, or leave it empty."), "judged_by")
    rung = Rung.objects.order_by("place").first()
    if rung is None:
        raise Refusal(_("There is no ladder yet."), remedy=_("The administrator sets who decides."))
    about = None if rule is None else Rule.objects.filter(uuid=rule).first()
    day = today(deed)
    row = Escalation(
        household_id=household_id,
        compartment="common",
        rung=rung,
        rule=about,
        threat=some_text(threat, "threat")[:300],
        blocks=some_text(blocks, "blocks")[:300],
        tried=some_text(tried, "tried")[:300],
        statutory=judged_by == "law",
        by_custom=judged_by == "custom",
        asked_on=day,
        due=day + timedelta(days=rung.days),
    )
    row.save(force_insert=True)
    _stand(deed, row)
    deed.happened(
        "leeway.escalated",
        {"escalation": row.pk, "rung": rung.pk},
        sealed(row, {"threat": row.threat, "blocks": row.blocks, "tried": row.tried}),
    )
    return row


def _escalation(deed: Deed, uuid: UUID) -> Escalation:
    rows = Escalation.objects.through(deed.inside).shown().select_related("rung", "rule")
    row = rows.filter(uuid=uuid).first()
    if row is None:
        raise Refusal(_("This is not in the file any more."))
    if row.decision:
        raise Refusal(_("This was decided already."))
    return row


@action("escalation.ask")
def bring_higher(
    deed: Deed, *, household_id: int, escalation: UUID, expected_version: int
) -> Escalation:
    """Bring it to the next rung, once the clock of this one has run out."""
    row = _escalation(deed, escalation)
    expect(row, expected_version, {"due": row.due})
    if today(deed) <= row.due:
        raise Refusal(_("This rung still has time to decide."))
    higher = Rung.objects.filter(place__gt=row.rung.place).order_by("place").first()
    if higher is None:
        raise Refusal(_("This is the highest rung."))
    _take_back(deed, row)
    row.rung, row.due = higher, today(deed) + timedelta(days=higher.days)
    row.version += 1
    row.save(update_fields=["rung", "due", "version"])
    _stand(deed, row)
    deed.happened(
        "leeway.brought_higher",
        {"escalation": row.pk, "rung": higher.pk},
        about=(row.person_id, row.compartment),
    )
    return row


@action("escalation.decide")
def decide_escalation(
    deed: Deed,
    *,
    household_id: int,
    escalation: UUID,
    decision: str,
    words: str,
    expected_version: int,
    overrules: bool = False,
    removed: str = "",
) -> Escalation:
    """Decide on a rung: an exception, a knot that is cut, or the judgement that was asked.

    Only who sits on the rung does. A statutory judgement is never overruled, by nobody. `removed`
    says in words without the household what was taken out of the way: it goes into the log.
    """
    row = _escalation(deed, escalation)
    if row.rung.account != deed.reader.account_id:
        raise NotAllowed(_("Who sits on this rung decides."))
    if decision not in DECISIONS:
        raise Refusal(_("Choose what kind of decision it is."), "decision")
    if row.statutory and (decision != "judgement" or overrules):
        raise Refusal(
            _("The law gives this judgement to somebody: it is asked, not overruled."), "decision"
        )
    if overrules and not row.rung.may_overrule:
        raise Refusal(_("This rung may not decide across organisations."), "overrules")
    expect(row, expected_version, {"words": words})
    day = today(deed)
    row.decision, row.words = decision, some_text(words, "words")[:500]
    row.overruled, row.decided_on, row.decided_by = overrules, day, deed.reader.account_id
    row.version += 1
    row.save(
        update_fields=["decision", "words", "overruled", "decided_on", "decided_by", "version"]
    )
    if removed.strip():
        Removed.objects.create(
            rule=row.rule,
            what=removed.strip()[:300],
            account=row.rung.account,
            seen_on=row.asked_on,
            removed_on=day,
        )
    close_terms(deed, subject=f"escalation:{row.pk}")
    deed.happened(
        "leeway.escalation_decided",
        {"escalation": row.pk, "decision": decision, "overruled": overrules},
        sealed(row, {"words": row.words}),
    )
    return row


@action("impasse.write")
def record_turned_away(
    deed: Deed,
    *,
    household_id: int,
    organisation_id: int,
    how: str,
    ground: str,
    rule: UUID | None = None,
    on: date | None = None,
    person_id: int | None = None,
) -> TurnedAway:
    """Write down that a gate did not admit, put out or sent on: evidence on the gate, not the person.

    How much is going on follows from the open problems this reader sees; nobody is asked for it.
    """
    if how not in HOW:
        raise Refusal(_("Choose what happened."), "how")
    if organisation_id not in organisation_names([organisation_id]):
        raise Refusal(_("Choose an organisation."), "organisation")
    day = on or today(deed)
    if day > today(deed):
        raise Refusal(_("This day is still to come."), "on")
    about = None if rule is None else Rule.objects.filter(uuid=rule).first()
    part = "common" if person_id is None else "own"
    check_place(deed, person_id, part)
    going_on = sum(1 for one in problems(deed.inside).lines if one.is_open)
    row = TurnedAway(
        household_id=household_id,
        person_id=person_id,
        compartment=part,
        organisation_id=organisation_id,
        how=how,
        ground=some_text(ground, "ground")[:160],
        rule=about,
        weight=weight_of(going_on),
        on=day,
    )
    row.save(force_insert=True)
    deed.happened(
        "leeway.turned_away",
        {"turned_away": row.pk, "how": how},
        sealed(row, {"ground": row.ground}),
    )
    return row
