# SPDX-License-Identifier: EUPL-1.2
"""Which benefits are claimed, how far each has come, and how one outcome is divided over projects."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db.models import Q

from voordeur.history import clock
from voordeur.ledger.eurocents import KnownSum, known_sum, round_half_up
from voordeur.money import benefits
from voordeur.money.benefits import Benefit, State, cash_date
from voordeur.money.lapsing import DUTIES, OWNER, WAITING, has_lapsed, stands_on
from voordeur.money.models import BudgetLine, Claim, ClaimStep
from voordeur.terms.due import Urgency
from voordeur.terms.queries import DutyLine, duties

PAGE = 50
"""How many claims one page lists."""


def expected_cents(row: Claim) -> int | None:
    """Return what the project's share of the outcome is worth; None: nobody knows the whole."""
    if row.whole_cents is None:
        return None
    return round_half_up(Fraction(row.whole_cents * row.share, 10_000))


def as_benefit(row: Claim) -> Benefit:
    """Return a claim as the sums know it, with the amount that belongs to its state.

    What is agreed or booked is the agreed amount; everything before it what is expected.
    """
    state = State(row.state)
    settled = state in (State.AGREED, State.BOOKED)
    return Benefit(
        str(row.uuid),
        row.payer,
        row.gainer,
        row.year,
        row.agreed_cents if settled else expected_cents(row),
        row.share / 10_000,
        row.proof,
        state,
    )


def cash_date_of(row: Claim) -> date | None:
    """Return the day from which the money is free; None: nobody knows when the contract ends."""
    return cash_date(row.freed_from, ends=row.contract_ends, releasable=row.is_releasable)


def shares_of(outcome_id: int) -> dict[int, int]:
    """Return which share each project counts of an outcome, in basis points; lapsed claims count nothing."""
    rows = Claim.objects.filter(outcome_id=outcome_id).exclude(state=State.LAPSED.value)
    return dict(rows.order_by("pk").values_list("project_id", "share"))


def expired_claims() -> list[int]:
    """Return the claims whose term is over; one query."""
    day = clock.today()
    rows = Claim.objects.filter(
        state__in=[one.value for one in WAITING], lapses_on__lt=day
    ).order_by("pk")
    return [row.pk for row in rows if has_lapsed(State(row.state), row.lapses_on, day)]


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim as pages show it; amounts in eurocents, `share` in basis points."""

    id: int
    uuid: UUID
    version: int
    project_id: int
    project: UUID
    project_name: str
    outcome: str
    payer: str
    gainer: str
    year: int
    whole: int | None
    share: int
    expected: int | None
    agreed: int | None
    evidence: str
    proof: str
    condition: str
    harvest: str
    freed_from: date
    contract_ends: date | None
    is_releasable: bool
    cash_date: date | None
    state: State
    lapses_on: date
    urgency: Urgency
    line: str
    line_uuid: UUID | None
    benefit: Benefit

    @property
    def percent(self) -> float:
        """Return the share in per cent of the whole outcome."""
        return self.share / 100

    @property
    def cents(self) -> int | None:
        """Return the amount that belongs to the state the claim is in."""
        return self.benefit.cents

    @property
    def waits(self) -> bool:
        """Say whether somebody still has to take a step."""
        return self.state in WAITING


def named(line: BudgetLine) -> str:
    """Return a budget line as a person reads it."""
    return f"{line.year} · {line.taakveld} · {line.cost_centre} · {line.pot}"


def _claim(row: Claim, day: date) -> ClaimLine:
    state = State(row.state)
    return ClaimLine(
        id=row.pk,
        uuid=row.uuid,
        version=row.version,
        project_id=row.project_id,
        project=row.project.uuid,
        project_name=row.project.name,
        outcome=row.outcome.name,
        payer=row.payer,
        gainer=row.gainer,
        year=row.year,
        whole=row.whole_cents,
        share=row.share,
        expected=expected_cents(row),
        agreed=row.agreed_cents,
        evidence=row.evidence,
        proof=row.proof,
        condition=row.condition,
        harvest=row.harvest,
        freed_from=row.freed_from,
        contract_ends=row.contract_ends,
        is_releasable=row.is_releasable,
        cash_date=cash_date_of(row),
        state=state,
        lapses_on=row.lapses_on,
        urgency=stands_on(state, row.lapses_on, day),
        line=named(row.line) if row.line else "",
        line_uuid=row.line.uuid if row.line else None,
        benefit=as_benefit(row),
    )


def claim_lines(project_id: int | None = None) -> list[ClaimLine]:
    """Return the claims of one project or of all, in the order of year and outcome; one query."""
    rows = Claim.objects.select_related("project", "outcome", "line")
    if project_id is not None:
        rows = rows.filter(project_id=project_id)
    day = clock.today()
    return [_claim(row, day) for row in rows.order_by("year", "outcome__name", "pk")]


def claims_in(
    state: State, project_id: int | None = None, after: UUID | None = None
) -> tuple[list[ClaimLine], bool]:
    """Return the claims of one state, the first to lapse first, and whether there are more.

    At most fifty, after the claim that was seen last; one query, two with `after`.
    """
    rows = Claim.objects.select_related("project", "outcome", "line").filter(state=state.value)
    if project_id is not None:
        rows = rows.filter(project_id=project_id)
    last = None if after is None else Claim.objects.filter(uuid=after).first()
    if last is not None:
        later = Q(lapses_on__gt=last.lapses_on)
        rows = rows.filter(later | Q(lapses_on=last.lapses_on, pk__gt=last.pk))
    day = clock.today()
    found = [_claim(row, day) for row in rows.order_by("lapses_on", "pk")[: PAGE + 1]]
    return found[:PAGE], len(found) > PAGE


def cashed_of(projects: Iterable[int]) -> dict[int, KnownSum]:
    """Return what is cashed per project, of those with anything cashed; one query."""
    rows = Claim.objects.filter(project__in=list(projects), state=State.BOOKED.value)
    found: dict[int, KnownSum] = {}
    for project, cents in rows.order_by("pk").values_list("project_id", "agreed_cents"):
        found[project] = found.get(project, KnownSum()) + known_sum([cents])
    return found


def claim_subject(claim_id: int) -> str:
    """Return what terms call a claim."""
    return f"claim:{claim_id}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim that waits: what for (`claim_step`, `claim_cash`), until when, and how urgent that is."""

    duty: DutyLine
    claim: ClaimLine


