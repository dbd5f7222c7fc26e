"""Programs a student takes part in: meals, English learner, special education, homeless, foster, migrant, 504."""

from dataclasses import dataclass

import numpy as np

from cupola.sample.arrays import Array, draw, stream
from cupola.sample.population.families import Households
from cupola.sample.population.people import Students

PAID, REDUCED, FREE = range(3)
MEALS = ("Paid", "Reduced", "Free")
LANGUAGE_PROGRAMS = ("", "Structured English Immersion", "Dual Language Immersion", "Newcomer Program")
DISABILITIES = ("", "SLD", "SLI", "OHI", "AUT", "ID", "ED", "HH", "OI", "MD")
NIGHTTIME = ("", "Doubled-Up", "Shelters", "Hotels/Motels", "Unsheltered")
PROGRAMS = (
    "English Learner",
    "Special Education",
    "Section 504",
    "Homeless",
    "Foster Care",
    "Migrant",
    "Free Meals",
    "Reduced-Price Meals",
)


@dataclass(frozen=True, slots=True)
class Programs:
    """One row a student; codes are places in the lists above, 0 = does not take part."""

    language_program: Array
    disability: Array
    section_504: Array
    nighttime: Array
    foster: Array
    migrant: Array
    meal: Array
    directly_certified: Array

    def members(self, program: str) -> Array:
        """Who takes part in a program of PROGRAMS."""
        parts = {
            "English Learner": self.language_program > 0,
            "Special Education": self.disability > 0,
            "Section 504": self.section_504,
            "Homeless": self.nighttime > 0,
            "Foster Care": self.foster,
            "Migrant": self.migrant,
            "Free Meals": self.meal == FREE,
            "Reduced-Price Meals": self.meal == REDUCED,
        }
        return np.asarray(parts[program])


def make_programs(students: Students, homes: Households, seed: int) -> Programs:
    """Rates of a middling Californian district; poverty and housing go by household, the rest by student."""
    rng = stream(seed, "programs")
    count = len(students)
    home = students.household
    learner = (students.language > 0) & (rng.random(count) < np.where(students.grade < 7, 0.47, 0.24))
    needs = rng.random(len(homes))
    homeless_home = rng.random(len(homes)) < np.where(needs < 0.4, 0.062, 0.0)
    migrant = (rng.random(len(homes)) < np.where(homes.origin == 0, 0.022, 0.0))[home]
    foster = rng.random(count) < 0.006
    certified = (needs < 0.3)[home] & (rng.random(count) < 0.97)
    nighttime = np.where(homeless_home[home], (1 + draw(rng, len(homes), (0.72, 0.12, 0.12, 0.04)))[home], 0)
    free = certified | (nighttime > 0) | migrant | foster | (needs < 0.375)[home]
    disability = np.where(rng.random(count) < 0.13, 1 + draw(rng, count, (38, 18, 16, 13, 5, 4, 2, 2, 2)), 0)
    return Programs(
        language_program=np.where(learner, 1 + draw(rng, count, (0.7, 0.22, 0.08)), 0),
        disability=disability,
        section_504=(disability == 0) & (rng.random(count) < 0.046),
        nighttime=nighttime,
        foster=foster,
        migrant=migrant,
        meal=np.where(free, FREE, np.where((needs < 0.47)[home], REDUCED, PAID)),
        directly_certified=certified,
    )
