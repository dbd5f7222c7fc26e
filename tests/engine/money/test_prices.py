"""What a device of a type costs: nothing is assumed, a district says its own."""

from __future__ import annotations

import pytest

from cupola.engine.errors import CatalogueError
from cupola.engine.money.prices import read_prices
from cupola.engine.money.rates import read_rates


def test_no_price_is_assumed():
    assert read_prices() == {}


def test_a_district_says_its_prices_beside_its_rates(tmp_path):
    (tmp_path / "rates.yaml").write_text(
        "registrar: {dollars_per_hour: 51, source: payroll}\n"
        "devices:\n  chromebook: {dollars: 289.50, year: 2026, source: bid}\n  hotspot: {dollars: 60}\n"
    )
    prices = read_prices(tmp_path)
    assert (prices["chromebook"].cents, prices["chromebook"].unverified) == (28950, False)
    assert prices["hotspot"].unverified
    assert read_rates(tmp_path)["registrar"].cents == 5100


@pytest.mark.parametrize(
    "text", ["devices: 5", "devices: {boat: {dollars: 5}}", "devices: {tablet: {dollars: 0}}",
             "devices: {tablet: {dollars: many}}", "devices: {tablet: 300}"],
)  # fmt: skip
def test_what_is_no_price_is_told_with_its_file(tmp_path, text):
    (tmp_path / "rates.yaml").write_text(text)
    with pytest.raises(CatalogueError, match=r"rates\.yaml"):
        read_prices(tmp_path)
