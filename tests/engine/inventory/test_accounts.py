"""Every finding about accounts, from rows as the directory, the SIS and human resources bring them."""

from __future__ import annotations

from datetime import date

import pytest

from cupola.engine.inventory.changes import GAM, GRAPH, Change, written
from tests.engine.inventory.conftest import FILES


def populate(book, school="north", first=11, unit="/Students/North School", grade="05"):
    for number in range(first, first + 8):
        book.student(number, school, grade=grade)
        book.account(number, unit)


def kinds(found, account="directory:1"):
    return {each.kind: each for each in found.findings if each.account == account}


def test_accounts_as_they_should_be_bring_up_nothing(book):
    populate(book)
    found = book.accounts()
    assert (found.findings, found.total, found.enabled, found.people) == ((), 8, 8, 8)


def test_an_enabled_account_of_a_leaver_is_to_be_disabled(book):
    populate(book)
    book.student(1, left=date(2026, 9, 1))
    book.account(1)
    found = kinds(book.accounts())
    assert set(found) == {"leaver"}
    assert found["leaver"].change == "disable"


def test_a_disabled_account_of_a_leaver_is_in_order(book):
    populate(book)
    book.student(1, left=date(2026, 9, 1))
    book.account(1, enabled=False)
    assert book.accounts().findings == ()


def test_between_two_school_years_no_account_is_a_leavers(book):
    for number in range(1, 7):
        book.student(number, left=date(2026, 9, 1))
        book.account(number)
    assert "leaver" not in book.accounts().by_kind


def test_an_account_of_nobody(book):
    populate(book)
    book.account(1)
    assert set(kinds(book.accounts())) == {"nobody"}


def test_administrators_who_should_not_be(book):
    populate(book)
    book.account(11 + 100, is_administrator=True)
    book.student(1)
    book.account(1, is_administrator=True)
    book.teacher(2)
    book.account(2, "/Staff", is_administrator=True)
    found = book.accounts()
    assert {each.account for each in found.findings if each.kind == "administrator"} == {"directory:111", "directory:1"}


def test_two_step_sign_in_that_is_off_for_staff_and_administrators(book):
    populate(book)
    book.teacher(1)
    book.account(1, "/Staff")
    book.add("second_steps", account_id="directory:1", is_on=False)
    book.add("second_steps", account_id="directory:11", is_on=False)
    found = book.accounts()
    assert found.knows_second_step
    assert [each.account for each in found.findings if each.kind == "second_step"] == ["directory:1"]


def test_a_student_in_the_unit_of_another_school_is_to_be_moved(book):
    populate(book)
    populate(book, "south", 31, "/Students/South School")
    book.student(1, "south")
    book.account(1, "/Students/North School")
    found = kinds(book.accounts())["unit"]
    assert (found.change, found.to_unit) == ("move", "/Students/South School")


def test_a_student_in_the_unit_of_another_grade_is_to_be_moved(book):
    populate(book, unit="/North/Grade 5")
    populate(book, first=31, unit="/North/Grade 6", grade="06")
    book.student(1, grade="06")
    book.account(1, "/North/Grade 5")
    found = kinds(book.accounts())["unit"]
    assert (found.change, found.to_unit) == ("move", "/North/Grade 6")


def test_one_unit_for_all_grades_of_a_school_is_in_order(book):
    populate(book)
    populate(book, first=31, grade="06")
    assert "unit" not in book.accounts().by_kind


def test_accounts_that_nobody_signs_in_to(book):
    populate(book)
    book.student(1)
    book.account(1, last_sign_in_at="2026-05-01")
    book.student(2)
    book.account(2, last_sign_in_at=None, created_at="2026-01-01")
    book.student(3)
    book.account(3, last_sign_in_at=None, created_at="2026-10-30")
    found = book.accounts()
    assert {each.account for each in found.findings if each.kind == "silent"} == {"directory:1", "directory:2"}


def test_people_without_an_account_where_their_like_have_one(book):
    populate(book)
    book.student(1)
    book.student(2, grade="KG")
    found = [each for each in book.accounts().findings if each.kind == "missing"]
    assert [(each.person, each.account) for each in found] == [("sis:1", "")]


def test_the_file_for_gam_disables_and_moves():
    changes = [Change("a", "disable", "/Old"), Change("b", "move", "/Old", "/New"), Change("a", "move", "/Old", "/New")]
    text, n = written(GAM, changes, {"a": "A@x.example", "b": "b@x.example"})
    assert text == "primaryEmail,suspended,orgUnitPath\na@x.example,true,/Old\nb@x.example,false,/New\n"
    assert n == 2


def test_the_file_for_graph_only_disables():
    changes = [Change("a", "disable"), Change("b", "move", "/Old", "/New")]
    text, n = written(GRAPH, changes, {"a": "a@x.example", "b": "b@x.example"})
    assert (text, n) == ("userPrincipalName,accountEnabled\na@x.example,false\n", 1)


def test_what_is_no_plain_address_is_left_out():
    changes = [Change(key, "disable") for key in "abc"]
    text, n = written(GAM, changes, {"a": "=cmd()@x.example", "b": "-x@x.example"})
    assert (text.count("\n"), n) == (1, 0)


@pytest.mark.parametrize(("is_entra", "change"), [(False, "move"), (True, "")])
def test_an_account_of_entra_in_another_schools_unit_is_told_and_never_moved(book, is_entra, change):
    populate(book)
    populate(book, "south", first=31, unit="/South")
    book.student(1)
    book.account(1, "/South")
    if is_entra:
        book.add("entra_files", file=FILES["directory"])
    found = kinds(book.accounts())["unit"]
    assert (found.is_entra, found.change) == (is_entra, change)


@pytest.mark.parametrize(("seen", "silent"), [(None, 0), ("2026-11-02 08:00:00", 8)])
def test_an_export_that_tells_no_sign_in_makes_nobody_silent(book, seen, silent):
    populate(book)
    book.connection.execute("UPDATE accounts SET last_sign_in_at = NULL, created_at = TIMESTAMP '2026-01-01'")
    book.student(1)
    book.account(1, last_sign_in_at=seen)
    assert book.accounts().by_kind.get("silent", 0) == silent
