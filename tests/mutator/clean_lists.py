"""What lies beside the package, without a fault: lists of other offices, accounts and devices."""

from __future__ import annotations

from datetime import date, timedelta

from tests.mutator.clean_people import FIRST_DAY, LEFT_ON, SCHOOLS, School, Student, Worker, students, workers
from tests.mutator.sheets import Content, Sheet

STATE = (
    "State Student ID,Local Student ID,First Name,Last Name,Date of Birth,Gender,School Code,Grade Level,Entry Date"
    ",Exit Date,Exit Code,Race,Hispanic,Home Language,English Learner,Language Program,Special Education"
    ",Primary Disability,Section 504,Homeless,Nighttime Residence,Foster Care,Migrant,Lunch Status,Directly Certified"
)
# Every so-and-so-many-th student is in the program, begun with the first of the numbers at the right.
PROGRAMS = {
    "English Learner": ("English Learner", 11, 4),
    "Special Education": ("Special Education", 9, 5),
    "504 Plan": ("Section 504", 18, 8),
    "Homeless": ("Homeless", 24, 10),
    "Foster Care": ("Foster Care", 32, 12),
    "Migrant": ("Migrant", 28, 15),
}
# From one absent student to the next: it divides no number of students, so that everybody's turn comes.
STEP = 13
MODELS = ("Lenovo 300e Gen 4", "Acer Chromebook 511")


def lists() -> dict[str, Content]:
    pupils = students()
    return {
        "state-upload.csv": Sheet.of(STATE, map(_state_row, pupils)),
        "programs.csv": _programs(pupils),
        "attendance.csv": _attendance(pupils),
        "math-results.csv": _results(pupils),
    }


def machines() -> dict[str, Content]:
    pupils, staff = students(), workers()
    return {
        "google-users.csv": _accounts(pupils, staff),
        "google-devices.csv": _chromebooks(pupils),
        "intune.csv": _laptops(staff),
        "assets.csv": _assets(pupils, staff),
    }


def programs_of(student: Student) -> list[str]:
    """The programs of a student, by their name in the list of programs."""
    if student.left:
        return []
    return [name for name, (_, every, first) in PROGRAMS.items() if student.number % every == first % every]


def _yes(answer: bool) -> str:
    return "Y" if answer else "N"


def _state_row(student: Student) -> dict[str, str]:
    programs = programs_of(student)
    flags = {column: _yes(name in programs) for name, (column, _, _) in PROGRAMS.items()}
    needy = bool({"Homeless", "Foster Care", "Migrant"} & set(programs))
    certified = student.number % 10 == 1
    lunch = "Free" if needy or certified else ("Paid", "Reduced", "Paid")[student.number % 3]
    return flags | {
        "State Student ID": student.state_id,
        "Local Student ID": student.local_id,
        "First Name": student.given,
        "Last Name": student.family,
        "Date of Birth": student.birth_date,
        "Gender": student.sex[0].upper(),
        "School Code": student.school.code,
        "Grade Level": student.grade,
        "Entry Date": FIRST_DAY,
        "Exit Date": LEFT_ON if student.left else "",
        "Exit Code": "Transfer" if student.left else "",
        "Race": student.race,
        "Hispanic": _yes(student.is_hispanic),
        "Home Language": "Spanish" if "English Learner" in programs else "English",
        "Language Program": "Immersion" if "English Learner" in programs else "",
        "Primary Disability": "Speech" if "Special Education" in programs else "",
        "Nighttime Residence": "Doubled up" if "Homeless" in programs else "",
        "Lunch Status": lunch,
        "Directly Certified": _yes(certified),
    }


def _programs(pupils: list[Student]) -> Sheet:
    rows = [
        {
            "Student Number": student.local_id,
            "Program": program,
            "School Code": student.school.code,
            "Begin Date": FIRST_DAY,
        }
        for student in pupils
        for program in programs_of(student)
    ]
    return Sheet.of("Student Number,Program,School Code,Begin Date,End Date", rows)


def school_days() -> list[date]:
    days = (date(2026, 8, 24) + timedelta(days=number) for number in range(67))
    return [day for day in days if day.weekday() < 5]


def _attendance(pupils: list[Student]) -> Sheet:
    """Two absences at every school on every day, each time of other students; every week of all grades."""
    rows = []
    for number, day in enumerate(school_days()):
        for school in SCHOOLS:
            there = [student for student in pupils if student.school == school and not student.left]
            for turn in (0, 1):
                student = there[(number * 2 + turn) * STEP % len(there)]
                row = {"Student Number": student.local_id, "School Code": school.code, "Date": day.isoformat()}
                rows.append(row | {"Attendance Code": ("Excused", "Tardy", "Unexcused")[number % 3]})
    return Sheet.of("Student Number,School Code,Date,Attendance Code", rows)


def _results(pupils: list[Student]) -> Sheet:
    header = "Student Number,State Student ID,First Name,Last Name,Date of Birth,School Code,Grade,Test Name,Subject"
    rows = [
        {
            "Student Number": student.local_id,
            "State Student ID": student.state_id,
            "First Name": student.given,
            "Last Name": student.family,
            "Date of Birth": student.birth_date,
            "School Code": student.school.code,
            "Grade": student.grade,
            "Test Name": "Fall Benchmark",
            "Subject": "Mathematics",
            "Test Date": "2026-09-16",
            "Scale Score": str(410 + student.number * 7 % 180),
            "Performance Level": ("Below", "Basic", "Proficient", "Advanced")[student.number % 4],
        }
        for student in pupils
        if student.grade != "KG"
    ]
    return Sheet.of(f"{header},Test Date,Scale Score,Performance Level", rows)


