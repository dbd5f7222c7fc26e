"""The money of the plan by fund and school year."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Sum

from cupola.modules.strategy.models import Money


@dataclass(frozen=True, slots=True)
class FundLine:
    """One fund: cents in each school year (None where the plan takes nothing), and in all."""

    fund: str
    cells: tuple[tuple[int, int | None], ...]
    total: int


@dataclass(frozen=True, slots=True)
class FundsTable:
    """School years across, funds down, the largest first, and the sum of each year."""

    years: tuple[int, ...]
    lines: tuple[FundLine, ...]
    sums: tuple[tuple[int, int], ...]
    total: int


def funds_table() -> FundsTable:
    """All money of all initiatives; one query."""
    rows = Money.objects.order_by().values_list("fund", "school_year").annotate(cents=Sum("cents"))
    found: dict[str, dict[int, int]] = {}
    for fund, year, cents in rows:
        found.setdefault(fund, {})[year] = cents
    years = tuple(sorted({year for by_year in found.values() for year in by_year}))
    lines = [
        FundLine(fund, tuple((year, by_year.get(year)) for year in years), sum(by_year.values()))
        for fund, by_year in found.items()
    ]
    lines.sort(key=lambda each: (-each.total, each.fund))
    sums = tuple((year, sum(by_year.get(year, 0) for by_year in found.values())) for year in years)
    return FundsTable(years, tuple(lines), sums, sum(each.total for each in lines))
