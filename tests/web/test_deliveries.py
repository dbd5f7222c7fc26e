"""Deliveries on their pages: brought, read, previewed, applied, put aside, undone; and who may do what."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cupola.engine.record.store import open_store
from cupola.workspace import people
from cupola.workspace.models import AuditEntry, Delivery, DeliveryState
from cupola.workspace.people import Wanted

pytestmark = pytest.mark.deep


def bring(client: Client, *files: SimpleUploadedFile, paths: list[str] | None = None, **more: str) -> Delivery:
    said = {"files": list(files), "paths": paths or [file.name for file in files], **more}
    answer = client.post("/deliveries/", said)
    assert answer.status_code == 302, answer.content
    return Delivery.objects.get(pk=answer.headers["Location"].strip("/").rpartition("/")[2])


STUDENTS = (
    "Student Number,Last Name,First Name,Birth Date,Grade,School,Password\n"
    "90001,Abara,Nia,2014-03-02,6,{school},tulip\n"
    "90002,Benitez,Leo,2014-05-12,6,{school},rose\n"
    "90003,Chu,Ana,2014-07-22,6,{school},fern\n"
)


def a_list(school: str = "Harbor High") -> SimpleUploadedFile:
    return SimpleUploadedFile("summer-students.csv", STUDENTS.format(school=school).encode())


@pytest.mark.django_db(transaction=True)
def test_a_delivery_is_brought_read_applied_and_undone(cast, as_, run_jobs, record: Path) -> None:
    ada = as_(cast.ada)
    before = open_store(record).current()
    made = bring(ada, a_list())
    assert "will be read in a moment" in ada.get(f"/deliveries/{made.pk}/").content.decode()
    run_jobs()
    made.refresh_from_db()
    assert made.state == DeliveryState.HELD, made.problem
    page = ada.get(f"/deliveries/{made.pk}/").content.decode()
    assert "nobody has confirmed" in page
    assert "Would open" in page
    assert open_store(record).current() == before
    ada.post(f"/deliveries/{made.pk}/decide/", {"act": "apply"})
    run_jobs()
    made.refresh_from_db()
    assert (made.state, made.problem) == (DeliveryState.APPLIED, "")
    assert open_store(record).current().id == made.snapshot
    assert not (record / "web" / "uploads" / str(made.pk)).exists()
    ada.post(f"/deliveries/{made.pk}/decide/", {"act": "undo"})
    made.refresh_from_db()
    assert made.state == DeliveryState.UNDONE
    assert open_store(record).current().id == before.id
    acts = list(AuditEntry.objects.filter(thing=f"delivery:{made.pk}").order_by("pk").values_list("act", flat=True))
    assert acts == ["delivery brought", "delivery to be applied", "delivery applied", "delivery undone"]


@pytest.mark.django_db(transaction=True)
def test_a_held_delivery_needs_a_reason(cast, as_, run_jobs, record: Path, exports: Path) -> None:
    ada = as_(cast.ada)
    first = exports / "this-month" / "google-devices.csv"
    lines = first.read_bytes().splitlines(keepends=True)
    cut = SimpleUploadedFile(first.name, b"".join(lines[: 5 + len(lines) // 5]))
    made = bring(ada, cut)
    run_jobs()
    made.refresh_from_db()
    assert made.preview["held"], (made.state, made.problem)
    page = ada.get(f"/deliveries/{made.pk}/").content.decode()
    assert "Yes, this is right" in page
    ada.post(f"/deliveries/{made.pk}/decide/", {"act": "apply", "reason": "  "})
    made.refresh_from_db()
    assert made.state == DeliveryState.HELD
    ada.post(f"/deliveries/{made.pk}/decide/", {"act": "apply", "reason": "half the carts were sold"})
    run_jobs()
    made.refresh_from_db()
    assert (made.state, made.problem) == (DeliveryState.APPLIED, "")
    assert "half the carts were sold" in ada.get(f"/deliveries/{made.pk}/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_preview_over_an_older_record_is_made_again(cast, as_, run_jobs, record: Path) -> None:
    ada = as_(cast.ada)
    one, other = bring(ada, a_list()), bring(ada, SimpleUploadedFile("other.csv", STUDENTS.encode()), system="North")
    run_jobs()
    ada.post(f"/deliveries/{one.pk}/decide/", {"act": "apply"})
    run_jobs()
    answer = ada.post(f"/deliveries/{other.pk}/decide/", {"act": "apply"}, follow=True)
    assert "being compared again" in answer.content.decode()
    run_jobs()
    other.refresh_from_db()
    assert other.before == open_store(record).current().id


@pytest.mark.django_db(transaction=True)
def test_only_the_newest_can_be_undone_and_the_page_says_which_first(cast, as_, run_jobs) -> None:
    ada = as_(cast.ada)
    made = []
    for name in ("North", "South"):
        made.append(bring(ada, SimpleUploadedFile("list.csv", STUDENTS.format(school=name).encode()), system=name))
        run_jobs()
        ada.post(f"/deliveries/{made[-1].pk}/decide/", {"act": "apply"})
        run_jobs()
    page = ada.get(f"/deliveries/{made[0].pk}/").content.decode()
    assert "cannot be undone now" in page
    assert f"/deliveries/{made[1].pk}/" in page
    ada.post(f"/deliveries/{made[0].pk}/decide/", {"act": "undo"})
    made[0].refresh_from_db()
    assert made[0].state == DeliveryState.APPLIED


@pytest.mark.django_db(transaction=True)
def test_the_same_files_again_are_nothing_new(cast, as_, run_jobs) -> None:
    ada = as_(cast.ada)
    for expected in (DeliveryState.HELD, DeliveryState.NOTHING_NEW):
        made = bring(ada, a_list())
        run_jobs()
        made.refresh_from_db()
        assert made.state == expected
        if expected == DeliveryState.HELD:
            ada.post(f"/deliveries/{made.pk}/decide/", {"act": "apply"})
            run_jobs()
    assert "says all of this already" in ada.get(f"/deliveries/{made.pk}/").content.decode()


def test_an_empty_list_says_what_to_begin_with(cast, as_) -> None:
    page = as_(cast.ada).get("/deliveries/").content.decode()
    assert "Nothing was delivered yet" in page
    assert "data-drop" in page


def test_a_long_list_has_pages(cast, as_) -> None:
    Delivery.objects.bulk_create(Delivery(who="Ada", state=DeliveryState.PUT_ASIDE) for _ in range(60))
    page = as_(cast.ada).get("/deliveries/?page=2").content.decode()
    assert "Page 2 of 3" in page
    assert as_(cast.ada).get("/deliveries/?page=nonsense").status_code == 200


def test_a_registrar_and_a_board_reader_are_refused(cast, as_) -> None:
    made = Delivery.objects.create(who="Ada", state=DeliveryState.READY)
    for person in (cast.rosa, cast.cleo, cast.dov):
        client = as_(person)
        for address in ("/deliveries/", f"/deliveries/{made.pk}/", f"/deliveries/{made.pk}/kept/0/"):
            assert client.get(address).status_code == 403
        assert client.post("/deliveries/", {"files": [a_list()]}).status_code == 403
        assert client.post(f"/deliveries/{made.pk}/decide/", {"act": "aside"}).status_code == 403


def test_a_technician_brings_but_does_not_apply(cast, as_) -> None:
    made = Delivery.objects.create(who="Ada", state=DeliveryState.READY)
    client = as_(cast.ben)
    page = client.get(f"/deliveries/{made.pk}/").content.decode()
    assert "Put aside" not in page
    assert client.post(f"/deliveries/{made.pk}/decide/", {"act": "apply"}).status_code == 403
    made.refresh_from_db()
    assert made.state == DeliveryState.READY


def test_a_technician_of_one_school_sees_no_delivery(cast, as_) -> None:
    made = Delivery.objects.create(who="Ada", state=DeliveryState.READY)
    cast.dov.grants.all().delete()
    people.give_role(cast.dov, Wanted("technician", reach="schools", schools=(cast.schools[0],)), by=None)
    client = as_(cast.dov)
    assert f"/deliveries/{made.pk}/" not in client.get("/deliveries/").content.decode()
    assert client.get(f"/deliveries/{made.pk}/").status_code == 404
    assert client.post("/deliveries/", {"files": [a_list()]}).status_code == 403


def test_what_cannot_be_decided_any_more_is_said(cast, as_) -> None:
    made = Delivery.objects.create(who="Ada", state=DeliveryState.PUT_ASIDE)
    for act in ("apply", "aside", "undo", "read"):
        answer = as_(cast.ada).post(f"/deliveries/{made.pk}/decide/", {"act": act}, follow=True)
        assert "told--error" in answer.content.decode()
    assert as_(cast.ada).post(f"/deliveries/{made.pk}/decide/", {"act": "burn"}).status_code == 404


def test_the_part_that_polls_shows_progress_then_asks_for_the_whole_page(cast, as_) -> None:
    made = Delivery.objects.create(who="Ada", state=DeliveryState.READING, progress=0.5, doing="reading users.csv")
    part = as_(cast.ada).get(f"/deliveries/{made.pk}/", headers={"hx-request": "true"})
    assert b"<html" not in part.content
    assert b"reading users.csv" in part.content
    assert b'value="0.5"' in part.content
    Delivery.objects.filter(pk=made.pk).update(state=DeliveryState.READY)
    part = as_(cast.ada).get(f"/deliveries/{made.pk}/", headers={"hx-request": "true"})
    assert part.headers["HX-Refresh"] == "true"


def test_without_scripts_the_page_loads_itself_again_while_a_job_works(cast, as_) -> None:
    made = Delivery.objects.create(who="Ada", state=DeliveryState.READING)
    assert b'<noscript><meta http-equiv="refresh"' in as_(cast.ada).get(f"/deliveries/{made.pk}/").content
