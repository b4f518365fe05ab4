# SPDX-License-Identifier: EUPL-1.2
"""A proposal for paying together is kept as it lay on the table, and nothing changes it."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from tests import factories as make
from tests.coordination.making import signed_in
from tests.money.making import a_claim, a_project, an_effort
from voordeur.door.deed import NotAllowed
from voordeur.door.refusal import Refusal
from voordeur.money import actions
from voordeur.money.closing import digest
from voordeur.money.models import Proposal
from voordeur.money.queries.proposals import proposal_now, proposals

pytestmark = pytest.mark.django_db


def test_a_proposal_is_kept_with_its_hash_and_a_later_one_is_a_new_version(clock):
    project = a_project()
    client = signed_in(make.a_worker("project_leader"))
    put = reverse("proposal_put", args=[project.uuid])
    assert client.get(put).status_code == 404
    an_effort(project)
    a_claim(project)
    read = digest(proposal_now(project.uuid))
    said = {"signer": "S. Benhaddi, projectleider", "seen": read}
    assert read in client.get(put).content.decode()
    assert client.post(put, said | {"signer": " "}).status_code == 422
    assert client.post(put, said | {"seen": "anders"}).status_code == 422
    assert client.post(put, said).status_code == 303
    assert client.post(put, said).status_code == 422
    an_effort(project, what="Een tweede begeleider")
    changed = digest(proposal_now(project.uuid))
    assert client.post(put, said | {"seen": changed}).status_code == 303
    second, first = proposals(project.pk)
    assert [(one.number, one.digest, one.is_whole) for one in (first, second)] == [
        (1, read, True),
        (2, changed, True),
    ]
    page = signed_in(make.a_worker("council")).get(reverse("effort_and_gain", args=[project.uuid]))
    paper = reverse("proposal_paper", args=[project.uuid, first.uuid])
    assert paper in page.content.decode()
    kept = client.get(paper)
    assert kept.content.startswith(b"%PDF")
    assert (
        client.get(reverse("proposal_paper", args=[project.uuid, project.uuid])).status_code == 404
    )
    for change in (
        lambda: Proposal.objects.update(signer="x"),
        lambda: Proposal.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(NotAllowed):
        actions.put_proposal(
            make.a_worker("council").reader, project=project.uuid, signer="x", seen=changed
        )
    with pytest.raises(Refusal):
        actions.put_proposal(
            make.a_worker("controller").reader, project=a_project("Leeg").uuid, signer="x", seen=""
        )
