# SPDX-License-Identifier: EUPL-1.2
"""Verbs about a concern: raise, weigh, agree, act at once, and close with a reason that holds."""

from datetime import date

from django.utils.translation import gettext as _

from voordeur.contact.actions.writing import check_members, own_professional, sealed
from voordeur.contact.guide import guide
from voordeur.door.deed import Deed, action, expect
from voordeur.door.emergency import working_days_later
from voordeur.door.language import language
from voordeur.door.refusal import Refusal
from voordeur.instruments.errors import NotInInstrumentError
from voordeur.partners.queries import colleagues
from voordeur.safety.actions.owning import day_of, remind
from voordeur.safety.catalogue import catalogue
from voordeur.safety.closing import Standing, excuse, lacking
from voordeur.safety.models import Agreement, Concern, Intervention, Weighing
from voordeur.safety.models.concern import DOERS
from voordeur.terms.book import close_terms

WEIGH_WORKING_DAYS = 5
"""Own choice: a lasting concern is weighed within five working days, an acute one today."""


def _subject(concern: int) -> str:
    return f"concern:{concern}"


def _open_concern(deed: Deed, concern: int) -> Concern:
    row = Concern.objects.through(deed.inside).shown().filter(pk=concern).first()
    if row is None:
        raise Refusal(_("This concern is not open to you."))
    if row.closed_at is not None:
        raise Refusal(_("This concern was closed already."))
    return row


def _past(deed: Deed, on: date) -> None:
    if on > day_of(deed):
        raise Refusal(_("This day is still to come."), "on")


def _words(text: str, where: str) -> str:
    if not text.strip():
        raise Refusal(_("Write it down in one or two sentences."), where)
    return text.strip()


@action("safety.raise")
def raise_concern(
    deed: Deed,
    *,
    household_id: int,
    person_id: int,
    urgency: str,
    what: str,
    seen_by: str,
    seen_on: date,
) -> Concern:
    """Record what was seen about the safety of a member: of the one who may be harmed.

    It lies in that member's safety part, so that who may be the cause does not find it. Whoever
    coordinates is asked to weigh it: an acute one today.
    """
    check_members(deed, {person_id}, "about")
    if urgency not in ("acute", "lasting"):
        raise Refusal(_("Choose whether it is acute or lasting."), "urgency")
    if seen_on > day_of(deed):
        raise Refusal(_("This day is still to come."), "seen_on")
    row = Concern(
        household_id=household_id,
        person_id=person_id,
        urgency=urgency,
        what=_words(what, "what"),
        seen_by=_words(seen_by, "seen_by"),
        seen_on=seen_on,
        raised_at=deed.now,
        raised_by_id=own_professional(deed),
    )
    row.save(force_insert=True)
    later = working_days_later(deed.now, WEIGH_WORKING_DAYS).date()
    due = day_of(deed) if urgency == "acute" else later
    remind(deed, "safety_to_weigh", row, _subject(row.pk), due)
    deed.happened(
        "safety.concern_raised",
        {"concern": row.pk},
        sealed(row, {"what": row.what, "seen_by": row.seen_by, "urgency": urgency}),
    )
    return row


@action("safety.weigh")
def weigh(
    deed: Deed,
    *,
    household_id: int,
    concern: int,
    step: str,
    words: str,
    on: date,
    decided_by: int | None = None,
    decision: str = "",
) -> Weighing:
    """Take a step of the reporting code; the steps may come in any order, and more than once.

    A step has a named professional who decides, by default who writes it down. The last step asks
    for a decision, the others have none.
    """
    row = _open_concern(deed, concern)
    known = catalogue()
    if step not in known.steps:
        raise Refusal(_("Choose a step of the reporting code."), "step")
    if (step == known.deciding_step) != bool(decision) or (
        decision and decision not in known.decisions
    ):
        raise Refusal(_("Choose what was decided, in the last step only."), "decision")
    _past(deed, on)
    decider = decided_by or own_professional(deed)
    if decider is None or not colleagues(ids=[decider]):
        raise Refusal(_("Name the professional who decided."), "decided_by")
    taken = Weighing(
        household_id=household_id,
        person_id=row.person_id,
        concern=row,
        step=step,
        words=_words(words, "words"),
        decision=decision,
        on=on,
        decided_by_id=decider,
    )
    taken.save(force_insert=True)
    if decision:
        close_terms(deed, subject=_subject(row.pk), kind="safety_to_weigh")
        if decision == "help":
            remind(deed, "safety_to_agree", row, _subject(row.pk), day_of(deed))
    deed.happened(
        "safety.weighed",
        {"concern": row.pk, "weighing": taken.pk, "on": on, "professional": decider},
        sealed(taken, {"step": step, "words": taken.words, "decision": decision}),
    )
    return taken


@action("safety.weigh")
def agree(
    deed: Deed,
    *,
    household_id: int,
    concern: int,
    what: str,
    doer: str,
    who: str,
    look_on: date,
) -> Agreement:
    """Put a line in the safety plan: what the family, their own people or a professional do."""
    row = _open_concern(deed, concern)
    if doer not in DOERS:
        raise Refusal(_("Choose who does it."), "doer")
    if look_on < day_of(deed):
        raise Refusal(_("Look at it again on a later day."), "look_on")
    line = Agreement(
        household_id=household_id,
        person_id=row.person_id,
        concern=row,
        what=_words(what, "what"),
        doer=doer,
        who=_words(who, "who"),
        agreed_on=day_of(deed),
        look_on=look_on,
    )
    line.save(force_insert=True)
    close_terms(deed, subject=_subject(row.pk), kind="safety_to_agree")
    remind(deed, "safety_to_look_at", line, f"agreement:{line.pk}", look_on)
    deed.happened(
        "safety.agreed",
        {"concern": row.pk, "agreement": line.pk},
        sealed(line, {"what": line.what, "who": line.who}),
    )
    return line


