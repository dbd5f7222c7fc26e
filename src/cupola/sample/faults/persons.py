"""Faults of roles and identity: one person under two ids, one id on two people, odd names."""

from collections.abc import Sequence

import numpy as np

from cupola.sample.arrays import Array
from cupola.sample.edits import Edit
from cupola.sample.faults.plan import NothingToSpoil, Plan, scaled
from cupola.sample.faults.victims import Planter, Victims, email, guardian_id, local, sis, staff_id
from cupola.sample.population.devices import ONE_TO_ONE_FROM
from cupola.sample.population.district import STUDENT_DOMAIN
from cupola.sample.population.schools import GRADE_12


def roles_of_users(plan: Plan, victims: Victims) -> None:
    """ROL-002, ROL-004, ROL-006."""
    two, none, turned = (staff_id(victims.aide()) for _ in range(3))
    plan.edit("users", two, fault=plan.add("ROL-002", "users", two, note="two primary roles"))
    plan.change("roles", f"R{two[1:]}", Edit(copies=({"sourcedId": f"R{two[1:]}-2"},)))
    plan.edit("users", none, fault=plan.add("ROL-004", "users", none, note="no row in roles.csv"))
    plan.may("ROL-002", "users", none, note="no row in roles.csv")
    plan.drop("roles", f"R{none[1:]}")
    role = f"R{turned[1:]}"
    fault = plan.add("ROL-006", "roles", role, note="the role ends before it begins")
    plan.edit("roles", role, {"beginDate": "2026-09-01", "endDate": "2026-08-20"}, fault=fault)


def student_who_is_also_staff(plan: Plan, victims: Victims) -> None:
    """ROL-003."""
    row = victims.student(victims.district.students.grade == GRADE_12)
    user = sis(victims, row)
    plan.edit("users", user, fault=plan.add("ROL-003", "users", user, note="student, and aide in the afternoon"))
    copy = {"sourcedId": f"R{user[1:]}-2", "roleType": "secondary", "role": "aide"}
    plan.change("roles", f"R{user[1:]}", Edit(copies=(copy,)))


def student_named_as_guardian(plan: Plan, victims: Victims) -> None:
    """ROL-005."""
    row = victims.student()
    guardian = sis(victims, victims.student(victims.district.students.grade == GRADE_12))
    home = victims.district.students.household[row]
    first = int(victims.district.guardians.first_of[home])
    worker = int(victims.district.guardians.staff[first])
    parent = staff_id(worker) if worker >= 0 else guardian_id(first)
    if victims.district.guardians.count_of[home] == 2:
        parent = f"{parent},{guardian_id(first + 1)}"
    fault = plan.add("ROL-005", "users", sis(victims, row), note="the last agent is a student")
    plan.edit("users", sis(victims, row), {"agentSourcedIds": f"{parent},{guardian}"}, fault=fault)


def guardian_without_a_child(plan: Plan, victims: Victims) -> None:
    """ROL-007."""
    user = "P6900007"
    fault = plan.add("ROL-007", "users", user, note="nobody names this guardian")
    name = {"enabledUser": "true", "username": "family900007", "givenName": "Marisol", "familyName": "Winslow"}
    plan.append("users", {"sourcedId": user, **name, "primaryOrgSourcedId": "ORG-001"}, fault=fault)
    role = {"sourcedId": f"R{user[1:]}", "userSourcedId": user, "roleType": "primary", "role": "guardian"}
    plan.append("roles", {**role, "orgSourcedId": "ORG-001"})


def second_record(plan: Plan, victims: Victims, row: int, *, marked: str = "", fault: int = -1) -> str:
    """One student once more in the SIS, with own ids, login, role, demographics, classes and account.

    Under a `marked` family name the record has no state id.
    """
    number = victims.number()
    user, local_id, login = f"P{9_100_000 + number}", f"{9_100_000 + number}", f"again{number}"
    old = sis(victims, row)
    state = victims.district.students.state[row]
    user_ids = f"{{Local:{local_id}}}" if marked else f"{{StateID:{state}}},{{Local:{local_id}}}"
    address = f"{login}@{STUDENT_DOMAIN}"
    cells = {"sourcedId": user, "username": login, "email": address, "identifier": local_id, "userIds": user_ids}
    if marked:
        cells["familyName"] = marked
    plan.change("users", old, Edit(copies=(cells,), fault=fault))
    plan.change("roles", f"R{old[1:]}", Edit(copies=({"sourcedId": f"R{user[1:]}", "userSourcedId": user},)))
    plan.change("demographics", old, Edit(copies=({"sourcedId": user},)))
    for room in victims.rooms_of(row)[:2]:
        seat = {"sourcedId": f"E{100_001 + room}-{user[1:]}", "userSourcedId": user}
        plan.change("enrollments", victims.sits(row, room), Edit(copies=(seat,)))
    account = {"primaryEmail": address, "id": f"9{number:020d}", "externalIds.0.value": local_id}
    plan.change("google users", email(victims, row), Edit(copies=(account,)))
    plan.may("ENR-019", "users", user, note="a second record, which the state does not know")
    plan.same_in_sis.append((old, user))
    return user


