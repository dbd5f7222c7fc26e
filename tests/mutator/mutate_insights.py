"""Damage to an export of Education Insights."""

from __future__ import annotations

from tests.mutator.clean_insights import PUPILS, table
from tests.mutator.expectations import INSIGHTS, Draw, Must, Mutations, expects
from tests.mutator.sheets import Files, Style, raw, sheet
from tests.mutator.slips import Made, again, slip

LEARNING = Mutations("Education Insights", INSIGHTS)
LEARNING_FILES = Mutations("files of Education Insights", INSIGHTS)

for made in (
    slip("FRM-004", table("Enrollment"), "a_day_of_entry_that_there_is_not", EntryDate="2026-02-31"),
    slip("FRM-004", table("PersonOrganizationRole"), "a_role_begins_on_no_day", RoleStartDate="2026-13-01"),
    slip("FRM-001", table("PersonDemographic"), "a_birth_date_of_nobody", PersonId=""),
    slip("FRM-002", table("PersonOrganizationRole"), "a_role_is_perhaps_the_first", IsPrimary="maybe"),
    again("FRM-013", table("Person"), "a_person_twice"),
):
    LEARNING.one()(made)


@LEARNING_FILES.one(alone=True)
def a_table_of_insights_breaks_off(draw: Draw, files: Files) -> Made:
    name = table("Enrollment")
    files[name] = raw(files, name, Style())[: -draw.rng.randrange(60, 75)]
    return files, expects(Must("FIL-012", name, line=PUPILS + 2))


@LEARNING_FILES.one(alone=True)
def a_row_of_insights_is_torn(draw: Draw, files: Files) -> Made:
    name = table("PersonOrganizationRole")
    line = draw.rng.randrange(2, PUPILS)
    lines = raw(files, name, Style()).decode().splitlines(keepends=True)
    lines[line - 1] = ",".join(lines[line - 1].split(",")[:-4]) + "\n"
    files[name] = "".join(lines).encode()
    return files, expects(Must("FIL-003", name, line=line))


@LEARNING_FILES.one(alone=True)
def two_columns_of_insights_are_swapped(draw: Draw, files: Files) -> Made:
    """The list of columns says one order and the file has another: it is no longer known by its cells."""
    name = table("Enrollment")
    header = sheet(files, name).header
    one, other = header.index("PersonId"), header.index("EntryDate")
    header[one], header[other] = header[other], header[one]
    return files, expects(Must("FIL-001", name), also=("FIL-010",))
