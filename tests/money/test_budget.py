# SPDX-License-Identifier: EUPL-1.2
"""The budget of one household: packages beside their parts, and freed money that is used again."""

from datetime import date

import pytest
from django.urls import reverse

from tests import factories as make
from tests.coordination.making import signed_in
from tests.leeway.making import a_mandate, starter_rules
from tests.noninterference import unseen
from tests.provisions import making as helping
from voordeur.door import access as door
from voordeur.door.deed import Conflict, NotAllowed
from voordeur.door.refusal import NoEntry, Refusal
from voordeur.history import clock as product_clock
from voordeur.money.actions import freeing, packages
from voordeur.money.actions.places import Place
from voordeur.money.erasing import erase
from voordeur.money.models import PackageLine
from voordeur.money.package import Verdict
from voordeur.money.queries.budget import budget
from voordeur.provisions.actions import change_alternative, note_alternative
from voordeur.provisions.queries import provisions

pytestmark = pytest.mark.django_db
NEXT_YEAR = {"from_date": date(2027, 1, 1), "until": date(2028, 1, 1)}


@pytest.fixture
def home(clock):
    home = make.a_household("Angela", "Tom")
    helping.a_provision(home, name="Crisisplek", price=helping.declared(3_650_000))
    return home


@pytest.fixture
def worker(home):
    return helping.a_coordinator(home)


def a_way(home, worker, helps=True):
    return note_alternative(
        worker.reader,
        household_id=home.pk,
        name="Opvang in eigen kring",
        outcome="De kinderen blijven in de buurt",
        helps=helps,
    )


def a_package(home, worker, helps=True, measured="gross"):
    return packages.work_out_package(
        worker.reader,
        household_id=home.pk,
        alternative=a_way(home, worker, helps).uuid,
        measured=measured,
        **NEXT_YEAR,
    )


def an_amount(home, worker, package, measured="gross", **more):
    place = Place(more.pop("law", "wmo"), more.pop("person_id", None))
    said = {
        "side": "together",
        "what": "Eén gezinshulp",
        "place": place,
        "payer": "municipality",
        "cents": 2_000_000,
        "rests_on": "offerte",
        **NEXT_YEAR,
    } | more
    return packages.add_line(
        worker.reader,
        household_id=home.pk,
        package=package.uuid,
        measured=measured,
        amount=packages.Amount(**said),
    )


def a_saving(home, worker, **more):
    place = Place(more.pop("law", "wmo"), more.pop("person_id", None))
    said = {
        "what": "Crisisplek",
        "pot": "Jeugdhulp met verblijf",
        "payer": "municipality",
        "place": place,
        "cents": 1_000_000,
        "rests_on": "wat de plek kostte",
        "freed_from": date(2026, 11, 1),
        "contract_ends": date(2026, 12, 31),
        "releasable": False,
        "decided_by": "teamleider",
    } | more
    return freeing.free_money(worker.reader, household_id=home.pk, saving=freeing.Saving(**said))


def use(home, worker, row, version=1, **more):
    said = {
        "to_pot": "Bijzondere bijstand",
        "payer": "municipality",
        "goal": "Schulden",
        "cents": 400_000,
        "from_date": date(2027, 1, 1),
        "decided_by": "wethouder",
    } | more
    return freeing.use_again(
        worker.reader, household_id=home.pk, freed=row.uuid, expected_version=version, **said
    )


def seen(home, who):
    return budget(door.open_household(getattr(who, "reader", who), home.pk, activity="test"))


