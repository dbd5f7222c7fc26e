"""Names are many, of many origins, and invented by combining."""

from __future__ import annotations

import pytest

from cupola.sample.population.names import folded, load_names


def test_the_lists_are_long_and_of_many_origins():
    names = load_names()
    assert len(names.given) >= 300
    assert len(names.family) >= 400
    assert len(names.shares) >= 15


def test_every_nickname_belongs_to_a_name_of_the_lists():
    names = load_names()
    assert set(names.nicknames) <= set(names.given)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("José", "jose"),
        ("Nguyễn", "nguyen"),
        ("Đặng", "dang"),
        ("O'Connor", "oconnor"),
        ("Łukasz", "lukasz"),
        ("Zoë", "zoe"),
        ("ʻŌpūnui", "opunui"),
        ("de la Cruz", "delacruz"),
        ("Al-Masri", "al-masri"),
        ("Weiß", "weiss"),
    ],
)
def test_addresses_are_plain_letters(name, plain):
    assert folded(name) == plain


def test_every_name_leaves_something_for_an_address():
    names = load_names()
    assert all(folded(name).strip("-") for name in [*names.given, *names.family])
