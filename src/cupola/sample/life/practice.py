"""The leader's own time in two falls, and decisions of the sample district in which technology had no seat."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from cupola.sample.life.places import Town

# Beginning, half hours a day, and the weights of leadership, instruction, operations and technical work.
RUNS = ((date(2025, 10, 6), 9, (26, 12, 30, 32), 0.52), (date(2026, 10, 5), 9, (38, 17, 25, 20), 0.63))
KINDS = ("leadership", "instruction", "operations", "technical")
# Title, day, where, kind, what followed, dollars and hours; -1 is not known.
SEATS = (
    (
        *("Robot kits for two schools", "2025-09-18", "a school", "purchase_without_request"),
        *("The kits need an account for each student; no agreement on data was there.", 14_200, 36),
    ),
    (
        *("Displays for the board room", "2025-11-05", "purchasing", "purchase_without_request"),
        *("They do not work with the room's cameras and were replaced.", 23_800, 44),
    ),
    (
        *("New bell schedule", "2026-01-20", "cabinet", "late_involvement"),
        *("All rosters were built anew in nine days.", -1, 120),
    ),
    (
        *("Reading program for grades 1 to 3", "2026-03-10", "curriculum", "late_involvement"),
        *("It runs on no device that grades 1 to 3 have; tablets were rented.", 61_500, 90),
    ),
    (
        *("Moving the transition program", "2026-05-26", "cabinet", "late_involvement"),
        *("The building had no line for the first six weeks.", -1, 75),
    ),
    (
        *("Cameras at the bus yard", "2026-06-23", "board", "purchase_without_request"),
        *("The cameras need a network that was not in the price.", 31_000, -1),
    ),
    (
        *("Survey of families by an outside firm", "2026-09-15", "superintendent's office", "other"),
        *("E-mail addresses left the district without an agreement.", -1, -1),
    ),
)


def practice(town: Town) -> dict[str, Any]:
    """The diary and the missed seats."""
    rng = town.chance("practice")
    runs = []
    for begin, a_day, weights, planned in RUNS:
        entries = []
        for day in (begin + timedelta(days=number) for number in range(14)):
            if day.weekday() > 4:
                continue
            for number in range(a_day - rng.randint(0, 2)):
                at = f"{day}T{8 + number:02d}:{rng.randint(0, 59):02d}"
                kind = rng.choices(KINDS, weights)[0]
                entries.append({"at": at, "kind": kind, "was_planned": rng.random() < planned})
        runs.append({"begins_on": str(begin), "ends_on": str(begin + timedelta(days=13)), "entries": entries})
    names = ("title", "happened_on", "where", "kind", "followed", "dollars", "hours")
    seats = [dict(zip(names, row, strict=True)) for row in SEATS]
    return {
        "runs": runs,
        "seats": [{key: None if value == -1 else value for key, value in row.items()} for row in seats],
    }