def test_a_package_stands_beside_the_help_it_replaces_priced_a_day_and_is_chosen_once(home, worker):
    package = a_package(home, worker)
    there = provisions(door.open_household(worker.reader, home.pk, activity="test"))
    packages.take_help_along(
        worker.reader,
        household_id=home.pk,
        package=package.uuid,
        provisions_taken=[one.uuid for one in there],
    )
    line = an_amount(home, worker, package)
    (found,) = seen(home, worker).packages
    assert [one.cents for one in found.amounts] == [3_650_000, 2_000_000]
    assert found.compared.saves == 1_650_000
    at = {"household_id": home.pk, "line": line.uuid}
    packages.change_line(
        worker.reader, **at, cents=None, rests_on="nog navragen", expected_version=1
    )
    assert seen(home, worker).packages[0].compared.saves is None
    with pytest.raises(Conflict):
        packages.change_line(worker.reader, **at, cents=1, rests_on="x", expected_version=1)
    packages.change_line(
        worker.reader, **at, cents=4_000_000, rests_on="offerte", expected_version=2
    )
    assert seen(home, worker).packages[0].compared.verdict is Verdict.MORE
    chosen = {"household_id": home.pk, "package": package.uuid, "chosen_by": "Angela en teamleider"}
    packages.choose_package(worker.reader, **chosen, expected_version=1)
    assert seen(home, worker).packages[0].chosen_by == "Angela en teamleider"
    for again in (
        lambda: packages.choose_package(worker.reader, **chosen, expected_version=2),
        lambda: packages.take_line_off(worker.reader, **at, expected_version=3),
        lambda: an_amount(home, worker, package),
    ):
        with pytest.raises(Refusal):
            again()


def test_a_choice_is_taken_back_with_the_reason_and_a_mandate_is_checked(home, worker):
    package = a_package(home, worker)
    held = a_mandate(
        None,
        *starter_rules().values(),
        powers="Tot 15.000 euro",
        account=worker.reader.account_id,
        limit_cents=1_500_000,
    )
    chosen = {
        "household_id": home.pk,
        "package": package.uuid,
        "chosen_by": "Angela en ik",
        "mandate": held.uuid,
    }
    unknown = an_amount(home, worker, package, cents=None)
    for cents in (None, 1_500_001):
        if cents is not None:
            packages.change_line(
                worker.reader,
                household_id=home.pk,
                line=unknown.uuid,
                cents=cents,
                rests_on="offerte",
                expected_version=1,
            )
        with pytest.raises(Refusal) as refused:
            packages.choose_package(worker.reader, **chosen, expected_version=1)
        assert refused.value.where == "mandate"
    packages.take_line_off(
        worker.reader, household_id=home.pk, line=unknown.uuid, expected_version=2
    )
    an_amount(home, worker, package, cents=1_500_000)
    colleague = make.a_worker()
    make.stand(colleague.reader, home, "helper")
    with pytest.raises(NotAllowed):
        packages.choose_package(colleague.reader, **chosen, expected_version=1)
    packages.choose_package(worker.reader, **chosen, expected_version=1)
    client, page = signed_in(worker), reverse("budget_page", args=[home.uuid])
    assert "Tot 15.000 euro" in client.get(page).content.decode()
    back = reverse("budget_do_one", args=[home.uuid, "terug", package.uuid])
    assert client.post(back, {"reason": "", "version": 2}).status_code == 422
    assert client.post(back, {"reason": "De offerte verviel", "version": 2}).status_code == 303
    assert client.get(back).status_code == 404
    (found,) = seen(home, worker).packages
    assert (found.chosen_on, found.chosen_by, found.mandate) == (None, "", None)
    an_amount(home, worker, package, cents=1)
    with pytest.raises(Refusal):
        packages.reopen_package(
            worker.reader,
            household_id=home.pk,
            package=package.uuid,
            reason="x",
            expected_version=3,
        )
    with pytest.raises(Refusal) as refused:
        use(
            home,
            worker,
            a_saving(home, worker, cents=1_600_000),
            cents=1_500_001,
            mandate=held.uuid,
        )
    assert refused.value.where == "mandate"


@pytest.mark.parametrize("helps", [False, None])
def test_a_way_that_does_not_help_is_never_chosen_for_its_price(home, worker, helps):
    package = a_package(home, worker, helps)
    an_amount(home, worker, package, cents=0)
    with pytest.raises(Refusal) as refused:
        packages.choose_package(
            worker.reader,
            household_id=home.pk,
            package=package.uuid,
            chosen_by="teamleider",
            expected_version=1,
        )
    assert refused.value.where == "chosen_by"
    assert refused.value.remedy