def waiting(after: tuple[UUID, str] | None = None) -> tuple[list[Waiting], bool]:
    """Return what the claims of all projects wait for, the longest due first; two queries.

    At most fifty, after the claim and kind of duty that were seen last (two queries more), and
    whether there are more.
    """
    start = None if after is None else _place(*after)
    rows = duties(kinds=DUTIES, owners=[OWNER], after=start, limit=PAGE + 1)
    numbers = {int(one.subject.removeprefix("claim:")) for one in rows}
    found = Claim.objects.select_related("project", "outcome", "line").filter(pk__in=numbers)
    day = clock.today()
    claims = {claim_subject(row.pk): _claim(row, day) for row in found}
    return [Waiting(one, claims[one.subject]) for one in rows[:PAGE]], len(rows) > PAGE


def _place(claim: UUID, kind: str) -> tuple[date, int] | None:
    """Return where a duty stands on the worklist; None when it is not there any more."""
    number = Claim.objects.filter(uuid=claim).values_list("pk", flat=True).first()
    found = duties(kinds=[kind], subjects=[claim_subject(number or 0)])
    return (found[0].due, found[0].id) if found else None


def claims_sharing(project_id: int) -> list[ClaimLine]:
    """Return the claims of all projects on the outcomes that a project counts on; one query."""
    here = Claim.objects.filter(project_id=project_id).order_by().values("outcome")
    rows = Claim.objects.select_related("project", "outcome", "line").filter(outcome__in=here)
    day = clock.today()
    return [_claim(row, day) for row in rows.order_by("year", "outcome__name", "pk")]


def claim_line(uuid: UUID) -> ClaimLine | None:
    """Return one claim; one query."""
    row = Claim.objects.select_related("project", "outcome", "line").filter(uuid=uuid).first()
    return None if row is None else _claim(row, clock.today())


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of a claim: who decided it and why."""

    was: State | None
    became: State
    on: date
    decider: str
    reason: str
    cents: int | None


def steps_of(claim_id: int) -> list[StepLine]:
    """Return the steps of a claim, the newest first; one query."""
    rows = ClaimStep.objects.filter(claim_id=claim_id).order_by("-pk")
    return [
        StepLine(
            State(row.was) if row.was else None,
            State(row.became),
            row.on,
            row.decider,
            row.reason,
            row.cents,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Divided:
    """One outcome and which project counts which share of it, in basis points."""

    outcome: str
    shares: tuple[tuple[str, int], ...]

    @property
    def left(self) -> int:
        """Return the share that no project counts: it would have happened anyway, or by others."""
        return 10_000 - sum(share for _, share in self.shares)

    @property
    def parts(self) -> tuple[tuple[str, float], ...]:
        """Return the shares in per cent."""
        return tuple((name, share / 100) for name, share in self.shares)

    @property
    def left_percent(self) -> float:
        """Return what no project counts in per cent."""
        return self.left / 100


def divided(claims: Iterable[ClaimLine]) -> list[Divided]:
    """Return per outcome how it is divided over projects; no query. Lapsed claims count nothing."""
    found: dict[str, dict[str, int]] = {}
    for one in claims:
        if one.state is not State.LAPSED:
            found.setdefault(one.outcome, {})[one.project_name] = one.share
    return [Divided(name, tuple(sorted(shares.items()))) for name, shares in sorted(found.items())]


def pipeline(claims: Sequence[ClaimLine]) -> Mapping[State, KnownSum]:
    """Return what is in each state, apart, each with the amount of that state; no query."""
    return benefits.pipeline(one.benefit for one in claims)
