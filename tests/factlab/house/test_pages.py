# SPDX-License-Identifier: EUPL-1.2
"""The pages of Factlab: read by the analyst alone, quick, in Dutch, and without anybody in them."""

import json
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html

from tests import factories as make
from tests.factlab.house.conftest import MANIFEST, SMALL, TOWN, browser, people
from tests.factlab.house.test_folders import package
from voordeur.door.models import AccessRecord
from voordeur.door.refusal import Refusal
from voordeur.factlab.actions import ask_task, look
from voordeur.factlab.house.sealing import forget_doubts
from voordeur.factlab.house.words import FILES
from voordeur.factlab.house.working import at_once, decisions, run_due
from voordeur.factlab.models import Delivery, Doubt, Look, Task
from voordeur.history.keyring import Forgotten

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(house, analyst, as_finished):
    """A run that is done."""
    task = ask_task(analyst.reader, kind="run", folder=TOWN)
    run_due(as_finished)
    task.refresh_from_db()
    assert task.state == "done", task.fault
    return task


def surnames(house):
    lines = (house / TOWN / "brp.csv").read_text(encoding="utf-8").splitlines()
    place = lines[0].split(";").index("Achternaam")
    found = {line.split(";")[place] for line in lines[1:]}
    return {name.encode() for name in found if len(name) > 6}


def at(name, *args):
    return reverse(f"factlab{name}", args=args)


def test_every_page_is_for_the_analyst_alone(run, house):
    delivery = Delivery.objects.filter(source="wmo").get()
    addresses = [
        at(""),
        at("_receive"),
        at("_folder", TOWN),
        at("_delivery", delivery.uuid),
        at("_letter", delivery.uuid),
        *(at(name, run.uuid) for name in ("_task", "_report", "_doubt", "_second")),
        at("_file", run.uuid, "tables", "xlsx"),
    ]
    for role in ("professional", "administrator", "privacy_officer", "controller"):
        client = browser(make.a_worker(role))
        assert {client.get(address).status_code for address in addresses} == {403}
    assert {Client().get(address).status_code for address in addresses} == {302}


def test_from_a_folder_to_a_report_on_the_pages(house, analyst, as_finished, all_queries):
    client = browser(analyst)
    assert b"waterveen-2025/" in client.get(at("")).content
    page = client.get(at("_folder", SMALL)).content.decode()
    assert "Wmo 2015" in page
    assert "figures; synthetic" in page
    assert client.post(at("_check", SMALL))["Location"] == at("_folder", SMALL)
    run_due(at_once)
    page = html.fromstring(client.get(at("_folder", SMALL)).content.decode())
    states = [
        one.text_content().strip()
        for one in page.xpath(
            "//section[@aria-labelledby='sources']//*[contains(@class, 'vd-badge')]"
        )
    ]
    assert states == ["niets valt op", "niets valt op", "niets geleverd"]

    answer = client.post(at("_folder", TOWN), {"language": "nl", "threshold": "10"})
    task = Task.objects.get(kind="run")
    assert (answer.status_code, answer["Location"]) == (303, at("_task", task.uuid))
    busy = client.get(answer["Location"]).content.decode()
    assert 'hx-trigger="every 2s"' in busy
    assert at("_stop", task.uuid) in busy
    run_due(as_finished)
    for name, args in (("", ()), ("_folder", (TOWN,)), ("_task", (task.uuid,))):
        with all_queries() as statements:
            assert client.get(at(name, *args)).status_code == 200
        assert len(statements) <= 15, name
    with all_queries() as statements:
        report = client.get(at("_report", task.uuid)).content.decode()
    assert len(statements) <= 15
    tree = html.fromstring(report)
    assert tree.xpath("//section/h2/@id")[:4] == [
        "brief",
        "provisions",
        "problems",
        "profiles",
    ]
    purposes = [one.text_content() for one in tree.xpath("//section/p[@class='vd-lead']")]
    assert len(purposes) >= 3
    assert all(purposes)
    assert tree.xpath("//*[contains(@class, 'vd-picture')]/svg/title")
    assert not tree.xpath("//main//script | //main//style | //main//*[@style]")
    got, page = {}, client.get(at("_task", task.uuid)).content.decode()
    for name in FILES:
        assert at("_file", task.uuid, *name.split(".")) in page
        got[name] = client.get(at("_file", task.uuid, *name.split(".")))
        assert (name, got[name].status_code) == (name, 200)
        assert got[name]["Content-Disposition"] == f'attachment; filename="factlab-{name}"'
    assert openpyxl.load_workbook(BytesIO(got["tables.xlsx"].content))
    assert client.get(at("_file", task.uuid, "other", "json")).status_code == 404
    provenance = json.loads(got["provenance.json"].content)
    assert {one["source"] for one in provenance["sources"]} >= {"brp", "wmo"}


