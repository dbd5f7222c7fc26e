"""Devices: a Chromebook for each student from grade 2 on, carts below, laptops for staff, computer labs, and stock."""

from dataclasses import dataclass

import numpy as np

from cupola.sample.arrays import Array, draw, stream
from cupola.sample.days import TODAY, YEAR_BEGINS, day
from cupola.sample.population.people import Students
from cupola.sample.population.schools import ELEMENTARY, KG, Schools
from cupola.sample.population.staff import Staff
from cupola.sample.population.stays import Standing

ONE_TO_ONE_FROM = 4
GOOGLE, WINDOWS, MAC = "ChromeOS", "Windows", "macOS"
STUDENT, STAFF, CART, LAB, STOCK, REPAIR, RETIRED = range(7)
STATES = ("Deployed", "Deployed", "Deployed", "Deployed", "Ready to Deploy", "Out for Repair", "Archived")


@dataclass(frozen=True, slots=True)
class Model:
    """A model the district bought: in which summers, at which price, and when its updates end."""

    maker: str
    name: str
    number: str
    system: str
    kind: str
    bought: tuple[int, ...]
    price: str
    updates_end: str


MODELS = (
    Model("Lenovo", "Lenovo 100e Chromebook Gen 3", "82J7", GOOGLE, "Chromebook", (2021, 2022), "248.00", "2029-06-01"),
    Model("Acer", "Acer Chromebook 311 C722", "NX.A6UAA", GOOGLE, "Chromebook", (2021,), "236.50", "2028-06-01"),
    Model("Dell", "Dell Chromebook 3110", "P30T", GOOGLE, "Chromebook", (2022, 2023), "289.00", "2030-06-01"),
    Model("HP", "HP Chromebook 11 G9 EE", "3V458UT", GOOGLE, "Chromebook", (2023,), "271.25", "2031-06-01"),
    Model("ASUS", "ASUS Chromebook CR1100", "CR1100CKA", GOOGLE, "Chromebook", (2024, 2025), "264.00", "2031-06-01"),
    Model("Lenovo", "Lenovo 500e Chromebook Gen 4", "82W4", GOOGLE, "Chromebook", (2024, 2025), "389.90", "2033-06-01"),
    Model("Acer", "Acer Chromebook Spin 512 R856", "NX.KE4AA", GOOGLE, "Chromebook", (2026,), "402.00", "2035-06-01"),
    Model("Dell", "Latitude 3440", "P171G", WINDOWS, "Laptop", (2023, 2024, 2025, 2026), "842.00", "2030-10-14"),
    Model("Lenovo", "ThinkPad L14 Gen 3", "21C1", WINDOWS, "Laptop", (2022, 2023), "918.40", "2029-10-09"),
    Model("Dell", "OptiPlex 7010", "D16U", WINDOWS, "Desktop", (2023, 2024), "731.00", "2030-10-14"),
    Model("Apple", "iMac 24", "A2438", MAC, "Desktop", (2021, 2022, 2023), "1249.00", "2029-09-15"),
    Model("Apple", "MacBook Air 13", "A2681", MAC, "Laptop", (2022, 2023, 2024, 2025), "899.00", "2030-09-15"),
)


@dataclass(frozen=True, slots=True)
class Devices:
    """One row a device; `student` and `staff` are rows of those tables or -1, `school` -1 is the district office."""

    use: Array
    school: Array
    student: Array
    staff: Array
    model: Array
    bought: Array
    seen: Array
    serial: list[str]
    tag: list[str]

    def __len__(self) -> int:
        return len(self.use)

    def run(self, *systems: str) -> Array:
        """The rows whose model runs one of these systems."""
        fits = np.array([model.system in systems for model in MODELS])
        return np.flatnonzero(fits[self.model])


def make_devices(students: Students, standing: Standing, staff: Staff, *, schools: Schools, seed: int) -> Devices:
    """Devices in the order: students', carts', staff's, labs', stock, repair, retired."""
    rng = stream(seed, "devices")
    groups = _groups(rng, students, standing, staff=staff, schools=schools)
    use, school, student, person = (np.concatenate(parts) for parts in zip(*groups, strict=True))
    model = _models(rng, use, staff, person=person)
    bought = _bought(rng, model, use)
    numbers = rng.permutation(len(use))
    return Devices(
        use=use,
        school=school,
        student=student,
        staff=person,
        model=model,
        bought=bought,
        seen=_seen(rng, use, school),
        serial=_serials(rng, model),
        tag=[f"HU{number:07d}" for number in (10_400 + numbers).tolist()],
    )


