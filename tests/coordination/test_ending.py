# SPDX-License-Identifier: EUPL-1.2
"""The end of a case: sums, closing, who can still look, the question afterwards, opening again."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.coordination.making import a_helper, a_scene, signed_in, url
from tests.noninterference import page_of, unseen
from tests.safety.making import a_concern
from voordeur.coordination import actions, queries, states
from voordeur.coordination.ending import (
    RESULTS,
    WORD_BEFORE,
    Way,
    aftercare_days,
    lanes,
    moment_open,
    months_after,
)
from voordeur.door import access as door
from voordeur.door.deed import Conflict, NoEntry, NotAllowed
from voordeur.door.models import Account
from voordeur.door.refusal import Refusal
from voordeur.history import clock as product_clock
from voordeur.instruments.trend import Outcome
from voordeur.plan.actions import note_problem
from voordeur.safety.actions import end_crisis, open_crisis
from voordeur.safety.queries import concerns
from voordeur.terms.models import Term
from voordeur.terms.queries import open_terms

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(DAYS, st.integers(0, 60))
def test_months_later_is_the_same_day_or_the_last_of_that_month(day, months):
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (
        later.day < day.day and (later + timedelta(days=1)).month != later.month
    )


@given(DAYS, st.integers(0, 400))
def test_a_question_opens_a_fortnight_before_its_day_and_the_later_one_takes_over(day, after):
    today = day + timedelta(days=after)
    found = moment_open(day, today)
    opened = [m for m, on in aftercare_days(day).items() if today >= on - timedelta(WORD_BEFORE)]
    assert found == (max(opened) if opened else None)


@given(st.lists(st.sampled_from(list(Way))))
def test_support_that_stays_counts_as_a_result_and_every_case_once(ways):
    found = lanes(ways)
    assert found.total == len(ways) == found.finished + found.support_stays + found.other
    assert found.results == sum(way in RESULTS for way in ways)
    assert lanes([*ways, Way.SUPPORT_STAYS]).results == found.results + 1


def test_the_graph_of_a_case_stands_in_the_documentation():
    page = Path(__file__).parents[2] / "docs" / "states" / "case.md"
    text = page.read_text(encoding="utf-8")
    assert states.drawn(states.CASE, "open") in text
    assert states.drawn(states.APPOINTMENT, "proposed") in text


def closed(scene, **changes):
    """Close the case of a scene by its own coordinator, who asks later."""
    given = {
        "way": "finished",
        "words": "Het gaat goed.",
        "call_name": "Wijkteam",
        "asker": scene.worker.professional.pk,
        "expected_version": 1,
    } | changes
    return actions.close_case(scene.worker.reader, household_id=scene.home.pk, **given)


def opened(reader, scene):
    return door.open_household(reader, scene.home.pk, activity="test")


database = pytest.mark.django_db


@database
def test_closing_lets_go_who_worked_on_the_case_and_keeps_who_helps_and_who_asks(clock):
    scene = a_scene()
    colleague = make.a_worker(team=scene.team)
    lead = make.a_worker("team_lead", team=scene.team, leads=True)
    staying, asker = make.a_worker(), make.a_worker()
    stays = a_helper(
        scene,
        organisation_id=staying.professional.organisation_id,
        professional_id=staying.professional.pk,
        task="Begeleiding blijft",
    )
    stops = a_helper(scene, task="Coach")
    asked = actions.ask_coordinator(
        scene.worker.reader,
        household_id=scene.home.pk,
        layer="process",
        professional_id=colleague.professional.pk,
    )
    closed(scene, stops=[stops.pk], asker=asker.professional.pk)
    for gone in (scene.worker.reader, colleague.reader, lead.reader):
        with pytest.raises(NoEntry):
            opened(gone, scene)
    inside = opened(asker.reader, scene)
    assert inside.relations == {"aftercare"}
    assert [row.task for row in queries.involved(inside)] == [stays.task]
    assert queries.involved(opened(staying.reader, scene))
    assert queries.closing_now(inside).way == "finished"
    assert asked.pk not in {row.id for row in queries.holders(inside)}
    assert queries.cases(inside) == []
    waiting = Term._plain.filter(household=scene.home, closed_at=None).order_by("due")
    assert [(row.kind, row.owner, row.due) for row in waiting] == [
        ("aftercare_3", asker.reader.key, date(2027, 2, 13)),
        ("aftercare_6", asker.reader.key, date(2027, 5, 13)),
    ]
    with clock(product_clock.midnight(date(2027, 6, 12))), pytest.raises(NoEntry):
        opened(asker.reader, scene)


@database
def test_only_the_case_coordinator_closes_and_a_stale_form_closes_nothing(clock):
    scene = a_scene()
    helper = make.a_worker()
    make.stand(helper.reader, scene.home, "helper")
    with pytest.raises(NotAllowed):
        actions.close_case(
            helper.reader,
            household_id=scene.home.pk,
            way="finished",
            words="x",
            call_name="x",
            asker=scene.worker.professional.pk,
            expected_version=1,
        )
    with pytest.raises(Conflict):
        closed(scene, expected_version=2)
    for wrong in ({"way": "gone"}, {"words": " "}, {"call_name": ""}, {"outcomes": {0: "stable"}}):
        with pytest.raises(Refusal):
            closed(scene, **wrong)
    assert queries.cases(opened(scene.worker.reader, scene))


@database
def test_what_became_of_a_problem_lies_where_the_problem_lies(clock):
    scene = a_scene()
    mine = note_problem(
        scene.worker.reader,
        household_id=scene.home.pk,
        text="Weinig slaap",
        life_area="mental_health",
        person_id=scene.people[0],
    )
    unnamed = note_problem(
        scene.worker.reader, household_id=scene.home.pk, text="Huur", life_area="money"
    )
    row = closed(scene, outcomes={mine.pk: "downward_line_broken"})
    her, him = make.a_resident(scene.people[0]), make.a_resident(scene.people[1])
    assert queries.problem_outcomes(opened(her, scene), row.pk) == {
        mine.pk: Outcome.DOWNWARD_LINE_BROKEN
    }
    assert queries.problem_outcomes(opened(him, scene), row.pk) == {}
    assert unnamed.pk not in queries.problem_outcomes(opened(her, scene), row.pk)


@database
def test_a_member_says_how_it_goes_the_other_reads_nothing_and_who_asks_is_told(clock):
    scene = a_scene()
    closed(scene)
    her, him = make.a_resident(scene.people[0]), make.a_resident(scene.people[1])

    def say():
        return actions.say_how_it_holds(
            her, household_id=scene.home.pk, months=3, holds="no", text="Hij is terug."
        )

    row = queries.closing_now(opened(her, scene))
    him_account, his = (
        Account.objects.get(pk=him.account_id),
        (
            "my_home",
            "my_ending",
            "my_access",
            "timeline",
            "household",
        ),
    )
    with clock(product_clock.midnight(date(2027, 2, 13))):
        unseen(
            lambda: [page_of(him_account, reverse(name, args=[scene.home.uuid]))() for name in his],
            add=say,
            seen_by=lambda: queries.answers(opened(scene.worker.reader, scene), row.id),
        )
        said = say()
        asker = scene.worker.reader
        assert [one.text for one in queries.answers(opened(asker, scene), row.id)] == [
            "Hij is terug."
        ]
        assert queries.answers(opened(him, scene), row.id) == []
        page = signed_in(scene.worker).get(url(scene, "nazorg/")).content.decode()
        assert "Hij is terug." in page
        kinds = Term._plain.filter(closed_at=None).order_by("due").values_list("kind", flat=True)
        assert list(kinds) == ["aftercare_3", "aftercare_heard", "aftercare_6"]
        signed_in(scene.worker).post(url(scene, "nazorg/gehoord/"), {"answer": said.pk})
        assert not Term._plain.filter(kind="aftercare_heard", closed_at=None).exists()


@database
def test_nobody_answers_for_another_member_and_unreached_is_about_nobody(clock):
    scene = a_scene()
    closed(scene)
    her = make.a_resident(scene.people[0])
    for wrong in (
        {"person_id": scene.people[1], "holds": "yes"},
        {"holds": "unreached"},
        {"holds": "yes", "months": 4},
        {"holds": "fine"},
    ):
        with pytest.raises(Refusal):
            actions.say_how_it_holds(her, household_id=scene.home.pk, **{"months": 3, **wrong})
    said = actions.say_how_it_holds(
        scene.worker.reader, household_id=scene.home.pk, months=3, holds="unreached", text="x"
    )
    assert (said.person_id, said.compartment, said.text) == (None, "common", "")
    helper = make.a_worker()
    make.stand(helper.reader, scene.home, "helper")
    with pytest.raises(NotAllowed):
        actions.say_how_it_holds(
            helper.reader, household_id=scene.home.pk, months=3, holds="unreached"
        )


@database
def test_opening_again_keeps_the_end_and_lets_the_team_in(clock):
    scene = a_scene()
    closed(scene)
    with pytest.raises(Conflict):
        actions.reopen_case(
            scene.worker.reader, household_id=scene.home.pk, why="x", expected_version=9
        )
    case = actions.reopen_case(
        scene.worker.reader,
        household_id=scene.home.pk,
        why="Opnieuw schulden",
        relapse=True,
        coordinator=scene.worker.professional.pk,
        expected_version=1,
    )
    inside = opened(scene.worker.reader, scene)
    assert case.closed_at is None
    assert [row.state for row in queries.holders(inside)] == ["appointed"]
    (end,) = queries.closings(inside)
    assert (end.relapse, end.reopened_why) == (True, "Opnieuw schulden")
    assert queries.closing_now(inside) is None
    assert not Term._plain.filter(closed_at=None, kind__startswith="aftercare").exists()
    with pytest.raises(NotAllowed):
        actions.reopen_case(
            scene.worker.reader, household_id=scene.home.pk, why="x", expected_version=2
        )


@database
def test_the_case_is_closed_by_the_pages_with_the_same_number_of_questions(clock, all_queries):
    scene = a_scene()
    a_helper(scene, task="Coach")
    problem = note_problem(
        scene.worker.reader, household_id=scene.home.pk, text="Huur", life_area="money"
    )
    browser = signed_in(scene.worker)
    browser.get(url(scene, "afronden/"))
    with all_queries() as few:
        assert browser.get(url(scene, "afronden/")).status_code == 200
    for _ in range(6):
        a_helper(scene, task="Nog een")
        note_problem(scene.worker.reader, household_id=scene.home.pk, text="x", life_area="money")
    with all_queries() as many:
        browser.get(url(scene, "afronden/"))
    assert len(many) == len(few) <= 15
    refused = browser.post(url(scene, "afronden/sluiten/"), {"words": "Dit typte ik", "version": 1})
    assert refused.status_code == 422
    assert "Dit typte ik" in refused.content.decode()
    sent = browser.post(
        url(scene, "afronden/sluiten/"),
        {
            "way": "support_stays",
            "words": "De begeleiding blijft.",
            "call_name": "Wijkteam",
            "asker": scene.worker.professional.pk,
            "version": 1,
            f"problem-{problem.pk}": "stable",
        },
    )
    assert sent.status_code == 303
    page = browser.get(url(scene, "afronden/")).content.decode()
    assert "De begeleiding blijft." in page
    her = Account.objects.get(pk=make.a_resident(scene.people[0]).account_id)
    letter = page_of(her, url(scene, "afronden/brief.pdf"))()
    assert letter.content.startswith(b"%PDF")
    mine = page_of(her, f"/mijn/{scene.home.uuid}/verder/")().content.decode()
    assert "De begeleiding blijft." in mine
    assert "Coach" in mine
    again = browser.post(
        url(scene, "afronden/heropenen/"), {"why": "Weer vragen", "relapse": "", "version": 1}
    )
    assert again.status_code == 303


@database
def test_help_in_a_closed_part_is_in_no_letter_and_on_no_page_of_the_end_for_the_other(clock):
    scene = a_scene()
    closed(scene)
    her = Account.objects.get(pk=make.a_resident(scene.people[0]).account_id)
    him = Account.objects.get(pk=make.a_resident(scene.people[1]).account_id)
    pages = (url(scene, "afronden/brief.pdf"), f"/mijn/{scene.home.uuid}/verder/")
    unseen(
        lambda: [page_of(him, one)() for one in pages],
        add=lambda: actions.involve(
            make.SETUP,
            household_id=scene.home.pk,
            organisation_id=make.an_organisation().pk,
            law="wmo",
            task="Vrouwenopvang",
            from_date=date(2026, 11, 1),
            person_id=scene.people[0],
            compartment="own",
        ),
        seen_by=lambda: [page_of(her, one)() for one in pages],
    )


@database
def test_ends_are_counted_by_team_and_never_below_five(clock):
    scenes = [a_scene() for _ in range(2)]
    for one in scenes:
        closed(one)
    since = product_clock.now() - timedelta(days=1)
    assert queries.ended_lanes([one.team.pk for one in scenes], since) is None
    more = [a_scene() for _ in range(3)]
    for one in more:
        closed(one, way="support_stays")
    found = queries.ended_lanes([one.team.pk for one in (*scenes, *more)], since)
    assert (found.finished, found.support_stays, found.results, found.total) == (2, 3, 5, 5)


@database
def test_a_case_does_not_close_over_a_concern_that_nobody_would_see(clock):
    scene = a_scene()
    angela = scene.people[0]
    concern = a_concern(scene)
    keeper, outside = make.a_worker(), make.a_worker()
    with pytest.raises(Refusal) as refused:
        closed(scene)
    assert refused.value.where == "safety_with"
    browser = signed_in(scene.worker)
    page = browser.get(url(scene, "afronden/sluiten/")).content.decode()
    assert 'name="safety_with"' in page
    assert "€" not in page
    form = {
        "way": "finished",
        "words": "Het gaat goed.",
        "call_name": "Wijkteam",
        "asker": scene.worker.professional.pk,
        "version": 1,
    }
    assert browser.post(url(scene, "afronden/sluiten/"), form).status_code == 422
    her = make.a_resident(scene.people[1])
    sent = browser.post(
        url(scene, "afronden/sluiten/"), form | {"safety_with": keeper.professional.pk}
    )
    assert sent.status_code == 303
    (seen,) = concerns(opened(keeper.reader, scene))
    assert (seen.what, seen.open) == ("Blauwe plek op haar arm", True)
    (term,) = open_terms(opened(keeper.reader, scene), owners=[keeper.reader.key])
    assert (term.kind, term.person_id) == ("safety_after_end", angela)
    with pytest.raises(NoEntry):
        opened(outside.reader, scene)
    account = Account.objects.get(pk=her.account_id)
    ending = page_of(account, reverse("my_ending", args=[scene.home.uuid]))().content.decode()
    assert keeper.professional.name not in ending
    actions.reopen_case(
        keeper.reader,
        household_id=scene.home.pk,
        why="Het gaat niet goed",
        coordinator=outside.professional.pk,
        expected_version=1,
    )
    with pytest.raises(NoEntry):
        opened(keeper.reader, scene)
    (term,) = open_terms(opened(outside.reader, scene), owners=[outside.reader.key])
    assert (term.kind, term.subject) == ("safety_after_end", f"concern:{concern.pk}")


@database
def test_a_case_does_not_close_while_a_crisis_runs(clock):
    scene = a_scene()
    crisis = open_crisis(
        scene.worker.reader,
        household_id=scene.home.pk,
        about="Morgen ontruiming",
        coordinator=scene.worker.professional.pk,
    )
    with pytest.raises(Refusal):
        closed(scene, safety_with=scene.worker.professional.pk)
    end_crisis(
        scene.worker.reader,
        household_id=scene.home.pk,
        crisis=crisis.pk,
        outcome="prevented",
        words="Regeling",
        expected_version=1,
    )
    assert closed(scene).way == "finished"
