# SPDX-License-Identifier: EUPL-1.2
"""Tom and Angela with their coach, a second helper and a colleague, for the resident's tests."""

from dataclasses import dataclass

from tests import factories as make
from voordeur.coordination.actions import involve, open_case
from voordeur.door.access import Access, open_household
from voordeur.door.models import Account
from voordeur.door.reader import Reader
from voordeur.history import clock
from voordeur.people.models import Household


@dataclass(frozen=True)
class House:
    """A household of two with a coach who coordinates, a helper and a colleague of the team."""

    home: Household
    angela: int
    tom: int
    her: Reader
    him: Reader
    coach: make.Worker
    helper: make.Worker
    colleague: make.Worker
    lead: make.Worker

    @property
    def workers(self) -> list[make.Worker]:
        """Everybody who works here."""
        return [self.coach, self.helper, self.colleague, self.lead]


def a_house(names: tuple[str, ...] = ("Angela", "Tom")) -> House:
    """Return the house, made through the actions that make it in real life."""
    team = make.a_team("Wijkteam Kade")
    coach = make.a_worker(team=team, name="Coby Coach")
    helper = make.a_worker(name="Bert Bewind")
    colleague = make.a_worker(team=team, name="Carla Collega")
    lead = make.a_worker("team_lead", team=team, name="Loes Leider", leads=True)
    home = make.a_household(*names, team=team)
    angela, tom = make.person_ids(home)[:2]
    open_case(
        make.SETUP,
        household_id=home.pk,
        team_id=team.pk,
        coordinator=coach.professional.pk,
    )
    involve(
        make.SETUP,
        household_id=home.pk,
        organisation_id=helper.professional.organisation_id,
        professional_id=helper.professional.pk,
        law="wgs",
        task="Rekeningen betalen",
        from_date=clock.today(),
    )
    return House(
        home,
        angela,
        tom,
        make.a_resident(angela),
        make.a_resident(tom),
        coach,
        helper,
        colleague,
        lead,
    )


def inside(reader: Reader, house: House) -> Access:
    """Open the house for a reader."""
    return open_household(reader, house.home.pk, activity="test")


def account_of(reader: Reader) -> Account:
    """Return the account behind a reader, to sign in with."""
    return Account.objects.get(pk=reader.account_id)
