"""Linking on other people's files: who is who in Grand Bend and its LMS, and who is nobody in Contoso."""

from __future__ import annotations

import pytest

from cupola.engine.linking.linking import link
from tests.shared.loads import Record
from tests.shared.places import needs_shared

pytestmark = needs_shared
CANVAS = "edfi-lms-toolkit/starter-kit-sample/users"
ONEROSTER = "edfi-lms-toolkit/sample-in/OneRoster 1.1 Sample Data"
CONTOSO = "oea-contoso-k12/module_test_data_generation_kit/test_data/base_truth_tables"
MODULES = "oea-contoso-k12/module_catalog"
MAPPING = """\
name: canvas-users
form: student_list
system: {id: canvas, name: Canvas, kind: other}
signature: [sourcesystemidentifier, userrole, localuseridentifier, sisuseridentifier]
columns:
  record_id: {header: LocalUserIdentifier, why: the name to sign in with}
  local_id: {header: SISUserIdentifier, why: the number in the SIS}
  full_name: {header: Name, why: the whole name}
  email: {header: EmailAddress, why: the address}
"""


class Told:
    """The people that links make one, by the keys of their records."""

    def __init__(self, record: Record) -> None:
        self.links = link(record.folder)
        self.all = self.links.links

    def partners(self, system: str, left: str = "ed-fi:student:") -> dict[str, str]:
        """The Ed-Fi student of each record of a system."""
        found = (each for each in self.all if each.band == "linked" and each.entity == "person")
        return {e.right: e.left for e in found if e.right.startswith(f"{system}:") and e.left.startswith(left)}


@pytest.fixture(scope="module")
def grand_bend(shared_record, tmp_path_factory):
    mapping = tmp_path_factory.mktemp("mapping") / "canvas.yaml"
    mapping.write_text(MAPPING, encoding="utf-8")
    names = ("edfi-grandbend-xml", CANVAS, ONEROSTER)
    shared_record.load(*names, mapping_files=(mapping,), accept_mapping=True)
    return shared_record, Told(shared_record)


def test_49_of_49_canvas_users_are_students_by_their_number(grand_bend):
    partners = grand_bend[1].partners("canvas")
    assert len(partners) == 49
    assert all(left.rpartition(":")[2] == right.partition(":")[2] for right, left in partners.items())


def test_8_of_8_oneroster_students_are_students_by_their_number(grand_bend):
    partners = grand_bend[1].partners("classlink")
    assert len(partners) == 8
    assert all(left.rpartition(":")[2] == right.partition(":")[2] for right, left in partners.items())


def test_birth_dates_eleven_years_apart_do_not_break_the_link_and_are_told(grand_bend):
    links = [e for e in grand_bend[1].all if e.right.startswith("classlink:6") and e.band == "linked"]
    assert len(links) == 8
    apart = [e for e in links if any(r.column == "birth date" and not r.agrees for r in e.reasons)]
    one_part = [e for e in links if any(r.words == "birth date: one part differs" for r in e.reasons)]
    assert len(apart) + len(one_part) == 8


def test_two_becky_todds_stay_two_and_turner_and_mckee_are_one_each(grand_bend):
    _, told = grand_bend
    walk = told.links.crosswalk
    assert len({walk["ed-fi:student:605005"], walk["ed-fi:student:605775"]}) == 2
    assert walk["classlink:605015"] == walk["ed-fi:student:605015"]
    lefts = set(told.partners("canvas").values())
    assert {"ed-fi:student:605015", "ed-fi:student:604849"} <= lefts


def test_contoso_s_devices_and_iready_s_numbers_make_no_link_with_its_people(record):
    record.load(CONTOSO, f"{MODULES}/Intune", f"{MODULES}/iReady", accept_mapping=True)
    told = Told(record)
    assert [e for e in told.all if e.entity == "device"] == []
    iready = ("ela:", "math:", "diagnostic")
    assert [e for e in told.all if e.left.startswith(iready) != e.right.startswith(iready)] == []


def test_600_of_600_of_contoso_are_known_in_insights(record):
    record.load(CONTOSO, f"{MODULES}/Microsoft_Education_Insights/test_data", accept_mapping=True)
    told = Told(record)
    students = [e for e in told.all if e.band == "linked" and "students:" in e.left + e.right]
    assert len(students) == 600