def same_person_under_two_ids(plan: Plan, victims: Victims) -> None:
    """IDN-001, pattern 1: two records that agree on name, birth date, sex and state id."""
    for row in victims.students(scaled(plan, 37)):
        user = f"P{9_100_001 + victims.new_people}"
        fault = plan.add("IDN-001", "users", user, note=f"the same person as {sis(victims, row)}")
        second_record(plan, victims, row, fault=fault)
        plan.may("IDN-001", "users", sis(victims, row), note=f"the same person as {user}")


def one_state_id_on_two_people(plan: Plan, victims: Victims) -> None:
    """IDN-002, pattern 2: one state id, two birth dates."""
    young = victims.district.students.grade < ONE_TO_ONE_FROM
    for _ in range(scaled(plan, 2)):
        row, other = victims.student(young), victims.student(young)
        state = victims.district.students.state[other]
        fault = plan.add("IDN-002", "users", sis(victims, row), note=f"has the state id of {sis(victims, other)}")
        user_ids = f"{{StateID:{state}}},{{Local:{local(victims, row)}}}"
        plan.edit("users", sis(victims, row), {"userIds": user_ids}, fault=fault)
        plan.may("IDN-002", "users", sis(victims, other), note=f"its state id stands on {sis(victims, row)} too")
        plan.may("IDN-013", "users", sis(victims, row), note="the state upload holds the right state id")


def superseded_record_still_open(plan: Plan, victims: Victims) -> None:
    """IDN-003, pattern 3: marked as a duplicate, and still active."""
    endings = ("_dupe", " (duplicate)", " DO NOT USE")
    for number in range(scaled(plan, 3)):
        row = victims.student()
        family = str(victims.district.family[victims.district.students.family[row]]) + endings[number % 3]
        user = f"P{9_100_001 + victims.new_people}"
        fault = plan.add("IDN-003", "users", user, note=f"marked as a second record of {sis(victims, row)}, still open")
        second_record(plan, victims, row, marked=family, fault=fault)
        plan.may("IDN-008", "users", user, note="the mark stands in the name")


def shared_logins(plan: Plan, victims: Victims) -> None:
    """IDN-004, IDN-005."""
    guardians = victims.district.guardians
    for check, column in (("IDN-004", "username"), ("IDN-005", "email")):
        one, other = victims.guardian(guardians.has_email), victims.guardian(guardians.has_email)
        value = "familyshared" if column == "username" else "shared.inbox@mail.example"
        fault = plan.add(check, "users", guardian_id(one), note=f"shares its {column} with {guardian_id(other)}")
        plan.edit("users", guardian_id(one), {column: value}, fault=fault)
        plan.edit("users", guardian_id(other), {column: value})
        plan.may(check, "users", guardian_id(other), note=f"shares its {column} with {guardian_id(one)}")


def student_number_on_several_students(plan: Plan, victims: Victims) -> None:
    """IDN-006: two of one grade, without programs, results or absences of their own."""
    row, other = _alike(plan, victims)
    number = local(victims, other)
    fault = plan.add("IDN-006", "users", sis(victims, row), note=f"has the student number of {sis(victims, other)}")
    user_ids = f"{{StateID:{victims.district.students.state[row]}}},{{Local:{number}}}"
    plan.edit("users", sis(victims, row), {"identifier": number, "userIds": user_ids}, fault=fault)
    plan.may("IDN-006", "users", sis(victims, other), note=f"its student number stands on {sis(victims, row)} too")
    plan.may("ENR-018", "state", local(victims, row), note="the SIS holds another number")
    for user in (sis(victims, row), sis(victims, other)):
        plan.may("IDN-013", "users", user, note="one student number stands on two students")


def _alike(plan: Plan, victims: Victims) -> tuple[int, int]:
    plain = ~plan.tested() & (victims.district.students.grade < ONE_TO_ONE_FROM) & _without_programs(victims)
    row = victims.quiet_student(plain)
    return row, victims.quiet_student(plain & (victims.district.students.grade == victims.grade(row)))