def account_key(student: Student) -> str:
    """The directory's own key of a student's account."""
    return f"1{student.number:05d}"


def _account(key: str, person: Student | Worker, unit: str) -> dict[str, str]:
    return {
        "primaryEmail": person.email,
        "id": key,
        "name.givenName": person.given,
        "name.familyName": person.family,
        "orgUnitPath": unit,
        "suspended": "False",
        "archived": "False",
        "isAdmin": "False",
        "isDelegatedAdmin": "False",
        "creationTime": "2025-08-04T15:10:00.000Z",
        "lastLoginTime": f"2026-10-2{person.number % 10}T13:2{person.number % 6}:00.000Z",
        "externalIds.0.value": person.local_id,
    }


def _accounts(pupils: list[Student], staff: list[Worker]) -> Sheet:
    rows = [
        _account(account_key(student), student, f"/Students/{student.school.name}")
        | ({"suspended": "True"} if student.left else {})
        for student in pupils
    ]
    rows += [_account(f"2{worker.number:05d}", worker, "/Staff") for worker in staff]
    header = "primaryEmail,id,name.givenName,name.familyName,orgUnitPath,suspended,archived,isAdmin,isDelegatedAdmin"
    return Sheet.of(f"{header},creationTime,lastLoginTime,externalIds.0.value", rows)


def holders(pupils: list[Student]) -> list[tuple[School, Student]]:
    """The students with a Chromebook: the first eighteen of every school."""
    return [
        (school, student)
        for school in SCHOOLS
        for student in [each for each in pupils if each.school == school and not each.left][:18]
    ]


def _chromebooks(pupils: list[Student]) -> Sheet:
    rows = [
        {
            "deviceId": f"dev-{number:04d}",
            "serialNumber": f"PF{number:03d}KX7",
            "status": "ACTIVE",
            "lastSync": f"2026-10-{20 + number % 10}T11:0{number % 6}:00.000Z",
            "annotatedUser": student.email,
            "annotatedLocation": school.name,
            "annotatedAssetId": f"LF{number:05d}",
            "model": MODELS[number % 2],
            "osVersion": "129.0.6668.80",
            "macAddress": f"a0b1c2d3{number:04x}",
            "orgUnitPath": f"/Chromebooks/{school.name}",
            "firstEnrollmentTime": "2025-08-06T09:00:00.000Z",
            "lastEnrollmentTime": "2025-08-06T09:00:00.000Z",
            "autoUpdateExpiration": "2031-06-01",
        }
        for number, (school, student) in enumerate(holders(pupils))
    ]
    header = "deviceId,serialNumber,status,lastSync,annotatedUser,annotatedLocation,annotatedAssetId,model,osVersion"
    return Sheet.of(
        f"{header},macAddress,orgUnitPath,firstEnrollmentTime,lastEnrollmentTime,autoUpdateExpiration", rows
    )


def _laptop_users(staff: list[Worker]) -> list[Worker]:
    return [worker for worker in staff if worker.role == "teacher"][:12]


def _laptops(staff: list[Worker]) -> Sheet:
    rows = [
        {
            "Device ID": f"5b0c2d1e-0000-4000-8000-{worker.number:012d}",
            "Device name": f"LF-STAFF-{worker.number:03d}",
            "Enrollment date": "2025-08-11 10:00:00",
            "Last check-in": f"2026-10-{20 + worker.number % 10} 08:30:00",
            "Azure AD Device ID": f"77aa2d1e-0000-4000-8000-{worker.number:012d}",
            "OS version": "10.0.22631.4317",
            "Serial number": f"8HJ{worker.number:04d}",
            "Manufacturer": "Dell Inc.",
            "Model": "Latitude 3340",
            "Primary user UPN": worker.email,
            "Compliance": "Compliant",
            "Ownership": "Corporate",
            "Encrypted": "True",
            "OS": "Windows",
        }
        for worker in _laptop_users(staff)
    ]
    header = "Device ID,Device name,Enrollment date,Last check-in,Azure AD Device ID,OS version,Serial number"
    return Sheet.of(f"{header},Manufacturer,Model,Primary user UPN,Compliance,Ownership,Encrypted,OS", rows)


def _asset(tag: str, serial: str, *, category: str, model: str) -> dict[str, str]:
    cost = {"Purchase Date": "2025-07-15", "Purchase Cost": "329.00", "Category": category, "Model": model}
    return cost | {"Asset Tag": tag, "Serial": serial, "Status": "Deployed"}


def _assets(pupils: list[Student], staff: list[Worker]) -> Sheet:
    rows = [
        _asset(row["annotatedAssetId"], row["serialNumber"], category="Chromebooks", model=row["model"])
        | {"Location": row["annotatedLocation"], "Manufacturer": row["model"].split()[0]}
        | {"Checked Out To: Email": row["annotatedUser"], "Checkout Type": "user"}
        for row in _chromebooks(pupils).rows
    ]
    rows += [
        _asset(f"LS{number:05d}", row["Serial number"], category="Laptops", model=row["Model"])
        | {"Location": "Staff", "Manufacturer": "Dell"}
        | {"Checked Out To: Email": row["Primary user UPN"], "Checkout Type": "user"}
        for number, row in enumerate(_laptops(staff).rows)
    ]
    header = "Asset Tag,Serial,Category,Manufacturer,Model,Status,Location,Purchase Date,Purchase Cost,Checkout Type"
    return Sheet.of(f"{header},Checked Out To: Email", rows)
