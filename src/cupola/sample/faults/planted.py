"""Plants every fault, and says which ones the district is too small for."""

from cupola.sample.faults import (
    answers,
    clever_set,
    data_sync,
    events,
    forms,
    gradebook,
    interchange,
    machines,
    offices,
    persons,
    references,
    rooms,
    students,
    two_months,
    uploads,
)
from cupola.sample.faults.not_written import not_written
from cupola.sample.faults.odd_files import plant_odd_files
from cupola.sample.faults.odd_packages import plant_odd_packages
from cupola.sample.faults.odd_sets import plant_odd_sets
from cupola.sample.faults.partner_list import plant_partner_list
from cupola.sample.faults.picks import make_picks
from cupola.sample.faults.plan import NothingToSpoil, Plan, known_checks
from cupola.sample.faults.victims import make_victims

PARTS = (
    rooms.FIRST,
    offices.FIRST,
    events.PLANTERS,
    students.PLANTERS,
    rooms.PLANTERS,
    forms.PLANTERS,
    references.PLANTERS,
    machines.PLANTERS,
    persons.PLANTERS,
    uploads.PLANTERS,
    offices.PLANTERS,
    offices.LAST,
    persons.LOOK_ALIKES,
)
OTHER_SYSTEMS = (
    gradebook.PLANTERS,
    data_sync.PLANTERS,
    clever_set.PLANTERS,
    interchange.PLANTERS,
    answers.PLANTERS,
    two_months.PLANTERS,
)
GROWS = "A file that grows while it is read cannot be written beforehand."


def plant_all(plan: Plan) -> None:
    """Plant at least one fault of every check; the plan afterwards knows what could not be planted and why."""
    victims = make_victims(plan)
    missing = []
    plant_odd_packages(plan)
    plant_partner_list(plan)
    try:
        plant_odd_files(plan, victims)
    except NothingToSpoil as error:
        missing.append(("FIL-004 FIL-005 FIL-007 FIL-008 FIL-009 FIL-010", str(error)))
    for part in PARTS:
        for checks, plant in part:
            try:
                plant(plan, victims)
            except NothingToSpoil as error:
                missing.append((checks, str(error)))
    plant_odd_sets(plan)
    picks = make_picks(plan, victims.used.get("staff", ()))
    for further in OTHER_SYSTEMS:
        for checks, plant_further in further:
            try:
                plant_further(plan, picks)
            except NothingToSpoil as error:
                missing.append((checks, str(error)))
    plan.spared = frozenset(victims.spared)
    found = known_checks(plan.faults)
    for checks, why in missing:
        new = [check for check in checks.split() if check not in found]
        found.update(new)
        plan.not_planted += [(check, f"The district is too small: {why}.") for check in new]
    plan.not_planted.append(("FIL-012", GROWS))
    plan.not_planted += not_written()
