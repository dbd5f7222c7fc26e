"""Roster files with one error in very many rows: a wrong grade map, as it comes of one wrong setting in an export."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

from bench.clock import environment

COLUMN = "grades"


def write_wrong(files: Path, target: Path) -> Path:
    """A copy of the roster files in which every grade of `users.csv` is a word that no list has."""
    if target.exists():
        return target
    target.mkdir()
    for path in files.glob("*.csv"):
        if path.name != "users.csv":
            # No symbolic link: Cupola reads none that leads out of the folder.
            os.link(path.resolve(), target / path.name)
    with (files / "users.csv").open(newline="") as source, (target / "users.csv").open("w", newline="") as written:
        rows = csv.reader(source)
        writer = csv.writer(written)
        header = next(rows)
        place = header.index(COLUMN)
        writer.writerow(header)
        writer.writerows([*row[:place], f"Year {row[place]}" if row[place] else "", *row[place + 1 :]] for row in rows)
    return target


def told(files: Path, words: tuple[str, ...]) -> tuple[int, int, int]:
    """What a check says: findings about grades, the rows that they stand for, and the bytes of its JSON."""
    command = [sys.executable, "-m", "cupola", "check", str(files), "--json", *words]
    said = subprocess.run(command, check=True, capture_output=True, env=environment()).stdout
    mass = [finding for finding in json.loads(said)["findings"] if finding["check"] == "FRM-005"]
    return len(mass), sum(finding["rows"] for finding in mass), len(said)
