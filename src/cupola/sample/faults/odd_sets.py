"""Small sets with faults of packaging: for School Data Sync, for Clever, and a delta without its columns."""

from collections.abc import Mapping

from cupola.sample.days import TODAY
from cupola.sample.faults.odd_archives import packed
from cupola.sample.faults.plan import Plan
from cupola.sample.files.delta import AS_OF, FILES_11, STAMP

FOLDER = "other-systems/odd-sets"
SDS = f"{FOLDER}/sds-format"
CLEVER = f"{FOLDER}/clever"
CHANGES = f"{FOLDER}/changes-without-columns.zip"
SDS_FILES = {
    "School.csv": ["SIS ID,Name", "S1,Tide Pool Academy"],
    "Section.csv": ["SIS ID,School SIS ID,Course Name,Locker", "K1,S1,Boat Building,12"],
    "Student.csv": [
        "SIS ID,School SIS ID,Frist Name,Last Name,Username,Student Number,Grade",
        "U1,S1,Oona,Merrow,oona.merrow,9960101,05",
        "U2,S9,Rurik,Halloran,rurik.halloran,9960102,05",
        "U3,S1,Tove,Lindqvist,tove.lindqvist,9960103,05",
    ],
    "Teacher.csv": [
        "SIS ID,School SIS ID,First Name,Username,Teacher Number",
        "T1,S1,Astrid,astrid,9960201",
        "U3,S1,Tove,tove.lindqvist,9960103",
    ],
    "StudentEnrollment.csv": ["Section SIS ID,SIS ID", "K1,U1", "K1,U3"],
}
CLEVER_FILES = {
    "students.csv": [
        "School_id,Student_id,First_name,Grade,Locker,DOB",
        "S1,U1,Oona,5,12,4/9/2016",
    ],
    "sections.csv": ["School_id,Section_id,Teacher_id,Name,Corse_name", "S1,K1,T1,Boat Building,Boat Building"],
    "enrollments.csv": ["School_id,Section_id,Student_id", "S1,K1,U1"],
    "teachers.csv": ["School_id,Teacher_id,Last_name,First_name", "S1,T1,Hargrove,Astrid"],
}


def plant_odd_sets(plan: Plan) -> None:
    """Write the three sets."""
    _write(plan, SDS, SDS_FILES)
    for check, file, subject, line in (
        ("SDS-001", "TeacherRoster.csv", None, None),
        ("SDS-002", "Section.csv", "Section Name", 1),
        ("SDS-003", "Student.csv", "Frist Name", 1),
        ("SDS-004", "Section.csv", "Locker", 1),
        ("ROS-009", "Student.csv", "U2", 3),
        ("SDS-024", "Teacher.csv", "U3", 3),
    ):
        place = SDS if check == "SDS-001" else f"{SDS}/{file}"
        plan.add(check, place, subject, note=f"{file} {subject or 'is missing'}", line=line)
    _write(plan, CLEVER, CLEVER_FILES)
    for check, file, subject, line in (
        ("CLV-001", "schools.csv", None, None),
        ("CLV-002", "students.csv", "Last_name", 1),
        ("CLV-003", "sections.csv", "Corse_name", 1),
        ("CLV-004", "students.csv", "Locker", 1),
    ):
        place = CLEVER if check == "CLV-001" else f"{CLEVER}/{file}"
        plan.add(check, place, subject, note=f"{file} {subject or 'is missing'}", line=line)
    _changes(plan)


def _write(plan: Plan, folder: str, files: Mapping[str, list[str]]) -> None:
    for name, lines in files.items():
        plan.odd_files.append((f"{folder}/{name}", "\r\n".join([*lines, ""]).encode(), TODAY))


def _changes(plan: Plan) -> None:
    """PKG-013: the manifest calls the enrollments changes, and nothing says what changed."""
    modes = [f"file.{name},{'delta' if name == 'enrollments' else 'absent'}" for name in FILES_11]
    manifest = ["propertyName,value", "manifest.version,1.0", "oneroster.version,1.1", *modes]
    manifest += ["source.systemName,Tide Pool SIS", "source.systemCode,tide-pool"]
    header = "sourcedId,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role"
    files = {"manifest.csv": manifest, "enrollments.csv": [header, f"E1,{STAMP},K1,S1,U1,student"]}
    content = {name: "\r\n".join([*lines, ""]).encode() for name, lines in files.items()}
    plan.odd_files.append((CHANGES, packed(content), AS_OF))
    plan.add("PKG-013", f"{CHANGES}/enrollments.csv", "status", note="the column status is missing", line=1)
