"""What families answered about internet and devices at home, as the district sends it to the state."""

import numpy as np

from cupola.sample.arrays import chunks, columns, draw, lookup, stream
from cupola.sample.files import texts
from cupola.sample.files.sheet import Desk
from cupola.sample.population.devices import ONE_TO_ONE_FROM
from cupola.sample.population.district import District

PATH = "other-systems/lists/digital-equity-answers.csv"
HEADER = columns(
    "studentUniqueId,schoolId,internetAccessInResidence,internetAccessTypeInResidence,internetPerformance,"
    "digitalDevice,primaryLearningDeviceProvider,primaryLearningDeviceAccess"
)
# Whether there is internet, of which kind, and how well it works: for a family, with the share of such families.
INTERNET = (
    ("Yes", "ResidentialBroadband", "Yes - No issues", 0.62),
    ("Yes", "ResidentialBroadband", "Yes - But not consistent", 0.13),
    ("Yes", "CellularNetwork", "Yes - But not consistent", 0.09),
    ("Yes", "SchoolProvidedHotSpot", "Yes - No issues", 0.06),
    ("Yes", "Satellite", "No", 0.02),
    ("No - Not Affordable", "None", "", 0.06),
    ("No - Not Available", "None", "", 0.02),
)
NO_DEVICE, SCHOOL_DEVICE = 3, 0
DEVICES = (
    ("Chromebook", "School", "Not Shared"),
    ("Tablet", "Personal", "Shared"),
    ("Desktop/Laptop", "Personal", "Shared"),
    ("None", "None", "None"),
)
ANSWERED = 0.86


def write_digital_equity(district: District, desk: Desk) -> None:
    """Write the answers in the order of students, for those whose families answered; the student number is the key."""
    rng = stream(district.seed, "digital equity")
    homes, grade = len(district.homes), district.students.grade
    internet = draw(rng, homes, [share for *_, share in INTERNET])
    shared = np.where(rng.random(homes) < 0.08, NO_DEVICE, 1 + rng.integers(0, 2, homes))
    answered = np.flatnonzero(district.standing.active() & (rng.random(len(grade)) < ANSWERED))
    with desk.sheet(PATH, HEADER) as sheet:
        for part in chunks(len(answered)):
            rows = answered[part]
            home = district.students.household[rows]
            device = np.where(grade[rows] >= ONE_TO_ONE_FROM, SCHOOL_DEVICE, shared[home])
            sheet.write(
                [
                    texts.local_ids(district, rows),
                    texts.school_codes(district, district.standing.school[rows]),
                    *(lookup([str(answer[place]) for answer in INTERNET], internet[home]) for place in range(3)),
                    *(lookup([answer[place] for answer in DEVICES], device) for place in range(3)),
                ]
            )