def test_gross_and_net_and_other_days_are_never_added(home, worker):
    package = a_package(home, worker, measured="net")
    with pytest.raises(Refusal) as gross:
        an_amount(home, worker, package)
    assert gross.value.where == "measured"
    with pytest.raises(Refusal):
        packages.take_help_along(
            worker.reader, household_id=home.pk, package=package.uuid, provisions_taken=[]
        )
    with pytest.raises(Refusal) as days:
        an_amount(home, worker, package, measured="net", from_date=date(2026, 1, 1))
    assert days.value.where == "from_date"
    line = an_amount(home, worker, package, measured="net")
    packages.take_line_off(worker.reader, household_id=home.pk, line=line.uuid, expected_version=1)
    assert seen(home, worker).packages[0].amounts == ()


def test_freed_money_is_used_again_with_its_trace_and_no_euro_twice_or_too_early(home, worker):
    row = a_saving(home, worker)
    (found,) = seen(home, worker).freed
    assert (found.spendable, found.left) == (date(2027, 1, 1), 1_000_000)
    for wrong, field in (
        ({"from_date": date(2026, 12, 31)}, "from_date"),
        ({"cents": 1_000_001}, "cost"),
        ({"decided_by": " "}, "decided_by"),
        ({"payer": "niemand"}, "payer"),
    ):
        with pytest.raises(Refusal) as refused:
            use(home, worker, row, **wrong)
        assert refused.value.where == field
    use(home, worker, row)
    with pytest.raises(Conflict):
        use(home, worker, row)
    with pytest.raises(Refusal):
        use(home, worker, row, version=2, cents=600_001)
    (found,) = seen(home, worker).freed
    assert found.left == 600_000
    (used,) = found.used
    assert (used.to_pot, used.goal, used.decided_by) == (
        "Bijzondere bijstand",
        "Schulden",
        "wethouder",
    )
    more = {"household_id": home.pk, "freed": row.uuid, "rests_on": "rekening", "releasable": False}
    ends = {"contract_ends": date(2026, 12, 31), "expected_version": 2}
    for cents, contract_ends, field in (
        (100, date(2026, 12, 31), "cost"),
        (None, date(2026, 12, 31), "cost"),
        (1_000_000, None, "contract_ends"),
    ):
        with pytest.raises(Refusal) as refused:
            freeing.change_freed(
                worker.reader, **more, cents=cents, **(ends | {"contract_ends": contract_ends})
            )
        assert refused.value.where == field
    freeing.change_freed(worker.reader, **more, cents=500_000, **ends)
    assert seen(home, worker).freed[0].left == 100_000


def test_while_amount_or_end_is_unknown_nothing_can_be_spent(home, worker):
    for unknown in ({"cents": None}, {"contract_ends": None}):
        with pytest.raises(Refusal):
            use(home, worker, a_saving(home, worker, **unknown))
    assert [one.spendable for one in seen(home, worker).freed] == [date(2027, 1, 1), None]


def test_who_only_knows_the_case_of_a_team_works_out_and_chooses_nothing(home, worker):
    package, row = a_package(home, worker), a_saving(home, worker)
    member = make.a_resident(make.person_ids(home)[1])
    make.stand(member, home, "self", person_id=make.person_ids(home)[1])
    stranger = make.a_worker().reader
    for reader, error in ((member, NotAllowed), (stranger, NoEntry)):
        with pytest.raises(error):
            packages.choose_package(
                reader,
                household_id=home.pk,
                package=package.uuid,
                chosen_by="ik",
                expected_version=1,
            )
        with pytest.raises(error):
            freeing.change_freed(
                reader,
                household_id=home.pk,
                freed=row.uuid,
                cents=1,
                rests_on="x",
                contract_ends=None,
                releasable=True,
                expected_version=1,
            )


def test_a_violent_partner_learns_nothing_of_what_is_hers(home, worker):
    angela, tom = make.person_ids(home)
    package = a_package(home, worker)
    an_amount(home, worker, package)
    readers = {}
    for one in (angela, tom):
        readers[one] = make.a_resident(one)
        make.stand(readers[one], home, "self", person_id=one)
        make.stand(readers[one], home, "member")

    def hers():
        an_amount(home, worker, package, law="zvw", person_id=angela, what="Opvang van Angela")
        row = a_saving(home, worker, law="zvw", person_id=angela, what="Opvang van Angela")
        use(home, worker, row)

    unseen(lambda: seen(home, readers[tom]), add=hers, seen_by=lambda: seen(home, readers[angela]))


