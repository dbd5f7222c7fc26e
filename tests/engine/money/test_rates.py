"""What an hour costs: our assumptions, marked so, and what a district says instead."""

from __future__ import annotations

import pytest

from cupola.engine.catalog import roles
from cupola.engine.errors import CatalogueError
from cupola.engine.money.rates import read_rates


def test_every_role_that_fixes_something_has_a_rate_that_is_sourced_or_marked_as_unverified():
    rates = read_rates()
    assert set(rates) == set(roles())
    assert all(rate.source or rate.unverified for rate in rates.values())


def test_a_file_in_the_data_folder_replaces_the_roles_that_it_names(tmp_path):
    (tmp_path / "rates.yaml").write_text("registrar: {dollars_per_hour: 51.25, year: 2027, source: our payroll}\n")
    rates = read_rates(tmp_path)
    assert (rates["registrar"].cents, rates["registrar"].is_own, rates["registrar"].unverified) == (5125, True, False)
    assert not rates["technician"].is_own


@pytest.mark.parametrize(
    "text",
    [
        "registrars: {dollars_per_hour: 5}",
        "registrar: 5",
        "registrar: {dollars_per_hour: many}",
        "registrar: {dollars_per_hour: -1}",
        "registrar: {dollars_per_hour: .inf}",
        "registrar: {dollars_per_hour: 5, color: red}",
        "- registrar",
        "registrar: {",
    ],
)
def test_a_rate_that_is_none_is_refused_with_the_file(tmp_path, text):
    (tmp_path / "rates.yaml").write_text(text)
    with pytest.raises(CatalogueError, match=r"rates\.yaml"):
        read_rates(tmp_path)
