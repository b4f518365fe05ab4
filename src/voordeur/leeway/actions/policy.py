# SPDX-License-Identifier: EUPL-1.2
"""Verbs: a question that policy must answer, the answer, the small step, and closing by evidence."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from voordeur.cooperation.actions.writing import some_text
from voordeur.coordination.queries import holders
from voordeur.door.access import for_system
from voordeur.door.deed import Deed, NotAllowed, action, expect
from voordeur.door.reader import Reader
from voordeur.door.refusal import Refusal
from voordeur.leeway.actions.writing import RULES, today
from voordeur.leeway.answers import (
    ANSWER_DUTY,
    KINDS,
    LIFTS,
    LOOK_DUTY,
    calls_for_courage,
    too_little,
)
from voordeur.leeway.models import Impasse, PolicyCase, Rule, RuleOrder, Workaround
from voordeur.leeway.queries.policy import asked_often
from voordeur.terms.book import close_duties, open_duty, open_term

TERM: Final = timedelta(weeks=6)
"""Within which the owner of a rule answers."""
LOOK: Final = timedelta(weeks=2)
"""Within which somebody looks again at a household whose block was lifted."""


def _until(deed: Deed, row: PolicyCase, kind: str, due: date) -> None:
    """Give the owner of the rule until a day, in the terms of the house."""
    owner, subject = row.rule.answers_for, row.subject
    open_duty(deed, kind=kind, owner=owner, subject=subject, due=due, stream=RULES)


def _rule(uuid: UUID) -> Rule:
    row = Rule.objects.filter(uuid=uuid).first()
    if row is None:
        raise Refusal(_("This rule is not there any more."), "rule")
    return row


@action("policy.ask", household=False)
def ask_policy(deed: Deed, *, rule: UUID, question: str, path: UUID | None = None) -> PolicyCase:
    """Ask the owner of a rule for an answer, once enough people ran into it or walk around it.

    With a path it is the proposal to make that workaround a formal rule.
    """
    about = _rule(rule)
    if PolicyCase.objects.filter(rule=about, closed_on=None).exists():
        raise Refusal(_("The owner has this question already."), "rule")
    if not asked_often(about.pk):
        raise Refusal(
            _("Fewer than five people ran into this rule or walk around it so far."),
            "rule",
            _("Write down what you run into: it counts."),
        )
    walked = None
    if path is not None:
        walked = Workaround.objects.filter(uuid=path, rule=about).first()
        if walked is None:
            raise Refusal(_("This path is not there any more."), "path")
        if walked.against_will and not walked.review:
            raise Refusal(_("A colleague looks first at a path against somebody's will."), "path")
    day = today(deed)
    row = PolicyCase.objects.create(
        rule=about,
        path=walked,
        question=some_text(question, "question")[:300],
        opened_on=day,
    )
    _until(deed, row, ANSWER_DUTY, day + TERM)
    deed.happened("leeway.policy_asked", {"policy_case": row.pk, "rule": about.pk}, stream=RULES)
    return row


def _case(uuid: UUID) -> PolicyCase:
    row = PolicyCase.objects.select_related("rule").filter(uuid=uuid).first()
    if row is None or row.closed_on is not None:
        raise Refusal(_("This question is not open any more."))
    return row


def _must_own(deed: Deed, row: PolicyCase) -> None:
    """Refuse anyone but the owner of the rule: an answer has a name."""
    owner = row.rule.owner_account
    if owner is not None and owner != deed.reader.account_id:
        raise NotAllowed(
            _("Only the owner of the rule answers."),
            remedy=_("Ask the owner, or change who owns the rule."),
        )


@action("policy.answer", household=False)
def answer_policy(
    deed: Deed,
    *,
    policy_case: UUID,
    kind: str,
    answer: str,
    expected_version: int,
    passed_to: str = "",
    due: date | None = None,
) -> PolicyCase:
    """Answer: change, exception, explanation, passed on, or refusal with the ground.

    A call for courage is no answer. What is passed on stays open, with the new day: the clock goes
    with it. A change or an exception is told to every household that waits behind the rule.
    """
    row = _case(policy_case)
    _must_own(deed, row)
    if kind not in KINDS:
        raise Refusal(_("Choose what kind of answer it is."), "kind")
    if calls_for_courage(answer):
        raise Refusal(
            _("'Be braver' or 'take more room' is no answer: the rule stays as it is."),
            "answer",
            _("Say what changes, which exception holds, why the rule is right, or who decides."),
        )
    if too_little(answer):
        raise Refusal(_("Say it in a sentence that practice can go on with."), "answer")
    expect(row, expected_version, {"answer": answer})
    if row.answered_on is not None:
        raise Refusal(_("This was answered already."), "answer")
    day = today(deed)
    if kind == "passed_on":
        if due is None or due <= day:
            raise Refusal(_("Choose a day that is still to come."), "due")
        row.passed_to = some_text(passed_to, "passed_to")[:160]
        _until(deed, row, ANSWER_DUTY, due)
    else:
        row.answered_on = day
        close_duties(deed, subject=row.subject, kind=ANSWER_DUTY, stream=RULES)
    row.answer_kind, row.answer, row.version = kind, answer.strip(), row.version + 1
    row.save(update_fields=["passed_to", "answered_on", "answer_kind", "answer", "version"])
    deed.happened(
        "leeway.policy_answered",
        {
            "policy_case": row.pk,
            "rule": row.rule.code,
            "kind": kind,
            "lifts": kind in LIFTS,
        },
        stream=RULES,
    )
    return row


@action("policy.answer", household=False)
def take_small_step(
    deed: Deed,
    *,
    policy_case: UUID,
    step: str,
    expected: str,
    unexpected: str,
    look_on: date,
    expected_version: int,
) -> PolicyCase:
    """Say which small step is tried, what is expected of it, what might happen besides, and until when."""
    row = _case(policy_case)
    _must_own(deed, row)
    expect(row, expected_version, {"step": step, "expected": expected})
    day = today(deed)
    if look_on <= day:
        raise Refusal(_("Choose a day that is still to come."), "look_on")
    row.step, row.expected = some_text(step, "step")[:300], some_text(expected, "expected")[:300]
    row.unexpected = some_text(unexpected, "unexpected")[:300]
    row.step_from, row.look_on, row.version = day, look_on, row.version + 1
    row.save(update_fields=["step", "expected", "unexpected", "step_from", "look_on", "version"])
    _until(deed, row, LOOK_DUTY, look_on)
    deed.happened("leeway.step_tried", {"policy_case": row.pk, "look_on": look_on}, stream=RULES)
    return row


@action("policy.answer", household=False)
def close_policy(
    deed: Deed, *, policy_case: UUID, evidence: str, expected_version: int
) -> PolicyCase:
    """Close a question by what was seen since: never because it is old or quiet."""
    row = _case(policy_case)
    _must_own(deed, row)
    if row.answered_on is None:
        raise Refusal(_("It is answered first."), "evidence")
    if row.look_on is not None and row.look_on > today(deed):
        raise Refusal(_("The step is still being tried."), "evidence")
    if too_little(evidence) or calls_for_courage(evidence):
        raise Refusal(_("Say what was seen since: in numbers or in cases."), "evidence")
    expect(row, expected_version, {"evidence": evidence})
    row.evidence, row.closed_on, row.version = evidence.strip(), today(deed), row.version + 1
    row.save(update_fields=["evidence", "closed_on", "version"])
    close_duties(deed, subject=row.subject, kind=LOOK_DUTY, stream=RULES)
    deed.happened("leeway.policy_closed", {"policy_case": row.pk}, stream=RULES)
    return row


@action("rule.write", household=False)
def put_before(deed: Deed, *, first: UUID, gives_way: UUID, set_by: str, why: str) -> RuleOrder:
    """Write down that one rule had to give way to another, who put them in that order, and why."""
    above, below = _rule(first), _rule(gives_way)
    if above.pk == below.pk:
        raise Refusal(_("A rule gives way to another."), "gives_way")
    if RuleOrder.objects.filter(first=above, gives_way=below).exists():
        raise Refusal(_("This is written down already."), "gives_way")
    row = RuleOrder.objects.create(
        first=above,
        gives_way=below,
        set_by=some_text(set_by, "set_by")[:160],
        why=some_text(why, "why")[:300],
        on=today(deed),
    )
    deed.happened("leeway.rules_ordered", {"first": above.pk, "gives_way": below.pk}, stream=RULES)
    return row


@action("impasse.write")
def tell_lifted(deed: Deed, *, household_id: int, impasse_id: int) -> None:
    """Tell a household that a rule in its way gives way, and remind who coordinates; twice is harmless.

    The members read it on their own pages: nothing is sent, whose hands a mailbox is in nobody knows.
    """
    row = Impasse.objects.through(deed.inside).shown().filter(pk=impasse_id).first()
    if row is None:
        raise Refusal(_("This is not in the file any more."))
    owners = {f"account:{one.account_id}" for one in holders(deed.inside) if one.account_id}
    for owner in sorted(owners) if row.state == "open" else ():
        open_term(
            deed,
            kind="block_lifted",
            owner=owner,
            subject=f"impasse:{impasse_id}",
            due=today(deed) + LOOK,
            person_id=row.person_id,
            compartment=row.compartment,
        )
    row.gives_way_on = today(deed)
    row.save(update_fields=["gives_way_on"])
    deed.happened(
        "leeway.told_lifted",
        {"impasse": impasse_id},
        about=(row.person_id, row.compartment),
    )


def tell_all(reader: Reader, rule_code: str) -> int:
    """Tell every household that waits behind a rule that it gives way; return how many."""
    rows = Impasse.objects.through(for_system(reader)).filter(state="open").order_by("pk")
    found = [
        (row.household_id, row.id)
        for row in rows.rows("id", "household_id", "rules")
        if rule_code in row.rules
    ]
    for household, impasse in found:
        tell_lifted(reader, household_id=household, impasse_id=impasse)
    return len(found)
