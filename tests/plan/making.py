# SPDX-License-Identifier: EUPL-1.2
"""A small plan to test with, made through the actions."""

from dataclasses import dataclass, field

from tests import factories as make
from voordeur.door import access as door
from voordeur.door.access import Access
from voordeur.door.reader import Reader
from voordeur.people.actions import name_network_member
from voordeur.people.models import Household, NetworkMember


@dataclass
class Scene:
    """A household with its case coordinator, a helper and its members as readers."""

    home: Household
    coordinator: make.Worker
    helper: make.Worker
    people: list[int]
    readers: dict[int, Reader] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """The household's number."""
        return self.home.pk

    def resident(self, number: int) -> Reader:
        """The reader of a member, by place in the household; with an account, made once."""
        if number not in self.readers:
            self.readers[number] = make.a_resident(self.people[number])
        return self.readers[number]

    def through(self, reader: Reader) -> Access:
        """The household as this reader sees it."""
        return door.open_household(reader, self.id, activity="test")

    def somebody(self, name: str = "Oma", person: int | None = None) -> NetworkMember:
        """Somebody of the household's own people."""
        return name_network_member(
            self.coordinator.reader,
            household_id=self.id,
            first_name=name,
            person_id=person,
            shared=True,
        )


def a_scene(*names: str) -> Scene:
    """Return a household with a case coordinator and a helper who stand in it."""
    home = make.a_household(*(names or ("Angela", "Tom")))
    scene = Scene(home, make.a_worker(), make.a_worker(), make.person_ids(home))
    make.stand(scene.coordinator.reader, home, "case_coordinator")
    make.stand(scene.helper.reader, home, "helper")
    return scene
