"""Checks of what this district does not write, or of a past that it does not have, and why nothing is planted."""

SETS = {
    "CLV": (19, "The district sends nothing to Clever."),
    "GRB": (25, "The district's system exports no gradebook."),
    "HIS": (9, "One delivery by itself holds no earlier snapshot to compare with."),
    "SDS": (25, "The district sends nothing to School Data Sync."),
}
DELTAS = ("PKG-012", "PKG-013")
ALL_BULK = "The district's system exports everything each time."


def not_written() -> list[tuple[str, str]]:
    """The checks with the reason, in the order of their ids."""
    sets = [(f"{area}-{number:03}", why) for area, (last, why) in SETS.items() for number in range(1, last + 1)]
    return sorted(sets + [(check, ALL_BULK) for check in DELTAS])
