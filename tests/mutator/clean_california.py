"""A small district of California without a fault: its four upload files, a directory of schools, a list of programs."""

from __future__ import annotations

from dataclasses import dataclass

from tests.mutator.clean_people import FAMILY, GIVEN, words
from tests.mutator.sheets import Content, Sheet

SENR, SINF, SPRG, SELA = (f"calpads/{name}.txt" for name in ("SENR", "SINF", "SPRG", "SELA"))
SCHOOLS, PROGRAMS = "calpads/schools.csv", "calpads/programs.csv"
LEA, BEGAN, LONG_AGO = "3768098", "20260817", "20230821"
# Code of a school -> its name and the grades it teaches, as the state writes them.
PLACES = {"6035001": ("Manzanita Elementary", words("KN 01 02 03")), "6035002": ("Toyon High", words("09 10 11 12"))}
A_GRADE = 12
# The fields in the order of the files; a number is a field that stays empty.
FIELDS = {
    SENR: "Record,Change,Key,LEA,School,NPS,Year,SSID,Local,Given,Middle,Family,Suffix,14,15,16,Born,Sex,19,20,Country"
    ",Start,Status,24,Grade,Exit,Reason,Completion,29,30,31,32,33",
    SINF: "Record,Change,Key,Start,LEA,School,Year,SSID,Local,Given,Middle,Family,Suffix,14,15,16,17,Born,Sex,20,21,22"
    ",Hispanic,No Ethnicity,Race,Race 2,Race 3,Race 4,Race 5,No Race,31,32",
    SPRG: "Record,Change,Key,LEA,School,Year,SSID,Local,Given,Family,Born,Sex,Program,Membership,Start,End,17,18",
    SELA: "Record,Change,Key,LEA,School,Year,SSID,Local,Given,Family,Born,Sex,Status,Start,Language",
}
# Every so-and-so-many-th student is in the program of this code.
MEMBERS = {"144": 7, "181": 6, "135": 20}
NAMES = {"144": "Special Education", "135": "Migrant"}


@dataclass(frozen=True)
class Pupil:
    """A student of the district; one in five learns English."""

    number: int
    school: str
    grade: str

    @property
    def local(self) -> str:
        return f"{71_000 + self.number}"

    @property
    def learns_english(self) -> bool:
        return self.number % 5 == 2

    @property
    def programs(self) -> list[str]:
        served = ["301"] if self.learns_english else []
        return served + [code for code, every in MEMBERS.items() if self.number % every == 1]

    def row(self) -> dict[str, str]:
        born = 2021 - (0 if self.grade == "KN" else int(self.grade))
        return {
            "LEA": LEA,
            "School": self.school,
            "Year": "2026-2027",
            "Local": self.local,
            "SSID": f"{4_100_000_000 + 1_003 * self.number}",
            "Given": GIVEN[self.number % len(GIVEN)],
            "Family": FAMILY[self.number // 3 % len(FAMILY)],
            "Born": f"{born}{self.number % 8 + 1:02d}{self.number % 27 + 1:02d}",
            "Sex": "FM"[self.number % 2],
            "Grade": self.grade,
        }


def pupils() -> list[Pupil]:
    places = [(code, grade) for code, (_, grades) in PLACES.items() for grade in grades for _ in range(A_GRADE)]
    return [Pupil(number, *place) for number, place in enumerate(places)]


def california() -> dict[str, Content]:
    enrolled = [each.row() | {"Start": BEGAN, "Status": "10", "Country": "US"} for each in pupils()]
    told = [each.row() | {"Start": BEGAN, "Hispanic": "N", "No Ethnicity": "N", "No Race": "N"} for each in pupils()]
    informed = [row | {"Race": ("700", "299", "600")[number % 3]} for number, row in enumerate(told)]
    served = [each.row() | {"Program": code, "Start": BEGAN} for each in pupils() for code in each.programs]
    spoken = [each.row() | _language(each) for each in pupils()]
    rows = {SENR: enrolled, SINF: informed, SPRG: served, SELA: spoken}
    return {
        **{file: _upload(file, rows[file]) for file in FIELDS},
        SCHOOLS: _schools(),
        PROGRAMS: _programs(),
    }


def _upload(file: str, rows: list[dict[str, str]]) -> Sheet:
    record = file[-8:-4]
    return Sheet.of(FIELDS[file], ({"Record": record} | row for row in rows), bare=True)


def _language(pupil: Pupil) -> dict[str, str]:
    since = BEGAN if pupil.grade == "KN" else LONG_AGO
    if pupil.learns_english:
        return {"Status": "EL", "Start": since, "Language": "01"}
    return {"Status": "EO", "Start": since, "Language": "00"}


def _schools() -> Sheet:
    rows = [{"School Code": code, "School Name": name, "Status": "Active"} for code, (name, _) in PLACES.items()]
    spans = [{"Low Grade": grades[0].replace("KN", "KG"), "High Grade": grades[-1]} for _, grades in PLACES.values()]
    joined = [row | span for row, span in zip(rows, spans, strict=True)]
    return Sheet.of("School Code,School Name,Low Grade,High Grade,Status", joined)


def _programs() -> Sheet:
    rows = [
        {"Student Number": each.local, "Program": NAMES[code], "School Code": each.school, "Begin Date": "2026-08-17"}
        for each in pupils()
        for code in each.programs
        if code in NAMES
    ]
    return Sheet.of("Student Number,Program,School Code,Begin Date,End Date", rows)
