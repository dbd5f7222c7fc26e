"""Faults of the state's upload files."""

from cupola.sample.arrays import Array
from cupola.sample.edits import Edit
from cupola.sample.faults.plan import NothingToSpoil, Plan
from cupola.sample.faults.victims import Planter, Victims, local, sis
from cupola.sample.files.calpads import INSTRUCTION
from cupola.sample.population.people import LANGUAGES
from cupola.sample.population.programs import FREE
from cupola.sample.population.schools import KG

ENGLISH = LANGUAGES.index("English")
NEW_SCHOOL = "0199999"
NO_RACE = {"Hispanic": "N", **{f"Race {place}": "" for place in range(1, 6)}}


def state_number(plan: Plan, victims: Victims) -> None:
    """CAL-001: a digit is lost, in every file alike."""
    row = victims.student(victims.plain())
    number, short = local(victims, row), str(victims.district.students.state[row])[:9]
    fault = plan.add("CAL-001", "SENR", number, note="the state number has nine digits")
    plan.edit("SENR", number, {"SSID": short}, fault=fault)
    for table in ("SINF", "SELA"):
        plan.edit(table, number, {"SSID": short})
    plan.may("IDN-013", "users", sis(victims, row), note="the upload holds nine digits of it")


def not_enrolled(plan: Plan, victims: Victims) -> None:
    """CAL-002, CAL-003, CAL-004, ENR-019: in every upload but that of enrollments, and in no state file."""
    row = victims.quiet_student(_learners(victims))
    number, note = local(victims, row), "the enrollment is not uploaded"
    plan.drop("SENR", number)
    plan.drop("state", number)
    code = INSTRUCTION[int(victims.district.programs.language_program[row])]
    for check, table, key in (
        ("CAL-002", "SPRG", f"{number} {code}"),
        ("CAL-003", "SELA", number),
        ("CAL-004", "SINF", number),
    ):
        plan.edit(table, key, fault=plan.add(check, table, number, note=note))
    fault = plan.add("ENR-019", "users", sis(victims, row), note="in no state file")
    plan.edit("users", sis(victims, row), fault=fault)


def _learners(victims: Victims) -> Array:
    """English learners in the grades that have a language status."""
    learners: Array = (victims.district.programs.language_program > 0) & (victims.district.students.grade >= KG)
    return learners


def short_term(plan: Plan, victims: Victims) -> None:
    """CAL-005: lent to a school from the first day."""
    number = local(victims, victims.student())
    fault = plan.add("CAL-005", "SENR", number, note="a short-term enrollment that begins with the primary one")
    plan.change("SENR", number, Edit(copies=({"Status": "30"},), fault=fault))


def language_steps(plan: Plan, victims: Victims) -> None:
    """CAL-006, CAL-007, CAL-008, CAL-010, CAL-015."""
    district = victims.district
    learner, speaks = district.programs.language_program > 0, district.students.language != ENGLISH
    school_age = district.students.grade > KG
    for check, where, copy, also in (
        ("CAL-006", learner, {"Start Date": "20260820"}, ()),
        ("CAL-007", learner, {"Status": "TBD", "Start Date": "20260820"}, ("CAL-015",)),
        (
            "CAL-008",
            ~learner & speaks & (district.students.local % 2 == 0),
            {"Status": "EL", "Start Date": "20261015"},
            (),
        ),
    ):
        number = local(victims, victims.student(where & school_age))
        fault = plan.add(check, "SELA", number, note=f"a second status record: {' '.join(copy.values())}")
        plan.change("SELA", number, Edit(copies=(copy,), fault=fault))
        for other in also:
            plan.may(other, "SELA", number, note="the last status is undetermined")
    for check, where, cells in (
        ("CAL-010", _learners(victims), {"Language": "00"}),
        ("CAL-015", ~learner & ~speaks & school_age, {"Status": "TBD", "Start Date": "20260819"}),
    ):
        number = local(victims, victims.student(where))
        plan.edit("SELA", number, cells, fault=plan.add(check, "SELA", number, note=" ".join(cells.values())))


def grades_of_uploads(plan: Plan, victims: Victims) -> None:
    """CAL-009, CAL-016."""
    kindergarten = victims.district.students.grade == KG
    number = local(victims, victims.student(kindergarten & victims.plain()))
    fault = plan.add("CAL-009", "SELA", number, note="enrolled in preschool in the upload")
    plan.edit("SENR", number, {"Grade": "PS"})
    plan.edit("SELA", number, fault=fault)
    plan.may("GRD-003", "SENR", number, note="enrolled in preschool in the upload")
    number = local(victims, victims.student(kindergarten))
    fault = plan.add("CAL-016", "SENR", number, note="born in November 2021, in kindergarten")
    plan.edit("SENR", number, {"Birth Date": "20211120"}, fault=fault)
    plan.may("DEM-009", "SENR", number, note="born in November 2021 in the upload")


def programs_of_uploads(plan: Plan, victims: Victims) -> None:
    """CAL-011, CAL-014, CAL-017."""
    programs = victims.district.programs
    row = victims.student(_learners(victims))
    number = local(victims, row)
    plan.edit("SELA", number, fault=plan.add("CAL-011", "SELA", number, note="in no instruction program"))
    plan.drop("SPRG", f"{number} {INSTRUCTION[int(programs.language_program[row])]}")
    number = local(victims, victims.student(programs.meal == FREE))
    fault = plan.add("CAL-014", "SPRG", number, note="free and reduced price at once")
    plan.change("SPRG", f"{number} 181", Edit(copies=({"Program": "182"},), fault=fault))
    number = local(victims, victims.student(programs.nighttime > 0))
    fault = plan.add("CAL-017", "programs", number, note="homeless in the SIS, not in the upload")
    plan.edit("programs", f"{number} Homeless", fault=fault)
    plan.drop("SPRG", f"{number} 191")


def race_and_school(plan: Plan, victims: Victims) -> None:
    """CAL-012, CAL-013."""
    number = local(victims, victims.student())
    plan.edit("SINF", number, NO_RACE, fault=plan.add("CAL-012", "SINF", number, note="no race and no ethnicity"))
    if len(victims.district.schools) < 2:
        raise NothingToSpoil("there is one school only")
    school = {"sourcedId": "ORG-900", "name": "Breakwater Academy", "type": "school", "parentSourcedId": "ORG-000"}
    fault = plan.add("CAL-013", "orgs", NEW_SCHOOL, note="an open school without an enrollment record")
    plan.append("orgs", {**school, "identifier": NEW_SCHOOL}, fault=fault)


PLANTERS: tuple[tuple[str, Planter], ...] = (
    ("CAL-001", state_number),
    ("CAL-002 CAL-003 CAL-004 ENR-019", not_enrolled),
    ("CAL-005", short_term),
    ("CAL-006 CAL-007 CAL-008 CAL-010 CAL-015", language_steps),
    ("CAL-009 CAL-016", grades_of_uploads),
    ("CAL-011 CAL-014 CAL-017", programs_of_uploads),
    ("CAL-012 CAL-013", race_and_school),
)
