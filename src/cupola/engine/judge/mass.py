"""One fault in thousands of rows is told once: a wrong grade map is no hundred thousand findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from cupola.engine.judge.checks import KEPT, Places, Row, as_finding
from cupola.engine.kinds import Finding, Ran

MASS_LEAST = 1_000
MASS_SHARE = 0.5
# To find the one cause, put it right and export again: half a morning, however many rows have it.
HOURS_OF_A_CAUSE = 2.0


def findings_of(rows: Iterable[Row], ran: Sequence[Ran], places: Places) -> Iterator[Finding]:
    """A finding for each row found, or a single one for a check that finds most rows, or more than are kept.

    `rows` come check by check, `ran` says how many rows each check found and looked at. A row that stands for many
    (`judge/targets.py`) is one of them: one missing school does not hide another.
    """
    numbers = {each.check: each for each in ran}
    for check, of_check in groupby(rows, key=lambda row: row.check.id):
        each = numbers.get(check)
        found = list(of_check)
        if each is not None and is_mass(each, told=each.found - sum(row.stands_for - 1 for row in found)):
            yield _all_in_one(as_finding(replace(found[0], stands_for=1), places), each)
        else:
            yield from (as_finding(row, places) for row in found)


def is_mass(ran: Ran, *, told: int) -> bool:
    """Whether a check has so much to tell that it is one fault of the export rather than many of its rows."""
    return told > KEPT or (told >= MASS_LEAST and told >= ran.looked_at * MASS_SHARE)


def is_one_cause(finding: Finding) -> bool:
    """Whether a finding stands for so many rows, and for no one of them, that a single thing is to be put right."""
    return finding.rows >= MASS_LEAST and finding.subject is None


def hours_to_fix(finding: Finding, each: float) -> float:
    """Working hours to fix a finding of a check that names `each` hours: one cause is paid for once."""
    return max(each, HOURS_OF_A_CAUSE) if is_one_cause(finding) else each


def _all_in_one(first: Finding, ran: Ran) -> Finding:
    of = f"{ran.found:,} of {ran.looked_at:,} rows" if ran.found <= ran.looked_at else f"{ran.found:,} rows"
    where = f"; the first is line {first.line:,}" if first.line is not None else ""
    return replace(
        first,
        message=f"{first.message} So it is in {of}{where}: one cause, to be put right once.",
        subject=None,
        school=None,
        school_id=None,
        repair=None,
        rows=ran.found,
    )
