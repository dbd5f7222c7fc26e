"""Reports that the tests of every form share: lifelike, clean, empty and hostile."""

from __future__ import annotations

import pytest

from cupola.engine.kinds import FileSeen, Finding, NotRun, Severity
from cupola.engine.paper.ranking import Ranking
from tests.engine.paper.lifelike import NOT_RUN, lifelike_findings, make_report, rank


@pytest.fixture(scope="session")
def lifelike() -> Ranking:
    return rank(make_report(lifelike_findings(), not_run=NOT_RUN))


@pytest.fixture(scope="session")
def clean() -> Ranking:
    return rank(make_report(()))


@pytest.fixture(scope="session")
def nothing_read() -> Ranking:
    return rank(make_report((), files=(), passed=0))


@pytest.fixture(scope="session")
def hostile() -> Ranking:
    """Every text that comes from a file tries to be something else."""
    cell = "=1+1\x1b[31m<script>alert(1)</script>\x9b2J\r\n\u202e{x}[bold]%s\x00"
    nasty = f"{cell}\ud800"
    finding = Finding(
        "ROS-014", Severity.ERROR, nasty, "registrar", nasty, file=f"../{nasty}/x:y.csv", line=3,
        column=cell, subject=cell, school=cell, value=nasty, repair=nasty,
    )  # fmt: skip
    file = FileSeen(nasty, nasty, nasty, nasty, nasty, 1, 1, 2, nasty, nasty, nasty)
    return rank(make_report([finding], files=[file], not_run=[NotRun(nasty, nasty)], names={cell: nasty}))