def test_the_page_tells_the_whole_in_order_of_writing_and_asks_no_more_for_more(
    home, worker, all_queries
):
    package = a_package(home, worker)
    an_amount(home, worker, package, cents=None)
    row = a_saving(home, worker)
    use(home, worker, row)
    client = signed_in(worker)
    path = reverse("budget_page", args=[home.uuid])
    with all_queries() as few:
        page = client.get(path).content.decode()
    assert "Opvang in eigen kring" in page
    assert "De kinderen blijven in de buurt" in page
    assert "Not to be compared yet" in page or "Nog niet te vergelijken" in page
    assert "Bijzondere bijstand" in page
    for _ in range(3):
        an_amount(home, worker, package)
        a_saving(home, worker)
    with all_queries() as many:
        client.get(path)
    assert len(many) == len(few) <= 15


def test_forms_do_what_they_say_and_lose_nothing(home, worker):
    client = signed_in(worker)

    def url(*more):
        name = "budget_do" if len(more) == 1 else "budget_do_one"
        return reverse(name, args=[home.uuid, *more])

    way = a_way(home, worker)
    said = {
        "alternative": str(way.uuid),
        "from_date": "2027-01-01",
        "until": "2028-01-01",
        "measured": "gross",
    }
    assert client.post(url("pakket"), said | {"until": "2026-01-01"}).status_code == 422
    assert client.post(url("pakket"), said).status_code == 303
    (package,) = seen(home, worker).packages
    amount = {
        "side": "together",
        "what": "Gezinshulp",
        "law": "wmo",
        "payer": "municipality",
        "from_date": "2027-01-01",
        "until": "2028-01-01",
        "cost": "12.000",
        "measured": "net",
        "rests_on": "offerte van mei",
    }
    refused = client.post(url("bedrag", package.uuid), amount)
    assert refused.status_code == 422
    assert "offerte van mei" in refused.content.decode()
    assert (
        client.post(url("bedrag", package.uuid), amount | {"measured": "gross"}).status_code == 303
    )
    page = client.get(url("hulp", package.uuid)).content.decode()
    assert "Crisisplek" in page
    change_alternative(
        worker.reader,
        household_id=home.pk,
        alternative=way.uuid,
        name=way.name,
        outcome=way.outcome,
        helps=False,
        expected_version=1,
    )
    refused = client.post(
        url("kiezen", package.uuid), {"chosen_by": "teamleider", "version": package.version}
    )
    assert refused.status_code == 422
    freed = {
        "what": "Crisisplek",
        "law": "jeugdwet",
        "pot": "Jeugdhulp",
        "payer": "municipality",
        "cost": "9.000",
        "rests_on": "factuur",
        "freed_from": "2026-11-01",
        "decided_by": "teamleider",
        "releasable": "on",
    }
    assert client.post(url("vrij"), freed).status_code == 303
    (row,) = seen(home, worker).freed
    used = {
        "goal": "Reiskosten ziekenhuis",
        "to_pot": "Bijzondere bijstand",
        "payer": "municipality",
        "cost": "1.500",
        "from_date": "2026-11-26",
        "decided_by": "teamleider",
        "version": row.version,
    }
    assert client.post(url("inzetten", row.uuid), used | {"cost": "9.001"}).status_code == 422
    assert client.post(url("inzetten", row.uuid), used).status_code == 303
    assert client.post(url("inzetten", row.uuid), used).status_code == 409
    assert client.get(url("anders", package.uuid)).status_code == 404
    assert client.get(reverse("budget_page", args=[home.uuid])).status_code == 200


def test_the_budget_is_for_help_and_closed_to_who_steers_on_money(home, worker):
    path = reverse("budget_page", args=[home.uuid])
    for role in ("controller", "policy_officer", "analyst", "council", "administrator"):
        assert signed_in(make.a_worker(role)).get(path).status_code == 403
    assert signed_in(make.a_worker()).get(path).status_code == 404


def test_forgetting_a_member_takes_their_amounts_and_leaves_those_of_the_household(home, worker):
    angela = make.person_ids(home)[0]
    package = a_package(home, worker)
    an_amount(home, worker, package)
    an_amount(home, worker, package, person_id=angela)
    use(home, worker, a_saving(home, worker, person_id=angela))
    assert erase(angela, product_clock.now()) == 3
    assert PackageLine._plain.count() == 1
