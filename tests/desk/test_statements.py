# SPDX-License-Identifier: EUPL-1.2
"""Each page asks at most fifteen statements, whoever looks: session, account, door and log counted in.

Walked over the households of a few stories, so that there is something on the pages.
"""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from tests.town.playing import NOON, played, told
from voordeur.door.models import Account, Standing
from voordeur.history import clock
from voordeur.people.models import Household

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MOST = 15


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker):
    with played(django_db_blocker, told("berend", "van-dalen")) as cast:
        yield cast


def names(patterns):
    """Yield the name of every address with the parameters it takes."""
    for one in patterns:
        if isinstance(one, URLPattern):
            if one.name:
                yield one.name, list(one.pattern.converters)
        else:
            yield from names(one.url_patterns)


def pages_of(account, household=None):
    """Yield each page that takes a household and nothing else, or, without one, nothing at all."""
    client = Client()
    client.force_login(account, backend=BACKEND)
    for name, takes in names(get_resolver().url_patterns):
        if takes != (["household"] if household else []):
            continue
        try:
            path = reverse(name, args=[household.uuid] if household else [])
        except NoReverseMatch:
            continue
        if not path.startswith(("/inloggen", "/uitloggen", "/i18n")):
            yield name, client, path


def test_no_page_asks_more_than_fifteen_statements(town, all_queries):
    asked, walked = {}, 0
    now = Standing.objects.filter(valid_until=None).order_by("pk")
    with clock.at(NOON):
        there = {}
        for standing in now.filter(relation__in=["case_coordinator", "self"]):
            kind, _, number = standing.reader.partition(":")
            key = "person_id" if kind == "person" else "pk"
            account = Account.objects.filter(**{key: int(number)}).first()
            if account is not None:
                there.setdefault((standing.relation, standing.household_id), account)
        looking = [(one, Household.objects.get(pk=pk)) for (_relation, pk), one in there.items()]
        roles = {}
        for account in Account.objects.order_by("pk"):
            roles.setdefault(tuple(sorted(account.roles)), account)
        looking += [(account, None) for account in roles.values()]
        for account, household in looking:
            for name, client, path in pages_of(account, household):
                with all_queries() as statements:
                    answer = client.get(path)
                if answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]:
                    walked += 1
                    asked[name] = max(asked.get(name, 0), len(statements))
    assert walked > 150
    assert {"plan_page", "household", "my_home", "since_friday", "coordination_page"} <= set(asked)
    assert {name: n for name, n in asked.items() if n > MOST} == {}
