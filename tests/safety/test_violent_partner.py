# SPDX-License-Identifier: EUPL-1.2
"""Everything that leaves the house, on a page, on paper, as a file or by mail, as a violent partner reads it.

One household with all there can be about her safety; for him, for who stands beside him and for a
colleague who does not help here, no byte of any output changes by it.
"""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.contact.making import BACKEND
from tests.noninterference import addresses, as_bytes
from tests.resident.making import House, a_house, account_of, inside
from tests.resident.test_pages import a_plan
from tests.resident.test_together import on_agenda
from tests.safety.secrets import everything_about_her_safety, whom_to_turn_to
from voordeur.desk import notices
from voordeur.door.models import Account
from voordeur.history.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]
WORDS = ("Angela", "veilig", "bang", "opvang", "Schuilp", "Luifel")
#: The part of an address that names a piece of this kind.
PARTS = {
    "AgendaItem": "item",
    "Approach": "approach",
    "Consultation": "consultation",
    "Goal": "goal",
    "Note": "note",
    "Paper": "paper",
    "PartnerQuestion": "question",
    "Problem": "problem",
    "Referral": "referral",
    "Scaling": "scaling",
    "SelfDirectionLimit": "limit",
    "Step": "step",
    "SubPlan": "sub_plan",
}
FILES = ("pdf", "json")

type Output = Callable[[Client], HttpResponseBase]


def opened(path: str, **data: str) -> Output:
    """Return an output: a page, a picture, a paper or a calendar file at its address."""
    return lambda client: client.get(path, data)


def sent(path: str, **data: str) -> Output:
    """Return an output: what comes back when a form is sent."""
    return lambda client: client.post(path, data)


def asked(account: Account, outputs: list[Output]) -> list[HttpResponseBase]:
    """Ask all of them as one who is signed in."""
    client = Client()
    client.force_login(account, backend=BACKEND)
    return [one(client) for one in outputs]


def of_household(uuid: object, item: object) -> list[Output]:
    """Return everything a household can be asked for: each address, each file, each paper."""
    take = reverse("take_household", kwargs={"household": uuid})
    return [
        *(opened(path) for path in addresses(household=uuid)),
        *(sent(take, soort=kind) for kind in FILES),
        opened(reverse("plan_pdf", kwargs={"household": uuid}), versie="1"),
        opened(reverse("my_appointment", kwargs={"household": uuid, "item": item})),
    ]


def of_piece(uuid: object, part: str, piece: object) -> list[Output]:
    """Return every page about one piece of a household."""
    return [opened(path) for path in addresses(household=uuid, **{part: piece})]


def of_supporter(house: House) -> list[Output]:
    """Return what somebody who stands beside a member reads of the household."""
    names = ("household", "timeline", "pictures", "papers_page", "plan_page", "plan_pdf", "behalf")
    return [opened(reverse(name, args=[house.home.uuid])) for name in names]


def of_worker(street: str) -> list[Output]:
    """Return the lists of a worker, as pages and as files, and what typing a name or address tells."""
    typed = {
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "0",
        "form-0-given_names": "Angela",
        "street": street,
        "number": "1",
    }
    return [
        *(opened(reverse(name)) for name in ("today", "since_friday", "households", "told")),
        sent(reverse("take_list"), soort="json"),
        sent(reverse("search"), q=street),
        sent(reverse("people_check"), **typed),
    ]


def test_no_page_file_paper_calendar_drawing_list_or_mail_tells_of_her_safety(clock, friday):
    house, around = a_house(), whom_to_turn_to()
    a_plan(house)
    item = on_agenda(house, friday)
    for one in (house.helper, house.coach):
        inside(one.reader, house)
    beside = make.a_worker(name="Sjoerd Steun")
    make.stand(beside.reader, house.home, "supporter")
    his, hers = account_of(house.him), account_of(house.her)
    here = of_household(house.home.uuid, item.uuid)
    # He last: his pages tell who looked, and these two just did.
    readers = [
        (beside.account, [*of_supporter(house), *of_worker("Luifel")]),
        (house.colleague.account, of_worker("Luifel")),
        (his, here),
    ]
    own = [sent(reverse("take_household", args=[house.home.uuid]), soort="json")]
    before = [asked(account, ways) for account, ways in readers]
    assert len(here) > 110
    assert sum(one.status_code == 200 for one in before[-1]) > 25
    before_own = asked(hers, own)
    pieces = everything_about_her_safety(house, around)
    assert as_bytes(asked(hers, own)) != as_bytes(before_own)
    for (account, ways), answers in zip(readers, before, strict=True):
        for one, other in zip(answers, asked(account, ways), strict=True):
            assert as_bytes(one) == as_bytes(other), one.request["PATH_INFO"]
    no_address_of_a_piece_tells_that_it_is_there(house, his, pieces)
    no_mail_tells_of_it(clock, friday, his)


def no_address_of_a_piece_tells_that_it_is_there(house, his, pieces):
    """Hold that the address of each piece answers as that of a piece that never was."""
    named = [(PARTS[type(one).__name__], one.uuid) for one in pieces if type(one).__name__ in PARTS]
    assert {part for part, _ in named} == set(PARTS.values())
    never = {
        part: (one := uuid4(), asked(his, of_piece(house.home.uuid, part, one)))
        for part in {*PARTS.values(), "operation"}
    }
    last = Event.objects.filter(household_id=house.home.pk).order_by("-pk")
    named += [("operation", one) for one in last.values_list("operation_id", flat=True)[:12]]
    for part, uuid in named:
        nothing, answers = never[part]
        there = asked(his, of_piece(house.home.uuid, part, uuid))
        assert there
        for one, other in zip(there, answers, strict=True):
            assert one.status_code in (403, 404, 405), part
            assert as_bytes(one).replace(str(uuid).encode(), b"") == as_bytes(other).replace(
                str(nothing).encode(), b""
            )


def no_mail_tells_of_it(clock, friday, his):
    """Hold that what is mailed in the days after goes to workers and holds no word of it."""
    mail.outbox.clear()
    with clock(friday + timedelta(days=3)):
        notices.send_digests()
    assert mail.outbox
    for one in mail.outbox:
        assert one.to != [his.email]
        for word in WORDS:
            assert word.lower() not in (one.subject + one.body).lower(), word
