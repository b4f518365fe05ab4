# SPDX-License-Identifier: EUPL-1.2
"""The pages of safety: what they show, to whom, what the forms do, and what a partner never finds."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from tests import factories as make
from tests.noninterference import page_of, unseen
from tests.safety.making import TODAY, a_concern, a_measure, a_scene, decide, signed_in, url
from tests.safety.test_crises import a_crisis
from voordeur.door import access as door
from voordeur.safety import actions, queries
from voordeur.safety.views import concerns, measures

pytestmark = pytest.mark.django_db
PAGES = ("veiligheid/", "wat-dreigt/", "crisis/")


def opened(scene, reader=None):
    return door.open_household(reader or scene.worker.reader, scene.home.pk, activity="test")


def test_a_concern_goes_from_raised_to_closed_by_the_pages(clock, friday):
    scene = a_scene()
    client = signed_in(scene.worker)
    form = {
        "about": scene.people[0],
        "urgency": "lasting",
        "what": "Zegt dat ze bang is",
        "seen_by": "Buurvrouw",
        "seen_on": "2026-11-12",
    }
    assert client.post(url(scene, "veiligheid/zorg/"), {}).status_code == 422
    assert client.get(url(scene, "veiligheid/zorg/")).status_code == 200
    done = client.post(url(scene, "veiligheid/zorg/"), form)
    assert (done.status_code, done["Location"]) == (303, url(scene))
    (row,) = queries.concerns(opened(scene))
    closing = {"why": "unfounded", "words": "Gesproken, geen onveiligheid", "version": row.version}
    refused = client.post(url(scene, f"veiligheid/sluiten/{row.uuid}/"), closing)
    assert refused.status_code == 422
    assert "Gesproken, geen onveiligheid" in refused.content.decode()
    step = {
        "step": "decide",
        "words": "Niets gevonden",
        "decision": "nothing_found",
        "on": "2026-11-13",
        "decided_by": scene.worker.professional.pk,
    }
    assert client.post(url(scene, f"veiligheid/wegen/{row.uuid}/"), step).status_code == 303
    agreed = {
        "what": "Belt haar zus",
        "doer": "family",
        "who": "Angela",
        "look_on": "2026-11-20",
    }
    assert client.post(url(scene, f"veiligheid/afspraak/{row.uuid}/"), agreed).status_code == 303
    acted = {
        "authority": "violence_at_home:safe_home",
        "acting": "Mevrouw Kok",
        "did": "Dacht mee",
        "on": "2026-11-13",
    }
    assert client.post(url(scene, f"veiligheid/ingrijpen/{row.uuid}/"), acted).status_code == 303
    (row,) = queries.concerns(opened(scene))
    line = row.plan[0]
    look = {"kept": "yes", "words": "Zij belde", "version": line.version}
    assert client.post(url(scene, f"veiligheid/houdt-het/{line.uuid}/"), look).status_code == 303
    page = client.get(url(scene)).content.decode()
    for said in ("Zegt dat ze bang is", "Niets gevonden", "Belt haar zus", "Mevrouw Kok"):
        assert said in page
    assert client.post(url(scene, f"veiligheid/sluiten/{row.uuid}/"), closing).status_code == 303
    assert client.get(url(scene, f"veiligheid/sluiten/{row.uuid}/")).status_code == 404
    assert "Gesproken, geen onveiligheid" in client.get(url(scene)).content.decode()


def test_warnings_measures_and_a_crisis_by_the_pages(clock, friday):
    scene = a_scene()
    client = signed_in(scene.worker)
    warn = {"advice": "dog", "why": "Beet de postbode", "about": "", "review_on": "2026-12-13"}
    assert client.post(url(scene, "veiligheid/waarschuwing/"), warn).status_code == 303
    (warning,) = queries.warnings(opened(scene))
    path = url(scene, f"veiligheid/nog-nodig/{warning.uuid}/")
    still = {"still": "yes", "why": "Hond is er nog", "version": warning.version}
    assert client.post(path, still).status_code == 422
    assert client.post(path, {**still, "review_on": "2027-01-10"}).status_code == 303
    assert client.post(path, {"still": "no", "why": "Hond weg", "version": 2}).status_code == 303
    assert client.get(path).status_code == 404
    measure = {
        "kind": "eviction",
        "state": "threatened",
        "on": "2026-11-10",
        "due_on": "2026-12-01",
        "authority": "Woningbouw",
        "source": "Brief",
    }
    assert client.post(url(scene, "wat-dreigt/erbij/"), measure).status_code == 303
    (row,) = queries.measures(opened(scene))
    offer = {"on": "2026-11-13", "wanted": "yes", "version": row.version}
    assert client.post(url(scene, f"wat-dreigt/eigen-plan/{row.uuid}/"), offer).status_code == 303
    crisis = {
        "about": "Huis uit",
        "coordinator": scene.worker.professional.pk,
        "due_on": "2026-12-01",
        "measure": row.id,
    }
    assert client.post(url(scene, "wat-dreigt/crisis/"), crisis).status_code == 303
    page = client.get(url(scene, "crisis/")).content.decode()
    assert "Huis uit" in page
    assert scene.worker.professional.name in page
    turned = {"verb": "avert", "on": "2026-11-13", "source": "Betaald", "version": 2}
    assert client.post(url(scene, f"wat-dreigt/verder/{row.uuid}/"), turned).status_code == 303
    (line,) = queries.crises(opened(scene))
    end = {"outcome": "prevented", "words": "Huur betaald", "version": line.version}
    assert client.post(url(scene, f"wat-dreigt/einde/{line.uuid}/"), end).status_code == 303
    held = {"held": "no", "version": 2}
    assert client.post(url(scene, f"wat-dreigt/navraag/{line.uuid}/"), held).status_code == 303
    for path, said in (("crisis/", "Huur betaald"), ("wat-dreigt/", "Betaald")):
        assert said in client.get(url(scene, path)).content.decode()


def test_every_form_opens_for_who_may_and_for_nobody_else(clock):
    scene = a_scene()
    helper = make.a_worker()
    make.stand(helper.reader, scene.home, "helper")
    for base, doings in (("veiligheid", concerns.DOINGS), ("wat-dreigt", measures.DOINGS)):
        for doing, known in doings.items():
            path = url(scene, f"{base}/{doing}/")
            status = 200 if known.find is None else 404
            assert signed_in(scene.worker).get(path).status_code == status, doing
            helps = known.act in ("safety.raise", "safety.warn", "coercion.write")
            expected = status if helps or known.find is not None else 403
            assert signed_in(helper).get(path).status_code == expected, doing
        assert signed_in(scene.worker).get(url(scene, f"{base}/iets/")).status_code == 404


def _fill(scene):
    """Put one of everything about the first member in the file."""
    concern = a_concern(scene, what="ZORGWOORD")
    decide(scene, concern)
    actions.agree(
        scene.worker.reader,
        household_id=scene.home.pk,
        concern=concern.pk,
        what="AFSPRAAKWOORD",
        doer="network",
        who="Zus",
        look_on=TODAY + timedelta(days=9),
    )
    actions.warn_visitors(
        scene.worker.reader,
        household_id=scene.home.pk,
        advice="elsewhere",
        why="WAARSCHUWWOORD",
        review_on=date(2027, 1, 1),
    )
    a_measure(scene, "compulsory_admission", person_id=scene.people[0], authority="DWANGWOORD")
    a_crisis(scene, about="CRISISWOORD", person_id=scene.people[0])


@pytest.mark.parametrize("path", ["household", "timeline"])
def test_a_violent_partner_finds_no_byte_of_it_on_the_pages_of_the_household(clock, path):
    """The panels, their number and order, the counts, and the timeline."""
    from django.urls import reverse

    from voordeur.door.models import Account

    scene = a_scene("Angela", "Tom")
    make.a_resident(scene.people[1])
    account = Account.objects.get(person_id=scene.people[1])
    signed_in(scene.worker).get(url(scene))
    unseen(
        page_of(account, reverse(path, args=[scene.home.uuid])),
        add=lambda: _fill(scene),
        seen_by=page_of(scene.worker.account, url(scene)),
    )


@pytest.mark.parametrize("path", ["", "plan/", "gegevens/", "gekeken/", "hulp/", "vraag/"])
def test_a_violent_partner_finds_no_byte_of_it_on_any_page(clock, path):
    scene = a_scene("Angela", "Tom")
    partner = make.a_resident(scene.people[1])
    from voordeur.door.models import Account

    account = Account.objects.get(person_id=scene.people[1])
    mine = Account.objects.get(person_id=make.a_resident(scene.people[0]).person_id)
    address = f"/mijn/{scene.home.uuid}/{path}"
    assert partner.person_id == scene.people[1]
    signed_in(scene.worker).get(url(scene))  # that the coordinator looks is no secret
    changes = path == "vraag/"

    def seeing():
        if changes:
            return page_of(mine, address)()
        return page_of(scene.worker.account, url(scene))()

    unseen(page_of(account, address), add=lambda: _fill(scene), seen_by=seeing)


@pytest.mark.parametrize("path", ["", *PAGES, "tijdlijn/"])
def test_who_may_not_see_safety_at_all_gets_the_same_bytes(clock, path):
    """A client supporter: not in a list, a total, the start and end, nor the timeline."""
    scene = a_scene("Angela", "Tom")
    other = make.a_worker("professional")
    make.stand(other.reader, scene.home, "supporter")
    unseen(
        page_of(other.account, url(scene, path)),
        add=lambda: _fill(scene),
        seen_by=page_of(scene.worker.account, url(scene, path)),
    )


def test_a_masked_reader_learns_that_and_not_what(clock):
    scene = a_scene("Angela", "Tom")
    helper = make.a_worker()
    make.stand(helper.reader, scene.home, "helper")
    _fill(scene)
    for path in (*PAGES, "", "tijdlijn/"):
        page = signed_in(helper).get(url(scene, path)).content.decode()
        for word in ("ZORG", "AFSPRAAK", "WAARSCHUW", "DWANG", "CRISIS"):
            assert f"{word}WOORD" not in page, path
    with translation.override("nl"):
        page = signed_in(helper).get(url(scene)).content.decode()
    assert "ergens anders" in page


def test_pages_ask_as_much_for_many_as_for_one(clock, all_queries):
    scene = a_scene("Angela", "Tom")
    client = signed_in(scene.worker)
    _fill(scene)
    for path, most in zip(PAGES, (19, 19, 19), strict=True):
        counts = []
        for turn in range(3):
            with all_queries() as statements:
                assert client.get(url(scene, path)).status_code == 200
            counts.append(len(statements))
            if turn == 1 and path != "crisis/":
                for _ in range(6):
                    a_concern(scene, 1)
                    a_measure(scene, "cut_off")
        assert counts[1] == counts[2] <= most, (path, counts)
