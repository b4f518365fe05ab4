# SPDX-License-Identifier: EUPL-1.2
"""Verbs: giving a mandate with its budget, deciding within it at once, paying, looking back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.cooperation.actions.writing import check_place, sealed, some_text
from voordeur.door.deed import Deed, NotAllowed, action, expect
from voordeur.door.refusal import Refusal
from voordeur.ledger.actions import book
from voordeur.ledger.entries import Account, AccountKind, Line
from voordeur.leeway.actions.impasses import open_impasse
from voordeur.leeway.actions.writing import RULES, today
from voordeur.leeway.deciding import GROUNDS, too_thin
from voordeur.leeway.models import Mandate, Precedent, Rule, TailoredDecision
from voordeur.leeway.queries.mandates import mandates_of, named_inside
from voordeur.terms.book import close_terms, open_term

REVIEW = timedelta(days=14)
"""Within which a colleague looks at a decision."""


def _accounts(mandate: str) -> tuple[Account, Account]:
    """Return the money of a tailored budget and where it came from."""
    return (
        Account(mandate, "money", AccountKind.ASSET),
        Account(mandate, "given", AccountKind.EQUITY),
    )


@action("mandate.give", household=False)
def give_mandate(
    deed: Deed,
    *,
    powers: str,
    rules: Iterable[UUID],
    from_date: date,
    until: date | None = None,
    team_id: int | None = None,
    account: int | None = None,
    limit_cents: int | None = None,
    budget_cents: int = 0,
) -> Mandate:
    """Give a team or a professional a mandate: which rules, up to which amount, with which budget."""
    if (team_id is None) == (account is None):
        raise Refusal(_("A team or one professional holds a mandate, not both."), "team")
    if until is not None and until <= from_date:
        raise Refusal(_("The end lies before the start."), "until")
    rows = list(Rule.objects.filter(uuid__in=list(rules)).order_by("code"))
    if not rows:
        raise Refusal(_("Choose the rules that may be set aside."), "rules")
    if limit_cents is not None and limit_cents <= 0:
        raise Refusal(_("The limit is above 0, or there is none."), "limit_cents")
    if budget_cents and limit_cents is None:
        raise Refusal(_("A budget needs a limit for each decision."), "limit_cents")
    row = Mandate.objects.create(
        powers=some_text(powers, "powers")[:300],
        team_id=team_id,
        account=account,
        rules=[one.code for one in rows],
        limit_cents=limit_cents,
        from_date=from_date,
        until=until,
    )
    if budget_cents > 0:
        money, given = _accounts(row.book)
        book(
            deed,
            on=from_date,
            text="Budget",
            lines=[Line(money, budget_cents), Line(given, -budget_cents)],
        )
    deed.happened(
        "leeway.mandate_given",
        {"mandate": row.pk, "rules": row.rules, "limit": limit_cents},
        stream=RULES,
        about=(None, "money"),
    )
    return row


@action("mandate.give", household=False)
def end_mandate(deed: Deed, *, mandate: UUID, until: date, expected_version: int) -> Mandate:
    """End a mandate from a day on; decisions under it stay."""
    row = Mandate.objects.filter(uuid=mandate).first()
    if row is None:
        raise Refusal(_("This mandate is not there any more."))
    expect(row, expected_version, {"until": until})
    if until <= row.from_date:
        raise Refusal(_("The end lies before the start."), "until")
    row.until, row.version = until, row.version + 1
    row.save(update_fields=["until", "version"])
    deed.happened("leeway.mandate_ended", {"mandate": row.pk, "until": until}, stream=RULES)
    return row


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a decision is right: what is known and done, the interests it serves, the difference.

    At least one of the three interests is named. `ground` is the exception clause of the rule or
    one of three ways to enforce it.
    """

    known: str
    done: str
    difference: str
    ground: str
    ground_words: str
    social: str = ""
    economic: str = ""
    political: str = ""


def _check(reasons: Reasons) -> None:
    if reasons.ground not in GROUNDS:
        raise Refusal(_("Choose what the decision rests on."), "ground")
    for field in ("known", "done", "difference", "ground_words"):
        if too_thin([getattr(reasons, field)]):
            raise Refusal(
                _("Say it in a sentence: somebody who objects has to understand it."), field
            )
    if not any((reasons.social.strip(), reasons.economic.strip(), reasons.political.strip())):
        raise Refusal(_("Name at least one interest this serves."), "social")


