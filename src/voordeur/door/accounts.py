# SPDX-License-Identifier: EUPL-1.2
"""Making, finding, changing and closing accounts; for the actions of upper rooms, in their deed."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from voordeur.door.access import standing_now
from voordeur.door.models import Account, Standing
from voordeur.door.reader import Reader
from voordeur.door.refusal import Conflict, Refusal
from voordeur.door.roles import ROLES, clash
from voordeur.history import clock

PAGE = 100


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account of somebody who works here, as the administrator sees it."""

    id: int
    uuid: UUID
    email: str
    name: str
    roles: tuple[str, ...]
    organisation_id: int | None
    leads: tuple[int, ...]
    active: bool
    can_sign_in: bool
    """Whether a password was ever set; by OpenID Connect one needs none."""
    factors: int
    """How many second factors and passkeys there are; recovery codes are not counted."""
    version: int


def _line(account: Account, factors: int) -> AccountLine:
    return AccountLine(
        id=account.pk,
        uuid=account.uuid,
        email=account.email,
        name=account.name,
        roles=tuple(account.roles),
        organisation_id=account.organisation_id,
        leads=tuple(account.leads),
        active=account.is_active,
        can_sign_in=account.has_usable_password(),
        factors=factors,
        version=account.version,
    )


def _factors(account_ids: list[int]) -> dict[int, int]:
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    found: dict[int, int] = {}
    rows = Authenticator.objects.filter(user_id__in=account_ids, type__in=kinds).order_by("pk")
    for user_id in rows.values_list("user_id", flat=True):
        found[user_id] = found.get(user_id, 0) + 1
    return found


def staff(*, after: UUID | None = None, limit: int = PAGE) -> list[AccountLine]:
    """Return accounts of who works here, open ones first, by name; residents are none of them.

    `after` is the last one of the page before. Three queries at most.
    """
    rows = Account.objects.filter(person_id=None).exclude(email__endswith="@forgotten.invalid")
    if after is not None:
        last = Account.objects.filter(uuid=after).values_list("is_active", "name", "pk").first()
        if last is not None:
            same = Q(is_active=last[0])
            later = same & (Q(name__gt=last[1]) | Q(name=last[1], pk__gt=last[2]))
            rows = rows.filter(later | Q(is_active=False) if last[0] else later)
    found = list(rows.order_by("-is_active", "name", "pk")[:limit])
    factors = _factors([row.pk for row in found])
    return [_line(row, factors.get(row.pk, 0)) for row in found]


def one(uuid: UUID) -> AccountLine | None:
    """Return the account of somebody who works here, or None; two queries."""
    row = Account.objects.filter(uuid=uuid, person_id=None).first()
    return None if row is None else _line(row, _factors([row.pk]).get(row.pk, 0))


def resident(uuid: UUID | None = None, *, email: str = "") -> AccountLine | None:
    """Return the account of a resident by its outside name or exact address; two queries.

    There is no list of them: who has an account is somebody who gets help.
    """
    rows = Account.objects.filter(person_id__isnull=False)
    row = (rows.filter(uuid=uuid) if uuid else rows.filter(email__iexact=email.strip())).first()
    return None if row is None else _line(row, _factors([row.pk]).get(row.pk, 0))


def person_of(account_id: int) -> int | None:
    """Return whose account it is when it is of a resident, else None; one query."""
    return Account.objects.filter(pk=account_id).values_list("person_id", flat=True).first()


def by_id(account_ids: Iterable[int]) -> list[AccountLine]:
    """Return accounts by number, in order of number; two queries."""
    rows = list(Account.objects.filter(pk__in=sorted(set(account_ids))).order_by("pk"))
    factors = _factors([row.pk for row in rows])
    return [_line(row, factors.get(row.pk, 0)) for row in rows]


def names(account_ids: Iterable[int]) -> dict[int, str]:
    """Return the names of accounts by id, closed ones too; one query."""
    rows = Account.objects.filter(pk__in=sorted(set(account_ids))).order_by("pk")
    return dict(rows.values_list("pk", "name"))


def count_open(role: str | None = None) -> int:
    """Return how many open accounts of who works here there are, all or with one role."""
    rows = Account.objects.filter(is_active=True, person_id=None).order_by("pk")
    if role is None:
        return rows.count()
    return sum(role in roles for roles in rows.values_list("roles", flat=True))


