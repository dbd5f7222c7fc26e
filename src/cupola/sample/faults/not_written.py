"""Checks whose fault this district's exports cannot hold, and why nothing is planted."""

COUNTS = "The district has no two deliveries between which so many students came, left or were late."
A_YEAR = "No school or group of the district changed so much in a year, and every school was rolled over."
NO_POSITIONS = "The earlier years hold the state's files and results, and no positions."
ONE_DIRECTORY = "The district has one list of schools, and every system uses its codes."
OF_LINKS = "It tells what links bring to light, and who is who is found out of a record, not of a delivery's files."
REASONS = {
    "GRB-004": "Only the gradebook of OneRoster 1.1 asks for a grading period; the district's is of 1.2.",
    **dict.fromkeys(("FED-006", "FED-007", "FED-008", "FED-009", "HIS-001", "HIS-002", "HIS-003"), COUNTS),
    **dict.fromkeys(("ORG-006", "ORG-007"), ONE_DIRECTORY),
    **dict.fromkeys(("HIS-006", "HIS-010", "HIS-011", "HIS-012", "HIS-013", "HIS-014"), A_YEAR),
    "HIS-015": NO_POSITIONS,
    **{f"LNK-{number:03d}": OF_LINKS for number in range(1, 17)},
}


def not_written() -> list[tuple[str, str]]:
    """The checks with the reason, in the order of their ids."""
    return sorted(REASONS.items())