def test_nobody_is_on_any_page_but_the_one_that_compares_and_there_the_log_comes_first(
    run, house, analyst, all_queries
):
    client, names = browser(analyst), surnames(house)
    assert len(names) > 30
    delivery = Delivery.objects.order_by("-rows_rejected").first()
    pages = [
        client.get(address).content
        for address in (
            at(""),
            at("_folder", TOWN),
            at("_delivery", delivery.uuid),
            at("_task", run.uuid),
            at("_report", run.uuid),
            at("_second", run.uuid),
        )
    ]
    assert not [
        name for name in names for page in pages if b">" + name in page or name + b"<" in page
    ]
    kept = [one.content for one in Doubt.objects.all()]
    assert kept
    assert not [name for name in names for one in kept if name.decode() in one]
    AccessRecord.objects.all().delete()
    with all_queries() as statements:
        page = client.get(at("_doubt", run.uuid)).content
    assert len(statements) <= 15
    assert any(name in page for name in names)
    (record,) = AccessRecord.objects.all()
    assert (record.reader, record.purpose) == (analyst.reader.key, "figures")
    assert (record.activity, record.household_id, record.households) == ("factlab.doubt", None, [])
    # Only what tells two people apart: no number, no help, no cost.
    tree = html.fromstring(page.decode())
    heads = {one.text_content() for one in tree.xpath("//tbody//th")}
    assert heads == {"Naam", "Geboortedatum", "Geslacht", "Adres"}
    for word in (b"bsn", b"BSN", b"household_help"):
        assert word not in page


def test_what_is_said_of_two_rows_goes_with_the_next_run_and_two_opinions_ask_a_second_look(
    run, house, analyst
):
    doubt = Doubt.objects.order_by("place").first()
    client, page = browser(analyst), at("_doubt", run.uuid)
    assert client.post(page, {}).status_code == 303
    assert not Look.objects.exists()
    assert client.post(page, {f"{doubt.uuid}-says": "no idea"}).status_code == 422
    answer = client.post(page, {f"{doubt.uuid}-says": "same"})
    assert (answer.status_code, answer["Location"]) == (303, page)
    ((left, right, same),) = decisions()
    assert same is True
    assert len(left) == len(right) == 32
    assert str(doubt.uuid) not in client.get(page).content.decode()
    assert left not in Look.objects.get().pair

    other = make.a_worker("analyst")
    look(other.reader, doubt=doubt.uuid, says="different")
    assert list(decisions()) == []
    second = at("_second", run.uuid)
    shown = browser(other).get(second).content.decode()
    assert "Eerder gezegd: Dezelfde persoon, Twee mensen." in shown
    refused = client.post(second, {f"{doubt.uuid}-says": "unsure"})
    assert refused.status_code == 422
    assert client.post(second, {f"{doubt.uuid}-says": "different"}).status_code == 303
    assert [one[2] for one in decisions()] == [False]
    with pytest.raises(Refusal):
        look(other.reader, doubt=doubt.uuid, says="same", second=True)


def test_a_newer_run_takes_the_doubt_of_the_older_one_away(run, house, analyst, as_finished):
    old = Doubt.objects.order_by("place").first()
    ask_task(analyst.reader, kind="run", folder=TOWN)
    run_due(as_finished)
    assert not Doubt.objects.filter(task=run).exists()
    assert Doubt.objects.filter(mark=old.mark).exists()
    assert "niets te bekijken" in browser(analyst).get(at("_task", run.uuid)).content.decode()
    from voordeur.factlab.house.sealing import open_doubt

    with pytest.raises(Forgotten):
        open_doubt(run, old)
    forget_doubts(run)  # twice is no harm


def test_a_package_comes_in_by_a_page_and_what_is_refused_keeps_what_was_typed(house, analyst):
    client = browser(analyst)
    good = package({"factlab.toml": MANIFEST, "brp.csv": people(3)})

    def send(name, content):
        file = SimpleUploadedFile("zip.zip", content, "application/zip")
        return client.post(at("_receive"), {"name": name, "package": file})

    refused = send("te-veel", package({"factlab.toml": MANIFEST, "../x.csv": "x"}))
    assert refused.status_code == 422
    assert "buiten de map" in refused.content.decode()
    assert 'value="te-veel"' in refused.content.decode()
    assert send(SMALL, good).status_code == 422
    assert send("klein-2026", good)["Location"] == at("_folder", "klein-2026")
    assert (house / "klein-2026" / "brp.csv").exists()
    assert client.get("/factlab/map/deliveries/").status_code == 404


def test_a_delivery_is_judged_on_its_page_and_the_letter_can_be_sent(house, analyst):
    rows = people(30, "household_help").replace("Roodbaard3;04-03-1953", ";")
    (house / SMALL / "wmo.csv").write_text(rows, encoding="utf-8")
    ask_task(analyst.reader, kind="check", folder=SMALL)
    run_due(at_once)
    delivery = Delivery.objects.get(source="wmo")
    client, page = browser(analyst), at("_delivery", delivery.uuid)
    shown = client.get(page).content.decode()
    assert "wmo.csv" in shown
    assert "Roodbaard" not in shown
    assert client.get(at("_letter", delivery.uuid)).content.startswith(b"%PDF")
    wrong = client.post(page, {"verdict": "refused", "reason": "", "version": "1"})
    assert wrong.status_code == 422
    done = client.post(page, {"verdict": "accepted", "reason": "", "version": "1"})
    assert done["Location"] == at("_folder", SMALL)
    stale = client.post(page, {"verdict": "refused", "reason": "Toch niet goed.", "version": "1"})
    assert stale.status_code == 409
    assert "Toch niet goed." in stale.content.decode()
