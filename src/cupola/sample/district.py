"""Writes the sample district: the exports of this month and last, truth.json, and a README."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypedDict, Unpack

from cupola.sample.faults.plan import Plan
from cupola.sample.faults.planted import plant_all
from cupola.sample.files.attendance import write_attendance
from cupola.sample.files.calpads import write_calpads
from cupola.sample.files.clever import write_clever
from cupola.sample.files.delta import write_delta
from cupola.sample.files.digital_equity import write_digital_equity
from cupola.sample.files.earlier_years import write_earlier_years
from cupola.sample.files.edfi import write_edfi
from cupola.sample.files.education_insights import write_education_insights
from cupola.sample.files.enrollment_system import Typing, write_enrollment_system
from cupola.sample.files.entra import write_entra_users
from cupola.sample.files.google import write_google_devices, write_google_users
from cupola.sample.files.helpdesk import write_tickets
from cupola.sample.files.hr_positions import write_positions
from cupola.sample.files.incident_iq import write_incident_iq
from cupola.sample.files.intune import write_intune
from cupola.sample.files.jamf import write_jamf
from cupola.sample.files.mosyle import write_mosyle
from cupola.sample.files.oneroster import write_oneroster
from cupola.sample.files.outages import write_outages
from cupola.sample.files.programs import write_programs
from cupola.sample.files.readme import write_readme
from cupola.sample.files.results import write_results
from cupola.sample.files.school_data_sync import write_school_data_sync
from cupola.sample.files.schools import write_schools
from cupola.sample.files.sheet import Desk, Progress
from cupola.sample.files.snipeit import write_snipeit
from cupola.sample.files.state_upload import write_state_upload
from cupola.sample.files.truth import write_truth
from cupola.sample.files.vendor_results import write_vendor_results
from cupola.sample.population.applicants import Applicants, make_applicants
from cupola.sample.population.district import District, make_district
from cupola.sample.population.months import last_month, this_month
from cupola.sample.population.present import Present, make_present

Faults = Literal["all", "none"]
Dirt = Literal["normal", "hard"]
SMALLEST = 20


class Wishes(TypedDict, total=False):
    """What may be asked for: 17,400 students, seed 1, all faults, ids shown and normal dirt unless said otherwise.

    Without `gradebook` the SIS exports its roster alone.
    """

    students: int
    seed: int
    faults: Faults
    hide_ids: bool
    dirt: Dirt
    gradebook: bool


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """One file, or one file in an archive: its path in the folder, and its rows without the header."""

    name: str
    rows: int


@dataclass(frozen=True, slots=True)
class SampleSummary:
    """What was written: students enrolled today, schools, files with their rows, faults planted."""

    students: int
    schools: int
    files: tuple[WrittenFile, ...]
    faults: int


@dataclass(frozen=True, slots=True)
class Job:
    """Everything a writer may need."""

    district: District
    applicants: Applicants
    typing: Typing
    plan: Plan
    desk: Desk
    gradebook: bool
    present: Present


WRITERS: tuple[tuple[str, Callable[[Job], None]], ...] = (
    ("earlier years", lambda job: write_earlier_years(job.district, job.desk)),
    ("last month's SIS", lambda job: write_oneroster(job.district, last_month(job.district), job.desk)),
    (
        "this month's SIS",
        lambda job: write_oneroster(job.district, this_month(job.district), job.desk, gradebook=job.gradebook),
    ),
    (
        "enrollment system",
        lambda job: write_enrollment_system(job.district, job.applicants, job.typing, desk=job.desk),
    ),
    ("state upload", lambda job: write_state_upload(job.district, job.desk)),
    ("programs", lambda job: write_programs(job.district, job.desk)),
    (
        "attendance",
        lambda job: write_attendance(job.district, job.desk, job.plan.spared, dark=job.plan.attendance_dark),
    ),
    ("test results", lambda job: write_results(job.district, job.desk)),
    ("Google devices", lambda job: write_google_devices(job.district, job.desk, job.plan.devices_dark)),
    ("Google users", lambda job: write_google_users(job.district, job.desk, job.plan.accounts_dark)),
    ("Intune", lambda job: write_intune(job.district, job.desk, job.plan.devices_dark)),
    ("Jamf", lambda job: write_jamf(job.district, job.desk)),
    ("help desk's assets", lambda job: write_incident_iq(job.district, job.desk)),
    ("positions", lambda job: write_positions(job.district, job.desk)),
    ("state's upload files", lambda job: write_calpads(job.district, job.desk)),
    ("asset register", lambda job: write_snipeit(job.district, job.desk)),
    ("school directory", lambda job: write_schools(job.district, job.desk)),
    ("Mosyle", lambda job: write_mosyle(job.district, job.desk)),
    ("digital equity", lambda job: write_digital_equity(job.district, job.desk)),
    ("School Data Sync", lambda job: write_school_data_sync(job.district, job.present, job.desk)),
    ("Clever", lambda job: write_clever(job.district, job.present, job.desk)),
    ("Education Insights", lambda job: write_education_insights(job.district, job.present, job.desk)),
    ("Ed-Fi", lambda job: write_edfi(job.district, job.present, job.desk)),
    ("changes since", lambda job: write_delta(job.district, job.present, job.desk)),
    ("help desk's tickets", lambda job: write_tickets(job.district, job.desk)),
    ("Entra users", lambda job: write_entra_users(job.district, job.desk)),
    ("list of outages", lambda job: write_outages(job.district, job.desk)),
    ("interim results", lambda job: write_vendor_results(job.district, job.desk)),
)


def write_district(folder: Path, *, progress: Progress | None = None, **wishes: Unpack[Wishes]) -> SampleSummary:
    """Write the exports of the invented district into a folder; the same wishes give the same bytes.

    `progress` is told what is being written and the share done, 0 to 1. Refused: fewer than 20 students.
    """
    students, seed = wishes.get("students", 17_400), wishes.get("seed", 1)
    faults = wishes.get("faults", "all")
    typing = Typing(wishes.get("hide_ids", False), wishes.get("dirt", "normal") == "hard")
    if students < SMALLEST:
        raise ValueError(f"A sample district of {students} students is too small: ask for {SMALLEST} or more.")
    tell = progress or (lambda text, share: None)
    tell("people", 0.0)
    district = make_district(students, seed)
    _sweep(folder)
    desk = Desk(folder)
    plan = Plan(district)
    if faults == "all":
        plant_all(plan)
    desk.edits.update(plan.edits)
    job = Job(
        district, make_applicants(district), typing, plan, desk, wishes.get("gradebook", True), make_present(district)
    )
    for number, (name, write) in enumerate(WRITERS, 1):
        tell(name, number / (len(WRITERS) + 2))
        write(job)
    tell("truth", 0.95)
    plan.write_odd_files(desk)
    write_readme(district, desk, faults)
    write_truth(district, job.applicants, plan, desk=desk)
    tell("done", 1.0)
    files = tuple(WrittenFile(name, rows) for name, rows in desk.rows.items())
    return SampleSummary(students, len(district.schools), files, len(plan.faults))


def _sweep(folder: Path) -> None:
    """Take away what an earlier run left; truth.json, written last, tells that the folder is a sample district's."""
    truth = folder / "truth.json"
    if truth.exists():
        truth.unlink()
        for part in ("last-month", "this-month", "other-systems", "earlier-years"):
            shutil.rmtree(folder / part, ignore_errors=True)
