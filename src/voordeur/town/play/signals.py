# SPDX-License-Identifier: EUPL-1.2
"""Signals: how they came in, the tries to get in touch, and what was decided about them."""

from functools import partial

from voordeur.door.reader import Reader
from voordeur.intake import actions as intake
from voordeur.intake.actions import NewSignal
from voordeur.intake.matching import Described
from voordeur.town import facts as f
from voordeur.town.play.files import HouseholdFile
from voordeur.town.play.households import address_of, members_of
from voordeur.town.play.script import Rank
from voordeur.town.play.words import OUTCOMES, SOURCES, basis_of, result_of

ADULT = 18


def play(file: HouseholdFile) -> None:
    """Write the moves down for the signal of a household; it makes the file.

    Raises ValueError for what the facts do not hold yet: a second signal, or one that expired or
    was marked malicious.
    """
    triages = {triage.signal: triage for triage in file.bundle.triages}
    attempts = file.about(file.bundle.attempts)
    signals = file.about(file.bundle.signals)
    if len(signals) > 1 or any(one.state not in ("open", "handled") for one in signals):
        raise ValueError(f"{file.household.key}: one signal, open or handled, can be played")
    for signal in signals:
        triage = triages.get(signal.key)
        file.script.on(signal.received, Rank.SIGNAL, partial(_record, file, signal, triage))
        if triage is None:
            continue
        for attempt in attempts:
            if signal.received <= attempt.on <= triage.on:
                file.script.on(attempt.on, Rank.ATTEMPT, partial(_attempt, file, signal, attempt))
        file.script.on(triage.on, Rank.TRIAGE, partial(_decide, file, signal, triage))


def team_of(file: HouseholdFile, triage: f.Triage | None) -> str:
    """Return the team that a signal comes in at: that of who decides, else that of the area."""
    staff = {one.key: one for one in file.cast.town.professionals}
    if triage is not None:
        return staff[triage.professional].team or ""
    for team in file.cast.town.teams:
        if team.area == file.household.area and file.cast.town.size != "small":
            return team.key
    # The small town has one team with people in it, that of the demo accounts.
    return next(one.team for one in staff.values() if one.role == "team_lead" and one.team)


def _writer(file: HouseholdFile, signal: f.Signal, triage: f.Triage | None, team: str) -> Reader:
    """Return who writes the signal down: who saw it, else the one of the team who took the call."""
    if signal.professional is not None:
        reader = file.cast.acting(signal.professional)
        if "professional" in reader.roles:
            return reader
    if triage is not None:
        return file.cast.acting(triage.professional)
    return _triager(file, team)


def _record(file: HouseholdFile, signal: f.Signal, triage: f.Triage | None) -> None:
    cast, bundle = file.cast, file.bundle
    team = team_of(file, triage)
    home = [
        cast.people[member.person]
        for member in members_of(bundle, file.household.key)
        if member.until is None
    ]
    adults = [person for person in home if person.age_on(signal.received) >= ADULT]
    children = [person for person in home if person.age_on(signal.received) < ADULT]
    address = address_of(bundle, file.household)
    kinds = {one.key: one for one in cast.town.institutions}
    sender = kinds[signal.institution]
    new = NewSignal(
        what=signal.text,
        source=SOURCES.get(sender.kind, "provider"),
        source_name=sender.name,
        source_may_be_named=True,
        basis=basis_of(signal.legal_basis),
        life_area=signal.life_area,
        who=", ".join(cast.name(person.key) for person in adults),
        street=address.street if address and not address.protected else "",
        postcode=address.postcode if address and not address.protected else "",
        number=str(address.number) if address and not address.protected else "",
        youth=_described(children),
        parent=_described(adults),
        received_on=signal.received,
    )
    reader = _writer(file, signal, triage, team)
    row = intake.record_signal(reader, new=new, team_id=cast.teams[team].pk)
    # A household that is registered already is found by who decides, from the address.
    cast.households.setdefault(file.household.key, row.household_id)
    file.signals[signal.key] = row
    if triage is None and signal.informed:
        reader = _triager(file, team)
        file.signals[signal.key] = intake.record_informing(
            reader,
            household_id=row.household_id,
            signal=row.uuid,
            expected_version=row.version,
            informed_on=signal.received,
            informed_how=f"Door {sender.name}",
        )


def _triager(file: HouseholdFile, team: str) -> Reader:
    """Return somebody of a team who decides on signals."""
    for one in file.cast.town.professionals:
        if one.team == team and "triage" in file.cast.acting(one.key).roles:
            return file.cast.acting(one.key)
    raise LookupError(f"nobody in {team} decides on signals")


def _described(persons: list[f.Person]) -> Described | None:
    if not persons:
        return None
    one = persons[0]
    return Described(one.first_name, one.surname, one.born.isoformat(), one.bsn or "")


def _attempt(file: HouseholdFile, signal: f.Signal, attempt: f.OutreachAttempt) -> None:
    row = file.signals[signal.key]
    made = intake.record_attempt(
        file.cast.acting(attempt.professional),
        household_id=row.household_id,
        signal=row.uuid,
        way=attempt.channel,
        result=result_of(attempt.outcome, attempt.channel),
        note=attempt.reason or "",
    )
    file.signals[signal.key] = made.signal


def _decide(file: HouseholdFile, signal: f.Signal, triage: f.Triage) -> None:
    reader, row = file.cast.acting(triage.professional), file.signals[signal.key]
    begun = intake.start_triage(
        reader,
        household_id=row.household_id,
        signal=row.uuid,
        expected_version=row.version,
    )
    row = begun.signal
    outcome = OUTCOMES[triage.decision]
    done = intake.decide(
        reader,
        household_id=row.household_id,
        signal=row.uuid,
        expected_version=row.version,
        outcome=outcome,
        reason=triage.reason,
        refer_to=triage.reason if outcome == "single_question" else "",
        informed_on=triage.on if signal.informed else None,
        informed_how="In het gesprek verteld" if signal.informed else "",
        not_informed_reason="" if signal.informed else "Nog niet gesproken",
    )
    file.signals[signal.key] = done.signal
