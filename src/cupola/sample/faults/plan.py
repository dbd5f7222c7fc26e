"""The plan of a run: which rows are changed, what must be found for it, what may be, and what must not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from cupola.sample.arrays import Array
from cupola.sample.edits import NOTHING, Edit, FileEdits, NewRow
from cupola.sample.files import (
    attendance,
    calpads,
    enrollment_system,
    google,
    hr_positions,
    incident_iq,
    intune,
    jamf,
    oneroster,
    programs,
    results,
    schools,
    snipeit,
    state_upload,
)
from cupola.sample.files.sheet import Desk
from cupola.sample.population.district import District

SIS = f"this-month/{oneroster.PACKAGE}"
PATHS = {
    "applications": enrollment_system.PATH,
    "state": state_upload.PATH,
    "programs": programs.PATH,
    "attendance": attendance.PATH,
    "results": results.PATH,
    "google devices": google.DEVICES_PATH,
    "google users": google.USERS_PATH,
    "intune": intune.PATH,
    "assets": snipeit.PATH,
    "jamf": jamf.PATH,
    "incident iq": incident_iq.PATH,
    "positions": hr_positions.PATH,
    "schools": schools.PATH,
    "SENR": calpads.SENR,
    "SINF": calpads.SINF,
    "SPRG": calpads.SPRG,
    "SELA": calpads.SELA,
}


# Added to the number of a finding that may be reported, to tell it from a planted fault.
PERHAPS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to be found: by which check, in which file and line, about whom, in plain words."""

    check: str
    file: str
    subject: str | None
    note: str
    line: int | None = None


class NothingToSpoil(LookupError):
    """The district is too small to have a row that this fault could be planted in."""


@dataclass(slots=True)
class Plan:
    """Everything that faults change; `edits` go by path, dark schools by row of the schools table."""

    district: District
    faults: list[Fault] = field(default_factory=list)
    may_find: list[Fault] = field(default_factory=list)
    must_not_find: list[Fault] = field(default_factory=list)
    not_planted: list[tuple[str, str]] = field(default_factory=list)
    same_in_sis: list[tuple[str, str]] = field(default_factory=list)
    edits: dict[str, FileEdits] = field(default_factory=dict)
    odd_files: list[tuple[str, bytes, int]] = field(default_factory=list)
    copies: list[tuple[str, str]] = field(default_factory=list)
    attendance_dark: dict[int, int] = field(default_factory=dict)
    devices_dark: dict[int, int] = field(default_factory=dict)
    accounts_dark: frozenset[int] = frozenset()
    spared: frozenset[int] = frozenset()
    _tested: Array | None = None

    def add(self, check: str, table: str, subject: str | None, *, note: str, line: int | None = None) -> int:
        """Note a fault that must be found; its number goes with the edit that makes it."""
        self.faults.append(Fault(check, path_of(table), subject, note, line))
        return len(self.faults) - 1

    def may(self, check: str, table: str, subject: str | None, *, note: str) -> None:
        """Note a finding that follows from a planted fault and is right if it is reported."""
        self.may_find.append(Fault(check, path_of(table), subject, note))
        if subject and "/" not in table:
            self.edit(table, subject, fault=PERHAPS + len(self.may_find) - 1)

    def must_not(self, check: str, table: str, subject: str | None, *, note: str) -> None:
        """Note a look-alike that no check may report."""
        self.must_not_find.append(Fault(check, path_of(table), subject, note))

    def edit(self, table: str, key: str, cells: Mapping[str, str] = NOTHING, *, fault: int = -1) -> None:
        """Change cells of the row with this key; without cells only its line is noted for the fault."""
        self.change(table, key, Edit(cells, fault=fault))

    def change(self, table: str, key: str, edit: Edit) -> None:
        """Do anything to the row with this key."""
        self._file(table).by_key.setdefault(key, []).append(edit)

    def drop(self, table: str, key: str) -> None:
        """Leave out the row with this key."""
        self.change(table, key, Edit(drop=True))

    def append(self, table: str, cells: Mapping[str, str], *, fault: int = -1) -> None:
        """Add a row at the end."""
        self._file(table).rows.append(NewRow(cells, fault))

    def append_ragged(self, table: str, line: str, *, fault: int) -> None:
        """Add a line at the end that has not as many cells as the header."""
        self._file(table).rows.append(NewRow(fault=fault, raw=line))

    def tested(self) -> Array:
        """For each student: whether there are results of last spring."""
        if self._tested is None:
            self._tested = np.isin(np.arange(len(self.district.students)), results.tested_students(self.district))
        return self._tested

    def write_odd_files(self, desk: Desk) -> None:
        """Write the small extra deliveries and the copies of files that are already there."""
        for path, content, as_of in self.odd_files:
            desk.put(path, content, as_of)
        for source, target in self.copies:
            desk.put(target, (desk.folder / source).read_bytes())

    def _file(self, table: str) -> FileEdits:
        return self.edits.setdefault(path_of(table), FileEdits())


def path_of(table: str) -> str:
    """The path inside the folder: of a file by its short name, of a OneRoster file by the name in the package."""
    if "/" in table:
        return table
    return PATHS.get(table) or f"{SIS}/{table}.csv"


def scaled(plan: Plan, count: int, least: int = 1) -> int:
    """A count that a district of 17,400 students has, for this district."""
    return max(least, round(count * len(plan.district.students) / 17_400))


def known_checks(faults: Sequence[Fault]) -> set[str]:
    """The checks that have something to find."""
    return {fault.check for fault in faults}
