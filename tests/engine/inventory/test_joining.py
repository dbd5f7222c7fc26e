"""Which rows are one device: serial numbers with slips, placeholders, asset tags, and the crosswalk of linking."""

from __future__ import annotations


def test_letter_o_and_digit_zero_are_one_serial_number(book):
    book.asset("T1", "5CD0O12")
    book.managed("g1", "5CD0012")
    assert len(book.devices()) == 1


def test_two_serial_numbers_of_one_system_that_differ_only_in_that_are_two_devices(book):
    book.managed("g1", "5CD0O12")
    book.managed("g2", "5CD0012")
    book.asset("T1", "5CD0O12")
    assert len(book.devices()) == 2


def test_a_serial_number_on_many_rows_is_a_placeholder(book):
    for number in range(4):
        book.asset(f"T{number}", "123456789", model=f"Model {number}")
    assert len(book.devices()) == 4


def test_a_row_without_a_serial_number_joins_by_tag_and_model(book):
    book.asset("T1", "SER10001")
    book.managed("g1", None, asset_tag="t1")
    book.managed("g2", None, asset_tag="T1", model="Tower 9000")
    assert len(book.devices()) == 2


def test_a_serial_number_typed_wrongly_is_found_by_the_tag_it_stands_alone_on(book):
    book.asset("T1", "SER10001")
    book.managed("g1", "SER10010", asset_tag="T1")
    (device,) = book.devices().values()
    assert (device.serial, device.in_register, device.is_managed) == ("SER10010", True, True)


def test_a_tag_on_three_devices_joins_none_of_them(book):
    book.asset("T1", "SER10001")
    book.managed("g1", "SER10010", asset_tag="T1")
    book.managed("g2", "SER10020", asset_tag="T1")
    assert len(book.devices()) == 3


def test_the_crosswalk_of_linking_decides_where_there_is_one(book):
    book.asset("T1", "SER10001")
    book.managed("g1", "QQQ77777")
    for key in ("snipe:T1", "google:g1"):
        book.add("crosswalk", entity="device", key=key, linked="snipe:T1")
    assert list(book.devices()) == ["snipe:T1"]


def test_what_linking_left_alone_goes_by_the_own_rule(book):
    book.asset("T1", "SER10001")
    book.asset("T2", "SER10001")
    book.managed("g1", "SER10001")
    for key in ("snipe:T1", "snipe:T2", "google:g1"):
        book.add("crosswalk", entity="device", key=key, linked=key)
    assert list(book.devices()) == ["snipe:T1"]


def test_what_a_person_said_to_be_another_device_stays_one(book):
    book.asset("T1", "SER10001")
    book.managed("g1", "SER10001")
    for key in ("snipe:T1", "google:g1"):
        book.add("apart", key=key)
    assert len(book.devices()) == 2


def test_a_holder_is_found_by_the_account_that_carries_the_number(book):
    book.student(7)
    book.add("accounts", account_id="directory:x", email="other@harbor.example", external_id="0007", file=2)
    book.asset("T1", "SER10001", to="Other@harbor.example ")
    book.managed("g1", "SER10001")
    assert book.devices()["snipe:T1"].holder == "sis:7"


def test_an_address_that_two_people_share_is_nobodys(book):
    book.student(7)
    book.student(8)
    book.add("sis_logins", person_id="sis:8", email="p7@harbor.example")
    book.asset("T1", "SER10001", to=7)
    assert book.devices()["snipe:T1"].holder == ""
