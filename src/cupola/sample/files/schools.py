"""The state's school directory: code, name, grades, status, address."""

import numpy as np

from cupola.sample.arrays import lookup, stream
from cupola.sample.files.sheet import Desk
from cupola.sample.population.district import District
from cupola.sample.population.schools import GRADES, STREET_KINDS, STREETS, TOWNS

PATH = "this-month/schools.csv"
HEADER = ("School Code", "School Name", "Low Grade", "High Grade", "Status", "Street", "City", "State", "Zip")


def write_schools(district: District, desk: Desk) -> None:
    """Write the directory in the order of schools."""
    rng = stream(district.seed, "school addresses")
    schools = district.schools
    count = len(schools)
    numbers, towns = rng.integers(100, 9_900, count), rng.integers(0, len(TOWNS), count)
    names = zip(numbers.tolist(), rng.integers(0, len(STREETS), count).tolist(), (numbers % 8).tolist(), strict=True)
    with desk.sheet(PATH, HEADER) as sheet:
        sheet.write(
            [
                schools.codes,
                schools.names,
                lookup(GRADES, np.asarray(schools.low)),
                lookup(GRADES, np.asarray(schools.high)),
                ["Active"] * count,
                [f"{number} {STREETS[street]} {STREET_KINDS[kind]}" for number, street, kind in names],
                lookup([town for town, _ in TOWNS], towns),
                ["CA"] * count,
                lookup([code for _, code in TOWNS], towns),
            ]
        )