def leads_of(team_ids: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
    """Return who leads each team now, as (account, name); one query."""
    wanted = set(team_ids)
    found: dict[int, list[tuple[int, str]]] = {team: [] for team in wanted}
    rows = Account.objects.filter(is_active=True).exclude(leads=[]).order_by("name", "pk")
    for pk, name, leads in rows.values_list("pk", "name", "leads"):
        for team in wanted.intersection(leads):
            found[team].append((pk, name))
    return found


def _check_roles(roles: Iterable[str]) -> list[str]:
    chosen = sorted(set(roles))
    unknown = sorted(set(chosen) - set(ROLES))
    if unknown:
        raise Refusal(f"Unknown role {unknown[0]!r}.", "roles")
    pair = clash(chosen)
    if pair is not None:
        raise Refusal(_("These two roles are never in one hand."), "roles", str(pair.why))
    return chosen


def make(
    *,
    email: str,
    name: str,
    roles: Iterable[str],
    organisation_id: int | None = None,
    teams: Iterable[int] = (),
    leads: Iterable[int] = (),
    person_id: int | None = None,
    password: str | None = None,
    demo: bool = False,
) -> Account:
    """Make an account; raises Refusal for an unknown role, two that are kept apart, or a taken address."""
    chosen = _check_roles(roles)
    if (person_id is not None) != ("resident" in chosen) or (person_id is not None and chosen[1:]):
        raise Refusal(_("An account is of a resident or of somebody who works here."), "roles")
    if Account.objects.filter(email__iexact=email).exists():
        raise Refusal(_("There is an account with this address already."), "email")
    if person_id is not None and Account.objects.filter(person_id=person_id).exists():
        raise Refusal(_("This resident has an account already."), "person")
    return Account.objects.create_user(
        email,
        password,
        name=name,
        roles=chosen,
        organisation_id=organisation_id,
        teams=sorted(teams),
        leads=sorted(leads),
        person_id=person_id,
        is_demo=demo,
    )


def change(account_id: int, expected_version: int, **values: object) -> Account:
    """Change the columns of an account, in a deed; raises Conflict when somebody else did so.

    `values` are among `name`, `email`, `roles`, `teams`, `leads`, `organisation_id`.
    """
    row = Account.objects.select_for_update().get(pk=account_id)
    if row.version != expected_version:
        theirs = {name: getattr(row, name) for name in values}
        raise Conflict(
            _("Somebody else changed this while you were writing."), mine=values, theirs=theirs
        )
    if "roles" in values:
        values["roles"] = _check_roles(values["roles"])  # type: ignore[arg-type]
    if "email" in values:
        taken = Account.objects.filter(email__iexact=str(values["email"])).exclude(pk=row.pk)
        if taken.exists():
            raise Refusal(_("There is an account with this address already."), "email")
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*values, "version"])
    return row


def follow(account_id: int, *, organisation_id: int, teams: list[int]) -> None:
    """Let an account follow its professional to another organisation or team."""
    Account.objects.filter(pk=account_id).update(
        organisation_id=organisation_id, teams=teams, version=F("version") + 1
    )


def close(account_id: int) -> bool:
    """Close an account for signing in, its leads too; say whether it was open.

    Whoever is signed in with it is out at the next page.
    """
    rows = Account.objects.filter(pk=account_id, is_active=True)
    return bool(rows.update(is_active=False, leads=[], version=F("version") + 1))


def reopen(account_id: int) -> bool:
    """Open a closed account again; say whether it was closed. Not of who was forgotten.

    Nothing somebody who works here could see before comes back by it. Second factors are set up
    anew.
    """
    rows = Account.objects.filter(pk=account_id, is_active=False)
    rows = rows.exclude(email__endswith="@forgotten.invalid")
    opened = bool(rows.update(is_active=True, version=F("version") + 1))
    if opened:
        drop_second_factor(account_id)
    return opened


def drop_second_factor(account_id: int) -> int:
    """Take away every second factor, passkey and recovery code; return how many there were."""
    count, _rows = Authenticator.objects.filter(user_id=account_id).delete()
    Account.objects.filter(pk=account_id).update(version=F("version") + 1)
    return count


def invitation(account_id: int) -> str:
    """Return the path of a page where a password can be set, once and within three days."""
    account = Account.objects.get(pk=account_id)
    return reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(account),
            "key": default_token_generator.make_token(account),
        },
    )


@dataclass(frozen=True, slots=True)
class Held:
    """In how many households somebody is something now; counts, and no household."""

    coordinates: int
    process: int
    helps: int
    asked: int
    """Single things that wait for an answer or were told to this person alone."""
    beside: int = 0
    """Residents who gave a mandate to stand beside them; it ends with the account."""


def held_by(account_id: int) -> Held:
    """Return what an account stands for now, for who wants to close it; one query."""
    reader = Reader(f"account:{account_id}", frozenset())
    rows = standing_now(reader, clock.now()).order_by("pk")
    found: dict[str, set[int]] = {}
    for relation, household_id in rows.values_list("relation", "household_id"):
        found.setdefault(relation, set()).add(household_id)
    return Held(
        coordinates=len(found.get("case_coordinator", ())),
        process=len(found.get("process_coordinator", ())),
        helps=len(found.get("helper", ())),
        asked=len(found.get("task", set()) | found.get("told", set())),
        beside=len(found.get("supporter", ())),
    )


def teams_with_households(team_ids: Iterable[int]) -> set[int]:
    """Return which of these teams have households whose lead is told; one query."""
    keys = {f"lead:{team}": team for team in team_ids}
    rows = Standing.objects.filter(reader__in=list(keys), valid_until=None).order_by("reader")
    return {keys[reader] for reader in rows.values_list("reader", flat=True).distinct()}


def demo_accounts() -> list[Account]:
    """Return the accounts one may try in a demo, in the order they were made."""
    return list(Account.objects.filter(is_demo=True, is_active=True).order_by("pk"))