@action("decision.take")
def decide(
    deed: Deed,
    *,
    household_id: int,
    mandate: UUID,
    rule: UUID,
    reasons: Reasons,
    why: str,
    asked_on: date,
    granted: bool = True,
    cents: int = 0,
    impasse: UUID | None = None,
    person_id: int | None = None,
) -> TailoredDecision:
    """Decide within a mandate, at once and without asking beforehand; granted or refused.

    `why` is the justification without the household, for administrators and for the next one with
    the same pattern; a name of the household in it is refused. A colleague looks at it afterwards.
    """
    _check(reasons)
    day = today(deed)
    if not asked_on <= day:
        raise Refusal(_("This day is still to come."), "asked_on")
    held = next((one for one in mandates_of(deed.reader) if one.uuid == mandate), None)
    about = Rule.objects.filter(uuid=rule).first()
    if held is None:
        raise NotAllowed(
            _("You do not hold this mandate."), remedy=_("Ask somebody higher up to decide.")
        )
    if about is None:
        raise Refusal(_("This rule is not there any more."), "rule")
    if cents < 0 or (cents and not granted):
        raise Refusal(_("Money goes with what is granted only."), "cents")
    not_fit = held.mandate.why_not(about.code, cents, day)
    if not_fit:
        raise Refusal(_beyond(not_fit), "cents" if not_fit in ("limit", "budget") else "rule")
    plain = some_text(why, "why")[:500]
    if too_thin([plain]):
        raise Refusal(_("Say it in a sentence: somebody who objects has to understand it."), "why")
    if name := named_inside(plain, deed.inside):
        raise Refusal(
            _("This text is for others too: leave out the name %(name)s.") % {"name": name}, "why"
        )
    check_place(deed, person_id, "common" if person_id is None else "own")
    waits = None if impasse is None else open_impasse(deed, impasse)
    row = TailoredDecision(
        household_id=household_id,
        person_id=person_id,
        compartment="common" if person_id is None else "own",
        mandate_id=held.id,
        rule=about,
        impasse=waits,
        pattern=waits.pattern if waits else "",
        granted=granted,
        cents=cents,
        asked_on=asked_on,
        decided_on=day,
        decided_by=deed.reader.account_id,
        known=reasons.known.strip(),
        done=reasons.done.strip(),
        difference=reasons.difference.strip()[:300],
        ground=reasons.ground,
        ground_words=reasons.ground_words.strip()[:300],
        social=reasons.social.strip()[:300],
        economic=reasons.economic.strip()[:300],
        political=reasons.political.strip()[:300],
    )
    row.save(force_insert=True)
    Precedent.objects.create(
        rule=about, pattern=row.pattern, granted=granted, why=plain, month=day.replace(day=1)
    )
    open_term(
        deed,
        kind="decision_look",
        owner=deed.reader.key,
        subject=f"decision:{row.pk}",
        due=day + REVIEW,
        person_id=row.person_id,
        compartment=row.compartment,
    )
    deed.happened(
        "leeway.decided",
        {"decision": row.pk, "granted": granted, "rule": about.code, "mandate": row.mandate_id},
        sealed(row, {"known": row.known, "done": row.done, "cents": cents}),
    )
    return row


def _beyond(code: str) -> str:
    return {
        "ended": _("This mandate does not hold on this day."),
        "rule": _("This mandate does not cover this rule."),
        "limit": _("This is above the limit of the mandate."),
        "budget": _("There is not enough left in the budget of this mandate."),
    }[code]


def decision_here(deed: Deed, decision: UUID) -> TailoredDecision:
    """Return a decision that this reader sees; raises Refusal without one."""
    rows = TailoredDecision.objects.through(deed.inside).shown().select_related("mandate")
    row = rows.filter(uuid=decision).first()
    if row is None:
        raise Refusal(_("This is not in the file any more."))
    return row


@action("decision.take")
def pay(
    deed: Deed, *, household_id: int, decision: UUID, paid_on: date, expected_version: int
) -> TailoredDecision:
    """Say that the money was paid: it leaves the book of the mandate, with this household's number.

    The text of the entry says nothing about anybody.
    """
    row = decision_here(deed, decision)
    expect(row, expected_version, {"paid_on": paid_on})
    if not row.cents or row.paid_on is not None:
        raise Refusal(_("There is nothing to pay here."), "paid_on")
    if not row.decided_on <= paid_on <= today(deed):
        raise Refusal(_("Choose a day between the decision and today."), "paid_on")
    money, _given = _accounts(row.mandate.book)
    spent = Account(row.mandate.book, "spent", AccountKind.EXPENSE)
    entry = book(
        deed,
        on=paid_on,
        text=f"Besluit {row.uuid}",
        lines=[Line(spent, row.cents), Line(money, -row.cents)],
        household_id=household_id,
    )
    row.entry, row.paid_on, row.version = entry.uuid, paid_on, row.version + 1
    row.save(update_fields=["entry", "paid_on", "version"])
    deed.happened(
        "leeway.paid",
        {"decision": row.pk, "on": paid_on},
        about=(row.person_id, row.compartment),
    )
    return row


@action("decision.take")
def say_without(
    deed: Deed, *, household_id: int, decision: UUID, without: bool | None, expected_version: int
) -> TailoredDecision:
    """Say afterwards whether it would have been solved without; None: nobody knows."""
    row = decision_here(deed, decision)
    expect(row, expected_version, {"without": without})
    row.without, row.version = without, row.version + 1
    row.save(update_fields=["without", "version"])
    deed.happened(
        "leeway.looked_back",
        {"decision": row.pk, "without": without},
        about=(row.person_id, row.compartment),
    )
    return row


@action("decision.review")
def review_decision(
    deed: Deed, *, household_id: int, decision: UUID, review: str, expected_version: int
) -> TailoredDecision:
    """Look at a decision as a colleague, afterwards; who took it does not."""
    row = decision_here(deed, decision)
    if row.decided_by is not None and row.decided_by == deed.reader.account_id:
        raise Refusal(_("Somebody else looks at a decision you took yourself."), "review")
    expect(row, expected_version, {"review": review})
    row.review, row.reviewed_by = some_text(review, "review")[:300], deed.reader.account_id
    row.version += 1
    row.save(update_fields=["review", "reviewed_by", "version"])
    close_terms(deed, subject=f"decision:{row.pk}")
    deed.happened("leeway.reviewed", {"decision": row.pk}, sealed(row, {"review": row.review}))
    return row