def _groups(
    rng: np.random.Generator, students: Students, standing: Standing, *, staff: Staff, schools: Schools
) -> list[tuple[Array, ...]]:
    owners = np.flatnonzero(
        standing.active() & (students.grade >= ONE_TO_ONE_FROM) & (rng.random(len(students)) < 0.985)
    )
    small = np.flatnonzero(standing.active() & (students.grade >= KG) & (students.grade < ONE_TO_ONE_FROM))
    carts = np.sort(standing.school[small][::2])
    people = np.flatnonzero(staff.left == 0)
    labs = np.repeat(np.arange(len(schools)), np.where(schools.level == ELEMENTARY, 4, 24))
    spare = max(1, len(owners) // 40)
    places = rng.integers(0, len(schools), 3 * spare)
    return [
        _group(STUDENT, standing.school[owners], student=owners),
        _group(CART, carts),
        _group(STAFF, staff.school[people], staff=people),
        _group(LAB, labs),
        _group(STOCK, places[:spare]),
        _group(REPAIR, places[spare : 2 * spare : 3]),
        _group(RETIRED, places[2 * spare :]),
    ]


def _group(use: int, school: Array, *, student: Array | None = None, staff: Array | None = None) -> tuple[Array, ...]:
    nobody = np.full(len(school), -1)
    return (
        np.full(len(school), use),
        school,
        nobody if student is None else student,
        nobody if staff is None else staff,
    )


def _models(rng: np.random.Generator, use: Array, staff: Staff, *, person: Array) -> Array:
    weights = {
        GOOGLE: (16, 9, 22, 10, 16, 18, 9, 0, 0, 0, 0, 0),
        "laptop": (0, 0, 0, 0, 0, 0, 0, 6, 3, 0, 0, 1),
        "lab": (0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0),
    }
    chosen = draw(rng, len(use), weights[GOOGLE])
    for value, name in ((STAFF, "laptop"), (LAB, "lab")):
        mask = use == value
        chosen[mask] = draw(rng, int(mask.sum()), weights[name])
    old = use == RETIRED
    chosen[old] = draw(rng, int(old.sum()), (3, 1))
    return chosen


def _bought(rng: np.random.Generator, model: Array, use: Array) -> Array:
    summers = [[day(f"{year}-06-15") for year in item.bought] for item in MODELS]
    widest = max(len(summer) for summer in summers)
    table = np.array([[summer[place % len(summer)] for place in range(widest)] for summer in summers])
    chosen = table[model, rng.integers(0, widest * 12, len(model)) % widest]
    batch = rng.integers(0, 45, 40)
    return np.asarray(chosen + batch[(model * 3 + use) % 40])


def _seen(rng: np.random.Generator, use: Array, school: Array) -> Array:
    """The last day each device was heard of: most this week, one of each school yesterday."""
    back = np.clip(rng.exponential(2.2, len(use)).astype(int), 0, 24)
    seen = TODAY - 1 - back
    first = np.unique(school * 10 + use, return_index=True)[1]
    seen[first] = TODAY - 1
    stored = (use == STOCK) | (use == REPAIR)
    seen = np.where(stored, TODAY - 3 - back % 20, seen)
    return np.asarray(np.where(use == RETIRED, YEAR_BEGINS - 60 - back * 4, seen))


def _serials(rng: np.random.Generator, model: Array) -> list[str]:
    letters = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    prefixes = ("PF", "NXA", "8D", "5CD", "R2N", "PW", "NXK", "7H", "PC", "4G", "C02", "FV")
    numbers = 39_304 * 40 + rng.permutation(len(model)).astype(np.int64) * 31
    texts = []
    for kind, number in zip(model.tolist(), numbers.tolist(), strict=True):
        text = ""
        while number:
            number, digit = divmod(number, 34)
            text = letters[digit] + text
        texts.append(f"{prefixes[kind]}{text:0>6}")
    return texts
