"""Rehearsals of an audit: drawn again by their seed, printed with codes, answered by phone or list, with a rate."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cupola.modules.devices import taking
from cupola.modules.devices.models import DeviceRow, Inventory, Rehearsal, RehearsalItem
from cupola.workspace.models import AuditEntry
from tests.web.again import write_again

PLAN = {"title": "Spring", "confidence": "95", "expected": "5.0", "margin": "5.0", "seed": "7"}


@pytest.fixture
def inventory(cast):
    write_again("inventory", taking.take)
    return Inventory.newest()


@pytest.fixture
def drawn(cast, as_, inventory) -> Rehearsal:
    answer = as_(cast.ben).post("/devices/rehearsal/new/", PLAN)
    assert answer.status_code == 302, answer.context["form"].errors
    return Rehearsal.objects.get()


def test_a_sample_is_drawn_from_what_was_bought_and_drawn_again_by_its_seed(cast, as_, drawn) -> None:
    assert drawn.population == DeviceRow.objects.filter(is_bought=True).count()
    assert "Spring" in as_(cast.ben).get("/devices/rehearsal/").content.decode()
    first = set(drawn.items.values_list("one", flat=True))
    assert 0 < len(first) < drawn.population
    as_(cast.ben).post("/devices/rehearsal/new/", PLAN)
    again = Rehearsal.objects.exclude(pk=drawn.pk).get()
    assert set(again.items.values_list("one", flat=True)) == first
    assert set(drawn.items.values_list("school", flat=True)) >= set(
        DeviceRow.objects.filter(is_bought=True).values_list("school", flat=True)
    )


def test_a_plan_that_makes_no_sense_comes_back_with_words(cast, as_, inventory) -> None:
    answer = as_(cast.ben).post("/devices/rehearsal/new/", PLAN | {"margin": "0", "confidence": "97"})
    assert answer.status_code == 422
    assert not Rehearsal.objects.exists()


def test_without_a_register_no_sample_is_drawn(cast, as_, inventory) -> None:
    DeviceRow.objects.update(is_bought=False)
    answer = as_(cast.ben).post("/devices/rehearsal/new/", PLAN)
    assert answer.status_code == 422
    assert "Snipe-IT" in answer.content.decode()


def test_the_sheet_has_a_code_for_each_device_and_no_inline_style(cast, as_, drawn) -> None:
    page = as_(cast.ben).get(f"/devices/rehearsal/{drawn.pk}/sheet/").content.decode()
    assert page.count('class="segno"') == drawn.items.count()
    assert " style=" not in page


def test_results_are_typed_device_by_device_and_give_a_rate_with_its_interval(cast, as_, drawn) -> None:
    client = as_(cast.ben)
    for number, result in ((1, "found"), (2, "missing"), (3, "other"), (4, "found")):
        answer = client.post(f"/devices/rehearsal/{drawn.pk}/{number}/", {"result": result, "note": "room 12"})
        assert answer.status_code == 302
    standing = client.get(f"/devices/rehearsal/{drawn.pk}/").context["standing"]
    assert (standing.checked, standing.rate.wrong, standing.rate.rate) == (4, 2, 0.5)
    assert standing.rate.low < 0.5 < standing.rate.high
    assert "50.0%" in client.get("/devices/rehearsal/").content.decode()
    assert AuditEntry.objects.filter(act="rehearsal answered").count() == 4
    client.post(f"/devices/rehearsal/{drawn.pk}/1/", {"result": ""})
    assert RehearsalItem.objects.get(rehearsal=drawn, number=1).answered_at is None
    client.post(f"/devices/rehearsal/{drawn.pk}/1/", {"result": "stolen"})
    assert RehearsalItem.objects.get(rehearsal=drawn, number=1).result == ""


def test_a_list_of_results_is_taken_and_odd_lines_are_counted(cast, as_, drawn) -> None:
    first, second = drawn.items.exclude(tag="")[:2]
    content = f"Asset Tag,Result,Note\n{first.tag.lower()},found,\n{second.tag},Not found,gone\nXX,found,\n,,\n"
    file = SimpleUploadedFile("results.csv", content.encode("utf-8-sig"))
    client = as_(cast.ben)
    answer = client.post(f"/devices/rehearsal/{drawn.pk}/upload/", {"file": file}, follow=True)
    assert "2 results were taken; 1 lines fit no device" in answer.content.decode()
    assert set(drawn.items.exclude(result="").values_list("result", flat=True)) == {"found", "missing"}
    for bad in (b"", b"a,b\n1,2\n", b"\x00\xff\xfe", b'result,tag\n"x'):
        upload = SimpleUploadedFile("results.csv", bad)
        assert client.post(f"/devices/rehearsal/{drawn.pk}/upload/", {"file": upload}).status_code == 302


def test_the_results_leave_as_a_file(cast, as_, drawn) -> None:
    answer = as_(cast.ben).get(f"/devices/rehearsal/{drawn.pk}/results.csv")
    lines = b"".join(answer.streaming_content).decode()
    assert lines.count("\n") == drawn.items.count() + 1


def test_readers_without_the_permission_find_no_rehearsal(cast, as_, drawn) -> None:
    for who in (cast.cleo, cast.rosa, cast.dov):
        for page in ("", "new/", f"{drawn.pk}/", f"{drawn.pk}/sheet/", f"{drawn.pk}/1/", f"{drawn.pk}/results.csv"):
            assert as_(who).get(f"/devices/rehearsal/{page}").status_code == 403, (who, page)
        assert as_(who).post(f"/devices/rehearsal/{drawn.pk}/1/", {"result": "found"}).status_code == 403