@action("safety.weigh")
def look_at_agreement(
    deed: Deed,
    *,
    household_id: int,
    agreement: int,
    kept: bool,
    words: str,
    expected_version: int,
    look_on: date | None = None,
) -> Agreement:
    """Say whether an agreement on safety held; without a next day it ends here."""
    line = Agreement.objects.through(deed.inside).shown().filter(pk=agreement).first()
    if line is None or line.ended_at is not None:
        raise Refusal(_("This agreement has ended already."))
    expect(line, expected_version, {"looked_words": words})
    _open_concern(deed, line.concern_id)
    if look_on is not None and look_on <= day_of(deed):
        raise Refusal(_("Look at it again on a later day."), "look_on")
    line.kept, line.looked_words = kept, _words(words, "words")
    line.looked_on, line.look_on = day_of(deed), look_on
    line.ended_at = deed.now if look_on is None else None
    line.version += 1
    line.save(update_fields=["kept", "looked_words", "looked_on", "look_on", "ended_at", "version"])
    if look_on is None:
        close_terms(deed, subject=f"agreement:{line.pk}")
    else:
        remind(deed, "safety_to_look_at", line, f"agreement:{line.pk}", look_on)
    deed.happened(
        "safety.agreement_looked_at",
        {"agreement": line.pk, "look_on": look_on},
        sealed(line, {"kept": kept, "words": line.looked_words}),
    )
    return line


@action("safety.raise")
def act_at_once(
    deed: Deed,
    *,
    household_id: int,
    concern: int,
    ground: str,
    authority: str,
    acting: str,
    did: str,
    on: date,
) -> Intervention:
    """Record that an office with the power acted at once; nothing had to be tried before that.

    Grounds and offices are those of the conversation guide, with the law they rest on.
    """
    row = _open_concern(deed, concern)
    _past(deed, on)
    try:
        known = guide().limit(ground)
    except NotInInstrumentError:
        raise Refusal(_("Choose why somebody had to act."), "authority") from None
    if not known.immediate or authority not in {one.id for one in known.authorities}:
        raise Refusal(_("This office has no power on this ground."), "authority")
    deeds = Intervention(
        household_id=household_id,
        person_id=row.person_id,
        concern=row,
        ground=ground,
        authority=authority,
        acting=_words(acting, "acting"),
        did=_words(did, "did"),
        on=on,
    )
    deeds.save(force_insert=True)
    deed.happened(
        "safety.acted",
        {"concern": row.pk, "intervention": deeds.pk, "on": on},
        sealed(deeds, {"authority": authority, "acting": deeds.acting, "did": deeds.did}),
    )
    return deeds


@action("safety.weigh")
def close_concern(
    deed: Deed,
    *,
    household_id: int,
    concern: int,
    why: str,
    words: str,
    expected_version: int,
    taken_over_by: str = "",
) -> Concern:
    """Close a concern with a reason that makes somebody safer, and only after the work was done.

    Refuses lack of time, of contact, of a place or of money, in whatever words, and says what to
    do instead. Nothing else closes a concern: no deadline, no task, no end of the case.
    """
    row = _open_concern(deed, concern)
    expect(row, expected_version, {"closed_words": words})
    known = catalogue()
    found = excuse(known, why, words)
    if found is not None:
        shown = language()
        raise Refusal(
            _("%(said)s: that is no reason to close a concern about safety.")
            % {"said": found.item.text(shown).capitalize()},
            "words" if why in known.closings else "why",
            found.item.explain(shown),
        )
    if why not in known.closings:
        raise Refusal(_("Choose why it closes."), "why")
    done = Standing(
        decided=Weighing.objects.through(deed.inside)
        .shown()
        .filter(concern=row, step=known.deciding_step)
        .exists(),
        agreements=tuple(
            Agreement.objects.through(deed.inside)
            .shown()
            .filter(concern=row)
            .order_by("pk")
            .values_list("kept", flat=True)
        ),
        taken_over_by=taken_over_by,
    )
    missing = lacking(known, why, done)
    if missing:
        raise Refusal(
            {
                "decided": _("First take the last step of the reporting code: decide."),
                "agreement_kept": _(
                    "First agree on safety, and look whether every agreement is kept."
                ),
                "taken_over_by": _("Name who took it over and confirmed that."),
            }[missing[0]],
            "taken_over_by" if missing[0] == "taken_over_by" else "why",
        )
    row.closed_at, row.closed_by_id = deed.now, own_professional(deed)
    row.closed_why, row.closed_words = why, _words(words, "words")
    row.taken_over_by, row.version = taken_over_by.strip(), row.version + 1
    row.save(
        update_fields=[
            "closed_at",
            "closed_by",
            "closed_why",
            "closed_words",
            "taken_over_by",
            "version",
        ]
    )
    close_terms(deed, subject=_subject(row.pk))
    lines = Agreement.objects.through(deed.inside).shown().filter(concern=row, ended_at=None)
    for line in list(lines.order_by("pk")):
        close_terms(deed, subject=f"agreement:{line.pk}")
    deed.happened(
        "safety.concern_closed",
        {"concern": row.pk},
        sealed(row, {"why": why, "words": row.closed_words}),
    )
    return row
