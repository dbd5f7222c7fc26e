"""Checks whose fault this district's exports cannot hold, and why nothing is planted."""

FORMERLY = "What a check of the past finds shows only where two deliveries are loaded one after the other."
REASONS = {
    "CLV-002": "Every column that Clever requires is one that its files are recognised by.",
    "SDS-002": "Every column that School Data Sync requires is one that its files are recognised by.",
    "GRB-004": "Only the gradebook of OneRoster 1.1 asks for a grading period; the district's is of 1.2.",
    "FED-006": FORMERLY,
    "FED-007": FORMERLY,
    "FED-008": FORMERLY,
    "FED-009": FORMERLY,
    **{f"HIS-{number:03}": FORMERLY for number in range(1, 10)},
}


def not_written() -> list[tuple[str, str]]:
    """The checks with the reason, in the order of their ids."""
    return sorted(REASONS.items())
