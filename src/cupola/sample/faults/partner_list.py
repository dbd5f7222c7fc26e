"""A list of three partner schools: what can be wrong in any list of students, a fault in nearly every special row."""

from collections.abc import Iterator, Mapping

from cupola.sample.arrays import words
from cupola.sample.days import TODAY
from cupola.sample.edits import cell
from cupola.sample.faults.plan import Plan

PATH = "this-month/odd-files/partner-schools.csv"
HEADER = (
    *("Student Number", "State Student ID", "First Name", "Last Name", "Birth Date", "Gender", "School Code"),
    *("Grade Level", "Entry Date", "Exit Date", "Exit Code", "Home Language", "Special Education", "Disability Code"),
    *("English Learner", "English Learner Begin Date", "Language Program", "Lunch Status", "Street Address"),
)
GIVEN = words("Alba Bram Cleo Dario Edda Finn Greta Hugo Ilka Jonas Klara Levi Mona Nils Orla Piet Runa Sven Tilda Uwe")
FAMILY = words("Ashby Barlow Corwin Denholm Elwood Farrow Garrick Holm Inskip Jarvis")
GIRLS, MANY_PLANS, NO_PLANS = "PS-1", "PS-2", "PS-3"
SIZES = ((GIRLS, 25, 3), (MANY_PLANS, 25, 9), (NO_PLANS, 40, 0))
Row = dict[str, str]


def plant_partner_list(plan: Plan) -> None:
    """Write the list; every special row is a fault of its own."""
    rows = list(_ordinary())
    for check, subject, note in (
        ("DEM-012", GIRLS, "girls only"),
        ("PRG-014", MANY_PLANS, "nine of 25 in special education"),
        ("PRG-015", NO_PLANS, "nobody in special education"),
    ):
        line = next(place for place, row in enumerate(rows, 2) if row["School Code"] == subject)
        plan.add(check, PATH, subject, note=note, line=line)
    for number, (check, note, changes) in enumerate(SPECIAL):
        for change in changes:
            rows.append({**_student(len(GIVEN) * 8 + number, MANY_PLANS if number % 2 else NO_PLANS), **change})
        plan.add(check, PATH, rows[-1]["Student Number"], note=note, line=len(rows) + 1)
    text = "".join(",".join(cell(row.get(name, "")) for name in HEADER) + "\r\n" for row in rows)
    plan.odd_files.append((PATH, (",".join(HEADER) + "\r\n" + text).encode(), TODAY))


def _ordinary() -> Iterator[Row]:
    number = 0
    for school, size, plans in SIZES:
        for place in range(size):
            row = _student(number, school)
            if school == GIRLS:
                row["Gender"] = "F"
            if place < plans:
                row |= {"Special Education": "Y", "Disability Code": "SLD"}
            if place % 7 == 6:
                learner = {"English Learner Begin Date": "2024-08-20", "Language Program": "Immersion"}
                row |= {"English Learner": "Y", "Home Language": "Spanish", **learner}
            yield row
            number += 1


def _student(number: int, school: str) -> Row:
    grade = 3 + number % 3
    return {
        "Student Number": f"PS{4_001 + number}",
        "State Student ID": str(7_700_000_001 + 37 * number),
        "First Name": GIVEN[number % len(GIVEN)],
        "Last Name": FAMILY[number // len(GIVEN) % len(FAMILY)],
        "Birth Date": f"{2021 - grade}-{number % 8 + 1:02d}-{number % 27 + 1:02d}",
        "Gender": "FM"[number % 2],
        "School Code": school,
        "Grade Level": f"{grade:02d}",
        "Entry Date": "2026-08-19",
        "Home Language": "English",
        "Special Education": "N",
        "English Learner": "N",
        "Lunch Status": ("Free", "Paid", "Reduced")[number % 3],
        "Street Address": f"{100 + number} Juniper Road",
    }


MOVED = {"Exit Date": "2026-09-11", "Exit Code": "T160"}
DONE = {"Exit Code": "Graduated", "Grade Level": "12", "Birth Date": "2008-05-14"}
SPECIAL: tuple[tuple[str, str, tuple[Mapping[str, str], ...]], ...] = (
    ("IDN-014", "no state id", ({"State Student ID": ""},)),
    ("IDN-015", "a state id of nine digits", ({"State Student ID": "770000999"},)),
    (
        "ENR-013",
        "six weeks between two schools",
        ({"Exit Date": "2026-08-28"}, {"School Code": GIRLS, "Gender": "F", "Entry Date": "2026-10-12"}),
    ),
    ("ENR-014", "entry on a Saturday", ({"Entry Date": "2026-10-03"},)),
    (
        "ENR-015",
        "graduated twice",
        ({**DONE, "Exit Date": "2026-09-04"}, {**DONE, "Entry Date": "2026-09-07", "Exit Date": "2026-10-02"}),
    ),
    (
        "ENR-016",
        "graduated from grade 09",
        ({**DONE, "Grade Level": "09", "Birth Date": "2012-02-11", "Exit Date": "2026-10-02"},),
    ),
    ("ENR-017", "dropped out as a child", ({"Exit Code": "Dropout", "Exit Date": "2026-10-02"},)),
    (
        "GRD-005",
        "in two grades within the year",
        (
            {**MOVED, "Grade Level": "05"},
            {"School Code": GIRLS, "Gender": "F", "Grade Level": "07", "Entry Date": "2026-09-14"},
        ),
    ),
    (
        "DEM-010",
        "two home languages",
        ({**MOVED, "Home Language": "Korean"}, {"School Code": GIRLS, "Gender": "F", "Entry Date": "2026-09-14"}),
    ),
    ("DEM-013", "no address", ({"Street Address": ""},)),
    ("PRG-012", "a first day as a learner, and none", ({"English Learner Begin Date": "2024-08-20"},)),
    ("PRG-013", "a disability, and not in special education", ({"Disability Code": "SLD"},)),
)
