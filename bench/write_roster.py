"""Writes a clean sample district without a gradebook: FOLDER STUDENTS."""

from __future__ import annotations

import sys
from pathlib import Path

from cupola.sample import write_district

if __name__ == "__main__":
    write_district(Path(sys.argv[1]), students=int(sys.argv[2]), seed=1, faults="none", gradebook=False)
