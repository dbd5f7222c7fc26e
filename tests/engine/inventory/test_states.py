"""Every state a device can be in, from rows as the sources bring them, and which of two states wins."""

from __future__ import annotations

from datetime import date

import pytest

from cupola.engine.inventory.states import STATES, Facts, Limits, state_of

DAY = date(2026, 11, 2)


def populate(book):
    """Enough people with a device that one who left does not look like a rollover."""
    for number in range(11, 19):
        book.student(number)
        book.asset(f"T{number}", f"SER100{number}", to=number)
        book.managed(f"g{number}", f"SER100{number}", to=number)


def state(book, key="snipe:T1"):
    return book.devices()[key].state


def test_a_device_that_all_sources_agree_on_is_in_use_with_its_student(book):
    book.student(1)
    book.asset("T1", "SER10001", to=1, purchase_cost=250.0)
    book.managed("g1", "SER10001", to=1)
    (device,) = book.devices().values()
    assert (device.state, device.in_register, device.is_managed, device.is_bought) == ("in_use", True, True, True)
    assert (device.with_student, device.holder, device.school, device.cents) == (True, "sis:1", "sis:north", 25000)


@pytest.mark.parametrize("lifecycle", ["repair", "lost", "stock"])
def test_what_the_register_puts_away_is_with_nobody(book, lifecycle):
    book.student(1)
    book.asset("T1", "SER10001", to=1, lifecycle=lifecycle)
    book.managed("g1", "SER10001", to=1)
    (device,) = book.devices().values()
    assert (device.state, device.with_student, device.is_bought) == (lifecycle, False, True)


def test_a_device_locked_by_management_is_lost_whatever_the_register_says(book):
    book.asset("T1", "SER10001")
    book.managed("g1", "SER10001", lifecycle="lost")
    assert state(book) == "lost"


def test_a_retired_device_that_management_still_counts(book):
    book.asset("T1", "SER10001", lifecycle="retired")
    book.managed("g1", "SER10001")
    assert state(book) == "retired_managed"
    assert not book.devices_again()["snipe:T1"].is_bought


def test_a_retired_device_that_management_let_go_is_retired(book):
    book.asset("T1", "SER10001", lifecycle="retired")
    book.managed("g1", "SER10001", lifecycle="retired")
    assert state(book) == "retired"


def test_a_device_of_somebody_who_left(book):
    populate(book)
    book.student(1, left=date(2026, 9, 1))
    book.asset("T1", "SER10001", to=1)
    book.managed("g1", "SER10001", to=1)
    assert state(book) == "departed"
    assert not book.devices_again()["snipe:T1"].with_student


def test_somebody_who_left_last_week_is_not_gone_yet(book):
    populate(book)
    book.student(1, left=date(2026, 10, 28))
    book.asset("T1", "SER10001", to=1)
    book.managed("g1", "SER10001", to=1)
    assert state(book) == "in_use"


def test_between_two_school_years_nobody_is_said_to_have_left(book):
    for number in range(1, 7):
        book.student(number, left=date(2026, 9, 1))
        book.asset(f"T{number}", f"SER1000{number}", to=number)
        book.managed(f"g{number}", f"SER1000{number}", to=number)
    assert {device.state for device in book.devices().values()} == {"in_use"}


def test_human_resources_says_when_staff_left(book):
    populate(book)
    book.teacher(1)
    book.add("staff_positions", person_id="sis:1", position_id="P1", end_date=date(2026, 8, 1))
    book.asset("T1", "SER10001", to=1)
    book.managed("g1", "SER10001", to=1)
    assert state(book) == "departed"


def test_a_managed_device_that_no_register_has(book):
    populate(book)
    book.managed("g1", "SER10001")
    assert state(book, "google:g1") == "unregistered"


def test_without_any_register_nothing_is_unregistered(book):
    book.managed("g1", "SER10001")
    assert state(book, "google:g1") == "in_use"


def test_a_registered_device_that_management_never_saw(book):
    populate(book)
    book.asset("T1", "SER10001")
    book.asset("T2", "SER10002")
    book.managed("g2", "SER10002", seen=None)
    assert (state(book), book.devices_again()["snipe:T2"].state) == ("unseen", "unseen")


def test_a_kind_that_nobody_manages_need_not_be_seen(book):
    populate(book)
    book.asset("T1", "SER10001", device_type="hotspot", at="North School")
    assert state(book) == "room"


def test_a_silent_device_after_the_days_that_were_asked_for(book):
    populate(book)
    book.student(1)
    book.asset("T1", "SER10001", to=1)
    book.managed("g1", "SER10001", to=1, seen=date(2026, 8, 20))
    assert state(book) == "silent"
    assert book.devices_again(silent_after=90)["snipe:T1"].state == "in_use"


def test_an_old_export_makes_no_device_silent(book):
    for number in range(1, 4):
        book.asset(f"T{number}", f"SER1000{number}")
        book.managed(f"g{number}", f"SER1000{number}", seen=date(2026, 6, number))
    assert {device.state for device in book.devices().values()} == {"in_use"}


def test_a_device_at_another_school_than_its_student(book):
    populate(book)
    book.student(1, "south")
    book.student(2, "north")
    book.asset("T1", "SER10001", to=1, location="South School")
    book.managed("g1", "SER10001", to=1, location="/Devices/North School")
    found = book.devices()["snipe:T1"]
    assert found.state == "elsewhere"
    assert "North School" in found.reason


def test_a_device_past_its_support_date(book):
    book.student(1)
    book.asset("T1", "SER10001", to=1)
    book.managed("g1", "SER10001", to=1, support_end=date(2026, 6, 1))
    assert state(book) == "past_support"


def test_a_cart_device_is_checked_out_to_a_place(book):
    book.asset("T1", "SER10001", at="North School")
    book.managed("g1", "SER10001", to=None)
    assert (state(book), book.devices_again()["snipe:T1"].school) == ("room", "sis:north")


def test_an_address_of_nobody_is_said_to_be_one(book):
    book.asset("T1", "SER10001", to="somebody@else.example")
    book.managed("g1", "SER10001")
    found = book.devices()["snipe:T1"]
    assert (found.state, found.holder, found.with_student) == ("in_use", "", False)
    assert "no person of the record" in found.reason


def test_every_state_can_be_reached_and_the_first_that_fits_wins():
    limits = Limits(DAY)
    cases = [
        Facts(register="lost", management="in_service", silent_days=90),
        Facts(register="retired", management="in_service", has_holder=True, holder_is_here=False),
        Facts(register="retired", management="retired"),
        Facts(register="repair", management="in_service", silent_days=90),
        Facts(register="stock", management="in_service", silent_days=90),
        Facts(register="", management="in_service", has_holder=True, holder_is_here=False, silent_days=1),
        Facts(register="", management="in_service", silent_days=90),
        Facts(register="in_service", management=""),
        Facts(register="in_service", management="in_service", silent_days=61, elsewhere="There."),
        Facts(register="in_service", management="in_service", silent_days=60, elsewhere="There."),
        Facts(
            register="in_service",
            management="in_service",
            silent_days=1,
            support_end=date(2026, 11, 1),
            is_of_room=True,
        ),
        Facts(register="in_service", management="in_service", silent_days=1, is_of_room=True),
        Facts(register="in_service", management="in_service", silent_days=1),
    ]
    assert tuple(state_of(facts, limits)[0] for facts in cases) == STATES
