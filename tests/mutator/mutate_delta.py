"""Files of changes to the roster, without a fault and with one."""

from __future__ import annotations

from collections.abc import Mapping

from tests.mutator.bench import clean
from tests.mutator.clean_people import FIRST_DAY
from tests.mutator.expectations import ROSTER, Draw, Expectation, Must, Mutations, expects
from tests.mutator.sheets import Content, Files, Sheet, copy_of, sheet

CHANGES = Mutations("changes", ROSTER)
WHEN = "2026-10-29T04:00:00.000Z"
MANIFEST, USERS, ENROLLMENTS = "sis/manifest.csv", "sis/users.csv", "sis/enrollments.csv"
ROLES, DEMOGRAPHICS = "sis/roles.csv", "sis/demographics.csv"
NEW, CHANGED = "st-9000", "st-0075"
Made = tuple[Files, Expectation]


def delta_of(before: Mapping[str, Content], after: Mapping[str, Content]) -> Files:
    """What a delta says of the difference between two rosters: rows new, changed and to be deleted."""
    found: Files = {}
    manifest = sheet(after, MANIFEST).copy()
    for name in after:
        if name == MANIFEST:
            continue
        old = sheet(before, name).rows if name in before else []
        rows = _changed(old, sheet(after, name).rows)
        property_name = f"file.{name.removeprefix('sis/').removesuffix('.csv')}"
        manifest.one(propertyName=property_name)["value"] = "delta" if rows else "absent"
        if rows:
            found[name] = Sheet(list(sheet(after, name).header), rows)
    return found | {MANIFEST: manifest}


def _changed(before: list[dict[str, str]], after: list[dict[str, str]]) -> list[dict[str, str]]:
    known = {row["sourcedId"]: row for row in before}
    here = {row["sourcedId"] for row in after}
    rows = [row | {"status": row["status"] or "active"} for row in after if known.get(row["sourcedId"]) != row]
    gone = [row | {"status": "tobedeleted"} for key, row in known.items() if key not in here]
    return [row | {"dateLastModified": WHEN} for row in (*rows, *gone)]


def changes() -> Files:
    """A new student in a class, somebody with another e-mail address."""
    now = clean(frozenset({ROSTER}))
    before = copy_of(now)
    users, roles, seats = sheet(now, USERS), sheet(now, ROLES), sheet(now, ENROLLMENTS)
    like = users.one(sourcedId=CHANGED)
    new = {"username": "u009000", "identifier": "009000", "email": "009000@larkfield.example", "agentSourcedIds": ""}
    users.add(like, sourcedId=NEW, givenName="Ione", familyName="Quarterman", userIds="{state:0899000000}", **new)
    roles.add(roles.one(userSourcedId=CHANGED), sourcedId="ro-9000", userSourcedId=NEW)
    seats.add(seats.where(userSourcedId=CHANGED)[0], sourcedId="en-9000", userSourcedId=NEW, beginDate=FIRST_DAY)
    born = sheet(now, DEMOGRAPHICS)
    born.add(born.one(sourcedId=CHANGED), sourcedId=NEW, birthDate="2011-03-03")
    like["preferredGivenName"] = "Io"
    return delta_of(before, now)


def _new_seat(files: Files) -> dict[str, str]:
    return sheet(files, ENROLLMENTS).one(sourcedId="en-9000")


@CHANGES.one(alone=True)
def a_change_has_no_status(draw: Draw, files: Files) -> Made:
    row = _new_seat(files)
    row["status"] = ""
    return files, expects(Must("PKG-012", ENROLLMENTS, row, column="status"))


@CHANGES.one(alone=True)
def a_change_has_no_time(draw: Draw, files: Files) -> Made:
    row = draw.row(sheet(files, USERS))
    row["dateLastModified"] = ""
    return files, expects(Must("PKG-012", USERS, row, column="dateLastModified"))


@CHANGES.one(alone=True)
def a_file_of_changes_lost_a_column(draw: Draw, files: Files) -> Made:
    column = draw.rng.choice(["status", "dateLastModified"])
    sheet(files, USERS).header.remove(column)
    return files, expects(Must("PKG-013", USERS, line=1, column=column))


@CHANGES.one(alone=True)
def a_new_seat_is_in_a_class_that_there_is_not(draw: Draw, files: Files) -> Made:
    row = _new_seat(files)
    row["classSourcedId"] = "cl-none"
    return files, expects(Must("ROS-014", ENROLLMENTS, row, subject="en-9000"), also=("ENR-006",))


@CHANGES.one(alone=True)
def a_new_seat_is_of_a_student_that_there_is_not(draw: Draw, files: Files) -> Made:
    row = _new_seat(files)
    row["userSourcedId"] = "st-none"
    return files, expects(Must("ROS-012", ENROLLMENTS, row, subject="en-9000"), also=("ENR-006",))


@CHANGES.one(alone=True)
def a_student_with_seats_is_to_be_deleted(draw: Draw, files: Files) -> Made:
    """The seats stay in the record, and nobody has given them up."""
    whole = clean(frozenset({ROSTER}))
    student = draw.student()
    user = sheet(whole, USERS).one(sourcedId=student.key)
    sheet(files, USERS).add(user, status="tobedeleted", dateLastModified=WHEN)
    seats = sheet(whole, ENROLLMENTS).where(userSourcedId=student.key)
    return files, expects(*(Must("ENR-007", subject=row["sourcedId"]) for row in seats))


@CHANGES.one(alone=True)
def the_address_of_another_comes_with_a_change(draw: Draw, files: Files) -> Made:
    """The other stands in the base, and only there."""
    row = sheet(files, USERS).one(sourcedId=NEW)
    row["email"] = "003100@larkfield.example"
    return files, expects(*(Must("IDN-005", subject=key) for key in (NEW, "st-0000")))
