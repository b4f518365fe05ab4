# SPDX-License-Identifier: EUPL-1.2
"""The pages of imports: by full reload from a file to its rows and back, for the administrator."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.guard import unguarded
from tests.imports.test_batches import PERSONS
from voordeur.imports import bringing
from voordeur.imports.models import ImportBatch
from voordeur.people.models import Person

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(*roles):
    """A browser of somebody with these roles."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(make.a_worker(*roles).account, backend=BACKEND)
    return client


def sent(client, text=PERSONS, name="huishoudens.csv", target="persons"):
    """Send a table; returns the answer."""
    file = SimpleUploadedFile(name, text.encode())
    return client.post(reverse("imports"), {"target": target, "source": "Suite", "file": file})


def columns_of(client, address):
    """The choices of the columns page as they are filled in."""
    form = client.get(address).context["form"]
    return {name: field.initial or "" for name, field in form.fields.items()}


def test_from_a_file_to_its_rows_and_back_by_full_reload(clock):
    client = signed_in("administrator")
    columns = sent(client).url
    batch = ImportBatch.objects.get()
    page = reverse("import_batch", args=[batch.uuid])
    assert "Waterlelie" in client.get(columns).content.decode()
    assert client.post(columns, columns_of(client, columns)).url == page
    client.post(reverse("import_do", args=[batch.uuid, "proef"]))
    assert "Tried out: nothing is in yet" in client.get(page).content.decode()
    with unguarded():
        assert Person._plain.count() == 0
    client.post(reverse("import_do", args=[batch.uuid, "start"]))
    assert 'role="progressbar"' in client.get(page).content.decode() or "<progress" in (
        client.get(page).content.decode()
    )
    bringing.run_due()
    assert "Brought in" in client.get(page).content.decode()
    with unguarded():
        assert Person._plain.count() == 3
    client.post(reverse("import_do", args=[batch.uuid, "terug"]))
    assert "Undone" in client.get(page).content.decode()
    with unguarded():
        assert Person._plain.count() == 0


def test_a_guess_is_never_applied_before_somebody_looked(clock):
    client = signed_in("administrator")
    sent(client)
    batch = ImportBatch.objects.get()
    client.post(reverse("import_do", args=[batch.uuid, "start"]))
    assert bringing.run_due() == 0
    batch.refresh_from_db()
    assert batch.state == "uploaded"


def test_rejected_rows_are_told_and_given_back(clock):
    client = signed_in("administrator")
    columns = sent(client, PERSONS + "H-3;;Zondernaam;;;volwassene\n").url
    batch = ImportBatch.objects.get()
    client.post(columns, columns_of(client, columns))
    client.post(reverse("import_do", args=[batch.uuid, "proef"]))
    client.post(reverse("import_do", args=[batch.uuid, "start"]))
    bringing.run_due()
    page = client.get(reverse("import_batch", args=[batch.uuid])).content.decode()
    assert "What stays out, and why" in page
    assert "Zondernaam" not in page
    left = client.get(reverse("import_rejected", args=[batch.uuid]))
    assert b"Zondernaam" in left.content
    assert "huishoudens" not in left["Content-Disposition"]


def test_a_file_that_is_no_table_is_refused_in_the_form(clock):
    answer = sent(signed_in("administrator"), name="huishoudens.pdf")
    assert answer.status_code == 422
    assert "Only .xlsx and .csv files can be read." in answer.content.decode()


def test_a_table_without_column_names_says_so(clock):
    client = signed_in("administrator")
    answer = client.get(sent(client, "1;2;3\n4;5;6\n").url)
    assert answer.status_code == 422


@pytest.mark.parametrize("roles", [("professional",), ("team_lead", "triage"), ("controller",)])
def test_nobody_else_gets_these_pages(clock, roles):
    sent(signed_in("administrator"))
    batch = ImportBatch.objects.get()
    client = signed_in(*roles)
    assert client.get(reverse("imports")).status_code == 403
    assert sent(client).status_code == 403
    for name in ("import_batch", "import_columns", "import_rejected"):
        assert client.get(reverse(name, args=[batch.uuid])).status_code == 403
    for doing in ("proef", "start", "terug"):
        assert client.post(reverse("import_do", args=[batch.uuid, doing])).status_code == 403


def test_the_list_asks_as_many_questions_for_one_table_as_for_ten(clock, all_queries):
    client = signed_in("administrator")
    sent(client)
    counts = []
    for _ in range(2):
        with all_queries() as asked:
            client.get(reverse("imports"))
        counts.append(len(asked))
        for _ in range(9):
            sent(client)
    assert counts[0] == counts[1] <= 15
