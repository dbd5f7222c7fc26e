"""A district of a few invented people in files, loaded and linked as an operator would."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cupola.engine.journey import load
from cupola.engine.linking.linking import link
from cupola.engine.linking.links import Link, Links
from cupola.engine.loading import LoadOptions

DAY = date(2026, 10, 30)
SIS = (
    *("Student Number", "State Student ID", "First Name", "Middle Name", "Last Name", "Birth Date", "Gender"),
    *("Grade Level", "School Code", "Street", "Zip", "Guardian Name", "Guardian Email", "Guardian Phone"),
    *("Student Email", "Entry Date"),
)
FORMS = (
    *("Application ID", "Application Status", "Student First Name", "Student Middle Name", "Student Last Name"),
    *("Date of Birth", "Gender", "Applying for Grade", "School Number", "Parent First Name", "Parent Last Name"),
    *("Parent Phone", "Parent Email", "Home Address", "Home ZIP", "State Student No"),
)


@dataclass(frozen=True)
class Child:
    """A child as one source has it; what is not said is the same for everybody."""

    key: str
    first: str
    last: str
    birth: str = "2014-03-21"
    middle: str = ""
    sex: str = "F"
    grade: str = "06"
    school: str = "0100013"
    street: str = ""
    guardian: str = ""
    mail: str = ""
    phone: str = ""
    state: str = ""
    own_mail: str = ""

    def sis(self) -> dict[str, str]:
        """The row in the list of the SIS."""
        cells = (
            *(self.key, self.state, self.first, self.middle, self.last, self.birth, self.sex, self.grade, self.school),
            *(self.street, "93990" if self.street else "", self.guardian, self.mail, self.phone, self.own_mail),
        )
        return dict(zip(SIS, (*cells, "2026-08-19"), strict=True))

    def form(self) -> dict[str, str]:
        """The row in the enrollment system."""
        given, _, family = self.guardian.partition(" ")
        day = date.fromisoformat(self.birth) if self.birth else None
        birth = f"{day.month}/{day.day}/{day.year}" if day else ""
        cells = (
            *(self.key, "Accepted", self.first, self.middle, self.last, birth, self.sex, f"Grade {int(self.grade)}"),
            *(
                self.school,
                given,
                family,
                self.phone,
                self.mail,
                self.street,
                "93990" if self.street else "",
                self.state,
            ),
        )
        return dict(zip(FORMS, cells, strict=True))


@dataclass(frozen=True)
class District:
    """A folder of exports and a data folder beside it."""

    folder: Path

    @property
    def data(self) -> Path:
        """Where the record lies."""
        return self.folder / "data"

    def write(self, name: str, rows: list[dict[str, str]]) -> Path:
        """Write a list as another program would."""
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return path

    def load(self, sis: list[Child], forms: list[Child], **more: list[dict[str, str]]) -> None:
        """Load the SIS's list, the enrollment system's, and any other list by the name of its file."""
        paths = [self.write("sis-students.csv", [child.sis() for child in sis])]
        if forms:
            paths.append(self.write("enrollment-system.csv", [child.form() for child in forms]))
        paths += [self.write(f"{name.replace('_', '-')}.csv", rows) for name, rows in more.items()]
        options = LoadOptions(self.data, accept_mapping=True, accept_unusual=True, as_of=DAY)
        loaded = load([str(path) for path in paths], options)
        assert loaded.manifest is not None

    def link(self) -> Links:
        """Link what is loaded."""
        return link(self.data)


class Found:
    """Links, asked by the bare keys of a child in the SIS and in the enrollment system."""

    def __init__(self, links: Links) -> None:
        self.links = links
        self._all = links.links

    def of(self, right: str, system: str = "enrollment-system") -> Link | None:
        """The link of a record of another source with the SIS; None where it stays apart."""
        found = [
            each
            for each in self._all
            if each.right == f"{system}:{right}" and each.left.startswith("sis-students:") and each.entity == "person"
        ]
        assert len(found) <= 1
        return found[0] if found else None

    def partner(self, right: str, system: str = "enrollment-system") -> str | None:
        """The SIS's key that a record is linked to."""
        each = self.of(right, system)
        return each.left.partition(":")[2] if each and each.band == "linked" else None

    def within(self, system: str) -> list[Link]:
        """People whom one source holds twice."""
        return [e for e in self._all if e.left.startswith(f"{system}:") and e.right.startswith(f"{system}:")]
