"""The three numbers, money that is never $0 for unknown, who holds none or two, and support that ends."""

from __future__ import annotations

from datetime import date

from cupola.engine.inventory.counting import UNKNOWN, Worth, by_state, counted, counted_by, support_ends
from cupola.engine.inventory.holders import Holder

DAY = date(2026, 11, 2)


def test_bought_managed_and_with_a_student_are_counted_each_for_itself(book):
    book.student(1)
    book.asset("T1", "SER10001", to=1, purchase_cost=100.0)
    book.managed("g1", "SER10001", to=1)
    book.asset("T2", "SER10002", lifecycle="retired", purchase_cost=900.0)
    book.asset("T3", "SER10003", lifecycle="lost", purchase_cost=100.0)
    book.managed("g4", "SER10004")
    count = counted(book.devices().values())
    assert (count.bought, count.managed, count.with_student, count.nowhere) == (2, 2, 1, 1)
    assert (count.worth, count.nowhere_worth) == (Worth(20000, 0, 0), Worth(10000, 0, 0))


def test_money_goes_by_purchase_price_then_by_type_and_else_is_unknown(book):
    book.asset("T1", "SER10001", purchase_cost=100.0)
    book.asset("T2", "SER10002")
    book.asset("T3", "SER10003", purchase_cost=0.0)
    book.asset("T4", "SER10004", device_type="hotspot")
    worth = counted(book.devices({"chromebook": 25000}).values()).worth
    assert worth == Worth(by_purchase=10000, by_rate=50000, unknown=1)


def test_groups_by_fund_keep_what_is_not_known_apart(book):
    book.asset("T1", "SER10001")
    book.asset("T2", "SER10002")
    book.add("register_more", device_id="snipe:T1", fund="ESSER III")
    assert [(each.group, each.bought) for each in counted_by(book.devices().values(), "fund")] == [
        ("ESSER III", 1),
        (UNKNOWN, 1),
    ]


def test_states_stand_in_their_order_of_precedence(book):
    book.asset("T1", "SER10001", lifecycle="stock")
    book.asset("T2", "SER10002", lifecycle="lost")
    assert [(state, n) for state, n, _ in by_state(book.devices().values())] == [("lost", 1), ("stock", 1)]


def test_support_that_ends_in_the_next_36_months(book):
    for number, end in enumerate((date(2026, 10, 1), date(2027, 6, 1), date(2029, 10, 31), date(2029, 11, 1))):
        book.asset(f"T{number}", f"SER1000{number}", support_end=end)
    assert support_ends(book.devices().values(), DAY) == (("2027-06", "Slate 11", 1), ("2029-10", "Slate 11", 1))


def test_who_holds_none_two_or_a_loaner_too_long(book):
    for number in range(1, 5):
        book.student(number)
    book.student(9, grade="KG")
    for tag, holder in (("T1", 1), ("T2", 2), ("T3", 2), ("T4", 3)):
        book.asset(tag, f"SER100{tag}", to=holder)
    book.add("register_more", device_id="snipe:T4", due_on=date(2026, 10, 23))
    assert set(book.holders()) == {
        Holder("sis:4", "none", "sis:north", "05"),
        Holder("sis:2", "several", "sis:north", "05", ("snipe:T2", "snipe:T3")),
        Holder("sis:3", "late", "sis:north", "05", ("snipe:T4",), 10),
    }
