"""A check of the roster files with further row rules of users, to tell what one of them costs."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from cupola.engine import journey
from cupola.engine.catalog import shipped_checks

MODEL = "IDN-010"


def main() -> None:
    """FOLDER RULES [--dearest]: check the folder with so many copies of a row rule beside the shipped checks."""
    folder, rules = Path(sys.argv[1]), int(sys.argv[2])
    shipped = shipped_checks()
    model = next(check for check in shipped if check.id == MODEL)
    more = tuple(
        replace(model, id=f"BEN-{number:03}", where=f"length(family_name) > {300 + number}") for number in range(rules)
    )
    journey.shipped_checks = lambda: (*shipped, *more)  # type: ignore[attr-defined]
    report = journey.check_paths([folder], journey.CheckOptions(Path("none"), as_of=date(2026, 10, 30)))
    if "--dearest" in sys.argv:
        dear = sorted(((ran.seconds, ran.check) for ran in report.ran), reverse=True)[:5]
        print(json.dumps([(check, seconds) for seconds, check in dear]))


if __name__ == "__main__":
    main()
