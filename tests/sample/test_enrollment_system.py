"""What parents type differs from the SIS as often as it does in life, and truth.json knows who is who."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from tests.once import written_once
from tests.sample.reading import Written, by


@pytest.fixture(scope="module")
def typed(tmp_path_factory):
    """A larger district, so that rates of half a percent can be told."""
    return Written(written_once(tmp_path_factory, "typed", students=8_000, faults="none"))


@pytest.fixture(scope="module")
def couples(typed):
    users = by(typed.sis("users"), "sourcedId")
    births = by(typed.sis("demographics"), "sourcedId")
    applications = by(typed.export("enrollment-system"), "Application ID")
    pairs = typed.truth["pairs"]["this-month/enrollment-system.csv"]
    return [({**users[one], **births[one]}, applications[other]) for one, other in pairs]


def us(text):
    month, day, year = map(int, text.split("/"))
    return dt.date(year, month, day)


def test_newcomers_and_second_applications_are_there(typed, couples):
    total = len(typed.export("enrollment-system"))
    assert 0.025 < (total - len(couples)) / 8_000 < 0.035
    again = sum(count - 1 for count in Counter(user["sourcedId"] for user, _ in couples).values())
    assert 0.009 < again / total < 0.021


def test_error_rates_are_at_least_those_of_measured_extracts(couples):
    count = len(couples)
    dates = [
        (dt.date.fromisoformat(user["birthDate"]), us(row["Date of Birth"]))
        for user, row in couples
        if row["Date of Birth"]
    ]
    turned = sum(one != other and (one.day, one.month) == (other.month, other.day) for one, other in dates)
    wrong = sum(one != other for one, other in dates) - turned
    assert turned / count > 0.009
    assert wrong / count > 0.009
    assert 0.0015 < 1 - len(dates) / count < 0.006
    streets = sum(
        row["Home Address"].split(" #")[0] != user["metadata.streetAddress"].split(" Apt")[0] for user, row in couples
    )
    assert 0.10 < streets / count < 0.14
    states = [row["State Student No"] for user, row in couples]
    assert 0.27 < states.count("") / count < 0.36
    other = sum(
        bool(row["State Student No"]) and row["State Student No"] not in user["userIds"] for user, row in couples
    )
    assert 0.003 < other / count < 0.010
    first = sum(row["Student First Name"].strip().casefold() != user["givenName"].casefold() for user, row in couples)
    assert first / count > 0.09


def test_a_mistyped_state_id_is_nobodys(typed, couples):
    issued = {row["State Student ID"] for row in typed.export("state-upload")}
    for user, row in couples:
        state = row["State Student No"]
        assert not state or state in user["userIds"] or state not in issued


def test_an_id_stands_on_one_application_only(typed):
    for column in ("State Student No", "District Student No"):
        values = Counter(row[column] for row in typed.export("enrollment-system") if row[column])
        assert max(values.values()) == 1


def test_every_date_is_real_and_past(typed):
    for row in typed.export("enrollment-system"):
        if row["Date of Birth"]:
            assert us(row["Date of Birth"]) < dt.date(2025, 1, 1)
        assert us(row["Submitted On"]) < dt.date(2026, 10, 30)


def test_twins_and_people_of_one_name_are_never_the_same(typed):
    births = by(typed.sis("demographics"), "sourcedId")
    users = by(typed.sis("users"), "sourcedId")
    kinds = Counter(kind for kind, _, _ in typed.truth["never_same"])
    assert kinds["twins"] > 20
    assert kinds["same name"] > 20
    for kind, one, other in typed.truth["never_same"]:
        same_day = births[one]["birthDate"] == births[other]["birthDate"]
        assert same_day == (kind == "twins")
        assert (users[one]["givenName"] == users[other]["givenName"]) == (kind == "same name")
