# SPDX-License-Identifier: EUPL-1.2
"""One line without a name, sorting it later, paths around rules, and rules in the database."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests import factories as make
from tests.coordination.making import a_scene, signed_in
from tests.leeway.making import a_policy_officer, lines_about, starter_rules
from tests.noninterference import page_of, unseen
from voordeur.door import access as door
from voordeur.door.deed import Conflict, NoEntry, NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.history.models import Event
from voordeur.leeway import actions
from voordeur.leeway.actions.rules import NewRoute
from voordeur.leeway.models import Barrier, Rule, Walk
from voordeur.leeway.queries import barriers as asked
from voordeur.leeway.queries import rules as ruled

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 9)


def record(worker, **more):
    return actions.record_barrier(worker.reader, text="Geen adres, geen uitkering", **more)


def test_a_line_without_a_name_leaves_no_trace_of_who_when_or_where(clock):
    scene = a_scene()
    row = record(scene.worker, in_household=scene.home.pk)
    assert (row.week, row.named_account) == (MONDAY, None)
    event = Event.objects.get(kind="leeway.barrier_recorded")
    assert event.actor == "system:unsigned"
    assert event.household_id is event.person_id is None
    assert event.occurred_at == event.recorded_at == datetime(2026, 11, 9, tzinfo=UTC)
    assert event.facts == {"barrier": row.pk}
    numbers = {str(scene.worker.account.pk), str(scene.home.pk)}
    assert not numbers & {row.author_mark, row.place_mark}
    stands = asked.barrier(scene.worker.reader, row.uuid)
    assert stands.mine
    assert not stands.who


def test_a_line_with_a_name_says_who_for_the_owner_to_ask(clock):
    scene = a_scene()
    row = record(scene.worker, with_name=True)
    (group,) = asked.groups()
    assert group.named == ((row.text, scene.worker.professional.name),)


def test_only_whoever_works_with_households_records_and_only_in_a_household_that_is_open(clock):
    scene, stranger = a_scene(), make.a_worker()
    with pytest.raises(NotAllowed):
        record(a_policy_officer())
    with pytest.raises(NoEntry):
        record(stranger, in_household=scene.home.pk)
    with pytest.raises(Refusal):
        actions.record_barrier(stranger.reader, text="  ")
    assert not Barrier.objects.exists()
    record(make.a_worker("team_lead"))


def test_in_a_household_each_finds_the_own_lines_and_those_with_a_name(clock):
    scene, helper = a_scene(), make.a_worker()
    make.stand(helper.reader, scene.home, "helper")

    def here(worker):
        access = door.open_household(worker.reader, scene.home.pk, activity="test")
        return [line.text for line in asked.barriers_here(access)]

    record(scene.worker, in_household=scene.home.pk)
    assert (len(here(scene.worker)), len(here(helper))) == (1, 0)
    record(helper, in_household=scene.home.pk, with_name=True)
    assert (len(here(scene.worker)), len(here(helper))) == (2, 1)
    elsewhere = a_scene()
    access = door.open_household(elsewhere.worker.reader, elsewhere.home.pk, activity="test")
    assert asked.barriers_here(access) == []


def test_management_sees_groups_of_five_people_and_then_the_next_five(clock, friday):
    rule = starter_rules()["opvang-met-binding"]
    writers = [make.a_worker() for _ in range(9)]
    lead = make.a_worker("professional", "team_lead")

    def seen():
        page = page_of(lead.account, "/knelpunten/")().content.decode()
        assert all(one.professional.name not in page for one in writers)
        return page.count("Het mag niet")

    week = timedelta(weeks=1)
    lines_about(rule, *writers[:4], writers[0])
    with clock(friday + week):
        assert seen() == 0
        lines_about(rule, writers[4])
        assert seen() == 0
    with clock(friday + 2 * week):
        assert seen() == 6
        lines_about(rule, writers[5])
    with clock(friday + 3 * week):
        assert seen() == 6
        lines_about(rule, *writers[6:9], writers[0])
    with clock(friday + 4 * week):
        assert seen() == 11
        assert asked.claims().claimed == 11
        officer = a_policy_officer()
        page = page_of(officer.account, f"/regels/{rule.uuid}/")().content.decode()
        assert "Het mag niet" in page


def test_one_more_line_changes_no_byte_for_management(clock, friday):
    rule, officer = starter_rules()["opvang-met-binding"], a_policy_officer()
    lines_about(rule, *(make.a_worker() for _ in range(5)))
    sixth, colleague = make.a_worker(), make.a_worker()
    for weeks, url in ((0, "/knelpunten/"), (1, "/knelpunten/"), (1, f"/regels/{rule.uuid}/")):
        with clock(friday + timedelta(weeks=weeks)):
            unseen(
                page_of(officer.account, url),
                add=lambda: lines_about(rule, sixth, text="De zesde"),
                seen_by=page_of(colleague.account, "/knelpunten/"),
            )


def test_sorting_names_the_rule_that_was_found_or_none_and_a_stale_form_shows_both(clock):
    rules, me = starter_rules(), make.a_worker()
    row = record(me)
    sort = {"barrier": row.uuid, "kind": "routine", "expected_version": 1}
    for wrong in (
        {"kind": "wens"},
        {"found": "misschien"},
        {"found": "law"},
        {"found": "none", "rule": rules["teamkas"].uuid},
        {"found": "law", "rule": rules["teamkas"].uuid},
    ):
        with pytest.raises(Refusal):
            actions.sort_barrier(me.reader, **(sort | wrong))
    with pytest.raises(NotAllowed):
        actions.sort_barrier(make.a_worker("team_lead").reader, **sort)
    client = signed_in(me)
    url = f"/knelpunten/{row.uuid}/"
    given = {"kind": "routine", "found": "none", "law_claimed": "yes", "rule": "", "version": "1"}
    assert client.get(url).status_code == 200
    assert client.post(url, given).status_code == 303
    stale = client.post(url, given | {"kind": "missing"})
    assert stale.status_code == 409
    with pytest.raises(Conflict):
        actions.sort_barrier(me.reader, **sort)
    line = asked.barrier(me.reader, row.uuid)
    assert (line.kind, line.found, line.law_claimed, line.rule) == ("routine", "none", True, "")
    lead = signed_in(make.a_worker("professional", "team_lead"))
    assert lead.get(url).status_code == 403


def test_a_path_is_counted_once_a_week_each_and_a_colleague_looks_at_force(clock, friday):
    rule, me = starter_rules()["inschrijven-waar-je-slaapt"], make.a_worker()
    client, friend = signed_in(me), make.a_worker("professional", "triage")
    given = {
        "what": "Inschrijven op het adres van de kerk",
        "legality": "doubtful",
        "against_will": "yes",
        "minutes": "90",
        "cents": "12,50",
        "effect": "Uitkering binnen een week",
        "rule": str(rule.uuid),
    }
    assert client.post("/olifantenpaadjes/nieuw/", given | {"legality": ""}).status_code == 422
    assert client.post("/olifantenpaadjes/nieuw/", given).status_code == 303
    (path,) = asked.paths(me.reader)
    assert (path.walks, path.cents_in_all, path.minutes_in_all, path.mine) == (1, 1250, 90, True)
    walked = f"/olifantenpaadjes/{path.uuid}/gelopen/"
    for _ in range(2):
        assert client.post(walked).status_code == 303
    assert Walk.objects.count() == 1
    with clock(friday + timedelta(weeks=1)):
        client = signed_in(me)
        client.post(walked)
    looked = f"/olifantenpaadjes/{path.uuid}/bekijken/"
    own = client.post(looked, {"review": "Kan niet anders", "version": "1"})
    assert own.status_code == 422
    other = signed_in(friend)
    assert other.get(looked).status_code == 200
    assert other.post(looked, {"review": "Vraag het eerst", "version": "1"}).status_code == 303
    page = other.get("/knelpunten/").content.decode()
    assert "Vraag het eerst" in page
    assert asked.paths(a_policy_officer().reader) == []
    for _ in range(4):
        actions.walk(make.a_worker().reader, workaround=path.uuid)
    assert asked.paths(a_policy_officer().reader) == []
    with clock(friday + timedelta(weeks=2)):
        (seen,) = asked.paths(a_policy_officer().reader)
        assert seen.walks == 5
    assert Event.objects.filter(kind__startswith="leeway.path").exclude(
        actor="system:unsigned"
    ).count() == 0  # fmt: skip
    with pytest.raises(NotAllowed):
        actions.walk(a_policy_officer().reader, workaround=path.uuid)


def test_a_line_takes_two_taps_beside_typing_and_its_page_is_small(clock):
    """The button on the household page, typing in a field that has the cursor, and one more button."""
    scene = a_scene()
    client = signed_in(scene.worker)
    part = client.get(f"/huishouden/{scene.home.uuid}/")
    url = f"/huishouden/{scene.home.uuid}/knelpunt/"
    assert url in part.content.decode()
    page = client.get(url)
    assert len(page.content) < 30_000
    assert b"autofocus" in page.content
    assert client.post(url, {"text": "Eén regel"}).status_code == 303
    part = client.get(f"/huishouden/{scene.home.uuid}/ruimte/").content.decode()
    assert "Eén regel" in part
    empty = client.post(url, {"text": ""})
    assert empty.status_code == 422


def test_pages_ask_the_same_number_of_questions_for_one_line_and_for_many(
    clock, friday, all_queries
):
    rules, me, officer = starter_rules(), make.a_worker(), a_policy_officer()
    lines_about(rules["opvang-met-binding"], *(make.a_worker() for _ in range(5)))

    def asks():
        found = []
        for worker, url in ((me, "/knelpunten/"), (officer, "/knelpunten/"), (officer, "/regels/")):
            client = signed_in(worker)
            client.get(url)
            with all_queries() as statements, clock(friday + timedelta(weeks=1)):
                assert client.get(url).status_code == 200
            found.append(len(statements))
        return found

    before = asks()
    lines_about(rules["weinig-plekken"], *(make.a_worker() for _ in range(7)))
    assert asks() == before
    assert max(before) <= 15


def test_a_rule_is_written_in_words_changed_and_refused_with_its_place(clock):
    officer = a_policy_officer()
    client = signed_in(officer)
    given = {
        "title": "Geen post, geen pas",
        "text": "Wie geen postadres heeft, krijgt geen pas.",
        "kind": "behaviour",
        "owner": str(officer.account.pk),
        "gives_0": "een pas",
        "needs_0": "een postadres\neen foto",
        "not_if_0": "een schuld aan de balie",
        "by_0": "Teamleider balie",
        "cost_0": "0",
    }
    assert client.get("/regels/nieuw/").status_code == 200
    assert client.post("/regels/nieuw/", given).status_code == 303
    row = Rule.objects.get()
    assert row.routes[0]["needs"] == ["een-postadres", "een-foto"]
    (line,) = ruled.rule_lines()
    assert line.owner == officer.professional.name
    url = f"/regels/{row.uuid}/wijzigen/"
    assert "een postadres" in client.get(url).content.decode()
    wrong = client.post(url, given | {"kind": "law", "version": "1"})
    assert wrong.status_code == 422
    assert "Geen post, geen pas" in wrong.content.decode()
    circle = client.post(url, given | {"needs_0": "een pas", "version": "1"})
    assert circle.status_code == 422
    assert client.post(url, given | {"gives_1": "een pas", "version": "1"}).status_code == 303
    assert client.post(url, given | {"title": "Anders", "version": "1"}).status_code == 409
    page = client.get(f"/regels/{row.uuid}/").content.decode()
    assert "een schuld aan de balie" in page
    for worker in (make.a_worker(), make.a_worker("team_lead")):
        assert signed_in(worker).get(url).status_code == 403
        with pytest.raises(NotAllowed):
            actions.write_rule(worker.reader, title="x", text="x", kind="local")


def test_rules_go_out_and_come_in_as_a_file_and_the_owner_stays(clock):
    rules = starter_rules()
    admin = make.a_worker("administrator")
    row = rules["teamkas"]
    actions.write_rule(
        admin.reader,
        rule=row.uuid,
        expected_version=1,
        title=row.title,
        text="Anders",
        kind=row.kind,
        owner_account=admin.account.pk,
        routes=[NewRoute("lening", "geld voor het paspoort", ("het team vindt het verantwoord",))],
    )
    client = signed_in(admin)
    text = client.get("/regels/bestand/").content.decode()
    assert client.post("/regels/inlezen/", {"text": text}).status_code == 303
    again = Rule.objects.get(code="teamkas")
    assert (again.text, again.owner_account) == ("Anders", admin.account.pk)
    assert client.get("/regels/bestand/").content.decode() == text
    wrong = client.post("/regels/inlezen/", {"text": text + '\n[[rule]]\ncode = "x"'})
    assert wrong.status_code == 422
    assert f"rule {len(rules) + 1}: title" in wrong.content.decode()
    unknown = '[[rule]]\ncode="y"\ntitle="Y"\nkind="local"\n[[rule.route]]\nname="1"\ngives="zzz"'
    assert "zzz" in client.post("/regels/inlezen/", {"text": unknown}).content.decode()
    with pytest.raises(NotAllowed):
        actions.bring_in_rules(make.a_worker().reader, text=text)
