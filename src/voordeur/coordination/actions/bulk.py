# SPDX-License-Identifier: EUPL-1.2
"""Opening many cases at once: the rows, standing, terms and events of `open_case`, few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from voordeur.coordination.actions.holding import ANSWER_DAYS, BASIS, RELATION
from voordeur.coordination.models import Appointment, Case
from voordeur.door import access as door
from voordeur.door import standing
from voordeur.door.deed import in_bulk
from voordeur.door.reader import Reader
from voordeur.door.refusal import Refusal
from voordeur.history import clock
from voordeur.history.record import Draft
from voordeur.partners.queries import colleagues
from voordeur.terms.book import new_term, open_terms

MOST = 150


@dataclass(frozen=True, slots=True)
class NewCase:
    """A running case as it comes in; the coordinators are professionals, appointed at once."""

    household_id: int
    team_id: int
    asked_at: datetime | None = None
    case_coordinator: int | None = None
    process_coordinator: int | None = None

    @property
    def holders(self) -> list[tuple[str, int]]:
        """Return (layer, professional) of who coordinates."""
        both = (("case", self.case_coordinator), ("process", self.process_coordinator))
        return [(layer, who) for layer, who in both if who is not None]


def open_many(reader: Reader, *, new: Sequence[NewCase]) -> list[int]:
    """Open at most 150 cases in one transaction; return their numbers. For a system reader.

    Raises Refusal, and opens none, when one household has an open case or comes twice, when a
    question lies in the future, or when a coordinator does not work here.
    """
    if len(new) > MOST:
        raise ValueError(f"at most {MOST} cases at once: split the batch")
    now = clock.now()
    _check(new, now)
    people = {
        one.id: one for one in colleagues(ids=sorted({w for c in new for _l, w in c.holders}))
    }
    if any(who not in people for case in new for _layer, who in case.holders):
        raise Refusal(_("This professional does not work here any more."), "case_coordinator")
    with door.scope(), transaction.atomic():
        door.for_system(reader)
        rows = Case._plain.bulk_create(
            [
                Case(
                    household_id=one.household_id,
                    team_id=one.team_id,
                    opened_at=now,
                    asked_at=one.asked_at,
                )
                for one in new
            ]
        )
        held = Appointment._plain.bulk_create(
            [
                Appointment(
                    household_id=row.household_id,
                    case=row,
                    layer=layer,
                    professional_id=who,
                    state="appointed",
                    asked_at=now,
                    from_at=now,
                )
                for one, row in zip(new, rows, strict=True)
                for layer, who in one.holders
            ]
        )
        given = [
            standing.Given(row.household_id, f"{kind}:{row.team_id}", relation, BASIS)
            for row in rows
            for kind, relation in (("team", "team"), ("lead", "lead"))
        ]
        given += [
            standing.Given(one.household_id, f"account:{account}", RELATION[one.layer], BASIS)
            for one in held
            if (account := people[one.professional_id].account_id) is not None
        ]
        waiting = [
            new_term(
                household_id=row.household_id,
                kind="case_unassigned",
                owner=f"lead:{row.team_id}",
                subject=f"case:{row.pk}",
                due=(now + timedelta(days=ANSWER_DAYS)).date(),
            )
            for one, row in zip(new, rows, strict=True)
            if one.case_coordinator is None
        ]
        drafts = [_draft(row, "case_opened", case=row.pk, team=row.team_id) for row in rows]
        drafts += [
            _draft(
                one,
                "appointed",
                appointment=one.pk,
                layer=one.layer,
                professional=one.professional_id,
            )
            for one in held
        ]
        drafts += standing.give_many(reader, now, given)
        drafts += open_terms(now, waiting)
        in_bulk(reader, "import.run", drafts)
    return [row.pk for row in rows]


def _check(new: Sequence[NewCase], now: datetime) -> None:
    homes = [one.household_id for one in new]
    busy = Case._plain.filter(household_id__in=homes, closed_at=None)
    if len(set(homes)) < len(homes) or busy.exists():
        raise Refusal(_("This household has an open case already."), "household")
    if any(one.asked_at is not None and one.asked_at > now for one in new):
        raise Refusal(_("The question lies in the future."), "opened_on")


def _draft(row: Case | Appointment, kind: str, **facts: object) -> Draft:
    return Draft(
        ("household", row.household_id),
        f"coordination.{kind}",
        facts,
        household_id=row.household_id,
        compartment="name",
    )
