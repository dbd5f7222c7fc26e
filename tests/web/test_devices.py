"""The pages of devices: who reads them, what a principal sees, lists, files, and that the job keeps up."""

from __future__ import annotations

import pytest

from cupola.engine.inventory.opened import crosswalk_of
from cupola.modules.devices import taking
from cupola.modules.devices.models import DeviceRow, HolderRow, Inventory
from cupola.workspace import after_publishing, jobs, people
from cupola.workspace.models import AuditEntry, Publication, School, User
from cupola.workspace.people import Wanted
from tests.web.again import write_again

PAGES = ("/devices/", "/devices/holders/", "/devices/support/", "/devices/list.csv")


@pytest.fixture
def inventory(cast):
    write_again("inventory", taking.take)
    return Inventory.newest()


@pytest.fixture
def principal(cast, inventory) -> User:
    user = User.objects.create_user("pia@harbor.example", "Pia", "a calm harbor morning")
    people.give_role(user, Wanted("school_leader", schools=(cast.schools[0],)), by=None)
    return user


def text_of(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode()


def test_pages_say_what_to_deliver_before_anything_is_counted(cast, as_) -> None:
    for page in PAGES:
        assert as_(cast.ada).get(page).status_code == 200
    assert "Nothing is counted yet" in as_(cast.ada).get("/devices/").content.decode()


def test_the_first_page_counts_three_ways_and_each_device_once(cast, as_, inventory) -> None:
    page = as_(cast.ada).get("/devices/").content.decode()
    assert f"You bought {DeviceRow.objects.filter(is_bought=True).count():,} devices" in page
    states = as_(cast.ada).get("/devices/").context["page"].states
    assert sum(line.devices for line in states) == DeviceRow.objects.count() > 50
    for way in ("school", "model", "fund"):
        shown = as_(cast.ada).get(f"/devices/?by={way}").context["page"]
        assert sum(group.bought for group in shown.groups) == shown.all.bought


def test_unknown_prices_are_counted_and_never_nothing(cast, as_, inventory) -> None:
    DeviceRow.objects.update(cents=None, state="lost", is_bought=True)
    page = as_(cast.ada).get("/devices/").content.decode()
    assert "worth is unknown" in page or "what they are worth is unknown" in page
    assert "worth $0" not in page


def test_roles_without_the_permission_are_refused(cast, as_, inventory) -> None:
    for who in (cast.cleo, cast.rosa, cast.dov):
        for page in (*PAGES, f"/devices/{DeviceRow.objects.first().pk}/", "/devices/rehearsal/", "/accounts/"):
            assert as_(who).get(page).status_code == 403, (who, page)


def test_a_principal_sees_the_own_school_and_no_other(cast, as_, principal) -> None:
    own, other = cast.schools[0], cast.schools[1]
    mine = set(DeviceRow.objects.filter(school=own).values_list("pk", flat=True))
    client = as_(principal)
    shown = client.get("/devices/").context["page"]
    assert shown.all.devices == len(mine) > 0
    assert {each.pk for each in shown.page} <= mine
    foreign = DeviceRow.objects.filter(school=other).first()
    assert client.get(f"/devices/{foreign.pk}/").status_code == 404
    assert client.get(f"/devices/{next(iter(mine))}/").status_code == 200
    lines = text_of(client.get("/devices/list.csv"))
    assert other.name not in lines
    assert lines.count("\n") == len(mine) + 1
    assert {row.school_id for row in client.get("/devices/holders/?kind=none").context["page"].page} <= {own.pk}
    assert client.get("/devices/rehearsal/").status_code == 403
    assert client.get("/accounts/").status_code == 403


def test_a_list_is_narrowed_and_its_file_with_it(cast, as_, inventory) -> None:
    client = as_(cast.ben)
    stock = DeviceRow.objects.filter(state="stock").count()
    assert client.get("/devices/?state=stock").context["page"].page.paginator.count == stock
    assert text_of(client.get("/devices/list.csv?state=stock")).count("\n") == stock + 1
    one = DeviceRow.objects.exclude(tag="").first()
    found = client.get(f"/devices/?q={one.tag.lower()}").context["page"].page
    assert one.pk in {each.pk for each in found}
    for odd in ("?school=nonsense", "?state=%00", "?page=x", "?among=nowhere&model=none", "?fund=none", "?school=none"):
        assert client.get(f"/devices/{odd}").status_code == 200, odd


def test_no_cell_of_the_file_is_a_formula(cast, as_, inventory) -> None:
    one = DeviceRow.objects.order_by("tag").first()
    DeviceRow.objects.filter(pk=one.pk).update(tag="=cmd|calc", folded="=cmd|calc")
    assert "'=cmd|calc" in text_of(as_(cast.ada).get("/devices/list.csv"))


def test_a_device_shows_what_each_source_says_and_names_nobody(cast, as_, inventory) -> None:
    one = next(each for each in DeviceRow.objects.filter(with_student=True) if len(each.sources) > 1)
    answer = as_(cast.ada).get(f"/devices/{one.pk}/")
    page = answer.content.decode()
    assert len(answer.context["page"].sides) == len(one.sources)
    assert "Who is this?" in page
    assert "@students.harbor.example" not in page
    named = as_(cast.ada).post("/settings/who/", {"subject": one.holder, "reason": "asking the device back"})
    assert named.status_code == 200
    assert AuditEntry.objects.filter(act="names seen").exists()


def test_a_search_finds_devices_by_tag(cast, as_, inventory, principal) -> None:
    foreign = DeviceRow.objects.filter(school=cast.schools[1]).exclude(tag="").first()
    assert f"/devices/{foreign.pk}/" in as_(cast.ada).get(f"/search/?q={foreign.tag}").content.decode()
    assert f"/devices/{foreign.pk}/" not in as_(principal).get(f"/search/?q={foreign.tag}").content.decode()


def test_holders_are_listed_by_school_without_names(cast, as_, inventory) -> None:
    HolderRow.objects.create(person="lighthouse-sis:P1000001", kind="late", school=cast.schools[0], days=3,
                             devices=[DeviceRow.objects.first().one])  # fmt: skip
    page = as_(cast.ada).get("/devices/holders/?kind=late").content.decode()
    assert "3 days late" in page
    assert "Expected Checkin" in page


def test_support_ahead_goes_by_month_and_model(cast, as_, inventory) -> None:
    shown = as_(cast.ada).get("/devices/support/").context["page"]
    assert shown.devices == sum(month.devices for month in shown.months)


def test_taken_twice_it_is_the_same_and_addresses_stay(cast, inventory) -> None:
    before = dict(DeviceRow.objects.values_list("one", "pk"))
    rows = HolderRow.objects.count()
    taking.take()
    assert dict(DeviceRow.objects.values_list("one", "pk")) == before
    assert (HolderRow.objects.count(), Inventory.objects.count()) == (rows, 1)


def test_rows_hold_no_address_and_no_name(cast, inventory) -> None:
    for row in DeviceRow.objects.values():
        assert "@" not in " ".join(str(value) for value in row.values())


def test_what_is_behind_is_begun_once_and_then_no_more(cast, run_jobs) -> None:
    assert set(after_publishing.begin()) == {"links", "inventory", "targets"}
    assert after_publishing.begin() == []
    run_jobs()
    newest = Publication.newest()
    assert Inventory.newest().snapshot == newest.snapshot
    assert not taking.is_behind(newest)
    assert not jobs.heal()


def test_an_inventory_from_before_the_links_is_taken_again(cast, inventory, data) -> None:
    newest = Publication.newest()
    path = crosswalk_of(data, newest.snapshot)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"PAR1")
    assert taking.is_behind(newest)


def test_schools_of_the_rows_are_those_of_the_record(cast, inventory) -> None:
    assert set(DeviceRow.objects.exclude(school=None).values_list("school", flat=True)) <= set(
        School.objects.values_list("pk", flat=True)
    )