def _without_programs(victims: Victims) -> Array:
    programs = victims.district.programs
    some = (programs.meal > 0) | (programs.disability > 0) | (programs.language_program > 0) | programs.section_504
    return np.asarray(~(some | (programs.nighttime > 0) | programs.foster | programs.migrant))


def odd_names(plan: Plan, victims: Victims) -> None:
    """IDN-007, IDN-008, IDN-009, IDN-010."""
    for check, cells, note in (
        ("IDN-007", {"givenName": "Test", "familyName": "Student"}, "a test record"),
        ("IDN-008", {"givenName": "Mar1a"}, "a digit in the given name"),
        ("IDN-008", {"familyName": "MuÃ±oz"}, "a name read in the wrong encoding"),
        ("IDN-009", {"familyName": "Carter Jr."}, "the suffix stands in the family name"),
        ("IDN-010", {"familyName": "O"}, "a family name of one letter"),
    ):
        user = sis(victims, victims.student())
        plan.edit("users", user, cells, fault=plan.add(check, "users", user, note=note))


def possible_duplicate_in_a_list(plan: Plan, victims: Victims) -> None:
    """IDN-011: the same application sent twice, with nothing changed."""
    application = "APP-260002"
    fault = plan.add("IDN-011", "applications", "APP-290011", note=f"the same child as {application}")
    again = {"Application ID": "APP-290011", "State Student No": "", "District Student No": ""}
    plan.change("applications", application, Edit(copies=(again,), fault=fault))


def people_who_look_alike(plan: Plan, victims: Victims) -> None:
    """What no check may report: twins, homonyms, changed names, parents on the staff, names with marks."""
    people = victims.district.students
    for row in np.flatnonzero(people.twins >= 0)[:20].tolist():
        plan.must_not(
            "IDN-001", "users", sis(victims, row), note="a twin: same birth date and family name, another person"
        )
    changed = np.flatnonzero(people.family != people.old_family)[: scaled(plan, 2, 2)].tolist()
    for row in changed:
        plan.must_not(
            "IDN-002", "users", sis(victims, row), note="the name has changed, state id and birth date have not"
        )
    for row in victims.district.guardians.staff[victims.district.guardians.staff >= 0][:5].tolist():
        for check in ("ROL-002", "ROL-003", "ROL-007"):
            plan.must_not(check, "users", staff_id(row), note="a teacher who is a parent")
    for row in _marked(victims)[:20]:
        for check in ("IDN-008", "FRM-010"):
            plan.must_not(check, "users", sis(victims, row), note="letters and marks that names have")


def _marked(victims: Victims) -> Sequence[int]:
    texts = victims.district.family
    codes = [code for code, text in enumerate(texts.tolist()) if any(mark in text for mark in "'ʻ.- ")]
    untouched = np.isin(victims.district.students.family, codes) & victims.fit
    untouched[list(victims.used.get("students", set()))] = False
    rows: list[int] = np.flatnonzero(untouched).tolist()
    return rows


def homonyms(plan: Plan, victims: Victims) -> None:
    """Pairs of one name with different birth dates are not one person."""
    people = victims.district.students
    keys = people.given.astype(np.int64) * 10_000_000 + people.family
    _, inverse, count = np.unique(keys, return_inverse=True, return_counts=True)
    rows = np.flatnonzero(count[inverse] > 1)[:20].tolist()
    if not rows:
        raise NothingToSpoil("no two students share a name")
    for row in rows:
        if row not in victims.used.get("students", set()):
            plan.must_not(
                "IDN-001", "users", sis(victims, row), note="another student of the same name, born another day"
            )


PLANTERS: tuple[tuple[str, Planter], ...] = (
    ("ROL-002 ROL-004 ROL-006", roles_of_users),
    ("ROL-003", student_who_is_also_staff),
    ("ROL-005", student_named_as_guardian),
    ("ROL-007", guardian_without_a_child),
    ("IDN-001", same_person_under_two_ids),
    ("IDN-002", one_state_id_on_two_people),
    ("IDN-003", superseded_record_still_open),
    ("IDN-004 IDN-005", shared_logins),
    ("IDN-006", student_number_on_several_students),
    ("IDN-007 IDN-008 IDN-009 IDN-010", odd_names),
    ("IDN-011", possible_duplicate_in_a_list),
)
LOOK_ALIKES: tuple[tuple[str, Planter], ...] = (("", people_who_look_alike), ("", homonyms))
