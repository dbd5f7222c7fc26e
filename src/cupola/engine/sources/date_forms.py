"""The ways dates are written in exports: how each is known, and the SQL that reads it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cupola.engine.backends.duck import quoted

TIME = r"(?:[T ]+[0-9].*)?$"
ISO = "YYYY-MM-DD"
MONTH_FIRST = "MM/DD/YYYY"
DAY_FIRST = "DD/MM/YYYY"
COMPACT = "YYYYMMDD"
COMPACT_MONTH_FIRST = "MMDDYYYY"
DAY_NAME = "DD-Mon-YYYY"
NAME_DAY = "Mon DD, YYYY"
SERIAL = "Excel number"
COMPACT_SHORT_YEAR = "MMDDYY"
MONTH = "MM/YYYY"
SHORT_MONTH = "MMYY"
MONTH_FORMS = (MONTH, SHORT_MONTH)
SLASHED = r"^(([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4}|[0-9]{2}))" + TIME

# Written so that Python and DuckDB (RE2) read them alike; group 1 is the date, the others are its parts.
DATE_FORMS: dict[str, str] = {
    ISO: r"^([0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2})" + TIME,
    MONTH_FIRST: SLASHED,
    DAY_FIRST: SLASHED,
    COMPACT: r"^((?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))" + TIME,
    COMPACT_MONTH_FIRST: r"^((?:0?[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:19|20)[0-9]{2})" + TIME,
    DAY_NAME: r"^(([0-9]{1,2})[-/. ]+([A-Za-z]{3})[A-Za-z]*[-/., ]+([0-9]{4}|[0-9]{2}))" + TIME,
    NAME_DAY: r"^(([A-Za-z]{3})[A-Za-z]*[-/. ]+([0-9]{1,2})[-/., ]+([0-9]{4}|[0-9]{2}))" + TIME,
    SERIAL: r"^([2-5][0-9]{4})(?:[.][0-9]+)?$",
    COMPACT_SHORT_YEAR: r"^((?:0?[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{2})$",
}
FAMILIES = (ISO, MONTH_FIRST, COMPACT, COMPACT_MONTH_FIRST, DAY_NAME, NAME_DAY, SERIAL)
CLEAR = (ISO, COMPACT, DAY_NAME, NAME_DAY)
SAID = {
    ISO: "year, month, day",
    MONTH_FIRST: "month/day/year",
    DAY_FIRST: "day/month/year",
    COMPACT: "year, month and day in eight digits",
    COMPACT_MONTH_FIRST: "month, day and year in digits",
    DAY_NAME: "day, name of the month, year",
    NAME_DAY: "name of the month, day, year",
    SERIAL: "the numbers Excel keeps for dates",
    COMPACT_SHORT_YEAR: "month, day and two digits of the year",
}
PATTERNS = {form: re.compile(pattern) for form, pattern in DATE_FORMS.items()}


@dataclass(frozen=True, slots=True)
class DateTally:
    """How the dates of one column are written: values in all, values of each family, and the parts.

    `first_large` and `second_large` count values such as 25/12/2026 and 12/25/2026, `open` those that
    can be read both ways and differ (3/4/2026).
    """

    filled: int
    families: Mapping[str, int]
    first_large: int = 0
    second_large: int = 0
    open: int = 0

    @property
    def main(self) -> str | None:
        """The family most values belong to; None when no value is a date."""
        best = max(FAMILIES, key=lambda family: self.families.get(family, 0))
        return best if self.families.get(best, 0) else None

    @property
    def share(self) -> float:
        """The share of the values that are written like a date."""
        return sum(self.families.values()) / self.filled if self.filled else 0.0

    @property
    def order(self) -> str | None:
        """Month first or day first, as the values above 12 decide; None when none does."""
        if self.first_large == self.second_large == 0:
            return None
        return DAY_FIRST if self.first_large > self.second_large else MONTH_FIRST

    @property
    def contradictory(self) -> int:
        """How many values contradict the order that the others decide."""
        return min(self.first_large, self.second_large)


def tally_dates(values: Iterable[str]) -> DateTally:
    """Count how the values (trimmed, none empty) are written."""
    filled, first, second, unclear = 0, 0, 0, 0
    families: dict[str, int] = {}
    for value in values:
        filled += 1
        family = next((each for each in FAMILIES if PATTERNS[each].match(value)), None)
        if family is None:
            continue
        families[family] = families.get(family, 0) + 1
        if family == MONTH_FIRST and (match := PATTERNS[MONTH_FIRST].match(value)):
            a, b = int(match[2]), int(match[3])
            first, second = first + (a > 12), second + (b > 12)
            unclear += a != b and a <= 12 and b <= 12
    return DateTally(filled, families, first, second, unclear)


def iso_sql(cell: str) -> tuple[str, str]:
    """SQL aggregates over the text `cell`: how many values there are, and how many are year, month, day."""
    return f"count({cell})", f"count(*) FILTER (WHERE regexp_matches({cell}, {quoted(DATE_FORMS[ISO])}))"


def tally_sql(cell: str) -> list[str]:
    """SQL aggregates over the text `cell` (trimmed, NULL when empty), in the order `tally_of` takes."""

    def counted(condition: str) -> str:
        return f"count(*) FILTER (WHERE {condition})"

    def part(number: int) -> str:
        return f"try_cast(regexp_extract({cell}, {quoted(SLASHED)}, {number}) AS INTEGER)"

    matches = {family: f"regexp_matches({cell}, {quoted(DATE_FORMS[family])})" for family in FAMILIES}
    first, second = part(2), part(3)
    return [
        f"count({cell})",
        *(counted(matches[family]) for family in FAMILIES),
        counted(f"{first} > 12"),
        counted(f"{second} > 12"),
        counted(f"{first} <> {second} AND {first} <= 12 AND {second} <= 12"),
    ]


def tally_of(counts: list[int]) -> DateTally:
    """The tally from the results of `tally_sql`."""
    filled, *families = counts[: len(FAMILIES) + 1]
    first, second, unclear = counts[len(FAMILIES) + 1 :]
    return DateTally(filled, dict(zip(FAMILIES, families, strict=True)), first, second, unclear)


def date_sql(cell: str, forms: Iterable[str]) -> str:
    """SQL that reads the text `cell` as a DATE by the first of `forms` that fits, else NULL."""
    readings = [_reading(cell, form) for form in forms]
    return f"coalesce({', '.join(readings)})" if len(readings) > 1 else readings[0]


def _reading(cell: str, form: str) -> str:
    date = f"regexp_extract({cell}, {quoted(DATE_FORMS[form])}, 1)"
    if form == SERIAL:
        return f"DATE '1899-12-30' + try_cast({date} AS INTEGER)"
    if form == ISO:
        return f"try_cast(replace(replace({date}, '/', '-'), '.', '-') AS DATE)"
    if form == COMPACT:
        return f"try_cast(try_strptime({date}, '%Y%m%d') AS DATE)"
    if form == COMPACT_MONTH_FIRST:
        return f"try_cast(try_strptime(lpad(nullif({date}, ''), 8, '0'), '%m%d%Y') AS DATE)"
    if form == COMPACT_SHORT_YEAR:
        return f"try_cast(try_strptime(lpad(nullif({date}, ''), 6, '0'), '%m%d%y') AS DATE)"
    order = {MONTH_FIRST: "%m-%d-", DAY_FIRST: "%d-%m-", DAY_NAME: "%d-%b-", NAME_DAY: "%b-%d-"}[form]
    dashed = rf"regexp_replace({date}, {quoted(DATE_FORMS[form])}, '\2-\3-\4')"
    # %Y takes two digits for a year of the first century, so the length of the year is asked first.
    return (
        f"try_cast(CASE WHEN regexp_matches({date}, '[0-9]{{4}}$') "
        f"THEN try_strptime({dashed}, {quoted(order + '%Y')}) "
        f"ELSE try_strptime({dashed}, {quoted(order + '%y')}) END AS DATE)"
    )


def month_sql(cell: str, form: str | None) -> str:
    """SQL that reads the text `cell` as a month (`2026-05`), else NULL.

    A year of four digits leaves no doubt, wherever it stands. Two digits may be a month, a day or a year, so they are
    read by `form` alone: MMYY, which also reads `05/26`.
    """
    if form == SHORT_MONTH:
        short = r"^(0?[1-9]|1[0-2])[-/. ]?([0-9]{2})$"
        month, year = (f"regexp_extract({cell}, {quoted(short)}, {part})" for part in (1, 2))
        century = f"CASE WHEN {year} >= '69' THEN '19' ELSE '20' END"
        return f"CASE WHEN {month} <> '' THEN {century} || {year} || '-' || lpad({month}, 2, '0') END"
    last, first = r"^(0?[1-9]|1[0-2])[-/. ]?((?:19|20)[0-9]{2})$", r"^((?:19|20)[0-9]{2})[-/. ]?(0[1-9]|1[0-2])$"
    named = f"try_strptime({cell}, ['%b %Y', '%B %Y', '%b-%Y', '%B-%Y', '%b%Y', '%B%Y'])"
    return (
        f"CASE WHEN regexp_matches({cell}, {quoted(last)}) THEN regexp_extract({cell}, {quoted(last)}, 2) || '-' || "
        f"lpad(regexp_extract({cell}, {quoted(last)}, 1), 2, '0') "
        f"WHEN regexp_matches({cell}, {quoted(first)}) "
        rf"THEN regexp_replace({cell}, {quoted(first)}, '\1-\2') "
        f"ELSE strftime({named}, '%Y-%m') END"
    )
